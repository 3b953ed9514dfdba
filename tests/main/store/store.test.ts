/** What is saved is whole or not there. */
import { describe, expect, test } from 'vitest';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readSnapshot } from '#app/snapshot/read.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { SaveError, writeAtomically } from '#main/store/atomic.ts';
import { keepSnapshot, makeEstate } from '#main/store/history.ts';
import { saveSnapshot } from '#main/store/snapshots.ts';
import { openSource } from '#main/files/open.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { snapshot } from '#tests/app/snapshot/pages.ts';
import { unless } from '#tests/kit/tools.ts';

describe('snapshots', () => {
  test('plain and packed: what is saved opens again, and the same bytes come every time', async () => {
    const { folder } = scratch();
    const plain = join(folder, 'a.json');
    await saveSnapshot(plain, snapshot);
    expect(readFileSync(plain, 'utf8')).toBe(writeSnapshot(snapshot));
    for (const name of ['b.json.gz', 'c.json.gz']) await saveSnapshot(join(folder, name), snapshot);
    const [b, c] = ['b.json.gz', 'c.json.gz'].map((name) => readFileSync(join(folder, name)));
    expect(b!.equals(c!)).toBe(true);
    expect(readSnapshot(gunzipSync(b!).toString('utf8'), 'b')).toEqual(snapshot);
    expect((await openSource(join(folder, 'b.json.gz'))).snapshot).toEqual(snapshot);
    await saveSnapshot(join(folder, 'd.json'), snapshot, { gzip: true });
    expect(readFileSync(join(folder, 'd.json'))[0]).toBe(0x1f);
  });

  test('a write that fails half-way leaves the old file and no litter', async () => {
    const { folder, write } = scratch();
    const path = write('net.json', 'old');
    function* failing(): Generator<string> {
      yield 'new ';
      throw new Error('the source failed');
    }
    await expect(writeAtomically(path, failing())).rejects.toThrow('the source failed');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['net.json']);
  });

  test('what killed processes left of it an hour ago is taken away, and nothing else', async () => {
    const { folder, write } = scratch();
    const hex = '0123456789ab';
    const old = [`.net.json.${hex}.tmp`, `.other.json.${hex}.tmp`, '.net.json.tmp'];
    for (const name of old) {
      const path = write(name, 'half');
      utimesSync(path, new Date(), new Date(Date.now() - 2 * 3_600_000));
    }
    write('.net.json.ba9876543210.tmp', 'somebody writes it now');
    await writeAtomically(join(folder, 'net.json'), ['whole']);
    expect(readdirSync(folder).sort()).toEqual(
      ['.net.json.ba9876543210.tmp', '.net.json.tmp', `.other.json.${hex}.tmp`, 'net.json'].sort(),
    );
    // The folder of an estate is ours alone.
    const estate = await makeEstate(folder, 'prod');
    for (const name of old)
      renameSync(write(name, ''), join(estate, name.replace('net', '2026-01-05T09-00-00Z')));
    for (const name of readdirSync(estate).filter((n) => n.endsWith('.tmp')))
      utimesSync(join(estate, name), new Date(), new Date(Date.now() - 2 * 3_600_000));
    await keepSnapshot(folder, 'prod', snapshot);
    const left = readdirSync(estate).filter((name) => name.endsWith('.tmp'));
    expect(left).toEqual(['.2026-01-05T09-00-00Z.json.tmp']);
  });

  const windows = process.platform === 'win32' ? 'Windows has no rights of this sort' : undefined;
  test.skipIf(windows)(
    unless(windows, 'a new one is for the user alone, and one that is replaced keeps its rights'),
    async () => {
      const { folder, write } = scratch();
      const modeOf = (path: string) => statSync(path).mode & 0o777;
      const fresh = join(folder, 'fresh.json');
      await saveSnapshot(fresh, snapshot);
      expect(modeOf(fresh)).toBe(0o600);
      // The last is more than any umask leaves.
      for (const mode of [0o600, 0o640, 0o666]) {
        const old = write('old.json', 'old');
        chmodSync(old, mode);
        await saveSnapshot(old, snapshot);
        expect(modeOf(old)).toBe(mode);
        await writeAtomically(old, ['new']);
        expect(modeOf(old)).toBe(mode);
      }
      // Only root may give a file to somebody else.
      const owner = process.getuid?.() === 0 ? 65_534 : statSync(fresh).uid;
      chownSync(fresh, owner, -1);
      await saveSnapshot(fresh, snapshot);
      expect(statSync(fresh).uid).toBe(owner);
    },
  );

  test('a folder that is missing, or in the way, is told with the way out', async () => {
    const { folder } = scratch();
    const path = join(folder, 'none', 'net.json');
    await expect(saveSnapshot(path, snapshot)).rejects.toThrow(SaveError);
    await expect(saveSnapshot(path, snapshot)).rejects.toThrow(
      `${path} could not be written: its folder does not exist; create it first.`,
    );
    mkdirSync(join(folder, 'dir'));
    await expect(saveSnapshot(join(folder, 'dir'), snapshot)).rejects.toThrow(
      'a folder of that name is in the way',
    );
    expect(readdirSync(folder)).toEqual(['dir']);
  });

  test('a link keeps pointing: the file behind it is replaced', async () => {
    const { folder, write } = scratch();
    const real = write('real.json', 'old');
    const link = join(folder, 'link.json');
    symlinkSync(real, link);
    await saveSnapshot(link, snapshot);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe(writeSnapshot(snapshot));
  });
});

describe('pipes', () => {
  const windows =
    process.platform === 'win32' ? 'Windows has no named pipes in folders' : undefined;
  test.skipIf(windows)(unless(windows, 'are written to, not replaced by a file'), async () => {
    const { folder } = scratch();
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [read] = await Promise.all([readFile(pipe, 'utf8'), saveSnapshot(pipe, snapshot)]);
    expect(read).toBe(writeSnapshot(snapshot));
    expect(lstatSync(pipe).isFIFO()).toBe(true);
  });
});
