/** The history: plain files by estate and time; what is no snapshot is told; nothing is kept twice or overwritten. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { openSource } from '#main/files/open.ts';
import { estateFolder, HistoryError, keepSnapshot, readHistory } from '#main/store/history.ts';
import { snapshot } from '#tests/app/snapshot/pages.ts';
import { scratch } from '#tests/kit/scratch.ts';

const taken = (created: string): Snapshot => ({
  ...snapshot,
  manifest: { ...snapshot.manifest, created },
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
    expect(readdirSync(join(folder, 'prod'))).toHaveLength(2);
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
