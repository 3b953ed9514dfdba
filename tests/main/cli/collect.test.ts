/** `peerless collect`: where the snapshot goes, and what the last line counts. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readSnapshot } from '#app/snapshot/read.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { tellSize } from '#main/cli/size.ts';
import { askHidden } from '#main/cli/terminal.ts';
import { readHistory } from '#main/store/history.ts';
import { Journal } from '#main/store/journal.ts';
import { takeLock } from '#main/store/lock.ts';
import { type Endpoint, startEndpoint } from '#tests/aws/endpoint.ts';
import { type AwsFiles, awsFiles, keysOf } from '#tests/main/collect/aws-files.ts';
import { peerless, scratch } from '#tests/kit/terminal.ts';

const [NET, APP] = ['111111111111', '222222222222'] as const;

const folder = scratch();
let aws: Endpoint;
let files: AwsFiles;

beforeEach(async () => {
  files = awsFiles();
  files.config('[profile net]\nregion = eu-west-1\n');
  files.credentials(keysOf('net', NET));
  const world = new World();
  for (const id of [NET, APP]) world.region('eu-west-1', id).vpc(`of-${id}`, '10.0.0.0/16');
  aws = await startEndpoint({
    pages: world.pages(),
    organization: {
      management: NET,
      role: 'audit',
      accounts: [
        { id: NET, name: 'net' },
        { id: APP, name: 'app', refuses: true },
      ],
    },
  });
});
afterEach(async () => {
  await aws.close();
  files.remove();
});

const collect = (args: readonly string[], signal = new AbortController().signal) =>
  peerless(['collect', '--profile', 'net', '--region', 'eu-west-1', ...args], {
    cwd: folder.path,
    env: { ...process.env, AWS_ENDPOINT_URL: aws.url },
    signal,
  });

it('wants a file, a history or both, and an estate only of a history', async () => {
  const nowhere = await collect([]);
  expect(nowhere).toMatchObject({ code: 2, out: '' });
  expect(nowhere.err).toContain('a file with -o, a folder');
  const loose = await collect(['-o', 'x.json', '--estate', 'prod']);
  expect(loose).toMatchObject({ code: 2 });
  expect(loose.err).toContain('--estate names what is kept in a history: add --history.');
  expect(aws.requests).toHaveLength(0);
});

it('keeps one snapshot after another by estate and time, with a file beside or without', async () => {
  const first = await collect(['--history', 'kept']);
  expect(first).toMatchObject({ code: 0, out: '' });
  expect(readdirSync(join(folder.path, 'kept', 'net'))).toEqual([
    '.estate',
    expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.json$/),
  ]);
  const all = vi.spyOn(Journal.prototype, 'snapshot');
  const both = await collect(['--history', 'kept', '--estate', 'Prod, shared', '-o', 'also.json']);
  expect(both.code).toBe(0);
  // A thousand accounts would not fit in memory at once.
  expect(all).not.toHaveBeenCalled();
  all.mockRestore();
  expect(both.err).toMatch(/; wrote also\.json and \S+prod-shared\S+Z\.json$/m);
  expect(existsSync(join(folder.path, 'also.json.part'))).toBe(false);
  const { estates, ignored } = await readHistory(join(folder.path, 'kept'));
  expect(estates.map(({ name, snapshots }) => [name, snapshots.length])).toEqual([
    ['Prod, shared', 1],
    ['net', 1],
  ]);
  expect(ignored).toEqual([]);
  const texts = ['also.json', estates[0]!.snapshots[0]!.path.slice(folder.path.length + 1)];
  const [also, kept] = texts.map((name) =>
    readSnapshot(readFileSync(join(folder.path, name), 'utf8'), name),
  );
  expect(kept).toEqual(also);
});

it('a history takes what is whole only: stopped, it is gone on with from the folder of the estate', async () => {
  const stop = new AbortController();
  aws.faults.onRequest = (operation) => operation === 'DescribeSubnets' && stop.abort();
  const stopped = await collect(['--history', 'later'], stop.signal);
  const journal = join(folder.path, 'later', 'net', '.collecting.part');
  expect(stopped.code).toBe(4);
  expect(stopped.err).toContain(
    `what was read is kept in ${journal}; the same command with --resume`,
  );
  expect((await readHistory(join(folder.path, 'later'))).estates).toEqual([]);
  aws.faults.clear();
  const anew = await collect(['--history', 'later']);
  expect(anew.code).toBe(2);
  expect(anew.err).toContain('--resume');
  expect((await collect(['--history', 'later', '--resume'])).code).toBe(0);
  expect(existsSync(journal)).toBe(false);
  expect((await readHistory(join(folder.path, 'later'))).estates).toMatchObject([
    { name: 'net', snapshots: [{ accounts: 1, regions: 1 }] },
  ]);
});

it('a history takes nothing of what the network cut off, with a file beside it or without', async () => {
  const ways: readonly [name: string, file: readonly string[], cut: () => unknown][] = [
    ['with', ['-o', 'cut.json'], () => aws.faults.reset('DescribeSubnets', 99)],
    ['without', [], () => aws.faults.error('DescribeSubnets', 503, 'ServiceUnavailable', 'No.')],
  ];
  for (const [name, file, cut] of ways) {
    const history = join(folder.path, name);
    const journal = file[1] === undefined ? join(history, 'net', '.collecting') : file[1];
    cut();
    const slow = vi.spyOn(Math, 'random').mockReturnValue(0);
    const lost = await collect(['--history', name, ...file]);
    slow.mockRestore();
    expect(lost.code).toBe(4);
    if (file.length > 0) expect(lost.err).toMatch(/; wrote cut\.json$/m);
    expect(lost.err).toContain(
      `what was read is kept in ${journal}.part; the same command with --resume reads the rest, and then the history takes it.`,
    );
    expect((await readHistory(history)).estates).toEqual([]);
    aws.faults.clear();
    expect((await collect(['--history', name, ...file, '--resume'])).code).toBe(0);
    expect(existsSync(resolve(folder.path, `${journal}.part`))).toBe(false);
    expect((await readHistory(history)).estates).toMatchObject([{ name: 'net' }]);
  }
});

it('what chose no account, or was killed before anything was read, leaves nothing in the way of the corrected command', async () => {
  const part = join(folder.path, 'chosen.json.part');
  const org = ['--org-role', 'audit', '-o', 'chosen.json'];
  const wrong = await collect([...org, '--include-account', '999999999999']);
  expect(wrong.code).toBe(2);
  expect(wrong.err).not.toContain('--resume');
  aws.faults.error('ListRoots', 400, 'AccessDeniedException', 'no');
  expect((await collect([...org, '--include-ou', 'Prod'])).code).toBe(3);
  expect(existsSync(part)).toBe(false);
  writeFileSync(part, '');
  expect((await collect([...org, '--include-account', NET])).code).toBe(0);
  expect(existsSync(part)).toBe(false);
});

it('of a collection that is running, --resume into the history is refused, and one that begins beside it says so', async () => {
  const stop = new AbortController();
  aws.faults.onRequest = (operation) => operation === 'DescribeSubnets' && stop.abort();
  await collect(['--history', 'busy'], stop.signal);
  aws.faults.clear();
  const journal = join(folder.path, 'busy', 'net', '.collecting.part');
  const letGo = await takeLock(`${journal}.lock`);
  const asked = aws.requests.length;
  const again = await collect(['--history', 'busy', '--resume']);
  expect(again.code).toBe(2);
  expect(again.err).toContain(
    `.collecting.part is in use: process ${process.pid} collects into it`,
  );
  expect(aws.requests).toHaveLength(asked);
  const beside = await collect(['--history', 'busy']);
  expect(beside.code).toBe(0);
  expect(beside.err).toContain(`running already and writes ${journal}; this one begins anew`);
  letGo();
  expect((await collect(['--history', 'busy', '--resume'])).err).toContain('going on with');
});

it('a history that fails once the file is there is told as that, and takes it when gone on with', async () => {
  const history = join(folder.path, 'full');
  aws.faults.onRequest = (operation) => {
    if (operation !== 'DescribeSubnets') return;
    // No disk that fills: a file stands where the folder was.
    rmSync(history, { recursive: true });
    writeFileSync(history, '');
  };
  const both = ['-o', 'both.json', '--history', 'full'];
  const { code, err } = await collect(both);
  expect(code).toBe(3);
  expect(err).toMatch(/The snapshot was written to both\.json, and not to the history: /);
  expect(err).toContain('--resume writes it, and asks for nothing of it again.');
  expect(existsSync(join(folder.path, 'both.json'))).toBe(true);
  rmSync(history);
  aws.faults.clear();
  const asked = aws.requests.length;
  expect((await collect([...both, '--resume'])).code).toBe(0);
  expect(aws.requests.slice(asked).map(({ operation }) => operation)).toEqual([
    'GetCallerIdentity',
  ]);
  expect((await readHistory(history)).estates).toMatchObject([{ name: 'net' }]);
});

it('--no-quotas asks Service Quotas for nothing, which is no gap, and policy leaves it out', async () => {
  const action = 'servicequotas:ListServiceQuotas';
  const policy = async (...args: string[]) =>
    (await peerless(['policy', ...args], { cwd: folder.path, env: {} })).out;
  aws.faults.refuse('ListServiceQuotas');
  const refused = await collect(['-o', 'quotas.json']);
  expect(refused.code).toBe(4);
  expect(refused.err).toContain(action);
  const asked = aws.requests.length;
  expect(await collect(['-o', 'less.json', '--no-quotas'])).toMatchObject({ code: 0 });
  expect(aws.requests.slice(asked).map((r) => r.operation)).not.toContain('ListServiceQuotas');
  const { gaps } = buildTopology(
    readSnapshot(readFileSync(join(folder.path, 'less.json'), 'utf8'), 'less.json').pages,
  );
  expect(gaps).toEqual([]);
  for (const more of [
    [],
    ['--org-role', 'audit'],
    ['--format', 'terraform'],
    ['--format', 'cloudformation'],
  ]) {
    const [whole, less] = [await policy(...more), await policy(...more, '--no-quotas')];
    expect([whole.includes(action), less.includes(action)]).toEqual([true, false]);
    expect(less).toContain('ram:GetResourceShares');
  }
});

it('tells of a snapshot that is too large to be opened, with a way out that is there', async () => {
  let told = '';
  const terminal = { err: (text: string) => void (told += text) };
  const MB = 1024 * 1024;
  tellSize('small.json', 384 * MB, terminal);
  expect(told).toBe('');
  tellSize('large.json', 400 * MB, terminal);
  expect(told).toContain('large.json is 400 MB, and no more than 384 MB are opened of one file.');
  const named = told.match(/--[a-z-]+/g)!;
  expect(named.length).toBeGreaterThan(1);
  const { out } = await peerless(['collect', '--help'], { cwd: folder.path, env: {} });
  for (const option of named) expect(out).toContain(option);
});

it('a second command that collects into the same file is told who does, and asks nothing', async () => {
  const first = new Journal(join(folder.path, 'same.json'), { resume: false });
  await first.open({ created: '2026-01-05T09:00:00.000Z', peerless: '0', asked: '{}' });
  for (const more of [[], ['--resume']]) {
    const { code, out, err } = await collect(['-o', 'same.json', ...more]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`same.json.part is in use: process ${process.pid} collects into it.`);
  }
  expect(aws.requests).toHaveLength(0);
  await first.remove();
  expect((await collect(['-o', 'same.json'])).code).toBe(0);
  const left = readdirSync(folder.path).filter((name) => name.startsWith('same.'));
  expect(left).toEqual(['same.json']);
});

it('a folder that cannot be made is told before anything is asked', async () => {
  folder.write('a-file', '');
  const { code, err } = await collect(['--history', 'a-file']);
  expect(code).toBe(2);
  expect(err).toContain('cannot be made (ENOTDIR). Choose another folder for the history.');
  expect(aws.requests).toHaveLength(0);
});

it('the last line counts an account that refuses its role apart from those that were read', async () => {
  const { code, err } = await collect(['--org-role', 'audit', '-o', 'org.json']);
  expect(code).toBe(4);
  const text = readFileSync(join(folder.path, 'org.json'), 'utf8');
  expect(readSnapshot(text, 'org.json').manifest.scope.regions).toEqual(['eu-west-1']);
  expect(err).toMatch(
    /^peerless: read \d+ answers of 1 account in 1 Region; nothing of 1 more account; 1 call brought nothing/m,
  );
});

it('a snapshot that cannot be written leaves the journal, from which it is written when gone on with', async () => {
  // No disk that fails when it is full: a folder stands where the file should be.
  mkdirSync(join(folder.path, 'late.json'));
  const late = await collect(['-o', 'late.json']);
  expect(late.code).toBe(3);
  expect(late.err).toMatch(
    /not written: \S+late\.json could not be written: a folder of that name/,
  );
  expect(late.err).toContain('kept in late.json.part; the same command with --resume');
  rmdirSync(join(folder.path, 'late.json'));
  const asked = aws.requests.length;
  expect((await collect(['-o', 'late.json', '--resume'])).code).toBe(0);
  const again = aws.requests.slice(asked).map((request) => request.operation);
  expect(new Set(again)).toEqual(new Set(['GetCallerIdentity']));
  expect(readdirSync(folder.path).filter((name) => name.includes('late.json'))).toEqual([
    'late.json',
  ]);
});

it.each([
  ['--mfa-serial', ['--mfa-serial', `arn:aws:iam::${NET}:mfa/ana`]],
  ['a profile', []],
])('Ctrl-C at the question for the code of %s stops, and asks AWS nothing', async (_, options) => {
  files.config(
    `[profile keys]\nregion = eu-west-1\n[profile net]\nregion = eu-west-1\n` +
      (options.length > 0
        ? ''
        : `source_profile = keys\nrole_arn = arn:aws:iam::${NET}:role/x\nmfa_serial = arn:aws:iam::${NET}:mfa/ana\n`),
  );
  files.credentials(keysOf('keys', NET) + (options.length > 0 ? keysOf('net', NET) : ''));
  const stop = new AbortController();
  const hear = () => stop.abort();
  process.once('SIGINT', hear);
  const input = new PassThrough();
  let shown = '';
  const ran = peerless(['collect', '--profile', 'net', '-o', 'mfa.json', ...options], {
    cwd: folder.path,
    env: { ...process.env, AWS_ENDPOINT_URL: aws.url },
    signal: stop.signal,
    ask: (question) => {
      setImmediate(() => input.write('12\u0003'));
      return askHidden(question, input, (text) => (shown += text));
    },
  });
  const { code, err } = await ran;
  process.off('SIGINT', hear);
  expect(shown).toBe(`Code of the multi-factor device arn:aws:iam::${NET}:mfa/ana: \n`);
  expect(code).toBe(3);
  expect(err).toContain('stopped');
  // It is not blamed on the code, or on where it was asked for.
  expect(err).not.toMatch(/No code|did not take/);
  expect(aws.requests).toEqual([]);
});
