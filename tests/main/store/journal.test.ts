/** A journal gives back what stands in whole lines, wherever it was torn, and never more. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readSnapshot } from '#app/snapshot/read.ts';
import type { Call, Page } from '#app/snapshot/page.ts';
import { Journal, journalOf } from '#main/store/journal.ts';
import type { Head, Note } from '#main/store/ledger.ts';
import { collectingIn, leftIn } from '#main/store/unfinished.ts';
import { fullDisk } from '#tests/kit/full-disk.ts';
import { scratch } from '#tests/kit/scratch.ts';

const HEAD: Head = {
  created: '2026-01-05T09:00:00.000Z',
  peerless: '0',
  asked: '{"profiles":["a"]}',
};

const callOf = (operation: string, args: Call['args'] = {}): Call => ({
  account: '111111111111',
  region: 'eu-west-1',
  service: 'ec2',
  operation,
  args,
});
const vpcs = (...names: string[]): Page => ({
  ...callOf('DescribeVpcs'),
  time: HEAD.created,
  answer: {
    Vpcs: names.map((name) => ({ VpcId: `vpc-${name}`, Tags: [{ Key: 'Name', Value: name }] })),
  },
});
/** Two pages of one call, with letters of more than one byte and a line feed in a name. */
const NOTES: readonly Note[] = [
  { note: 'account', way: 'a', account: '111111111111' },
  { note: 'regions', account: '111111111111', regions: ['eu-west-1'] },
  { note: 'page', part: 0, page: vpcs('naïve 名\n{"', 'b') },
  { note: 'page', part: 1, page: vpcs('c') },
  { note: 'whole', call: callOf('DescribeVpcs'), pages: 2 },
];

const open: Journal[] = [];
afterEach(async () => {
  for (const journal of open.splice(0)) await journal.close();
});

async function journalAt(output: string, resume: boolean, head = HEAD): Promise<Journal> {
  const journal = new Journal(output, { resume });
  open.push(journal);
  await journal.open(head);
  return journal;
}

async function written(
  notes: readonly Note[] = NOTES,
): Promise<{ output: string; journal: Journal }> {
  const output = join(scratch().folder, 'net.json');
  const journal = await journalAt(output, false);
  for (const note of notes) await journal.write(note);
  return { output, journal };
}

const snapshotOf = (journal: Journal) =>
  readSnapshot([...journal.snapshotLines()].join(''), 'net.json');

describe('a journal', () => {
  test('becomes a snapshot that verifies, and is read by the user alone', async () => {
    const { journal, output } = await written();
    const { manifest, pages } = snapshotOf(journal);
    expect(manifest).toMatchObject({
      created: HEAD.created,
      origin: 'live',
      scope: { accounts: ['111111111111'], regions: ['eu-west-1'], calls: ['ec2:DescribeVpcs'] },
    });
    expect(pages).toEqual([vpcs('naïve 名\n{"', 'b'), vpcs('c')]);
    await journal.remove();
    expect(existsSync(journalOf(output))).toBe(false);
  });

  test('torn at any byte, gives back every whole line and takes on from there', async () => {
    const { output, journal } = await written();
    await journal.close();
    const whole = readFileSync(journalOf(output));
    const torn = join(scratch().folder, 'torn.json');
    // Every byte of the last two lines, and some of each line before. Each of the two heads has an empty line behind it.
    const tail = whole.lastIndexOf(10, whole.lastIndexOf(10, whole.length - 2) - 1);
    for (let length = whole.length; length >= 0; length -= length > tail ? 1 : 17) {
      copyFileSync(journalOf(output), journalOf(torn));
      truncateSync(journalOf(torn), length);
      const again = await journalAt(torn, true);
      const lines = whole.subarray(0, length).filter((byte) => byte === 10).length;
      const { known } = again;
      expect(known.tally.answers).toBe(Math.min(2, Math.max(0, lines - 6)));
      expect(known.accounts.size).toBe(lines >= 5 ? 1 : 0);
      expect(known.regions.size).toBe(lines >= 6 ? 1 : 0);
      expect(known.answered(callOf('DescribeVpcs'))?.length).toBe(lines >= 9 ? 2 : undefined);
      // What is written next stands in a line of its own.
      await again.write({ note: 'account', way: 'next', account: '222222222222' });
      await again.close();
      const once = await journalAt(torn, true);
      expect(once.known.accounts.get('next')).toBe('222222222222');
      expect(once.known.tally).toEqual(known.tally);
      await once.close();
    }
  });

  test('with a byte changed anywhere, never believes a call that lost a page', async () => {
    const { output, journal } = await written();
    await journal.close();
    const whole = readFileSync(journalOf(output));
    const hurt = join(scratch().folder, 'hurt.json');
    for (let at = 0; at < whole.length; at += 11) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 0x55;
      writeFileSync(journalOf(hurt), bytes);
      const again = await journalAt(hurt, true);
      const answered = again.known.answered(callOf('DescribeVpcs'));
      if (answered) expect(answered).toEqual([vpcs('naïve 名\n{"', 'b'), vpcs('c')]);
      await again.close();
    }
  });

  test('with any byte of its heads changed, be it to a line feed, loses nothing and is offered', async () => {
    const folder = scratch().folder;
    const output = collectingIn(folder);
    const journal = await journalAt(output, false);
    await journal.write({ note: 'account', way: 'a', account: '111111111111' });
    await journal.close();
    const whole = readFileSync(journalOf(output));
    const heads = whole.lastIndexOf(10, whole.length - 2);
    for (let at = 0; at < heads; at++) {
      const other = whole[at]! ^ 0x55;
      const changed = whole[at] === 10 ? [other] : at % 5 === 0 ? [10, other] : [10];
      for (const to of changed) {
        writeFileSync(
          journalOf(output),
          whole.map((byte, i) => (i === at ? to : byte)),
        );
        expect(await leftIn(folder), `byte ${at} is ${to}`).toMatchObject([{ head: HEAD }]);
        const again = await journalAt(output, true);
        expect(again.known.accounts.size, `byte ${at} is ${to}`).toBe(1);
        await again.close();
      }
    }
  });

  test('keeps what was answered whole, whatever becomes of the next time', async () => {
    const error = { failure: 'credentials', code: 'ExpiredToken', message: 'no' } as const;
    const call = callOf('DescribeVpcs');
    const failed: Note = { note: 'page', part: 0, page: { ...call, time: HEAD.created, error } };
    const first: Note[] = [
      { note: 'page', part: 0, page: vpcs('a') },
      { note: 'whole', call, pages: 1 },
    ];
    const { journal } = await written([...first, failed]);
    expect(snapshotOf(journal).pages).toEqual([vpcs('a')]);
    expect(journal.known.tally).toMatchObject({ answers: 1, missed: 0 });
    // Whom to ask, and where, is nothing of a network: by itself nothing was collected.
    const found = callOf('DescribeRegions');
    const { journal: only } = await written([
      { note: 'page', part: 0, page: { ...found, time: HEAD.created, answer: { Regions: [] } } },
      { note: 'whole', call: found, pages: 1 },
    ]);
    expect(only.known.tally).toMatchObject({ answers: 0, accounts: 0, silent: 1 });
    // Of a next time that lost its first page, no page is mixed in.
    const { journal: torn } = await written([
      ...first,
      { note: 'page', part: 1, page: vpcs('b') },
      { note: 'whole', call, pages: 2 },
    ]);
    expect(torn.known.answered(call)).toEqual([vpcs('a')]);
    const { journal: renewed } = await written([
      ...first,
      { note: 'page', part: 0, page: vpcs('c') },
      { note: 'whole', call, pages: 1 },
      failed,
    ]);
    expect(snapshotOf(renewed).pages).toEqual([vpcs('c')]);
    const { journal: never } = await written([failed]);
    expect(snapshotOf(never).pages).toMatchObject([{ error }]);
  });

  test('of a call that was begun twice, believes no page of the first time in place of a lost one', async () => {
    const asked = (...pages: Page[]): Note[] => [
      ...pages.map((page, part): Note => ({ note: 'page', part, page })),
      { note: 'whole', call: callOf('DescribeVpcs'), pages: pages.length },
    ];
    const { output, journal } = await written([
      ...asked(vpcs('old'), vpcs('old-too')).slice(0, -1),
      ...asked(vpcs('new', 'old'), vpcs('new-too')),
    ]);
    await journal.close();
    const lines = readFileSync(journalOf(output), 'utf8').split('\n');
    // After two heads and their empty lines, the two pages of the first time.
    for (const at of [4, 5, 6, 7, 8]) {
      const hurt = lines.with(at, lines[at]!.replace('DescribeVpcs', 'DescribeVPcs'));
      writeFileSync(journalOf(output), hurt.join('\n'));
      const again = await journalAt(output, true);
      expect(again.known.answered(callOf('DescribeVpcs')), `line ${at}`).toEqual(
        at < 6 ? [vpcs('new', 'old'), vpcs('new-too')] : undefined,
      );
      await again.close();
    }
  });

  test('is not begun over what another left, and not gone on with by other options', async () => {
    const { output, journal } = await written();
    await journal.close();
    await expect(journalAt(output, false)).rejects.toThrow(
      /net\.json\.part holds what a stopped collection read\. Go on with it by --resume, or delete it/,
    );
    await expect(journalAt(output, true, { ...HEAD, asked: '{"profiles":["b"]}' })).rejects.toThrow(
      /begun with other options: \{"profiles":\["a"\]\}/,
    );
    expect((await journalAt(output, true)).known.tally.answers).toBe(2);
  });

  test('of another format is left as it is', async () => {
    const output = join(scratch().folder, 'net.json');
    for (const text of ['notes of mine\nmore\n', 'a download without a line feed', 'a line\n']) {
      writeFileSync(journalOf(output), text);
      await expect(journalAt(output, true)).rejects.toThrow(
        /not a journal of this version.* It is left as it is: move it away/,
      );
      expect(readFileSync(journalOf(output), 'utf8')).toBe(text);
    }
  });

  test('keeps the fullest answer of a call that was begun twice', async () => {
    const error = { failure: 'unavailable', code: 'X', message: 'no' } as const;
    const { journal } = await written([
      { note: 'page', part: 0, page: vpcs('a') },
      { note: 'page', part: 1, page: vpcs('b') },
      { note: 'page', part: 0, page: vpcs('a') },
      { note: 'page', part: 1, page: { ...callOf('DescribeVpcs'), time: HEAD.created, error } },
    ]);
    const { pages } = snapshotOf(journal);
    expect(pages.map((page) => page.answer ?? page.error)).toEqual([
      vpcs('a').answer,
      vpcs('b').answer,
      error,
    ]);
  });

  test('leaves out what was deleted meanwhile, and what was asked about it', async () => {
    const item = { list: 'Vpcs', idField: 'VpcId', id: 'vpc-a' };
    const detail = callOf('DescribeVpcAttribute', { VpcId: 'vpc-a' });
    const { journal } = await written([
      { note: 'page', part: 0, page: vpcs('a', 'b') },
      { note: 'whole', call: callOf('DescribeVpcs'), pages: 1 },
      { note: 'page', part: 0, page: { ...detail, time: HEAD.created, answer: { A: [] } } },
      { note: 'gone', call: callOf('DescribeVpcs'), item },
    ]);
    expect(snapshotOf(journal).pages).toEqual([vpcs('b')]);
  });
});

describe('a full disk', () => {
  test('is told, and what waits to be written is told the same', async () => {
    const output = join(scratch().folder, 'net.json');
    await fullDisk();
    await expect(journalAt(output, true)).rejects.toThrow(
      /net\.json\.part could not be written: the disk is full/,
    );
  });
  test('leaves what was written before', async () => {
    const { output, journal } = await written();
    await journal.close();
    // A write that a full disk cut short.
    appendFileSync(journalOf(output), '0123456789abcdef page 0 {"account":"1111');
    expect((await journalAt(output, true)).known.tally.answers).toBe(2);
  });
});
