/** Comparisons as the window asks for them: a job with progress that can be stopped, told in pages, drawn, and saved. */
import { describe, expect, it } from 'vitest';
import { diffInputs, MOST_DIFF_LINES, MOST_FIELDS, type DiffRow } from '#app/api/diff.ts';
import type { EngineEvents } from '#app/api/engine.ts';
import { diffReports } from '#app/diff/diff.ts';
import { analyze } from '#app/report.ts';
import { comparedScene } from '#app/scene/compared-make.ts';
import { ANONYMIZED, type Manifest } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { createEngine } from '#main/engine/engine.ts';
import { Estates } from '#main/engine/estates.ts';
import { KEPT_DIFFS } from '#main/engine/diffs.ts';
import { twoWorlds } from '#tests/kit/two-worlds.ts';
import { fetched } from '#tests/kit/fetched.ts';

type Said = { [K in keyof EngineEvents]: readonly [K, EngineEvents[K]] }[keyof EngineEvents];

function start() {
  const said: Said[] = [];
  let wake: (() => void) | undefined;
  const { engine } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit: (event, data) => {
      said.push([event, data] as unknown as Said);
      if (event === 'compared') wake?.();
    },
  });
  const open = async (world: World, name: string): Promise<string> =>
    (await engine.open({ files: [{ name, text: writeSnapshot(world.snapshot()) }] })).handle;
  /** Compares, and gives what it ended with. */
  const compare = async (before: string, after: string) => {
    const ended = new Promise<void>((resolve) => (wake = resolve));
    const { job } = await engine.compare({ before, after });
    await ended;
    const last = said.findLast(([event, data]) => event === 'compared' && data.job === job);
    return last![1] as EngineEvents['compared'];
  };
  const rowsOf = async (diff: string): Promise<DiffRow[]> => {
    const rows: DiffRow[] = [];
    for (;;) {
      const page = await engine.diffRows({ diff, start: rows.length });
      rows.push(...page.rows);
      if (rows.length >= page.total) return rows;
    }
  };
  return { engine, said, open, compare, rowsOf };
}

const pair = twoWorlds();
const two = async () => {
  const started = start();
  const before = await started.open(pair.before, 'older.json');
  const after = await started.open(pair.after, 'newer.json');
  return { ...started, before, after };
};

it('snapshots in which the same resource has another name are not compared', async () => {
  const { engine, compare } = start();
  const open = async (name: string, manifest: Partial<Manifest>): Promise<string> => {
    const snapshot = pair.before.snapshot();
    const text = writeSnapshot({ ...snapshot, manifest: { ...snapshot.manifest, ...manifest } });
    return (await engine.open({ files: [{ name, text }] })).handle;
  };
  const named = await open('named.json', {});
  const one = await open('one.json', { origin: ANONYMIZED, key: '1'.repeat(16) });
  const other = await open('other.json', { origin: ANONYMIZED, key: '2'.repeat(16) });
  expect((await compare(one, one)).summary).toBeDefined();
  expect((await compare(named, one)).error).toContain(
    'one.json is anonymized and named.json is not',
  );
  expect((await compare(one, other)).error).toContain('were anonymized with different keys');
});

const short = (row: DiffRow): string =>
  row.sort === 'pair'
    ? `${row.verdict} ${row.from} ${row.to}`
    : row.sort === 'resource'
      ? `${row.change} ${row.id}`
      : row.sort;

describe('a comparison', () => {
  it('tells what changed, with how each pair fared and fares', async () => {
    const { before, after, compare, rowsOf } = await two();
    const { summary } = await compare(before, after);
    expect(summary).toMatchObject({
      before: { handle: before, title: 'older.json', vpcs: 5 },
      after: { handle: after, title: 'newer.json', vpcs: 5 },
      reach: { vpcs: 4, pairs: 12, unlisted: 0 },
      differs: true,
    });
    const rows = await rowsOf(summary!.diff);
    expect(rows).toHaveLength(summary!.rows);
    const told = rows.map(short);
    expect(told.slice(0, 2)).toEqual(['lost vpc-a vpc-b', 'lost vpc-b vpc-a']);
    expect(rows[0]).toMatchObject({
      fromLabel: 'a (vpc-a)',
      before: { outcome: 'delivered', return: 'delivered' },
      after: { outcome: 'no-route', return: 'no-route' },
    });
    for (const line of ['removed vpc-gone', 'added vpc-new', 'changed vpc-c'])
      expect(told).toContain(line);
    const renamed = rows.find((row) => row.sort === 'resource' && row.id === 'vpc-c');
    expect(renamed).toMatchObject({
      kindPlural: 'VPCs',
      name: 'renamed',
      fields: [{ field: 'name', before: 'c', after: 'renamed' }],
    });
  });

  it('is drawn as the core draws it', async () => {
    const { engine, before, after, compare } = await two();
    const { summary } = await compare(before, after);
    const [was, is] = [analyze(pair.before.snapshot()), analyze(pair.after.snapshot())];
    expect(await engine.diffScene({ diff: summary!.diff })).toEqual(
      comparedScene(was, is, diffReports(was, is)),
    );
  });

  it('says how far it is, stage by stage, and the job is known before', async () => {
    const { before, after, compare, said } = await two();
    await compare(before, after);
    const stages = said.flatMap(([event, data]) => (event === 'comparing' ? data.stage : []));
    expect([...new Set(stages)]).toEqual(['rules', 'resources', 'reach', 'findings', 'picture']);
  });

  it('is stopped between two steps, and keeps nothing', async () => {
    const { engine, before, after, said } = await two();
    const { job } = await engine.compare({ before, after });
    expect(await engine.cancel({ job })).toEqual({ cancelled: true });
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(said.filter(([event]) => event === 'compared')).toEqual([['compared', { job }]]);
    expect(await engine.cancel({ job })).toEqual({ cancelled: false });
    await expect(engine.diffScene({ diff: 'diff-1' })).rejects.toThrow('Compare again');
  });

  it('of an estate that is not open says so', async () => {
    const { before, compare } = await two();
    expect((await compare(before, 'estate-99')).error).toContain('not open');
  });

  it('keeps only the last few, and says what to do about the others', async () => {
    const { engine, before, after, compare } = await two();
    const made = [];
    for (let i = 0; i <= KEPT_DIFFS; i++) made.push((await compare(before, after)).summary!.diff);
    await expect(engine.diffRows({ diff: made[0]!, start: 0 })).rejects.toThrow('Compare again');
    await expect(engine.diffRows({ diff: made.at(-1)!, start: 0 })).resolves.toBeTruthy();
  });

  it('finds by the same rules on both sides, whatever was known when a side was opened', async () => {
    const { engine, open, compare } = start();
    const before = await open(pair.before, 'older.json');
    // Everything found so far is in the baseline of the session from now on.
    await engine.baseline({ handle: before, from: 'findings' });
    const after = await open(pair.before, 'again.json');
    const { summary } = await compare(before, after);
    expect(summary).toMatchObject({
      differs: false,
      findings: { fresh: 0, fixed: 0, known: analyze(pair.before.snapshot()).findings.length },
    });
  });
});

describe('what was not read', () => {
  it('is not told as removed, and the gap that hides it is named', async () => {
    const { open, compare, rowsOf } = start();
    const dark = twoWorlds().before;
    dark.refuse(dark.region(), 'DescribeVpcPeeringConnections');
    const { summary } = await compare(
      await open(pair.before, 'older.json'),
      await open(dark, 'newer.json'),
    );
    expect(summary).toMatchObject({
      resources: { removed: 0, 'not-seen-now': 2 },
      mayHide: true,
    });
    const rows = await rowsOf(summary!.diff);
    const unseen = rows.find((row) => row.sort === 'resource' && row.change === 'not-seen-now');
    expect(unseen?.sort === 'resource' && unseen.why).toEqual([
      expect.stringMatching(/DescribeVpcPeeringConnections|peering/i),
    ]);
    expect(rows.at(-1)).toMatchObject({ sort: 'gap', change: 'opened' });
  });
});

describe('many changes', () => {
  it('come in pages of a bounded size, and a row says how many fields it leaves out', async () => {
    const { engine, open, compare, rowsOf } = start();
    const world = (routes: number): World => {
      const made = new World();
      const at = made.region();
      for (let v = 0; v < 6; v++) {
        const vpc = at.vpc(`v${v}`, `10.${v}.0.0/16`);
        vpc.subnet(`10.${v}.0.0/24`);
        const peer = at.vpc(`p${v}`, `10.${v + 100}.0.0/16`);
        const peering = made.peer(vpc, peer);
        for (let r = 0; r < routes; r++) vpc.main.route(`172.16.${r}.0/24`, peering);
      }
      return made;
    };
    const { summary } = await compare(
      await open(world(0), 'a.json'),
      await open(world(150), 'b.json'),
    );
    const first = await engine.diffRows({ diff: summary!.diff, start: 0 });
    expect(first.rows.length).toBeLessThan(first.total);
    const weight = first.rows.reduce(
      (sum, row) => sum + 1 + (row.sort === 'resource' ? row.fields.length : 0),
      0,
    );
    expect(weight).toBeLessThanOrEqual(MOST_DIFF_LINES);
    const rows = await rowsOf(summary!.diff);
    const tables = rows.flatMap((row) => (row.sort === 'resource' ? [row] : []));
    expect(tables.map(({ fields, moreFields }) => fields.length + moreFields)).toEqual(
      Array(6).fill(150),
    );
    expect(tables[0]!.fields).toHaveLength(MOST_FIELDS);
  });
});

describe('files', () => {
  it.each([
    ['markdown', 'peerless-diff.md', '# What changed'],
    ['json', 'peerless-diff.json', '"schema": "peerless/diff@1"'],
    ['text', 'peerless-diff.txt', 'Reachability'],
  ] as const)('%s', async (format, name, holds) => {
    const { engine, before, after, compare } = await two();
    const { summary } = await compare(before, after);
    const [file, ...more] = await engine.diffFiles({ diff: summary!.diff, format });
    expect([file?.name, more]).toEqual([name, []]);
    const text = (await fetched(engine, file!)).toString();
    expect(text).toContain(holds);
    expect(text).toContain(format === 'json' ? '"vpc-gone"' : 'gone');
  });

  it('are written while the engine answers, and stopped when asked', async () => {
    const { engine, before, after, compare } = await two();
    const { summary } = await compare(before, after);
    const { diff } = summary!;
    const writing = engine.diffFiles({ diff, format: 'text', job: 'mine' });
    const stopped = expect(writing).rejects.toThrow('mine was stopped.');
    expect((await engine.diffRows({ diff, start: 0 })).total).toBeGreaterThan(0);
    expect(await engine.cancel({ job: 'mine' })).toEqual({ cancelled: true });
    await stopped;
    expect(await engine.diffFiles({ diff, format: 'text', job: 'mine' })).toHaveLength(1);
  });

  it('of no other format', () => {
    expect(diffInputs.diffFiles.safeParse({ diff: 'd', format: 'exe' }).success).toBe(false);
  });
});
