/** Sources on disk: files, folders, gzip, links, limits, and errors that say what to do. */
import { describe, expect, test } from 'vitest';
import { chmodSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openSource, openTexts, SourceError } from '#main/files/open.ts';
import { LIMITS } from '#main/files/read.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { snapshot } from '#tests/app/snapshot/pages.ts';

const VPCS = '{"Vpcs": [{"VpcId": "vpc-1", "OwnerId": "111111111111"}]}';
const text = writeSnapshot(snapshot);

const refusal = async (path: string, limits = LIMITS): Promise<string> => {
  const error: unknown = await openSource(path, limits).then(
    () => 'it was opened',
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(SourceError);
  return (error as Error).message;
};

describe('what is opened', () => {
  test('a snapshot, plain or packed, whatever its name', async () => {
    const { write } = scratch();
    expect((await openSource(write('a.peerless', text))).snapshot).toEqual(snapshot);
    expect((await openSource(write('b.txt', gzipSync(text)))).snapshot).toEqual(snapshot);
  });

  test('a folder, with what lies below it; hidden files are left alone', async () => {
    const { folder, write } = scratch();
    write('111111111111/us-east-1/vpcs.json', VPCS);
    write('111111111111/eu-west-1/vpcs.json.gz', gzipSync(VPCS));
    write('.git/vpcs.json', VPCS);
    write('us-east-1/.vpcs.json.swp', VPCS);
    const { snapshot: read, ignored } = await openSource(folder);
    expect(read.pages.map((p) => p.region)).toEqual(['eu-west-1', 'us-east-1']);
    expect(ignored).toEqual([]);
  });

  test('pages bear the time their file was written', async () => {
    const { write } = scratch();
    const path = write('vpcs.json', VPCS);
    utimesSync(path, new Date(), new Date('2026-01-05T09:00:00Z'));
    const { snapshot: read } = await openSource(path);
    expect(read.pages[0]!.time).toBe('2026-01-05T09:00:00.000Z');
    expect(read.manifest.created).toBe('2026-01-05T09:00:00.000Z');
  });

  test('folders above the source tell account and Region; nothing above it enters the snapshot', async () => {
    const { folder, write } = scratch();
    write('accounts/222222222222/us-east-1/vpcs.json', VPCS);
    write('accounts/222222222222/us-east-1/subnets.json', '{"Subnets": [');
    const { snapshot: read } = await openSource(join(folder, 'accounts/222222222222/us-east-1'));
    expect(new Set(read.pages.map((p) => `${p.account} ${p.region}`))).toEqual(
      new Set(['222222222222 us-east-1']),
    );
    expect(writeSnapshot(read)).toContain('us-east-1/subnets.json is not valid JSON');
    expect(writeSnapshot(read)).not.toContain(folder);
  });

  test('links are followed once; a circle of links ends', async () => {
    const { folder, write } = scratch();
    write('real/vpcs.json', VPCS);
    symlinkSync(folder, join(folder, 'real', 'up'));
    symlinkSync(join(folder, 'real'), join(folder, 'zlink'));
    symlinkSync(join(folder, 'self'), join(folder, 'self'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    expect((await openSource(folder)).snapshot.pages).toHaveLength(1);
  });

  test('texts that the window has read itself', () => {
    const { snapshot: read } = openTexts([
      { name: 'vpcs.json', text: VPCS, time: '2026-01-05T09:00:00.000Z' },
    ]);
    expect(read.pages[0]).toMatchObject({
      operation: 'DescribeVpcs',
      time: '2026-01-05T09:00:00.000Z',
    });
    expect(() => openTexts([])).toThrow(SourceError);
  });
});

describe('what is refused, and how', () => {
  test('a path that is not there', async () => {
    const { folder } = scratch();
    const path = join(folder, 'gone.json');
    expect(await refusal(path)).toBe(`${path} does not exist; check the path.`);
  });

  const root = process.getuid?.() === 0;
  if (root) console.warn('Skipped: permissions of files do not bind root, who runs these tests');
  test.skipIf(root)('a file without permission, as a gap or an error', async () => {
    const { folder, write } = scratch();
    write('vpcs.json', VPCS);
    const path = write('describe-subnets.json', '{}');
    chmodSync(path, 0);
    expect(await refusal(path)).toContain('may not be read by this user; check its permissions');
    const { snapshot: read } = await openSource(folder);
    expect(read.pages.find((p) => p.error)?.operation).toBe('DescribeSubnets');
  });

  test('truncated JSON: file, line and column, and the folder around it still opens', async () => {
    const { folder, write } = scratch();
    const path = write('us-east-1/Subnets.json', '{\n "Subnets": [\n  {"SubnetId": "sub');
    expect(await refusal(path)).toBe(
      `${path} is not valid JSON: line 3, column 20: the text ends too soon. Export it again, or open another file.`,
    );
    write('us-east-1/Vpcs.json', VPCS);
    const { snapshot: read } = await openSource(folder);
    expect(read.pages.map((p) => p.error?.failure)).toEqual(['unreadable', undefined]);
  });

  test('a truncated snapshot, packed or not', async () => {
    const { write } = scratch();
    expect(await refusal(write('a.json', text.slice(0, -30)))).toContain('a.json is cut off');
    expect(await refusal(write('b.json.gz', gzipSync(text).subarray(0, 100)))).toContain(
      'b.json.gz is a damaged or cut-off gzip file; copy it again',
    );
  });

  test('200 MB of garbage: at once where it is no JSON, within seconds where it pretends to be', async () => {
    const { write } = scratch();
    const big = Buffer.alloc(200 * 1024 * 1024, 'garbage ');
    expect(await refusal(write('a.bin', big))).toContain('a.bin is not JSON (it begins with "g")');
    big.write('{"Vpcs": [ ', 0);
    expect(await refusal(write('b.json', big))).toContain(
      'b.json is not valid JSON: line 1, column',
    );
  });

  test('sizes over a limit, which is named', async () => {
    const { folder, write } = scratch();
    const path = write('vpcs.json', VPCS);
    const small = { ...LIMITS, fileBytes: 40 };
    expect(await refusal(path, small)).toContain('the limit for one file is 40 bytes');
    expect(await refusal(folder, { ...LIMITS, totalBytes: 40 })).toContain('more than 40 bytes');
    write('more.json', VPCS);
    expect(await refusal(folder, { ...LIMITS, files: 1 })).toContain('holds more than 1 files');
  });

  test('a zip bomb is not unpacked', async () => {
    const { write } = scratch();
    const bomb = gzipSync(Buffer.alloc(32 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(64 * 1024);
    const limits = { ...LIMITS, fileBytes: 1024 * 1024 };
    expect(await refusal(write('bomb.gz', bomb), limits)).toContain('unpacks to more than 1 MB');
  });

  test('UTF-16 is named, with the way out', async () => {
    const { write } = scratch();
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(VPCS, 'utf16le')]);
    expect(await refusal(write('vpcs', utf16))).toContain('Out-File -Encoding utf8');
  });

  test('a folder with nothing of use names itself and what it holds', async () => {
    const { folder, write } = scratch();
    write('notes.md', '# notes');
    const said = await refusal(folder);
    expect(said).toContain(folder);
    expect(said).toContain('notes.md is not JSON');
    expect(said).toContain('aws ec2 describe-');
  });
});
