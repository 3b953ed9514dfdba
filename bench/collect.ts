/** Collection from the test endpoint, against what latency, connections and the documented API rate allow at best. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import { type CollectOptions, collectInto } from '#main/collect/collect.ts';
import { keepHeapClose } from '#main/collect/heap.ts';
import { DEFAULT_LIMITS } from '#main/collect/gate.ts';
import { Journal } from '#main/store/journal.ts';
import { saveLines } from '#main/store/snapshots.ts';
import type { Answered, Asked } from './endpoint.ts';
import { accountsOf, latencyOf, ROLE } from './fleet.ts';

/** Milliseconds before the endpoint answers: what a listing of a full page takes, the way there included. */
const LATENCY = 200;

/**
 * What AWS grants each account, Region and API: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const RATE = { burst: 100, refill: 20 };

/** Calls of the bare client that the CPU time is held against. */
const BARE = 4_000;

export interface CollectFigures {
  readonly seconds: number;
  /** Over what calls, latency and AWS's buckets allow at best. */
  readonly ratio: number;
  /** Over that and our own limit of connections, whichever is more. */
  readonly ratioLimited: number;
  /** Seconds that each limit alone allows at best; `thread`: what our one thread computed, waiting for nobody. */
  readonly bounds: {
    readonly chain: number;
    readonly connections: number;
    readonly thread: number;
  };
  readonly calls: number;
  /** Times AWS had to say that it was too much. */
  readonly refused: number;
  /** CPU milliseconds for each call: ours, of a bare HTTP client that makes the like, and of the endpoint beside. */
  readonly cpu: { readonly ours: number; readonly bare: number; readonly endpoint: number };
  /** Seconds that we were ready to run and other processes had the processors; undefined where the system does not tell. */
  readonly waited: number | undefined;
  /** Seconds until the snapshot was made of the journal, after that. */
  readonly writing: number;
}

/** Seconds the requests of one API need, given the rate. */
const paced = (count: number): number => Math.max(0, count - RATE.burst) / RATE.refill;

/**
 * The least time any client could take: who we are, which Regions there are, then everything at once; pages
 * of one call follow each other, and details follow the list that names them; the roles of an organization are taken through
 * one bucket, and the last of them leads to an account that is read after it. Seconds.
 */
function chainOf(answered: Answered, latency: (region: string) => number): number {
  const places = new Map<string, Map<string, number>>();
  for (const [key, count] of answered) {
    const [account = '', region = '', operation = ''] = key.split('/');
    const place = `${account}/${region}`;
    let here = places.get(place);
    if (!here) places.set(place, (here = new Map()));
    here.set(operation, count);
  }
  let longest = 0;
  for (const [place, here] of places) {
    const wait = latency(place.split('/')[1] ?? '') / 1000;
    for (const kind of kindIds) {
      const list = (here.get(kinds[kind].call.operation) ?? 0) * wait;
      const details = Math.max(
        0,
        ...(kinds[kind].details ?? []).map(({ operation }) => {
          const n = here.get(operation) ?? 0;
          return n === 0 ? 0 : wait + paced(n);
        }),
      );
      longest = Math.max(longest, list + details);
    }
  }
  const roles = paced(
    answered.reduce((sum, [key, count]) => sum + (key.endsWith('/AssumeRole') ? count : 0), 0),
  );
  return (2 * latency(HOME)) / 1000 + roles + longest;
}

/** Seconds that so many connections are busy waiting for answers. */
const connectionsOf = (answered: Answered, latency: (region: string) => number): number =>
  answered.reduce((sum, [key, count]) => sum + count * latency(key.split('/')[1] ?? ''), 0) /
  1000 /
  DEFAULT_LIMITS.inFlight;

/** Linux tells what the main thread ran and waited, in ns: https://docs.kernel.org/scheduler/sched-stats.html */
function waitedSoFar(): number | undefined {
  try {
    const told = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8');
    return Number(told.split(' ')[1]) / 1e9;
  } catch {
    return undefined;
  }
}

const HOME = 'us-east-1';
const cpuMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** CPU milliseconds for each call of a client that does nothing but send and receive, over as many connections. */
async function bare(url: string, authorization: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: DEFAULT_LIMITS.inFlight });
  const body = 'Action=DescribeVpcs&Version=2016-11-15&MaxResults=1000';
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const call = () =>
    new Promise<void>((done, failed) => {
      const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
        answer.on('data', () => undefined).on('end', done);
      });
      sent.on('error', failed).end(body);
    });
  const before = process.cpuUsage();
  // On a busy machine a connection may have been let go for want of use just as it is used again.
  await Promise.all(Array.from({ length: BARE }, () => call().catch(call)));
  agent.destroy();
  return cpuMs(process.cpuUsage(before)) / BARE;
}

const signed = (account: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKIATEST${account}/20260105/${HOME}/ec2/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

async function measured(
  asked: Asked,
  latency: (region: string) => number,
  options: CollectOptions,
  env: Readonly<Record<string, string>> = {},
): Promise<CollectFigures> {
  const endpoint = fileURLToPath(new URL('endpoint.ts', import.meta.url));
  const aws = fork(endpoint, [JSON.stringify(asked)], { execArgv: ['--import', 'tsx'] });
  const folder = mkdtempSync(join(cache(), 'collect-'));
  try {
    const [said] = (await once(aws, 'message')) as [{ url: string; env: Record<string, string> }];
    Object.assign(process.env, said.env, env);
    const output = join(folder, 'estate.json');
    const journal = new Journal(output, { resume: false });
    const cpu = process.cpuUsage();
    const waitedBefore = waitedSoFar();
    const since = performance.now();
    const signal = new AbortController().signal;
    // As `peerless collect` does.
    keepHeapClose();
    await collectInto(journal, { ...options, endpoint: said.url }, {}, signal);
    const seconds = (performance.now() - since) / 1000;
    const ours = cpuMs(process.cpuUsage(cpu));
    const waited = waitedBefore === undefined ? undefined : waitedSoFar()! - waitedBefore;
    await saveLines(output, journal.snapshotLines());
    const writing = (performance.now() - since) / 1000 - seconds;
    await journal.remove();
    aws.send('answered');
    const [{ answered, refused, cpu: theirs }] = (await once(aws, 'message')) as [
      { answered: Answered; refused: number; cpu: NodeJS.CpuUsage },
    ];
    const calls = answered.reduce((sum, [, count]) => sum + count, 0);
    const bounds = {
      chain: chainOf(answered, latency),
      connections: connectionsOf(answered, latency),
      thread: ours / 1000,
    };
    return {
      seconds,
      ratio: seconds / bounds.chain,
      ratioLimited: seconds / Math.max(bounds.chain, bounds.connections),
      bounds,
      calls,
      refused,
      cpu: {
        ours: ours / calls,
        endpoint: cpuMs(theirs) / calls,
        bare: await bare(said.url, signed('111122223333')),
      },
      waited,
      writing,
    };
  } finally {
    aws.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where benches write. */
export function cache(): string {
  const folder = fileURLToPath(new URL('../.cache/bench', import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Collects an estate of so many VPCs in one account; the ratio is the time taken over the bound. */
export const measureCollect = (size: number): Promise<CollectFigures> =>
  measured({ estate: 'vpcs', size, latency: LATENCY, rate: RATE }, () => LATENCY, {});

/** Collects so many accounts, each with a profile of its own, in 17 Regions each. */
export function measureFleet(size: number): Promise<CollectFigures> {
  const accounts = accountsOf(size);
  const credentials = join(cache(), 'credentials');
  writeFileSync(
    credentials,
    accounts
      .map(
        (account) =>
          `[p${account}]\naws_access_key_id = AKIATEST${account}\naws_secret_access_key = not-a-secret\n`,
      )
      .join(''),
  );
  return measured(
    { estate: 'fleet', size, rate: RATE },
    latencyOf,
    { profiles: accounts.map((account) => `p${account}`) },
    { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(cache(), 'none') },
  );
}

/** The same accounts, entered by a role from the first one, which lists them. */
export const measureOrg = (size: number): Promise<CollectFigures> =>
  measured(
    { estate: 'org', size, rate: RATE },
    latencyOf,
    { organization: { role: ROLE } },
    { AWS_SHARED_CREDENTIALS_FILE: join(cache(), 'none'), AWS_CONFIG_FILE: join(cache(), 'none') },
  );
