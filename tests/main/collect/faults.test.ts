/** Faults of AWS, the network and the machine, injected: what is survived, and what becomes a gap. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { collect, collectInto, type CollectOptions } from '#main/collect/collect.ts';
import { DEFAULT_LIMITS } from '#main/collect/gate.ts';
import { Journal } from '#main/store/journal.ts';
import { type Endpoint, startEndpoint } from '#tests/aws/endpoint.ts';
import { fullDisk } from '#tests/kit/full-disk.ts';
import { type AwsFiles, awsFiles, keysOf } from './aws-files.ts';
import { FakeClock } from './fake-clock.ts';
import { unless } from '#tests/kit/tools.ts';

const A = '111111111111';

let files: AwsFiles;
let aws: Endpoint;

beforeEach(async () => {
  files = awsFiles();
  files.credentials(keysOf('net', A));
  const world = new World();
  for (const region of ['us-east-1', 'me-south-1'])
    world.region(region, A).vpc(region, '10.0.0.0/16');
  aws = await startEndpoint({ pages: world.pages() });
});
afterEach(async () => {
  await aws.close();
  files.remove();
});

const options = (): CollectOptions => ({
  profiles: ['net'],
  endpoint: aws.url,
  clock: new FakeClock(),
});
const run = (more: CollectOptions = {}) =>
  collect({ ...options(), ...more }, {}, new AbortController().signal);
const gaps = ({ pages }: Awaited<ReturnType<typeof run>>) =>
  pages.flatMap(({ region, operation, error }) =>
    error ? [[region, operation, error.failure]] : [],
  );

// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
it('outlasts a storm of throttling over every call, with the attempts that ship', async () => {
  // All that a call is allowed but the last, of every call of a Region.
  const { attempts } = DEFAULT_LIMITS;
  const refused = new Map<string, number>();
  aws.faults.onRequest = (operation, region) => {
    const times = refused.get(operation) ?? 0;
    if (region !== 'me-south-1' || times === attempts - 1) return;
    refused.set(operation, times + 1);
    aws.faults.throttle(operation, 1, region);
  };
  const { pages } = await run();
  expect(gaps({ pages } as Awaited<ReturnType<typeof run>>)).toEqual([]);
  expect(refused.size).toBeGreaterThan(20);
  expect(new Set(refused.values())).toEqual(new Set([attempts - 1]));
  const no = aws.requests.filter((r) => r.status === 503);
  expect(no).toHaveLength(refused.size * (attempts - 1));
});

it('asks again where no answer comes in time, and makes a gap of a call that is never answered', async () => {
  const patience = { connect: 1_000, answer: 150 };
  aws.faults.hang('DescribeVpcs', 1, 'us-east-1').hang('DescribeSubnets', 99, 'us-east-1');
  expect(gaps(await run({ limits: { attempts: 3, patience } }))).toEqual([
    ['us-east-1', 'DescribeSubnets', 'unavailable'],
  ]);
  const times = (operation: string) =>
    aws.requests.filter((r) => r.operation === operation && r.region === 'us-east-1').length;
  expect([times('DescribeVpcs'), times('DescribeSubnets')]).toEqual([2, 3]);
  // Nobody waits for ever by default, either.
  expect(DEFAULT_LIMITS.patience.answer).toBeLessThanOrEqual(60_000);
});

/** Takes no connection: a process that never looks at its socket, whose queue is full. */
const DEAF = `require('node:net').createServer().listen(0, '127.0.0.1', 1, function () {
  require('node:fs').writeSync(1, String(this.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
})`;
const noQueues =
  process.platform === 'linux'
    ? undefined
    : 'only on Linux a queue of connections is known to be full';
it.skipIf(noQueues)(
  unless(noQueues, 'gives up a connection that is not made in time, long before an answer'),
  async () => {
    const deaf = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [port] = (await once(deaf.stdout, 'data')) as [Buffer];
      const waiting = Array.from({ length: 8 }, () => connect(Number(port), '127.0.0.1'));
      for (const socket of waiting) socket.on('error', () => undefined);
      await once(waiting[0]!, 'connect');
      const patience = { connect: 100, answer: 60_000 };
      await expect(
        run({ endpoint: `http://127.0.0.1:${String(port)}`, limits: { attempts: 2, patience } }),
      ).rejects.toThrow('No answer from AWS in us-east-1 (TimeoutError)');
      for (const socket of waiting) socket.destroy();
    } finally {
      deaf.kill('SIGKILL');
    }
    expect(DEFAULT_LIMITS.patience.connect).toBeLessThanOrEqual(10_000);
  },
);

// A request signed more than 15 minutes off is refused: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
it.each([-3_600_000, 3_600_000])(
  'signs by the clock of AWS where ours is %d ms off',
  async (ahead) => {
    aws.faults.ahead = ahead;
    expect(gaps(await run())).toEqual([]);
    expect(aws.requests.some((r) => r.status === 400)).toBe(true);
  },
);

// https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html (OptInRequired)
it('makes a gap of an opt-in Region that the account has not opted in to', async () => {
  aws.faults.error('*', 401, 'OptInRequired', 'You are not subscribed.', 999, 'me-south-1');
  const snapshot = await run();
  const found = gaps(snapshot);
  expect(new Set(found.map(([region, , failure]) => `${region} ${failure}`))).toEqual(
    new Set(['me-south-1 unavailable']),
  );
  expect(snapshot.pages.filter((p) => p.region === 'us-east-1').every((p) => p.answer)).toBe(true);
  expect(snapshot.pages.find((p) => p.error)?.error?.message).toMatch(
    /Enable it .* or leave it out/,
  );
  expect(buildTopology(snapshot.pages).gaps).toHaveLength(1);
  expect(aws.requests.filter((r) => r.region === 'me-south-1').length).toBeLessThan(20);
});

it('says so before anything is asked where the disk is full', async () => {
  const output = join(files.folder, 'net.json');
  await fullDisk();
  const journal = new Journal(output, { resume: true, name: 'net.json' });
  const signal = new AbortController().signal;
  await expect(collectInto(journal, options(), {}, signal)).rejects.toThrow(
    'net.json.part could not be written: the disk is full.',
  );
  expect(aws.requests).toEqual([]);
});
