/** Sessions with AWS through its SDK: whose credentials, which clients. Loaded only when a collection starts. */
import { EC2Client } from '@aws-sdk/client-ec2';
import { NODE_APP_ID_CONFIG_OPTIONS, partition } from '@aws-sdk/core/client';
import { NODE_AUTH_SCHEME_PREFERENCE_OPTIONS } from '@aws-sdk/core/httpAuthSchemes';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import {
  loadConfig,
  NODE_REGION_CONFIG_FILE_OPTIONS,
  NODE_REGION_CONFIG_OPTIONS,
  nodeDualstackConfigSelectors,
  nodeFipsConfigSelectors,
} from '@smithy/core/config';
import type { Stop } from './clock.ts';
import { type Credentials, given, type Identity, kept, veiled } from './credentials.ts';
import type { EndpointService } from './endpoints.ts';
import type { Fate } from './fate.ts';
import type { Gate, Limits } from './gate.ts';
import { isJsonService } from './json-calls.ts';
import { jsonClient } from './json-client.ts';
import { answersOf, type Input, type SdkAnswer, type SdkCall } from './operations.ts';
import { RetryEachCall } from './retry.ts';
import { signingIn } from './sign-in.ts';
import { type Send, sound } from './sound.ts';

/** Tells the partition where nothing else does. */
const FALLBACK_REGION = 'us-east-1';
/** Names our sessions in CloudTrail. */
const SESSION_NAME = 'peerless';

/** The SDK's own words go nowhere: what matters comes back as an error, and stderr belongs to the command. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** The SDK calls `DescribeVpcs` a `DescribeVpcsCommand`. */
const operationIn = (command = ''): string => command.replace(/Command$/, '');

// Read by the SDK when a client is made; the message is for its developers, not for our users.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Connections to AWS. Accounts meet at the same addresses, so that all clients share them. */
export type Connections = EC2Client['config']['requestHandler'];

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

/** One way into AWS: a profile, or the default chain. Credentials are fetched once and shared by its clients. */
export class Session {
  readonly #sdk: SdkOptions;
  readonly #options: SessionOptions;
  #credentials: Credentials;
  readonly #clients = new Map<string, EC2Client>();
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
      ...(options.endpoints.has('sso') && {
        clientConfig: signingIn(sdk.connections, options.endpoints),
      }),
    };
    // The SDK's own client for these knows the variables alone, and would send to AWS what is to go elsewhere.
    const roles = options.endpoints.get('sts') !== undefined && {
      roleAssumer: (source: Identity, role: AssumeRoleCommandInput) => this.#roleOf(source, role),
      roleAssumerWithWebIdentity: (role: AssumeRoleWithWebIdentityCommandInput) =>
        this.#roleByToken(role),
    };
    // A named profile means that profile: the whole chain would fall back on the machine's own role.
    this.#credentials =
      options.credentials ??
      veiled(
        options.profile
          ? kept(fromIni({ ...init, ...roles, profile: options.profile }))
          : fromNodeProviderChain({ ...init, ...roles }),
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

  /** The partition a Region is in; `aws` where that is not known. */
  partitionOf(region: string): string {
    return partition(region).name;
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

  /** A role of a profile, taken with the credentials of whoever takes it. */
  async #roleOf(source: Identity, role: AssumeRoleCommandInput): Promise<Identity> {
    const { Credentials } = await this.#ask(
      await this.homeRegion(),
      (sts) => sts.send(new AssumeRoleCommand(role), this.#send()),
      () => Promise.resolve(source),
    );
    return given(Credentials);
  }

  /** A role of a profile, taken with the token of another sign-in: nothing signs that. */
  async #roleByToken(role: AssumeRoleWithWebIdentityCommandInput): Promise<Identity> {
    const { Credentials } = await this.#ask(await this.homeRegion(), (sts) =>
      sts.send(new AssumeRoleWithWebIdentityCommand(role), this.#send()),
    );
    return given(Credentials);
  }

  async #ask<T>(
    region: string,
    question: (sts: STSClient) => Promise<T>,
    credentials: Credentials = this.#credentials,
  ): Promise<T> {
    const client = new STSClient({ ...this.#config(region, 'sts'), credentials });
    // No Region in particular: one that lets nobody in may still answer who we are.
    this.#guard(client, `${this.#options.profile ?? ''}/sts`, '');
    return question(client);
  }

  /** Every answer of one call, one page after the other. Throws whatever the SDK throws, and Circle. */
  pages(
    place: { readonly account: string; readonly region: string },
    call: SdkCall,
    input: Input,
  ): AsyncIterable<SdkAnswer> {
    return answersOf(this.#client(place, call.service), call, input, this.#send());
  }

  /** Lets the clients go: those of a thousand accounts take gigabytes. What is asked later makes new ones. */
  close(): void {
    this.#clients.clear();
  }

  #send() {
    return { abortSignal: this.#sdk.signal as AbortSignal };
  }

  #client(
    { account, region }: { readonly account: string; readonly region: string },
    service: EndpointService,
  ): EC2Client {
    const key = `${service}/${region}`;
    let client = this.#clients.get(key);
    if (!client) {
      const config = this.#config(region, service);
      client = isJsonService(service) ? jsonClient(service, config) : new EC2Client(config);
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
  #guard(client: EC2Client | STSClient, place: string, region: string): void {
    const check = () => this.#options.fate.check(region);
    const wait = (next: Send, context: { readonly commandName?: string }): Send =>
      this.#sdk.gate.guard(place, operationIn(context.commandName), check, sound(next));
    client.middlewareStack.addRelativeTo(wait as never, {
      name: 'peerlessGate',
      relation: 'after',
      toMiddleware: 'retryMiddleware',
      override: true,
    });
  }
}
