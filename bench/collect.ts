/** Collection from the test endpoint, against what latency and the documented API rate allow at best. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { groupBy } from '#app/base/order.ts';
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import { collect } from '#main/collect/collect.ts';
import type { Request } from '#tests/aws/endpoint.ts';

/** Milliseconds before the endpoint answers: what a listing of a full page takes, the way there included. */
const LATENCY = 200;

/**
 * What AWS grants each account, Region and API: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const RATE = { burst: 100, refill: 20 };

/** Seconds the requests of one API need, given the rate. */
const paced = (count: number): number => Math.max(0, count - RATE.burst) / RATE.refill;

/**
 * The least time any client could take: who we are, which Regions there are, then everything at once; pages
 * of one call follow each other, and details follow the list that names them.
 */
function bound(requests: readonly Request[]): number {
  const latency = LATENCY / 1000;
  const places = groupBy(requests, (r) => `${r.account}/${r.region}`);
  let longest = 0;
  for (const here of places.values()) {
    const count = (operation: string) => here.filter((r) => r.operation === operation).length;
    for (const kind of kindIds) {
      const list = count(kinds[kind].call.operation) * latency;
      const details = Math.max(
        0,
        ...(kinds[kind].details ?? []).map((d) => {
          const n = count(d.operation);
          return n === 0 ? 0 : latency + paced(n);
        }),
      );
      longest = Math.max(longest, list + details);
    }
  }
  return 2 * latency + longest;
}

/** Collects an estate of so many VPCs; the ratio is the time taken over the bound. */
export async function measureCollect(size: number): Promise<{ seconds: number; ratio: number }> {
  const aws = fork(
    fileURLToPath(new URL('endpoint.ts', import.meta.url)),
    [size, LATENCY, RATE.burst, RATE.refill].map(String),
    { execArgv: ['--import', 'tsx'] },
  );
  try {
    const [{ url, env }] = (await once(aws, 'message')) as [
      { url: string; env: Record<string, string> },
    ];
    Object.assign(process.env, env);
    const since = performance.now();
    await collect({ endpoint: url }, {}, new AbortController().signal);
    const seconds = (performance.now() - since) / 1000;
    aws.send('requests');
    const [{ requests }] = (await once(aws, 'message')) as [{ requests: Request[] }];
    return { seconds, ratio: seconds / bound(requests) };
  } finally {
    aws.disconnect();
  }
}
