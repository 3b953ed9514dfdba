/** The AWS SDK: credentials, clients and pages. Loaded only when a collection starts. */
import * as ec2 from '@aws-sdk/client-ec2';
import { NODE_APP_ID_CONFIG_OPTIONS, partition } from '@aws-sdk/core/client';
import { NODE_AUTH_SCHEME_PREFERENCE_OPTIONS } from '@aws-sdk/core/httpAuthSchemes';
import {
  AssumeRoleCommand,
  type Credentials as StsCredentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import {
  loadConfig,
  memoize,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
  nodeDualstackConfigSelectors,
  nodeFipsConfigSelectors,
} from '@smithy/core/config';
import type { Service } from '#app/snapshot/page.ts';
import type { EndpointService } from './endpoints.ts';
import type { Stop } from './clock.ts';
import type { Fate } from './fate.ts';
import type { Gate, Limits } from './gate.ts';
import { jsonClient, jsonCommand } from './json-client.ts';
import { isJsonService, type JsonOperation, jsonOperation } from './json-calls.ts';
import { keepSecret } from '../secrets.ts';
import { RetryEachCall } from './retry.ts';
import { searchAll, type SearchFilter } from './split.ts';

/** Tells the partition where nothing else does. */
const FALLBACK_REGION = 'us-east-1';
/** Fresh credentials are fetched this many ms before the old ones expire. */
const EXPIRY_MARGIN = 300_000;
/** Names our sessions in CloudTrail. */
const SESSION_NAME = 'peerless';

export type SdkAnswer = Readonly<Record<string, unknown>>;
/** Hands out credentials, fresh ones where the last have expired. They never leave this room. */
export type Credentials = ReturnType<typeof fromNodeProviderChain>;
type Identity = Awaited<ReturnType<Credentials>>;
type Input = Readonly<Record<string, unknown>>;
type Paginator = (
  config: { client: ec2.EC2Client; pageSize: number },
  input: object,
  options: { abortSignal: AbortSignal },
) => AsyncIterable<SdkAnswer>;
/** One attempt at a command, as the SDK's middleware sees it. */
type Send = (args: unknown) => Promise<unknown>;
type CommandClass = new (input: object) => Parameters<ec2.EC2Client['send']>[0];

/** The SDK's own words go nowhere: what matters comes back as an error, and stderr belongs to the command. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Operations by name, as the SDK exports them: `DescribeVpcsCommand`, `paginateDescribeVpcs`. */
const operations: Readonly<Record<string, unknown>> = ec2;

/** The SDK calls `DescribeVpcs` a `DescribeVpcsCommand`. */
const operationIn = (command = ''): string => command.replace(/Command$/, '');

/** How to send one operation, and, where it comes in pages, how to ask for all of them. */
interface Callable {
  readonly Command: CommandClass;
  readonly paginate: Paginator | undefined;
}

function callableOf(service: Service, operation: string): Callable | undefined {
  if (isJsonService(service)) {
    const shape = jsonOperation(service, operation);
    if (!shape) return undefined;
    const { Command, paginate } = jsonCommand(service, operation, shape);
    return { Command, paginate: shape.paged ? (paginate as unknown as Paginator) : undefined };
  }
  const Command = service === 'ec2' ? operations[`${operation}Command`] : undefined;
  if (typeof Command !== 'function') return undefined;
  const paginate = operations[`paginate${operation}`] as Paginator | undefined;
  return { Command: Command as CommandClass, paginate };
}

/** True where the operation can be called, page by page if asked so. Pins the kinds table to the SDK. */
export function offers(service: Service, operation: string, paged: boolean): boolean {
  const found = callableOf(service, operation);
  return paged ? found?.paginate !== undefined : found !== undefined;
}

// Read by the SDK when a client is made; the message is for its developers, not for our users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Connections to AWS. Accounts meet at the same addresses, so that all clients share them. */
export type Connections = ec2.EC2Client['config']['requestHandler'];

export function connections({ inFlight, patience }: Limits): Connections {
  const most = { maxSockets: inFlight };
  // Only a client makes one; the SDK asks for its options and hands out what it made of them.
  return new STSClient({
    region: FALLBACK_REGION,
    requestHandler: {
      connectionTimeout: patience.connect,
      requestTimeout: patience.answer,
      throwOnRequestTimeout: true,
      httpAgent: most,
      httpsAgent: most,
    },
  }).config.requestHandler;
}

export interface SdkOptions {
  /** Closed by whoever made them. */
  readonly connections: Connections;
  readonly gate: Gate;
  readonly attempts: number;
  readonly signal: Stop;
  /** Asks for the code of a multi-factor device; without it, profiles that need one are refused. */
  readonly mfaCode?: ((device: string) => Promise<string>) | undefined;
}

export interface SessionOptions {
  /** Absent: the default chain. */
  readonly profile: string | undefined;
  readonly fate: Fate;
  /** Addresses that answer in place of AWS. */
  readonly endpoints: ReadonlyMap<EndpointService, string | undefined>;
  /** A Region that will be read: it tells the partition where nothing else does. */
  readonly region?: string | undefined;
  /** Absent: those of the profile. */
  readonly credentials?: Credentials;
}

/**
 * A Region that every account of a partition has.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const OPEN: Readonly<Record<string, string>> = {
  aws: FALLBACK_REGION,
  'aws-cn': 'cn-northwest-1',
  'aws-us-gov': 'us-gov-west-1',
};
/** The same of the partition a Region is in; of a partition that is not known, the Region itself. */
const openRegionOf = (region: string): string => OPEN[partition(region).name] ?? region;

/** Keeps credentials until shortly before they expire. */
const kept = (fetch: Credentials): Credentials =>
  memoize(
    fetch,
    ({ expiration }) =>
      expiration !== undefined && expiration.getTime() - Date.now() < EXPIRY_MARGIN,
    ({ expiration }) => expiration !== undefined,
  );

/** Credentials that no message can repeat. */
const veiled =
  (fetch: Credentials): Credentials =>
  async (properties) => {
    const found = await fetch(properties);
    keepSecret(found.accessKeyId, found.secretAccessKey, found.sessionToken);
    return found;
  };

/** Credentials as STS hands them out. Throws where the answer has none. */
function given(credentials: StsCredentials | undefined): Identity {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  keepSecret(AccessKeyId, SecretAccessKey, SessionToken);
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw Object.assign(new Error('the answer has no credentials'), { name: 'NoCredentials' });
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration ? { expiration: Expiration } : {}),
  };
}

/** The input, with those of its fields that go into another put there. */
function nested(nest: JsonOperation['nest'], input: Input): Record<string, unknown> {
  if (!nest) return { ...input };
  const isInner = ([name]: [string, unknown]) => nest.names.includes(name);
  const fields = Object.entries(input);
  return {
    ...Object.fromEntries(fields.filter((field) => !isInner(field))),
    [nest.field]: { [nest.within]: Object.fromEntries(fields.filter(isInner)) },
  };
}

/** One way into AWS: a profile, or the default chain. Credentials are fetched once and shared by its clients. */
export class Session {
  readonly #sdk: SdkOptions;
  readonly #options: SessionOptions;
  #credentials: Credentials;
  readonly #clients = new Map<string, ec2.EC2Client>();
  readonly #settings;

  constructor(sdk: SdkOptions, options: SessionOptions) {
    this.#sdk = sdk;
    this.#options = options;
    // Each client would read the shared files for each of these, from end to end: of a thousand profiles, for minutes.
    const from = options.profile ? { profile: options.profile } : {};
    const fips = loadConfig(nodeFipsConfigSelectors, from);
    const dual = loadConfig(nodeDualstackConfigSelectors, from);
    this.#settings = {
      useFipsEndpoint: async () => (await fips()) ?? false,
      useDualstackEndpoint: async () => (await dual()) ?? false,
      userAgentAppId: loadConfig(NODE_APP_ID_CONFIG_OPTIONS, from),
      authSchemePreference: loadConfig(NODE_AUTH_SCHEME_PREFERENCE_OPTIONS, from),
      // Addresses are looked up already, by the same rules.
      ignoreConfiguredEndpointUrls: true,
      // Of no effect beside our own retries and connections.
      defaultsMode: 'standard' as const,
      retryMode: 'standard',
      maxAttempts: sdk.attempts,
    };
    const init = {
      logger: silent,
      ignoreCache: true,
      ...(sdk.mfaCode ? { mfaCodeProvider: sdk.mfaCode } : {}),
      // Roles of a profile without a Region are taken here; else the SDK takes Virginia, in every partition, and says so.
      parentClientConfig: { region: () => this.homeRegion() },
    };
    // A named profile means that profile: the whole chain would fall back on the machine's own role.
    this.#credentials =
      options.credentials ??
      veiled(
        options.profile
          ? kept(fromIni({ ...init, profile: options.profile }))
          : fromNodeProviderChain(init),
      );
  }

  /** The Region the profile or the environment prefers. */
  async homeRegion(): Promise<string> {
    const { profile, region } = this.#options;
    try {
      return await loadConfig(NODE_REGION_CONFIG_OPTIONS, {
        ...NODE_REGION_CONFIG_FILE_OPTIONS,
        ...(profile ? { profile } : {}),
        ignoreCache: true,
      })();
    } catch {
      return openRegionOf(region ?? FALLBACK_REGION);
    }
  }

  /** The Region to ask where this one lets an account not in. */
  openRegion(region: string): string {
    return openRegionOf(region);
  }

  /** The account the credentials belong to, and its partition; undefined where the answer does not say. */
  async account(region: string): Promise<{ id: string; partition: string } | undefined> {
    const { Account, Arn } = await this.#ask(region, (sts) =>
      sts.send(new GetCallerIdentityCommand({}), this.#send()),
    );
    return Account === undefined
      ? undefined
      : { id: Account, partition: /^arn:([a-z-]+):/.exec(Arn ?? '')?.[1] ?? 'aws' };
  }

  /**
   * Goes on with a session that has seen the code of a multi-factor device. One session serves every role: a code is
   * good once.
   * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
   */
  async prove(region: string, device: string, code: string): Promise<void> {
    const { Credentials } = await this.#ask(region, (sts) =>
      sts.send(new GetSessionTokenCommand({ SerialNumber: device, TokenCode: code }), this.#send()),
    );
    const session = given(Credentials);
    this.#credentials = () => Promise.resolve(session);
  }

  /**
   * A session in a role, which takes it anew before it expires. Nothing is asked of AWS yet. The session lasts an hour,
   * the most a role may have that is taken from another role.
   * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
   */
  inRole(region: string, arn: string, externalId: string | undefined, fate: Fate): Session {
    const credentials = kept(async () => {
      const { Credentials } = await this.#ask(region, (sts) =>
        sts.send(
          new AssumeRoleCommand({
            RoleArn: arn,
            RoleSessionName: SESSION_NAME,
            ...(externalId === undefined ? {} : { ExternalId: externalId }),
          }),
          this.#send(),
        ),
      );
      return given(Credentials);
    });
    return new Session(this.#sdk, { ...this.#options, fate, credentials });
  }

  /** Fetches the credentials now, so that a refusal is heard of here. */
  async enter(): Promise<void> {
    await this.#credentials();
  }

  async #ask<T>(region: string, question: (sts: STSClient) => Promise<T>): Promise<T> {
    const client = new STSClient(this.#config(region, 'sts'));
    // No Region in particular: one that lets nobody in may still answer who we are.
    this.#guard(client, `${this.#options.profile ?? ''}/sts`, '');
    return question(client);
  }

  /** Every answer of one call, one page after the other. Throws whatever the SDK throws. */
  pages(
    place: { readonly account: string; readonly region: string },
    call: {
      readonly service: Service;
      readonly operation: string;
      readonly pageSize?: number | undefined;
    },
    input: Input,
  ): AsyncIterable<SdkAnswer> {
    const { service, operation, pageSize } = call;
    const found = callableOf(service, operation);
    if (!found || (pageSize !== undefined && !found.paginate)) {
      throw new Error(`the AWS SDK has no ${service}:${operation}`);
    }
    const client = this.#client(place, service);
    const shape = jsonOperation(service, operation);
    const given: Record<string, unknown> = nested(shape?.nest, input);
    if (shape?.many && shape.argument !== undefined)
      given[shape.argument] = [given[shape.argument]];
    if (pageSize === undefined) return this.#once(client, found.Command, given);
    const ask = (more: Input) =>
      found.paginate!({ client, pageSize }, { ...given, ...more }, this.#send());
    return operation === 'SearchTransitGatewayRoutes'
      ? searchAll((Filters) => ask({ Filters }), (given.Filters ?? []) as SearchFilter[], pageSize)
      : ask({});
  }

  /** Lets the clients go: those of a thousand accounts take gigabytes. What is asked later makes new ones. */
  close(): void {
    this.#clients.clear();
  }

  async *#once(
    client: ec2.EC2Client,
    Command: CommandClass,
    input: Input,
  ): AsyncGenerator<SdkAnswer> {
    yield (await client.send(new Command({ ...input }), this.#send())) as unknown as SdkAnswer;
  }

  #send() {
    return { abortSignal: this.#sdk.signal as AbortSignal };
  }

  #client(
    { account, region }: { readonly account: string; readonly region: string },
    service: EndpointService,
  ): ec2.EC2Client {
    const key = `${service}/${region}`;
    let client = this.#clients.get(key);
    if (!client) {
      const config = this.#config(region, service);
      client = isJsonService(service) ? jsonClient(service, config) : new ec2.EC2Client(config);
      this.#guard(client, `${account}/${region}`, region);
      this.#clients.set(key, client);
    }
    return client;
  }

  #config(region: string, service: EndpointService) {
    const endpoint = this.#options.endpoints.get(service);
    return {
      region,
      credentials: this.#credentials,
      logger: silent,
      ...this.#settings,
      ...(this.#options.profile ? { profile: this.#options.profile } : {}),
      ...(endpoint ? { endpoint } : {}),
      retryStrategy: new RetryEachCall(this.#sdk.attempts),
      requestHandler: this.#sdk.connections,
    };
  }

  /** Puts the gate inside the retry loop and outside the signature: each attempt waits, then is signed and sent. */
  #guard(client: ec2.EC2Client | STSClient, place: string, region: string): void {
    const check = () => this.#options.fate.check(region);
    const wait = (next: Send, context: { readonly commandName?: string }): Send =>
      this.#sdk.gate.guard(place, operationIn(context.commandName), check, next);
    client.middlewareStack.addRelativeTo(wait as never, {
      name: 'peerlessGate',
      relation: 'after',
      toMiddleware: 'retryMiddleware',
      override: true,
    });
  }
}
