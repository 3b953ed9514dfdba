/** A collection that was stopped is gone on with: nothing that was read is lost, or asked again. */
import { copyFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { canonical } from '#app/base/json.ts';
import { uniq } from '#app/base/order.ts';
import type { Page } from '#app/snapshot/page.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import { World } from '#app/world/world.ts';
import { regional } from '#main/collect/calls.ts';
import { collectInto, type CollectOptions } from '#main/collect/collect.ts';
import { Journal, journalOf } from '#main/store/journal.ts';
import { type Endpoint, startEndpoint } from '#tests/aws/endpoint.ts';
import type { OrganizationAccount } from '#tests/aws/organization.ts';
import { type AwsFiles, awsFiles, keysOf } from './aws-files.ts';
import { FakeClock } from './fake-clock.ts';

const A = '111111111111';
const B = '222222222222';

let files: AwsFiles;
let aws: Endpoint;
let world: World;

beforeEach(async () => {
  files = awsFiles();
  files.credentials(keysOf('net', A) + keysOf('app', B));
  world = new World();
  for (const [account, region] of [
    [A, 'us-east-1'],
    [B, 'us-east-1'],
  ] as const) {
    const at = world.region(region, account);
    for (let i = 0; i < 7; i++) at.vpc(`${account}-${region}-${i}`, `10.${i}.0.0/16`);
    at.prefixList('list', ['192.168.0.0/24']);
  }
  aws = await startEndpoint({ pages: world.pages(), pageSize: 5 });
});
afterEach(async () => {
  await aws.close();
  files.remove();
});

const output = (name: string): string => join(files.folder, name);

/** One run into the journal of that name. `kill`: the request at which it is left standing. */
async function run(
  name: string,
  {
    resume = false,
    stopAt,
    ...options
  }: CollectOptions & { resume?: boolean; stopAt?: number } = {},
) {
  const journal = new Journal(output(name), { resume });
  const controller = new AbortController();
  const before = aws.requests.length;
  let seen = 0;
  aws.faults.onRequest = () => {
    if (++seen === stopAt) controller.abort();
  };
  const gaps: string[] = [];
  const notes: string[] = [];
  try {
    const about = await collectInto(
      journal,
      { profiles: ['net', 'app'], endpoint: aws.url, clock: new FakeClock(), ...options },
      { gap: (message) => gaps.push(message), note: (message) => notes.push(message) },
      controller.signal,
    );
    const text = [...journal.snapshotLines()].join('');
    return { about, gaps, notes, asked: aws.requests.slice(before), ...readSnapshot(text, name) };
  } finally {
    await journal.close();
  }
}

/** What was answered, whenever that was. */
const told = (pages: readonly Page[]): string =>
  canonical(pages.map((page) => ({ ...page, time: '' })));

const who = (asked: Endpoint['requests']) =>
  asked.map((r) => [r.account, r.region, r.operation, ...r.params.values()].join(' '));

const pagesOf = (journal: Journal): readonly Page[] =>
  readSnapshot([...journal.snapshotLines()].join(''), 'journal').pages;

/** Calls to Regions that had been answered whole, and were asked again all the same. */
function askedTwice(before: readonly Page[], again: Endpoint['requests']): string[] {
  const key = (at: Pick<Page, 'account' | 'region' | 'operation'>) =>
    [at.account, at.region, at.operation].join(' ');
  const failed = new Set(before.filter(({ error }) => error).map(key));
  const whole = new Set(before.map(key).filter((call) => !failed.has(call)));
  expect(whole.size).toBeGreaterThan(3);
  return again.map(key).filter((call) => whole.has(call));
}

it('goes on from any line of a journal, and asks only for the rest', async () => {
  const whole = await run('whole.json');
  expect(whole.about.finished).toBe(true);
  const journal = readFileSync(journalOf(output('whole.json')));
  const ends = [...journal.keys()].filter((at) => journal[at] === 10);
  expect(ends.length).toBeGreaterThan(80);
  // Killed in the first line, and in some others on the way.
  for (let i = 0; i < ends.length; i += Math.ceil(ends.length / 6)) {
    copyFileSync(journalOf(output('whole.json')), journalOf(output('some.json')));
    truncateSync(journalOf(output('some.json')), ends[i]! - 3);
    const rest = await run('some.json', { resume: true });
    expect(told(rest.pages)).toBe(told(whole.pages));
    // Notes of a call stand together with the page before them, so that about two requests stand in a line.
    expect(rest.asked.length).toBeLessThanOrEqual(whole.asked.length - i / 3 + 8);
  }
});

it('stopped at any request, keeps what was read, marks the rest, and reads just that when gone on with', async () => {
  const whole = await run('whole.json');
  const last = whole.asked.length;
  expect(last).toBeGreaterThan(60);
  // The first and the last ones, and every seventh between them.
  const moments = [1, 2, 3, last - 2, last - 1, ...Array.from({ length: last }, (_, i) => 7 * i)];
  for (const stopAt of uniq(moments.filter((n) => n > 0 && n < last).map(String)).map(Number)) {
    const name = `stopped-${stopAt}.json`;
    const stopped = await run(name, { stopAt, limits: { inFlight: 4 } });
    expect(stopped.about.finished).toBe(false);
    const missed = stopped.pages.flatMap((page) => page.error?.failure ?? []);
    expect(new Set(missed)).toEqual(new Set(['cancelled']));
    const rest = await run(name, { resume: true });
    expect(rest.about).toMatchObject({ finished: true, created: stopped.about.created });
    expect(told(rest.pages)).toBe(told(whole.pages));
    const listed = stopped.pages.filter(
      (page) => page.answer && page.operation === 'DescribeSubnets',
    );
    const again = who(rest.asked).filter((text) => text.includes('DescribeSubnets'));
    expect(again).toHaveLength(2 - listed.length);
  }
});

it('credentials that die on the way leave a gap, and are asked for again when gone on with', async () => {
  const whole = await run('whole.json');
  let seen = 0;
  const journal = new Journal(output('died.json'), { resume: false });
  aws.faults.onRequest = () => {
    if (++seen === 12) aws.faults.error('*', 400, 'RequestExpired', 'Request has expired.');
  };
  const options = { profiles: ['net', 'app'], endpoint: aws.url, clock: new FakeClock() };
  const about = await collectInto(journal, options, {}, new AbortController().signal);
  const lost = pagesOf(journal);
  await journal.close();
  expect(about.finished).toBe(false);
  aws.faults.clear();
  const rest = await run('died.json', { resume: true });
  expect(rest.about.finished).toBe(true);
  expect(told(rest.pages)).toBe(told(whole.pages));
  expect(askedTwice(lost, rest.asked)).toEqual([]);
});

const ENDS: readonly (readonly [string, (faults: Endpoint['faults']) => void])[] = [
  ['the network goes away', (faults) => faults.reset('*', 9_999)],
  ['AWS fails', (faults) => faults.error('*', 502, 'BadGateway', 'Oops')],
  ['a sign-in page stands in place of AWS', (faults) => faults.htmlPage('*')],
  ['AWS throttles to the end', (faults) => faults.throttle('*', 9_999)],
  ['keys are taken back', (faults) => faults.error('*', 401, 'AuthFailure', 'Not validated.')],
];
it.each(ENDS)(
  'where %s on the way, it is not whole, and the rest is read when gone on with',
  async (way, end) => {
    const whole = await run('whole.json');
    let seen = 0;
    const journal = new Journal(output('lost.json'), { resume: false });
    aws.faults.onRequest = () => {
      if (++seen === 20) end(aws.faults);
    };
    const limits = { attempts: 2, inFlight: 4 };
    const options = { profiles: ['net', 'app'], endpoint: aws.url, clock: new FakeClock(), limits };
    const heard: string[] = [];
    const events = { gap: (message: string) => heard.push(message) };
    const about = await collectInto(journal, options, events, new AbortController().signal);
    const lost = pagesOf(journal);
    await journal.close();
    expect(about.finished).toBe(false);
    expect(new Set(heard).size).toBe(heard.length);
    if (way === 'keys are taken back')
      expect(heard.filter((message) => message.includes('profile net'))).toHaveLength(1);
    aws.faults.clear();
    const rest = await run('lost.json', { resume: true });
    expect(rest.about.finished).toBe(true);
    expect(told(rest.pages)).toBe(told(whole.pages));
    expect(askedTwice(lost, rest.asked)).toEqual([]);
  },
);

it('is whole where a Region is shut, and where AWS does not have a call', async () => {
  aws.faults.error('*', 401, 'AuthFailure', 'Not validated.', 9_999, 'me-south-1');
  aws.faults.error('DescribeSubnets', 501, 'InternalFailure', 'Not yet implemented.');
  // So is what one service alone refuses, and a profile that had expired before.
  aws.faults.error('DescribeVirtualInterfaces', 400, 'UnrecognizedClientException', 'Invalid.');
  files.credentials(keysOf('net', A) + keysOf('app', B).replace('AKIA', 'AKIAUNKNOWN'));
  const { about, pages } = await run('shut.json', { regions: ['us-east-1', 'me-south-1'] });
  expect(about.finished).toBe(true);
  const refused = pages.filter(
    ({ region, operation }) => region === 'us-east-1' && operation === 'DescribeVirtualInterfaces',
  );
  expect(refused.map(({ error }) => error)).toMatchObject([
    { failure: 'unavailable', message: expect.stringContaining('EC2 takes there') as string },
  ]);
  expect(pages.some(({ error }) => error)).toBe(true);
});

it('an account whose credentials are gone when gone on with keeps what it had, and says what is missing', async () => {
  await run('gone.json', { stopAt: 45, limits: { inFlight: 4 } });
  files.credentials(keysOf('net', A) + keysOf('app', B).replace('AKIA', 'AKIAUNKNOWN'));
  const rest = await run('gone.json', { resume: true });
  const of = (account: string) => rest.pages.filter((page) => page.account === account);
  expect(of(A).filter((page) => page.error)).toEqual([]);
  expect(of(B).some((page) => page.answer)).toBe(true);
  const failures = new Set(of(B).flatMap((page) => page.error?.failure ?? []));
  expect(failures).toEqual(new Set(['credentials']));
  const settled = of(B).map((page) => `${page.region} ${page.operation}`);
  expect(settled).toContain('us-east-1 DescribeSubnets');
});

it('an account that two profiles lead to is gone on with by the one that still does, and nothing is missing', async () => {
  const asked = { profiles: ['net', 'net2'], regions: ['us-east-1'] };
  files.credentials(keysOf('net', A) + keysOf('net2', A));
  const whole = await run('whole.json', asked);
  await run('two.json', { ...asked, stopAt: 20, limits: { inFlight: 4 } });
  files.credentials(keysOf('net', A).replace('AKIA', 'AKIAUNKNOWN') + keysOf('net2', A));
  const rest = await run('two.json', { ...asked, resume: true });
  expect(rest.about.finished).toBe(true);
  expect(rest.pages.flatMap((page) => page.error?.message ?? [])).toEqual([]);
  expect(told(rest.pages)).toBe(told(whole.pages));
  expect(rest.notes).toEqual([
    expect.stringMatching(
      `^profile net leads nowhere any more, and account ${A} is read by another way: AWS does not know`,
    ),
  ]);
});

it('an account that refused its role, and lets us in when gone on with, is read and leaves no gap', async () => {
  await aws.close();
  const accounts = [A, B].map((id) => ({ id, name: id }));
  aws = await startEndpoint({
    pages: world.pages(),
    organization: { management: A, role: 'audit', accounts },
  });
  const asked = { profiles: ['net'], organization: { role: 'audit' } };
  const whole = await run('whole.json', asked);
  aws.faults.error('AssumeRole', 403, 'AccessDenied', 'not authorized to perform sts:AssumeRole');
  const stopped = await run('role.json', { ...asked, stopAt: 30 });
  const refused = stopped.pages.filter((page) => page.operation === 'AssumeRole');
  expect(refused.map((page) => [page.account, page.error?.failure])).toEqual([[B, 'refused']]);
  aws.faults.clear();
  const rest = await run('role.json', { ...asked, resume: true });
  expect(rest.pages.flatMap((page) => page.error?.message ?? [])).toEqual([]);
  expect(told(rest.pages)).toBe(told(whole.pages));
});

it('is not gone on with in another account: what was read stays, and nothing is asked there', async () => {
  const asked = { profiles: ['net'], regions: ['us-east-1'] };
  const stopped = await run('moved.json', { ...asked, stopAt: 20, limits: { inFlight: 4 } });
  const journal = readFileSync(journalOf(output('moved.json')));
  files.credentials(keysOf('net', B));
  await expect(run('moved.json', { ...asked, resume: true })).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(
      `Profile net led to account ${A} .*, and leads to ${B} now.* stays`,
    ) as string,
  });
  expect(readFileSync(journalOf(output('moved.json')))).toEqual(journal);
  expect(aws.requests.filter(({ account }) => account === B).map((r) => r.operation)).toEqual([
    'GetCallerIdentity',
  ]);
  files.credentials(keysOf('net', A));
  const rest = await run('moved.json', { ...asked, resume: true });
  expect(rest.about).toMatchObject({ finished: true, created: stopped.about.created });
});

const CHANGES: readonly (readonly [string, (accounts: OrganizationAccount[]) => unknown])[] = [
  ['was suspended', (accounts) => (accounts[1] = { ...accounts[1]!, state: 'SUSPENDED' })],
  ['left', (accounts) => accounts.splice(1)],
  ['is not chosen', (accounts) => (accounts[1] = { ...accounts[1]!, tags: {} })],
  ['refuses its role', (accounts) => (accounts[1] = { ...accounts[1]!, refuses: true })],
];
it.each(CHANGES)(
  'an account that %s when it is gone on with is a gap, call by call, and it is not whole',
  async (_, change) => {
    const organization = { role: 'audit', tags: { include: ['Read=yes'] } };
    const asked = { profiles: ['net'], regions: ['us-east-1'], organization };
    await aws.close();
    const accounts = [A, B].map((id): OrganizationAccount => ({
      id,
      name: id,
      tags: { Read: 'yes' },
    }));
    aws = await startEndpoint({
      pages: world.pages(),
      organization: { management: A, role: 'audit', accounts },
    });
    const stopped = await run('left.json', { ...asked, stopAt: 45, limits: { inFlight: 4 } });
    const answersOf = (pages: readonly Page[]) =>
      pages.filter((page) => page.account === B && page.answer).length;
    const some = answersOf(stopped.pages);
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(answersOf((await run('whole.json', asked)).pages));
    change(accounts);
    const rest = await run('left.json', { ...asked, resume: true });
    expect(rest.about.finished).toBe(false);
    expect(answersOf(rest.pages)).toBe(some);
    const of = rest.pages.filter((page) => page.account === B && page.region === 'us-east-1');
    expect(new Set(of.map((page) => page.operation))).toEqual(
      new Set(regional.map(({ call }) => call.operation)),
    );
    const missed = of.flatMap(({ error }) => (error ? [error.message] : []));
    expect(missed.length).toBeGreaterThan(5);
    expect(missed.join()).toContain(`Account ${B} is not read any more`);
  },
);
