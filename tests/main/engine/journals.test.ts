/** A collection of the window, whatever ends it: the journal holds what was read, and a new engine goes on with it. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineEvents } from '#app/api/engine.ts';
import { World } from '#app/world/world.ts';
import { createEngine } from '#main/engine/engine.ts';
import type { Emit } from '#main/engine/parts.ts';
import { Estates } from '#main/engine/estates.ts';
import { settingsIn } from '#main/store/settings.ts';
import { type Endpoint, startEndpoint } from '#tests/aws/endpoint.ts';
import { type AwsFiles, awsFiles, keysOf } from '../collect/aws-files.ts';
import { peerless } from '#tests/kit/terminal.ts';

const A = '111111111111';
const B = '222222222222';
let files: AwsFiles;
let aws: Endpoint;

beforeEach(async () => {
  files = awsFiles();
  files.credentials(keysOf('net', A));
  const world = new World();
  for (const region of ['eu-west-1', 'us-east-1'])
    world.region(region, A).vpc(`in-${region}`, '10.0.0.0/16');
  world.region('eu-west-1', B).vpc('of-b', '10.1.0.0/16');
  aws = await startEndpoint({
    pages: world.pages(),
    organization: { management: A, role: 'audit', accounts: [{ id: A, name: 'net' }] },
  });
});
afterEach(async () => {
  await aws.close();
  files.remove();
});

function start(folder: string) {
  const heard: { event: string; data: unknown }[] = [];
  const waiting: ((data: EngineEvents['collected']) => void)[] = [];
  const emit: Emit = (event, data) => {
    heard.push({ event, data });
    if (event === 'collected') waiting.shift()?.(data as EngineEvents['collected']);
  };
  const { engine, stop } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit,
    settings: settingsIn(folder),
  });
  const ended = () => new Promise<EngineEvents['collected']>((done) => waiting.push(done));
  const notes = () =>
    heard
      .filter(({ event }) => event === 'note')
      .map(({ data }) => (data as { message: string }).message);
  return { engine, stop, ended, notes };
}

const asked = (more: object = {}) => ({
  profiles: ['net'],
  regions: [],
  endpoint: aws.url,
  ...more,
});

/** Every file below a folder, with its place in it. */
const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();

/** Runs until the request of that number, and leaves in another folder what a kill would leave at that moment. */
async function killed(at: number, folder: string, more: object = {}): Promise<string> {
  const left = `${folder}-left`;
  const { engine, stop, ended } = start(folder);
  let seen = 0;
  aws.faults.onRequest = () => {
    if (++seen !== at) return;
    cpSync(folder, left, { recursive: true });
    stop();
  };
  const done = ended();
  await engine.collect(asked(more));
  await done;
  aws.faults.onRequest = undefined;
  expect(seen).toBeGreaterThanOrEqual(at);
  return left;
}

const vpcsOf = ({ opened }: EngineEvents['collected']) =>
  opened?.counts.find(({ kind }) => kind === 'vpc')?.count;

it('a new engine goes on where a killed one was, and asks only for the rest', async () => {
  const whole = start(join(files.folder, 'whole'));
  const done = whole.ended();
  await whole.engine.collect(asked());
  expect(vpcsOf(await done)).toBe(2);
  const all = aws.requests.length;
  // Nothing is left of one that ended.
  expect(await whole.engine.unfinished({})).toEqual([]);
  expect(below(join(files.folder, 'whole')).filter((name) => name.includes('.part'))).toEqual([]);

  const left = await killed(Math.floor(all * 0.6), join(files.folder, 'settings'));
  const next = start(left);
  const [one, ...others] = await next.engine.unfinished({});
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    estate: 'net',
    profiles: ['net'],
    endpoint: aws.url,
    withheld: [],
    quotas: true,
  });
  expect(one!.far!.calls).toBeGreaterThan(one!.far!.answered);
  expect(one!.path).toBe(join(left, 'collecting', 'net', '.collecting'));
  // It is what a user may see of a network: for the user alone.
  if (process.platform !== 'win32') {
    expect(statSync(`${one!.path}.part`).mode & 0o777).toBe(0o600);
  }

  const before = aws.requests.length;
  const end = next.ended();
  await next.engine.collectOn({ path: one!.path });
  expect(vpcsOf(await end)).toBe(2);
  const rest = aws.requests.length - before;
  // Who we are and which Regions there are is asked anew; 10 of each Region may have been on their way.
  expect(rest).toBeLessThanOrEqual(all - Math.floor(all * 0.6) + 24);
  expect(next.notes()[0]).toMatch(/^going on with what was begun at .*: \d+ answers are there$/);
  expect(await next.engine.unfinished({})).toEqual([]);
  expect(existsSync(`${one!.path}.part`)).toBe(false);
});

it('stopped, it is offered until it is discarded, gone on with, or read anew to its end', async () => {
  const { engine, ended } = start(join(files.folder, 'settings'));
  const stopAt = async (begin: () => Promise<{ job: string }>) => {
    const done = ended();
    const letGo = aws.faults.hold('DescribeRouteTables');
    const before = aws.requests.length;
    const { job } = await begin();
    while (!aws.requests.slice(before).some((r) => r.operation === 'DescribeVpcs'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await engine.cancel({ job });
    await done;
    letGo();
  };
  for (let i = 0; i < 2; i++) await stopAt(() => engine.collect(asked()));
  await stopAt(() => engine.collect(asked({ regions: ['eu-west-1'] })));
  const left = await engine.unfinished({});
  expect(left.map(({ regions }) => regions)).toEqual([['eu-west-1'], [], []]);
  // How far it was is told of what was stopped at once, too.
  for (const { far } of left) expect(far!.answered).toBeGreaterThan(0);
  expect(await engine.discardCollection({ path: left[0]!.path })).toHaveLength(2);
  // Whatever else is on the disk is none of its business.
  const other = join(files.folder, 'settings', 'other.part');
  writeFileSync(other, 'x');
  await engine.discardCollection({ path: other.slice(0, -5) });
  await expect(engine.collectOn({ path: other.slice(0, -5) })).rejects.toThrow(
    'not there any more',
  );
  expect(existsSync(other)).toBe(true);

  // While it goes on it is offered nobody, and cannot be discarded.
  const letGo = aws.faults.hold('DescribeRouteTables');
  const done = ended();
  const { job } = await engine.collectOn({ path: left[1]!.path });
  while ((await engine.unfinished({})).length > 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  await engine.discardCollection({ path: left[1]!.path });
  expect(job).toMatch(/^collect-/);
  letGo();
  // What was begun before in the same words is of no use any more.
  expect(vpcsOf(await done)).toBe(2);
  expect(await engine.unfinished({})).toEqual([]);
});

it('stands in the history beside the snapshots, where the command line goes on with it', async () => {
  const folder = join(files.folder, 'settings');
  const history = join(files.folder, 'history');
  const { engine } = start(folder);
  await engine.keepHistory({ folder: history });
  // The copy of the folder is what the next engine knows; the history is the same.
  const journal = join(history, 'net', '.collecting.part');
  let left = Buffer.alloc(0);
  // As it was when it held twenty calls answered whole: how many requests that takes is the processor's affair.
  aws.faults.onRequest = () => {
    if (left.length > 0 || aws.requests.length < 20) return;
    const now = readFileSync(journal);
    if ((now.toString().match(/"note":"whole"/g) ?? []).length >= 20) left = now;
  };
  const { engine: second, ended } = start(folder);
  const done = ended();
  await second.collect(asked());
  expect((await done).kept).toMatchObject({ path: expect.stringContaining(history) as string });
  aws.faults.onRequest = undefined;
  writeFileSync(journal, left);
  expect(await second.unfinished({})).toMatchObject([
    { estate: 'net', path: journal.slice(0, -5) },
  ]);

  const before = aws.requests.length;
  const { code, err } = await peerless(
    ['collect', '--profile', 'net', '--history', history, '--endpoint-url', aws.url, '--resume'],
    { env: { ...process.env }, cwd: files.folder },
  );
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(err).toContain('going on with what was begun');
  expect(aws.requests.length - before).toBeLessThan(before - 10);
  expect(await second.unfinished({})).toEqual([]);
});

it('asks again for what it may not keep', async () => {
  const external = 'planted-external-id';
  const left = await killed(12, join(files.folder, 'settings'), {
    endpoint: aws.url.replace('://', '://ana:planted-password@'),
    organization: { role: 'audit', externalId: external },
    regions: ['eu-west-1'],
    quotas: false,
  });
  for (const name of below(left))
    expect(readFileSync(join(left, name), 'utf8')).not.toMatch(/planted/);
  const { engine, ended } = start(left);
  const [one] = await engine.unfinished({});
  expect(one).toMatchObject({
    organization: { role: 'audit', without: [] },
    quotas: false,
    endpoint: `${aws.url}/`,
    withheld: ['externalId', 'endpoint'],
  });
  const done = ended();
  await engine.collectOn({
    path: one!.path,
    externalId: external,
    endpoint: aws.url.replace('://', '://ana:planted-password@'),
  });
  expect(vpcsOf(await done)).toBe(1);
  expect(aws.requests.map((r) => r.operation)).not.toContain('ListServiceQuotas');
});

it('is in memory where no folder takes a journal, and says that a crash would lose it', async () => {
  const settings = join(files.folder, 'in-the-way');
  writeFileSync(settings, '');
  const { engine, ended, notes } = start(settings);
  const done = ended();
  await engine.collect(asked({ regions: ['eu-west-1'] }));
  expect(vpcsOf(await done)).toBe(1);
  expect(notes()[0]).toMatch(/^it is in memory only, and a crash would lose it: /);
});

/** Stops a collection once something is read, which leaves a journal. */
async function stopped({ engine, ended }: ReturnType<typeof start>, more: object = {}) {
  const done = ended();
  const letGo = aws.faults.hold('DescribeRouteTables');
  const before = aws.requests.length;
  const { job } = await engine.collect(asked(more));
  while (!aws.requests.slice(before).some((r) => r.operation === 'DescribeVpcs'))
    await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await engine.cancel({ job });
  await done;
  letGo();
}

const one = { regions: ['eu-west-1'] };
const nightly = (history: string, ...more: string[]) =>
  peerless(
    ['collect', '--profile', 'net', '--region', 'eu-west-1', '--endpoint-url', aws.url]
      .concat(['--history', history])
      .concat(more),
    { env: { ...process.env }, cwd: files.folder },
  );

it('half an organization comes into no history, and leaves its journal', async () => {
  await aws.close();
  const accounts = [A, '222222222222', '333333333333'].map((id) => ({ id, name: id }));
  const world = new World();
  for (const { id } of accounts) world.region('eu-west-1', id).vpc(`in-${id}`, '10.0.0.0/16');
  aws = await startEndpoint({
    pages: world.pages(),
    organization: { management: A, role: 'audit', accounts },
  });
  let roles = 0;
  aws.faults.onRequest = (operation) => {
    if (operation === 'AssumeRole' && ++roles === 3)
      aws.faults.error('AssumeRole', 403, 'ExpiredToken', 'The security token has expired');
  };
  const { engine, ended } = start(join(files.folder, 'settings'));
  await engine.keepHistory({ folder: join(files.folder, 'history') });
  const done = ended();
  await engine.collect(asked({ ...one, organization: { role: 'audit' } }));
  const { kept } = await done;
  expect(kept).toMatchObject({ fault: expect.stringMatching(/only what is whole/) as string });
  expect(below(join(files.folder, 'history'))).toEqual(['net/.collecting.part', 'net/.estate']);
});

it('what the window left is in no way of a collection asked otherwise; --resume finds that of the same words', async () => {
  const history = join(files.folder, 'history');
  const window = start(join(files.folder, 'settings'));
  await window.engine.keepHistory({ folder: history });
  await stopped(window, { regions: ['us-east-1'] });
  await stopped(window, { ...one, organization: { role: 'audit' } });
  // One of them is written just now.
  const held = join(history, 'net', '.collecting.part');
  writeFileSync(`${held}.lock`, `${process.ppid} 00\n`);
  const before = readFileSync(held);
  const plain = await nightly(history);
  rmSync(`${held}.lock`);
  expect(readFileSync(held)).toEqual(before);
  expect({ code: plain.code, err: plain.err }).toMatchObject({ code: 0 });
  const organization = await nightly(history, '--org-role', 'audit');
  expect(organization.code).toBe(2);
  expect(organization.err).toContain('Go on with it by --resume');
  const resumed = await nightly(history, '--org-role', 'audit', '--resume');
  expect({ code: resumed.code, err: resumed.err }).toMatchObject({ code: 0 });
  expect(resumed.err).toContain('going on with what was begun');
  expect((await window.engine.unfinished({})).map(({ regions }) => regions)).toEqual([
    ['us-east-1'],
  ]);
});

it('is kept by the estate that its folder names, whatever its profiles would call it', async () => {
  const history = join(files.folder, 'history');
  const stop = new AbortController();
  aws.faults.onRequest = (operation) => operation === 'DescribeSubnets' && stop.abort();
  files.credentials(keysOf('Prod', A));
  await peerless(
    ['collect', '--profile', 'Prod', '--region', 'eu-west-1', '--endpoint-url', aws.url].concat([
      ...['--history', history, '--estate', 'prod'],
    ]),
    { env: { ...process.env }, cwd: files.folder, signal: stop.signal },
  );
  aws.faults.clear();
  const { engine, ended } = start(join(files.folder, 'settings'));
  await engine.keepHistory({ folder: history });
  const [left] = await engine.unfinished({});
  expect(left?.estate).toBe('prod');
  const done = ended();
  await engine.collectOn({ path: left!.path });
  expect((await done).kept).toMatchObject({
    path: expect.stringContaining(join(history, 'prod')) as string,
  });
});

it('of another account is neither gone on with nor deleted where the profile leads elsewhere now', async () => {
  const window = start(join(files.folder, 'settings'));
  await stopped(window, one);
  files.credentials(keysOf('net', B));
  const [left] = await window.engine.unfinished({});
  const refused = window.ended();
  await window.engine.collectOn({ path: left!.path });
  expect((await refused).error).toMatch(`Profile net led to account ${A} when`);
  const whole = window.ended();
  await window.engine.collect(asked(one));
  expect(vpcsOf(await whole)).toBe(1);
  expect((await window.engine.unfinished({})).map(({ path }) => path)).toEqual([left!.path]);
  files.credentials(keysOf('net', A));
  const rest = window.ended();
  await window.engine.collectOn({ path: left!.path });
  expect(vpcsOf(await rest)).toBe(1);
  expect(await window.engine.unfinished({})).toEqual([]);
});

it('repetitions with losses leave one journal, which goes with the next whole one, wherever it lies', async () => {
  const settings = join(files.folder, 'settings');
  const { engine, ended } = start(settings);
  const collect = async (more: object = {}) => {
    const done = ended();
    await engine.collect(asked({ ...one, ...more }));
    return done;
  };
  const { handle } = (await collect()).opened!;
  // The second comes furthest, and the third not as far as the first.
  const left: { path: string; far: unknown }[] = [];
  for (const last of [16, 28, 10]) {
    let seen = 0;
    aws.faults.onRequest = () => {
      if (++seen === last) aws.faults.error('*', 400, 'RequestExpired', 'Request has expired.');
    };
    expect((await collect({ again: true, after: handle })).error).toMatch(/^Not all of it/);
    aws.faults.clear();
    const [one, ...others] = await engine.unfinished({});
    expect(others).toEqual([]);
    left.push(one!);
  }
  const [first, second, third] = left.map(({ far }) => (far as { answered: number }).answered);
  expect(second).toBeGreaterThan(first!);
  expect([third, left[2]!.path]).toEqual([second, left[1]!.path]);
  aws.faults.clear();
  await engine.keepHistory({ folder: join(files.folder, 'history') });
  await collect();
  expect(await engine.unfinished({})).toEqual([]);
});

it('is in memory, too, where every name for a journal is taken', async () => {
  const settings = join(files.folder, 'settings');
  const folder = join(settings, 'collecting', 'net');
  mkdirSync(folder, { recursive: true });
  for (let n = 1; n <= 100; n++)
    writeFileSync(join(folder, `.collecting${n === 1 ? '' : `-${n}`}.part`), 'no journal');
  const { engine, ended, notes } = start(settings);
  const done = ended();
  await engine.collect(asked(one));
  expect(vpcsOf(await done)).toBe(1);
  expect(notes()[0]).toMatch(/^it is in memory only, and a crash would lose it: /);
  expect(readFileSync(join(folder, '.collecting.part'), 'utf8')).toBe('no journal');
});

it('is forgotten with all else, and named where somebody writes it', async () => {
  const settings = join(files.folder, 'settings');
  const window = start(settings);
  await stopped(window, one);
  const [left] = await window.engine.unfinished({});
  writeFileSync(`${left!.path}.part.lock`, `${process.ppid} 00\n`);
  await expect(window.engine.forget({})).rejects.toThrow(
    `All is forgotten but ${left!.path}.part, which a collection writes.`,
  );
  rmSync(`${left!.path}.part.lock`);
  expect(await window.engine.forget({})).toEqual([]);
  expect(existsSync(`${left!.path}.part`)).toBe(false);
});
