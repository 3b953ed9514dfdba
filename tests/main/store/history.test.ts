/** The history: plain files by estate and time; what is no snapshot is told; nothing is kept twice or overwritten. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Page } from '#app/snapshot/page.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { openSource } from '#main/files/open.ts';
import {
  estateFolder,
  HistoryError,
  keepSnapshot,
  makeEstate,
  nameFound,
  readHistory,
} from '#main/store/history.ts';
import { snapshot } from '#tests/app/snapshot/pages.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { needs } from '#tests/kit/tools.ts';

const taken = (created: string): Snapshot => ({
  ...snapshot,
  manifest: { ...snapshot.manifest, created },
});

it('of two that differ in one route, each call read at a time of its own, Git shows that route', async (test) => {
  needs('git', 'what Git shows of two kept snapshots', test);
  const { folder } = scratch();
  const estate = sampleEstate().snapshot();
  const at = (day: string, call: number) => `2026-11-${day}T08:00:00.${100 + (call % 900)}Z`;
  const kept = async (day: string, pages: readonly Page[]) => {
    const read = pages.map((page, i) => ({ ...page, time: at(day, i) }));
    const about = { created: at(day, 0), peerless: '1.2.3', origin: 'live' };
    return keepSnapshot(folder, 'prod', makeSnapshot(read, about));
  };
  const changed = structuredClone(estate.pages) as Page[];
  const tables = changed.flatMap(
    ({ answer }) => (answer?.['RouteTables'] ?? []) as { Routes: Record<string, unknown>[] }[],
  );
  const route = tables
    .flatMap(({ Routes }) => Routes)
    .find((one) => one['DestinationCidrBlock'] === '0.0.0.0/0')!;
  route['DestinationCidrBlock'] = '198.51.100.0/25';
  const [monday, later] = [await kept('02', estate.pages), await kept('09', changed)];

  // What the tour tells people to type.
  const { stdout } = spawnSync(
    'git',
    ['diff', '--no-index', '--no-color', '-U0', '-I', '^ "time":', monday, later],
    { encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } },
  );
  const lines = stdout.split('\n').filter((line) => /^[+-](?![+-])/.test(line));
  // Of the head, the table and the checksum one line each, and no time of the hundreds of calls.
  expect(lines.length).toBe(6);
  const told = lines.filter((line) => !/"manifest"|"checksum"/.test(line));
  expect(told.map((line) => line[0])).toEqual(['-', '+']);
  expect(told[1]).toContain('198.51.100.0/25');
});

describe('keeping', () => {
  it('writes a snapshot that opens again, in the folder of its estate, under its time', async () => {
    const { folder } = scratch();
    const path = await keepSnapshot(folder, 'prod, shared', taken('2026-11-29T13:42:04.123Z'));
    expect(path).toBe(join(folder, 'prod-shared', '2026-11-29T13-42-04Z.json'));
    expect((await openSource(path)).snapshot.pages).toEqual(snapshot.pages);
  });

  it('keeps the same snapshot once, and another of the same second beside it', async () => {
    const { folder } = scratch();
    const first = await keepSnapshot(folder, 'prod', taken('2026-11-29T13:42:04.123Z'));
    expect(await keepSnapshot(folder, 'prod', taken('2026-11-29T13:42:04.123Z'))).toBe(first);
    const before = readFileSync(first);
    const second = await keepSnapshot(folder, 'prod', taken('2026-11-29T13:42:04.999Z'));
    expect(second).toBe(join(folder, 'prod', '2026-11-29T13-42-04Z-2.json'));
    expect(readFileSync(first).equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'prod'))).toEqual([
      '.estate',
      '2026-11-29T13-42-04Z-2.json',
      '2026-11-29T13-42-04Z.json',
    ]);
  });

  it('keeps both of two that come in the same moment, and for the user alone', async () => {
    const { folder } = scratch();
    const times = ['2026-11-29T13:42:04.123Z', '2026-11-29T13:42:04.999Z'];
    const paths = await Promise.all(times.map((at) => keepSnapshot(folder, 'prod', taken(at))));
    expect(new Set(paths).size).toBe(2);
    for (const [i, path] of paths.entries()) {
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
        manifest: { created: times[i] },
      });
      if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    }
  });

  it('estates whose names make the same folder have one each, also where they come at once', async () => {
    const { folder } = scratch();
    const names = ['Prod', 'prod', 'a, b', 'a-b', `${'x'.repeat(60)}1`, `${'x'.repeat(60)}2`];
    const keepAll = (created: string) =>
      Promise.all(
        names.map(async (name) => dirname(await keepSnapshot(folder, name, taken(created)))),
      );
    const folders = await keepAll('2026-11-29T00:00:00.000Z');
    expect(new Set(folders).size).toBe(names.length);
    expect(await Promise.all(folders.map(nameFound))).toEqual(names);
    expect(await keepAll('2026-11-30T00:00:00.000Z')).toEqual(folders);
    // On the timeline each is called as it was named, and not as its folder; one that was copied says which it is.
    const called = async () => (await readHistory(folder)).estates.map(({ name }) => name);
    expect(await called()).toEqual([...names].sort());
    cpSync(folders[0]!, join(folder, 'copy'), { recursive: true });
    expect(await called()).toContain('Prod (copy)');
    writeFileSync(join(folder, 'copy', '.estate'), 'x\n'.repeat(50_000));
    expect(await called()).toContain('copy');
  });

  it('a folder from before it had a name is of who comes first', async () => {
    const { folder, write } = scratch();
    mkdirSync(join(folder, 'prod-shared'));
    write('prod-shared/2026-11-01T00-00-00Z.json', '{}');
    expect(await makeEstate(folder, 'prod, shared')).toBe(join(folder, 'prod-shared'));
    expect(await makeEstate(folder, 'prod shared')).toBe(join(folder, 'prod-shared-2'));
  });

  it.each([
    ['Prod', 'prod'],
    ['prod, shared', 'prod-shared'],
    ['../../etc/passwd', 'etc-passwd'],
    ['..', 'estate-'],
    ['', 'estate-'],
    ['CON', 'estate-con'],
    ['lpt1.txt', 'estate-lpt1.txt'],
    ['a/b\\c:d*e?', 'a-b-c-d-e'],
    ['Größe 東京', 'größe-東京'],
    ['x'.repeat(500), 'x'.repeat(60)],
  ])('the folder of %j is %j', (name, folder) => {
    expect(estateFolder(name)).toBe(folder);
  });

  it('says which folder cannot be made, and wants it from the root', async () => {
    const { folder, write } = scratch();
    write('file', '');
    await expect(keepSnapshot(join(folder, 'file'), 'prod', snapshot)).rejects.toThrow(
      /file\/prod cannot be made \(ENOTDIR\). Choose another folder/,
    );
    await expect(keepSnapshot('here', 'prod', snapshot)).rejects.toThrow(HistoryError);
  });
});

describe('reading', () => {
  it('counts the calls of each that brought nothing, packed or not, and takes no name for one', async () => {
    const { folder } = scratch();
    const { manifest, pages } = taken('2026-11-29T00:00:00.000Z');
    const error = { failure: 'refused', code: 'AccessDenied', message: 'no' } as const;
    const sign = '"error":{"code":"x"}, "AdditionalRoutesAvailable":true';
    const more = pages.map(({ answer, ...call }, i) =>
      i < 2 ? { ...call, error } : { ...call, answer: { ...answer, Told: sign } },
    );
    // One more is an answer that AWS cut short.
    const cut = { ...more.at(-1)!, args: { Id: 'x' }, answer: { AdditionalRoutesAvailable: true } };
    const path = await keepSnapshot(folder, 'net', { manifest, pages: [...more, cut] });
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
    const { estates } = await readHistory(folder);
    expect(estates[0]!.snapshots.map(({ missed }) => missed)).toEqual([3, 3]);
    // So is one that was cut off, packed or not; without a checksum it was edited on purpose.
    const text = readFileSync(path, 'utf8');
    for (const [name, bytes] of [
      ['torn.json', text.slice(0, -60)],
      ['torn.json.gz', gzipSync(text).subarray(0, -30)],
      ['edited.json', text.replace(/,"checksum":"[^"]*"/, '')],
    ] as const)
      writeFileSync(join(folder, 'net', name), bytes);
    const missed = new Map(
      (await readHistory(folder)).estates[0]!.snapshots.map((s) => [basename(s.path), s.missed]),
    );
    expect(['edited.json', 'torn.json', 'torn.json.gz'].map((name) => missed.get(name))).toEqual([
      3, 4, 4,
    ]);
    // A file that was changed is counted anew.
    writeFileSync(path, readFileSync(path, 'utf8').replace('"error"', '"erroR"'));
    expect((await readHistory(folder)).estates[0]!.snapshots.map((s) => s.missed)).toContain(2);
  });

  it('lists estates by name and snapshots by time, packed ones too, and says what it left out', async () => {
    const { folder } = scratch();
    const late = await keepSnapshot(folder, 'prod', taken('2026-11-29T00:00:00.000Z'));
    const early = await keepSnapshot(folder, 'prod', taken('2026-11-01T00:00:00.000Z'));
    const other = await keepSnapshot(folder, 'lab', taken('2026-10-01T00:00:00.000Z'));
    const packed = join(folder, 'lab', 'a.json.gz');
    writeFileSync(packed, gzipSync(readFileSync(early)));
    writeFileSync(join(folder, 'lab', 'notes.txt'), 'hello');
    writeFileSync(join(folder, 'lab', 'torn.json'), readFileSync(early).subarray(0, 60));
    writeFileSync(join(folder, 'lab', 'a.view.json'), '{}');
    mkdirSync(join(folder, 'lab', 'deeper'));
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, 'README.md'), '# Kept');
    const history = await readHistory(folder);
    expect(history.estates.map((e) => [e.name, e.snapshots.map((s) => s.path)])).toEqual([
      ['lab', [other, packed]],
      ['prod', [early, late]],
    ]);
    const { accounts, regions } = snapshot.manifest.scope;
    expect(history.estates[1]!.snapshots[0]).toEqual({
      path: early,
      created: '2026-11-01T00:00:00.000Z',
      accounts: accounts.length,
      regions: regions.length,
      missed: 0,
    });
    expect(history.ignored.map(({ path, why }) => [path.slice(folder.length + 1), why])).toEqual([
      ['lab/deeper', 'it is not a file'],
      ['lab/notes.txt', 'notes.txt does not begin as a snapshot that Peerless wrote'],
      ['lab/torn.json', 'torn.json does not begin as a snapshot that Peerless wrote'],
    ]);
  });

  it('counts what it does not list, and tells of a folder that cannot be read', async () => {
    const { folder, write } = scratch();
    for (let i = 10; i < 45; i++) write(`estate/${i}.txt`, 'no');
    const { ignored, more, estates } = await readHistory(folder);
    expect([ignored.length, more, estates]).toEqual([20, 15, []]);
    expect((await readHistory(join(folder, 'estate', '10.txt'))).fault).toMatch(/cannot be read/);
    // It is made with the first snapshot.
    expect((await readHistory(join(folder, 'not', 'yet'))).fault).toBeUndefined();
    expect(await readHistory(undefined)).toMatchObject({ folder: undefined, estates: [] });
  });
});
