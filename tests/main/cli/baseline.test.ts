/** `peerless baseline` and `lint --baseline`: the file, what each action does to it, and the exit codes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { World } from '#app/world/world.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();
let count = 0;
const fresh = (): string => join(folder.path, `baseline-${count++}.json`);

/** Peered VPCs, each pair routed one way only, or both ways. */
function pairs(...back: readonly boolean[]): World {
  const world = new World();
  const at = world.region();
  for (const [n, both] of back.entries()) {
    const a = at.vpc(`a${n}`, `10.${2 * n}.0.0/16`);
    const b = at.vpc(`b${n}`, `10.${2 * n + 1}.0.0/16`);
    a.subnet(`10.${2 * n}.0.0/24`);
    b.subnet(`10.${2 * n + 1}.0.0/24`);
    const peering = world.peer(a, b);
    a.main.route(`10.${2 * n + 1}.0.0/16`, peering);
    if (both) b.main.route(`10.${2 * n}.0.0/16`, peering);
  }
  return world;
}
const source = (name: string, world: World) => snapshotFile(folder, name, world.snapshot());
const two = source('two.json', pairs(false, false));
const one = source('one.json', pairs(false, true));
const none = source('none.json', pairs(true, true));
const refused = () => {
  const world = pairs(false, false);
  world.refuse(world.region(), 'DescribeRouteTables');
  return source('refused.json', world);
};

interface Entry {
  readonly rule: string;
  readonly resources: readonly string[];
}
const entriesOf = (file: string): readonly Entry[] =>
  (JSON.parse(readFileSync(file, 'utf8')) as { findings: Entry[] }).findings;
const baseline = (...argv: string[]) => peerless(['baseline', ...argv]);
const lint = async (...argv: string[]) => {
  const ran = await peerless(['lint', ...argv, '--fail-on', 'warning', '--format', 'json']);
  return { ...ran, json: JSON.parse(ran.out || '{}') as { summary?: Record<string, number> } };
};

describe('add', () => {
  it('makes the file, after which lint is clean and tells how many it left out', async () => {
    const file = fresh();
    expect((await lint(two)).code).toBe(1);
    const added = await baseline('add', two, '--baseline', file);
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toContain('2 findings added; 2 findings in all');
    const { code, json } = await lint(two, '--baseline', file);
    expect(code).toBe(0);
    expect(json.summary).toMatchObject({ warning: 0, baselined: 2 });
    const text = await peerless(['lint', two, '--baseline', file]);
    expect(text.out).toContain('2 in the baseline');
  });

  it('the same findings give the same bytes, whatever was there before', async () => {
    const [a, b] = [fresh(), fresh()];
    await baseline('add', two, '--baseline', a);
    await baseline('add', one, '--baseline', b);
    await baseline('add', two, '--baseline', b);
    expect(readFileSync(b, 'utf8')).toBe(readFileSync(a, 'utf8'));
    const lines = readFileSync(a, 'utf8').trim().split('\n');
    expect(lines.filter((line) => line.includes('"rule":"peering-one-way"'))).toHaveLength(2);
  });

  it('keeps what is noted and no longer found', async () => {
    const file = fresh();
    await baseline('add', two, '--baseline', file);
    await baseline('add', none, '--baseline', file);
    expect(entriesOf(file)).toHaveLength(2);
  });

  it('takes one rule only where that is asked', async () => {
    const file = fresh();
    await baseline('add', two, '--baseline', file, '--rule', 'peering-mesh');
    expect(entriesOf(file)).toEqual([]);
  });

  it('leaves out what the configuration suppresses', async () => {
    const file = fresh();
    const config = folder.write(
      'suppress.yaml',
      'suppress: [{ rule: peering-one-way, resource: a0*, reason: known }]',
    );
    await baseline('add', two, '--baseline', file, '--config', config);
    expect(entriesOf(file)).toHaveLength(1);
  });
});

describe('lint --baseline', () => {
  it('fails for what is new', async () => {
    const file = fresh();
    await baseline('add', one, '--baseline', file);
    const { code, json } = await lint(two, '--baseline', file);
    expect(code).toBe(1);
    expect(json.summary).toMatchObject({ warning: 1, baselined: 1 });
  });

  it('tells of stale entries, and fails for them only with --strict-baseline', async () => {
    const file = fresh();
    await baseline('add', two, '--baseline', file);
    const plain = await peerless(['lint', one, '--baseline', file]);
    expect(plain.code).toBe(0);
    expect(plain.out).toContain('No longer found, and still in the baseline (1)');
    const strict = await lint(one, '--baseline', file, '--strict-baseline');
    expect(strict.code).toBe(1);
    expect(strict.err).toContain('1 baseline entry no longer found');
    expect(strict.err).toContain('peerless baseline prune');
  });

  it('never writes the file', async () => {
    const file = fresh();
    await baseline('add', two, '--baseline', file);
    const before = readFileSync(file, 'utf8');
    await lint(none, '--baseline', file);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('what a gap may hide is not stale: the run is partial, not failed', async () => {
    const file = fresh();
    await baseline('add', two, '--baseline', file);
    expect((await lint(refused(), '--baseline', file, '--strict-baseline')).code).toBe(4);
  });

  it.each([
    [['--baseline', join(folder.path, 'nowhere.json')], 'nowhere.json: there is no such file'],
    [['--strict-baseline'], 'name it with --baseline'],
  ])('%j is a usage error', async (argv, words) => {
    const { code, out, err } = await lint(two, ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });

  it('a file that is no baseline is refused, by name', async () => {
    const file = folder.write('report.json', '{"schema":"peerless/lint@1"}');
    const { code, err } = await lint(two, '--baseline', file);
    expect(code).toBe(2);
    expect(err).toContain('report.json');
    expect(err).toContain('peerless/baseline@1');
  });
});

describe('prune', () => {
  it('drops what is no longer found', async () => {
    const file = fresh();
    await baseline('add', two, '--baseline', file);
    expect((await baseline('prune', one, '--baseline', file)).out).toContain('1 finding dropped');
    expect(entriesOf(file).map((e) => e.resources)).toEqual([['pcx-a0-b0', 'vpc-a0', 'vpc-b0']]);
    expect((await lint(one, '--baseline', file, '--strict-baseline')).code).toBe(0);
  });

  it('keeps what a gap may hide, unless told to judge by what was seen', async () => {
    const file = fresh();
    await baseline('add', two, '--baseline', file);
    const kept = await baseline('prune', refused(), '--baseline', file);
    expect(kept.out).toContain('2 findings could not be looked for');
    expect(entriesOf(file)).toHaveLength(2);
    await baseline('prune', refused(), '--baseline', file, '--allow-partial');
    expect(entriesOf(file)).toEqual([]);
  });

  it('needs a file', async () => {
    const file = fresh();
    const { code, err } = await baseline('prune', two, '--baseline', file);
    expect(code).toBe(2);
    expect(err).toContain('there is no such file');
    expect(existsSync(file)).toBe(false);
  });
});

describe('diff', () => {
  it('says what is new and what is gone, and exits 1; 0 where nothing is', async () => {
    const file = fresh();
    await baseline('add', one, '--baseline', file);
    const changed = await baseline('diff', two, '--baseline', file);
    expect(changed.code).toBe(1);
    expect(changed.out).toMatch(/^\+ peering-one-way {2}a1 \(vpc-a1\)/);
    expect(changed.out).toContain('1 new, 0 no longer found, 0 grown, 1 known');
    const gone = await baseline('diff', none, '--baseline', file);
    expect(gone).toMatchObject({ code: 1 });
    expect(gone.out).toMatch(/^- peering-one-way {2}a0/);
    expect((await baseline('diff', one, '--baseline', file)).code).toBe(0);
  });

  it('as JSON, and without a file: everything is new', async () => {
    const { code, out } = await baseline('diff', two, '--baseline', fresh(), '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'peerless/baseline-diff@1',
      added: [{ rule: 'peering-one-way' }, { rule: 'peering-one-way' }],
      removed: [],
      known: 0,
    });
  });
});

it.each([
  [['ad', two, '--baseline', 'b.json'], 'Did you mean "add"?'],
  [['ad', two], 'Did you mean "add"?'],
  [['add', two], "required option '--baseline"],
  [['add', two, '--baseline', 'b.json', '--rule', 'peering-mehs'], 'Did you mean "peering-mesh"?'],
  [['add', '--baseline', 'b.json'], '--demo'],
])('%j is a usage error', async (argv, words) => {
  const { code, out, err } = await peerless(['baseline', ...argv], { cwd: folder.path });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
});

it('a place that cannot be written is named', async () => {
  const file = join(folder.path, 'two.json', 'below.json');
  const { code, err } = await baseline('add', two, '--baseline', file);
  expect(code).toBe(2);
  expect(err).toContain('below.json');
});
