/** Sources on disk: files, folders, gzip, links, limits, and errors that say what to do. */
import { describe, expect, test } from 'vitest';
import { chmodSync, symlinkSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { openSource, openTexts, SourceError } from '#main/files/open.ts';
import { LIMITS } from '#main/files/read.ts';
import { MB } from '#app/sources/packed.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { needs, run } from '#tests/kit/tools.ts';
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

  test('the checksum of files is what sha256sum says, whenever and wherever they were written', async (context) => {
    const { write } = scratch();
    const SUBNETS = '{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1"}]}';
    const all = (at: string, time: string) =>
      [
        write(`${at}/us-east-1/vpcs.json`, VPCS),
        write(`${at}/us-east-1/subnets.json`, SUBNETS),
        // What holds nothing to be drawn does not count.
        write(`${at}/README.json`, `"${time}"`),
      ].map((path) => {
        utimesSync(path, new Date(), new Date(time));
        return path;
      });
    const here = all('here', '2026-01-05T09:00:00Z');
    const there = all('mirror/there', '2026-02-06T10:00:00Z');
    const sums = await Promise.all(
      [here, there].map(async ([first]) => (await openSource(dirname(dirname(first!)))).checksum),
    );
    expect(sums[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(sums[1]).toBe(sums[0]);
    write('there/us-east-1/subnets.json', SUBNETS.replace('subnet-1', 'subnet-2'));
    expect((await openSource(dirname(write('there/vpcs.json', VPCS)))).checksum).not.toBe(sums[0]);
    const packed = (await openSource(write('vpcs.json.gz', gzipSync(VPCS)))).checksum;
    expect((await openSource(here[0]!)).checksum).toBe(packed);
    // As PowerShell writes it, with a mark.
    for (const bytes of [`\uFEFF${VPCS}`, Buffer.from(`\uFEFF${VPCS}`, 'utf16le')])
      expect((await openSource(write('marked.json', bytes))).checksum).toBe(packed);
    // That of a snapshot is its own.
    expect((await openSource(write('a.peerless', text))).checksum).toBeUndefined();

    needs('sha256sum', 'the checksum of a folder, as docs/exports.md has it', context);
    const said = (line: string) => run('sh', ['-c', line, 'sh', ...here.slice(0, 2)]);
    expect(said('sha256sum "$@" | cut -c 1-64 | sort | sha256sum')).toContain(sums[0]!.slice(7));
    expect(said('sha256sum "$1"')).toContain(packed!.slice(7));
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

describe('what other tools write', () => {
  const utf16 = (mark: boolean, big: boolean): Buffer => {
    const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${VPCS}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };

  test.each([
    ['UTF-16 as PowerShell writes it', utf16(true, false)],
    ['UTF-16 without a mark', utf16(false, false)],
    ['UTF-16, big end first', utf16(true, true)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${VPCS}`)],
    ['UTF-16, packed', gzipSync(utf16(true, false))],
  ])('%s', async (_, bytes) => {
    const { write } = scratch();
    const { snapshot: read } = await openSource(write('vpcs', bytes));
    expect(read.pages[0]?.answer).toEqual(JSON.parse(VPCS));
  });

  test('a zip is a folder: paths tell the place, what nobody put there is left out', async () => {
    const { write } = scratch();
    const zip = zipSync({
      '111111111111/': new Uint8Array(),
      '111111111111/us-east-1/vpcs.json': Buffer.from(VPCS),
      '111111111111/eu-west-1/vpcs.json.gz': gzipSync(VPCS),
      '__MACOSX/111111111111/us-east-1/._vpcs.json': Buffer.from('{'),
      '.hidden.json': Buffer.from('{'),
    });
    const path = write('net.zip', zip);
    const { snapshot: read, ignored, files } = await openSource(path);
    expect(read.pages.map((p) => p.region)).toEqual(['eu-west-1', 'us-east-1']);
    expect(ignored).toEqual([]);
    expect([...files.values()].sort()[0]).toBe(`${path}/111111111111/eu-west-1/vpcs.json.gz`);
  });

  test('a snapshot in a zip is a snapshot', async () => {
    const { write } = scratch();
    const zip = zipSync({ 'a.json': Buffer.from(text) });
    expect((await openSource(write('a.zip', zip))).snapshot).toEqual(snapshot);
  });
});

describe('what is refused, and how', () => {
  test('a zip that promises too much is not unpacked; one that lies about it gains nothing', async () => {
    const { write } = scratch();
    const bomb = zipSync({ 'a.json': new Uint8Array(32 * MB).fill(32) });
    expect(bomb.length).toBeLessThan(64 * 1024);
    const limits = { ...LIMITS, fileBytes: MB };
    expect(await refusal(write('bomb.zip', bomb), limits)).toContain('unpacks to more than 1 MB');
    const total = { ...LIMITS, totalBytes: 2 * MB };
    expect(await refusal(write('more.zip', bomb), total)).toContain('unpacks to more than 2 MB');
    // The size stands in the directory, 24 bytes behind its mark (APPNOTE 4.3.12).
    const lying = Buffer.from(bomb);
    lying.writeUInt32LE(1000, lying.indexOf(Buffer.from('PK\x01\x02')) + 24);
    expect(await refusal(write('lying.zip', lying), limits)).toContain('lying.zip');
  });

  test('many small gzip files, in a zip or a folder, have one bound together', async () => {
    const { write } = scratch();
    const blank = gzipSync(Buffer.alloc(3 * MB, 32));
    const limits = { ...LIMITS, fileBytes: 4 * MB, totalBytes: 8 * MB };
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name}.json.gz`);
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, blank])));
    expect(zip.length).toBeLessThan(64 * 1024);
    expect(await refusal(write('bomb.zip', zip), limits)).toContain('unpacks to more than 8 MB');
    for (const name of names) write(`in/${name}`, blank);
    const folder = dirname(write('in/vpcs.json', VPCS));
    expect(await refusal(folder, limits)).toContain('add up to more than 8 MB');
  });

  test("a plan in Terraform's own format, which holds the state of before the plan", async () => {
    const { write } = scratch();
    const zip = zipSync({
      tfplan: Buffer.from([8, 3, 16, 1]),
      tfstate: Buffer.from('{"version":4,"resources":[]}'),
      'tfstate-prev': Buffer.from('{"version":4,"resources":[]}'),
      'tfconfig/m-/main.tf': Buffer.from('resource "aws_vpc" "a" {}'),
    });
    expect(await refusal(write('plan.out', zip))).toContain('terraform show -json PLAN');
  });

  test.each([
    ['cut off', (zip: Buffer) => zip.subarray(0, -10)],
    ['overwritten', (zip: Buffer) => Buffer.from(zip).fill(255, 40, 60)],
    ['without files', () => Buffer.from(zipSync({}))],
    [
      'with a directory that never ends',
      (zip: Buffer) => {
        const forged = Buffer.from(zip);
        // Entries on this disk, which is how many are read.
        forged.writeUInt16LE(65_534, forged.length - 14);
        return forged;
      },
    ],
  ])('a zip %s', async (_, damage) => {
    const { write } = scratch();
    const zip = Buffer.from(zipSync({ 'vpcs.json': Buffer.from(`${VPCS}${' '.repeat(1000)}`) }));
    expect(await refusal(write('a.zip', damage(zip)))).toMatch(
      /a\.zip.* (?:is|holds more than 20000 files)/,
    );
  });

  test('a zip entry that no object can hold is a gap, and one name twice is refused', async () => {
    const { write } = scratch();
    const vpcs = Buffer.from(VPCS);
    // The names are as long as those they stand for.
    const renamed = (zip: Uint8Array, from: string, to: string): Buffer =>
      Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1');
    const lost = renamed(zipSync({ ANOTHER_1: vpcs, 'b.json': vpcs }), 'ANOTHER_1', '__proto__');
    const { snapshot: read, unread } = await openSource(write('lost.zip', lost));
    expect(unread.map(({ path, why }) => `${path.slice(-18)} ${why}`)).toEqual([
      'lost.zip/__proto__ needs another name',
    ]);
    expect(read.pages.some((p) => p.error?.message.includes('__proto__'))).toBe(true);
    const twice = renamed(zipSync({ 'a.json': vpcs, 'b.json': vpcs }), 'b.json', 'a.json');
    expect(await refusal(write('twice.zip', twice))).toContain(
      'twice.zip holds several files called "a.json", of which only one can count; pack it anew',
    );
  });

  test('a zip inside a zip is named', async () => {
    const { write } = scratch();
    const inner = zipSync({ 'vpcs.json': Buffer.from(VPCS) });
    const path = write('a.zip', zipSync({ 'b.zip': inner }));
    expect(await refusal(path)).toContain('b.zip is a zip file inside a zip file; unpack it');
  });

  test('an unrecognised file: what is understood, and what was seen', async () => {
    const { write } = scratch();
    const said = await refusal(write('pods.json', '{"kind": "List", "items": [{"kind": "Pod"}]}'));
    for (const name of ['snapshots', 'describe-', 'Batfish', 'Terraform', 'AWS Config', '.zip'])
      expect(said).toContain(name);
    expect(said).toContain('pods.json holds kind, items, which Peerless does not use');
  });

  test('a path that is not there', async () => {
    const { folder } = scratch();
    const path = join(folder, 'gone.json');
    expect(await refusal(path)).toBe(`${path} does not exist; check the path.`);
  });

  const root = process.getuid?.() === 0;
  if (root) console.warn('Skipped: permissions of files do not bind root, who runs these tests');
  test.skipIf(root)(
    'a file without permission, as a gap or an error (needs a user who is not root)',
    async () => {
      const { folder, write } = scratch();
      write('vpcs.json', VPCS);
      const path = write('describe-subnets.json', '{}');
      chmodSync(path, 0);
      expect(await refusal(path)).toContain('may not be read by this user; check its permissions');
      const { snapshot: read } = await openSource(folder);
      expect(read.pages.find((p) => p.error)?.operation).toBe('DescribeSubnets');
    },
  );

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

  test('a snapshot of which no page is whole, packed or not', async () => {
    const { write } = scratch();
    const first = text.indexOf('\n') + 50;
    expect(await refusal(write('a.json', text.slice(0, first)))).toContain('a.json is cut off');
    expect(await refusal(write('b.json.gz', gzipSync(text).subarray(0, 30)))).toContain(
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
    expect(await refusal(path, small)).toMatch(
      /the limit for one file is 40 bytes\. Collect it in parts/,
    );
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

  test('a folder with nothing of use names itself and what it holds', async () => {
    const { folder, write } = scratch();
    write('notes.md', '# notes');
    const said = await refusal(folder);
    expect(said).toContain(folder);
    expect(said).toContain('notes.md is not JSON');
    expect(said).toContain('aws ec2 describe-');
  });
});
