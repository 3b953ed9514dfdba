/**
 * An HTTP server on 127.0.0.1 that speaks the EC2 query protocol (and the STS calls collection needs) and the JSON of
 * Direct Connect, Network Manager and Organizations, fed by pages.
 * For tests and for `npm run dev`: point `AWS_ENDPOINT_URL` at it.
 * Source: https://docs.aws.amazon.com/ec2/latest/devguide/making-api-requests.html
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Rate } from '#main/collect/bucket.ts';
import type { Page } from '#app/snapshot/page.ts';
import { Estate, Refusal } from './estate.ts';
import { type Fault, Faults } from './faults.ts';
import { jsonAnswer, jsonError, type JsonRequest, readJson } from './json.ts';
import { accountOfKey, keyOf, readQuery, readSigner, type Query, type Signer } from './query.ts';
import { ISSUED, type Issued, Organization, type OrganizationOptions } from './organization.ts';
import { Ram } from './ram.ts';
import { Writes } from './writes.ts';
import { escapeXml, operationOf, writeMembers } from './xml.ts';

export interface EndpointOptions {
  /** What AWS would answer: `world.pages()`, or the pages of a snapshot. */
  readonly pages: readonly Page[];
  /** Regions enabled for an account; default: those its pages are from. */
  readonly regions?: Readonly<Record<string, readonly string[]>>;
  /** Fewer items a page than the caller asks for, as AWS may. */
  readonly pageSize?: number;
  /** False: a search of transit gateway routes has no token to go on with, where there are more than it gives. */
  readonly searchToken?: boolean;
  /** Refuses what exceeds this rate for each account, Region and API, as AWS does. Default: no limit. */
  readonly rate?: Rate;
  /** The organization the accounts are in; without one, every role lets in whoever asks. */
  readonly organization?: OrganizationOptions;
  /** Milliseconds; for the rate. */
  readonly now?: () => number;
}

export interface Request {
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly params: ReadonlyMap<string, string>;
  /** Status of the answer; 0 where the connection was broken. */
  readonly status: number;
}

export interface Endpoint {
  readonly url: string;
  readonly faults: Faults;
  /** Every request answered so far. */
  readonly requests: readonly Request[];
  /** Fields of the pages that AWS's model does not have, with their path. */
  readonly unknownFields: ReadonlySet<string>;
  /** Variables that lead an SDK here, as this account. */
  env(account: string): Record<string, string>;
  close(): Promise<void>;
}

const EC2_NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const STS_NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const REQUEST_ID = '00000000-0000-4000-8000-000000000000';
const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SIGN_IN_PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>';
const LONGEST_BODY = 1_000_000;

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Break the connection after so many bytes of the body. */
  readonly breakAt?: number;
  /** Never answer. */
  readonly never?: true;
}

const xml = (status: number, body: string): Reply => ({
  status,
  type: 'text/xml;charset=UTF-8',
  body: XML + body,
});

const json = (status: number, body: string): Reply => ({
  status,
  type: 'application/x-amz-json-1.1',
  body,
});

function cutShort(done: Reply, fault: Fault | undefined): Reply {
  const half = Math.floor(done.body.length / 2);
  if (fault?.kind === 'reset') return { ...done, breakAt: half };
  if (fault?.kind === 'truncate') return { ...done, body: done.body.slice(0, half) };
  if (fault?.kind === 'garble') return { ...done, body: done.body.replace(/<\/item>/, '</itme>') };
  return done;
}

const ec2Error = ({ status, code, message }: Refusal): Reply =>
  xml(
    status,
    `<Response><Errors><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`,
  );

const stsError = ({ status, code, message }: Refusal): Reply =>
  xml(
    status,
    `<ErrorResponse xmlns="${STS_NAMESPACE}"><Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
  );

const UNKNOWN_KEY = 'AWS was not able to validate the provided access credentials';

/** Starts the endpoint on a free port. */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const estate = new Estate(options.pages, options.regions);
  const writes = new Writes(estate);
  const ram = new Ram(estate);
  const organization = options.organization && new Organization(options.organization);
  const faults = new Faults();
  const requests: Request[] = [];
  const unknownFields = new Set<string>();
  const meter = options.rate
    ? new Meter(options.rate, options.now ?? (() => performance.now()))
    : undefined;

  function reply(
    signer: Signer | undefined,
    query: Query,
    text: string,
    spoken?: JsonRequest,
  ): Reply {
    const fail = (refusal: Refusal): Reply =>
      (spoken ?? signer?.service === 'ram')
        ? json(refusal.status, jsonError(refusal))
        : signer?.service === 'sts'
          ? stsError(refusal)
          : ec2Error(refusal);
    const { action } = query;
    const fault = faults.hit(action, signer?.region ?? '');
    const early = fault && earlyReply(fault, fail);
    if (early) return early;
    const loops = fault?.kind === 'loop' ? fault.length : undefined;
    try {
      const account = accountOfKey(signer?.key ?? '');
      if (!signer || account === undefined) throw new Refusal(401, 'AuthFailure', UNKNOWN_KEY);
      if (signer.service === 'sts') return answerSts(signer.key, account, query, organization);
      if (signer.service === 'organizations') {
        if (!organization)
          throw new Refusal(400, 'AWSOrganizationsNotInUseException', 'There is no organization.');
        const told = organization.answer(account, loops ? withoutToken(query) : query);
        return json(
          200,
          JSON.stringify({ ...told, ...round(loops, query.params.get('NextToken')) }),
        );
      }
      if (!estate.regionsOf(account).includes(signer.region))
        throw new Refusal(401, 'AuthFailure', UNKNOWN_KEY);
      if (signer.service === 'ram') {
        const told = ram.answer(account, signer.region, action, text);
        const { NextToken: nextToken } = round(loops, /"nextToken":"([^"]*)"/.exec(text)?.[1]);
        return json(200, JSON.stringify({ ...told, nextToken }));
      }
      const operation = spoken ? undefined : operationOf(action);
      const asked = spoken ? spoken.operation : operation;
      if (!asked)
        throw new Refusal(
          400,
          'InvalidAction',
          `The action ${action} is not valid for this web service.`,
        );
      if (meter && !meter.allows(`${account}/${signer.region}/${action}`)) {
        throw new Refusal(503, 'RequestLimitExceeded', 'Request limit exceeded.');
      }
      const { body } = writes.knows(action)
        ? { body: writes.answer(account, signer.region, query) }
        : estate.answer(account, signer.region, asked, loops ? withoutToken(query) : query, {
            most: options.pageSize,
            searchToken: options.searchToken,
          });
      const whole = {
        ...body,
        ...round(loops, query.params.get('NextToken')),
        ...(fault?.kind === 'more' ? { AdditionalRoutesAvailable: true } : {}),
      };
      if (!writes.knows(action)) writes.looked();
      if (!operation) return cutShort(json(200, jsonAnswer(whole, spoken!)), fault);
      const members = writeMembers(operation.output, whole, action, (path) =>
        unknownFields.add(path),
      );
      const done = xml(
        200,
        `<${action}Response xmlns="${EC2_NAMESPACE}"><requestId>${REQUEST_ID}</requestId>${members}</${action}Response>`,
      );
      return cutShort(done, fault);
    } catch (error) {
      if (error instanceof Refusal) return fail(error);
      throw error;
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const spoken = readJson(request, text);
    const signer = readSigner(request.headers.authorization);
    // AWS RAM names its operations by path.
    const query =
      signer?.service === 'ram'
        ? { action: request.url ?? '', params: new Map<string, string>(), filters: [] }
        : (spoken?.query ?? readQuery(text));
    const region = signer?.region ?? '';
    faults.onRequest?.(query.action, region);
    await faults.released(query.action, region);
    const delay = faults.delay(region);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const now = new Date(Date.now() + faults.ahead);
    const { status, type, body, breakAt, never } = isLate(request, now)
      ? ec2Error(new Refusal(400, 'RequestExpired', 'Request has expired.'))
      : reply(signer, query, text, spoken);
    requests.push({
      operation: query.action,
      account: accountOfKey(signer?.key ?? '') ?? '',
      region,
      params: query.params,
      status: breakAt === undefined ? status : 0,
    });
    if (never) return;
    const bytes = Buffer.from(body);
    const date = now.toUTCString();
    response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, date });
    if (breakAt === undefined) response.end(bytes);
    else response.write(bytes.subarray(0, breakAt), () => request.socket.destroy());
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      response.writeHead(500, { 'content-type': 'text/plain' }).end(message);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    faults,
    requests,
    unknownFields,
    env: (account) => ({
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: keyOf(account),
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * True where a request is signed with a time that is more than 15 minutes off.
 * Source: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html (RequestExpired)
 */
function isLate({ headers }: IncomingMessage, now: Date): boolean {
  const [, y, mo, d, h, mi, s] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  if (y === undefined) return false;
  const at = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  return Math.abs(now.getTime() - at) > 15 * 60_000;
}

const withoutToken = (query: Query): Query => ({
  ...query,
  params: new Map([...query.params].filter(([name]) => name !== 'NextToken')),
});

/** The page token after the one that was sent, on a circle of so many. */
function round(length: number | undefined, sent: string | undefined): { NextToken?: string } {
  if (length === undefined) return {};
  const last = /^round-(\d+)$/.exec(sent ?? '')?.[1];
  return { NextToken: `round-${last === undefined ? 0 : (Number(last) + 1) % length}` };
}

/** Faults that need no answer worked out first. */
function earlyReply(fault: Fault, fail: (refusal: Refusal) => Reply): Reply | undefined {
  switch (fault.kind) {
    case 'refuse':
      return fail(
        new Refusal(
          403,
          'UnauthorizedOperation',
          'You are not authorized to perform this operation.',
        ),
      );
    case 'error':
      return fail(new Refusal(fault.status, fault.code, fault.message));
    case 'hang':
      return { status: 0, type: '', body: '', never: true };
    case 'html':
      return { status: fault.status, type: 'text/html', body: SIGN_IN_PAGE };
    default:
      return undefined;
  }
}

function answerSts(
  key: string,
  account: string,
  { action, params }: Query,
  organization: Organization | undefined,
): Reply {
  const result = (members: string): Reply =>
    xml(
      200,
      `<${action}Response xmlns="${STS_NAMESPACE}"><${action}Result>${members}</${action}Result><ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${action}Response>`,
    );
  const credentials = ({ key, expires }: Issued): string =>
    `<Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>${ISSUED.secret}</SecretAccessKey><SessionToken>${ISSUED.token}</SessionToken><Expiration>${expires}</Expiration></Credentials>`;
  if (action === 'GetCallerIdentity') {
    const partition = organization?.partition ?? 'aws';
    return result(
      `<Arn>arn:${partition}:iam::${account}:user/test</Arn><UserId>AIDATEST</UserId><Account>${account}</Account>`,
    );
  }
  if (action === 'GetSessionToken' && organization)
    return result(credentials(organization.prove(account, key, params)));
  if (action === 'AssumeRole') {
    const role = /^arn:[a-z-]+:iam::(\d{12}):role\/(.+)$/.exec(params.get('RoleArn') ?? '');
    if (!role) throw new Refusal(400, 'ValidationError', 'The role ARN is not valid');
    const issued = organization?.assume(account, key, params) ?? {
      key: keyOf(role[1]!, 'ASIA'),
      expires: new Date(Date.now() + 3_600_000).toISOString(),
    };
    return result(
      `${credentials(issued)}<AssumedRoleUser><Arn>arn:aws:sts::${role[1]!}:assumed-role/${escapeXml(role[2]!)}/test</Arn><AssumedRoleId>AROATEST:test</AssumedRoleId></AssumedRoleUser>`,
    );
  }
  throw new Refusal(400, 'InvalidAction', `Could not find operation ${action}`);
}

/** AWS's own token buckets, which answer at once with yes or no. */
class Meter {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  allows(key: string): boolean {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: this.#rate.burst, at: now };
    this.#buckets.set(key, bucket);
    bucket.tokens = Math.min(
      this.#rate.burst,
      bucket.tokens + ((now - bucket.at) / 1000) * this.#rate.refill,
    );
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LONGEST_BODY) throw new Error('the request is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
