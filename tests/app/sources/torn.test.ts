/** Snapshots that were cut off: what is whole is read, what is not is a gap, and nothing else is made of it. */
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { anonymize } from '#app/snapshot/anonymize.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { mergeSnapshots } from '#app/snapshot/merge.ts';
import type { Page } from '#app/snapshot/page.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { resourceLines } from '#app/snapshot/write-lines.ts';
import { gunzip, textOf } from '#app/sources/packed.ts';
import { recognise } from '#app/sources/recognise.ts';
import { page } from '#tests/app/snapshot/pages.ts';

const vpcs = (...ids: string[]): NonNullable<Page['answer']> => ({
  Vpcs: ids.map((VpcId) => ({
    VpcId,
    CidrBlock: '10.0.0.0/16',
    Tags: [{ Key: '}],"', Value: '{[' }],
  })),
});
const EARLY = '2026-01-01T09:00:00.000Z';
const LATE = '2026-01-09T09:00:00.000Z';
const about = { created: LATE, peerless: '1.2.3', origin: 'live' };
const made = (...pages: Page[]): Snapshot => makeSnapshot(pages, about);
const whole = made(
  page({ answer: vpcs('vpc-1', 'vpc-2') }),
  page({ answer: vpcs('vpc-ü') }),
  page({ account: '222222222222', answer: vpcs('vpc-4') }),
);
const open = (text: string) => recognise([{ path: 'net.json', text, time: EARLY }], '1');
const answers = ({ pages }: Snapshot): Page[] => pages.filter((one) => !one.error);

/** The same document as this Peerless writes it, as a history keeps it, and as `jq` leaves it. */
const LAYOUTS = {
  'a line for each page': writeSnapshot(whole),
  'a line for each resource': [...resourceLines(whole)].join(''),
  indented: JSON.stringify(JSON.parse(writeSnapshot(whole)), undefined, 2),
};

describe.each(Object.entries(LAYOUTS))('cut anywhere, with %s', (_, text) => {
  it('brings the pages that are whole there, and a gap that hides everything else', () => {
    const found = new Set<number>();
    for (let end = 1; end < text.trimEnd().length; end += 3) {
      const cut = text.slice(0, end);
      let read;
      try {
        read = open(cut);
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError);
        expect(found).toEqual(new Set());
        continue;
      }
      const { snapshot, torn, unread } = read;
      const got = answers(snapshot);
      found.add(got.length);
      expect(got).toEqual(whole.pages.slice(0, got.length));
      // No page that has its closing brace is lost.
      expect(got).toHaveLength(whole.pages.filter((p) => isIn(cut, p)).length);
      expect(torn).toContain(`net.json is cut off: it ends at byte ${Buffer.byteLength(cut)}`);
      expect(unread).toHaveLength(1);
      const hiding = snapshot.pages.filter((p) => p.account === 'unknown');
      expect(hiding.some((p) => p.operation === 'DescribeRouteTables')).toBe(true);
    }
    expect(found).toEqual(new Set([1, 2, 3]));
  });
});

/** True where the text holds all of the page, however it is laid out. */
const isIn = (text: string, { account, answer, time }: Page): boolean => {
  const id = (answer!['Vpcs'] as { VpcId: string }[]).at(-1)!.VpcId;
  const at = text.indexOf(`"${id}"`);
  const end = text.slice(at).search(new RegExp(`"time": ?"${time}"\\s*\\}`));
  return at !== -1 && end !== -1 && text.includes(account);
};

it('makes nothing sure, and says how much was read', () => {
  const text = LAYOUTS['a line for each page'];
  const { gaps } = analyze(open(text.slice(0, -40)).snapshot);
  expect(gaps.some(({ hides }) => hides.includes('vpc') && hides.includes('route-table'))).toBe(
    true,
  );
  expect(gaps.map(({ message }) => message).join()).toContain(
    'with 3 whole pages; these were read',
  );
});

it('of a file that was left at its full size, the zeros are its end', () => {
  const text = LAYOUTS['a line for each page'];
  const cut = open(text.slice(0, -40) + '\0'.repeat(40));
  expect(answers(cut.snapshot)).toEqual(whole.pages);
  expect(cut.torn).toBeDefined();
  expect(open(`${text}\0\0`).torn).toBeUndefined();
});

it('a call that may lack its last page is never the better one in a merge; a whole one is', () => {
  const old = made({ ...page({ answer: vpcs('vpc-old') }), time: EARLY });
  const late = made(
    { ...page({ answer: vpcs('vpc-new') }), time: LATE },
    { ...page({ answer: vpcs('vpc-newer') }), time: LATE },
    { ...page({ region: 'us-west-2', answer: vpcs('vpc-x') }), time: LATE },
  );
  const lines = writeSnapshot(late).split('\n');
  const cut = (pages: number) => open(lines.slice(0, 1 + pages).join('\n')).snapshot;
  const east = (torn: Snapshot) =>
    answers(mergeSnapshots([torn, old], '1').snapshot).filter((p) => p.region === 'us-east-1');
  expect(east(cut(1))).toEqual(old.pages);
  expect(east(cut(2))).toEqual(old.pages);
  expect(east(cut(3))).toEqual(late.pages.slice(0, 2));
});

it('in a merge, what was lost stays a gap of the accounts that nobody else read in all Regions of the file', () => {
  const [ONE, TWO, THREE] = ['111111111111', '222222222222', '333333333333'] as const;
  const list = (account: string, region = 'us-east-1') =>
    page({ account, region, answer: vpcs(`vpc-of-${account}-${region}`) });
  const pages = [list(ONE), list(TWO), list(TWO, 'us-west-2'), list(THREE)];
  const lines = writeSnapshot(made(...pages)).split('\n');
  const torn = open(lines.slice(0, 3).join('\n')).snapshot;
  const lostIn = (...others: Snapshot[]) => {
    const { snapshot } = mergeSnapshots([torn, ...others], '1');
    const lost = snapshot.pages.filter(({ error }) => error?.code === 'CutOff');
    const told = new Set(lost.flatMap(({ args }) => args['RestAccounts'] ?? []));
    expect(told.size).toBeLessThan(2);
    expect(analyze(snapshot).gaps.some(({ message }) => message.includes('net.json'))).toBe(
      lost.length > 0,
    );
    return [...told].join();
  };
  // The first account stands before the end, and is whole.
  expect(lostIn()).toBe(`${TWO} ${THREE}`);
  expect(lostIn(made(list(TWO)))).toBe(`${TWO} ${THREE}`);
  const two = made(list(TWO), list(TWO, 'us-west-2'));
  expect(lostIn(two)).toBe(THREE);
  // Of the third nobody knows that it is not in us-west-2, too: but for one who read every Region there is.
  expect(lostIn(two, made(list(THREE)))).toBe(THREE);
  const regions = page({
    account: THREE,
    operation: 'DescribeRegions',
    answer: { Regions: [{ RegionName: 'us-east-1' }] },
  });
  expect(lostIn(two, made(regions))).toBe(THREE);
  const three = made(list(THREE), regions);
  expect(lostIn(two, three)).toBe('');
  expect(lostIn(mergeSnapshots([two, three], '1').snapshot)).toBe('');
  const once = mergeSnapshots([torn, two], '1').snapshot;
  const twice = mergeSnapshots([once, three], '1').snapshot;
  expect(twice).toEqual(mergeSnapshots([torn, two, three], '1').snapshot);
  // A manifest that cannot be right says nothing.
  const odd = lines[0]!.replace(`"${TWO}",`, '');
  expect(odd).not.toBe(lines[0]);
  const unsure = open([odd, ...lines.slice(1, 3)].join('\n')).snapshot;
  const filled = mergeSnapshots([unsure, two, three], '1').snapshot;
  expect(filled.pages.some(({ error }) => error?.code === 'CutOff')).toBe(true);
  // Neither fills what both lost.
  expect(lostIn(two, open(lines.slice(0, 5).join('\n')).snapshot)).toBe(THREE);
  const hidden = JSON.stringify(anonymize(torn, new Uint8Array(32)).snapshot);
  expect(hidden).toContain('RestAccounts');
  for (const account of [ONE, TWO, THREE]) expect(hidden).not.toContain(account);
});

it('pages of a call that do not stand together may lack any: refused', () => {
  const [a, b, c] = whole.pages as [Page, Page, Page];
  const shuffled = writeSnapshot({ ...whole, pages: [a, c, b] });
  expect(() => open(shuffled.slice(0, -20))).toThrow(/^net\.json is cut off/);
  expect(() => readSnapshot(LAYOUTS.indented.slice(0, -20), 'a.json')).toThrow(/^a\.json is cut/);
});

it('a packed one is unpacked as far as it goes, and damage is no cut', () => {
  const long = made(
    ...Array.from({ length: 300 }, (_, i) =>
      page({ region: `r-${i}`, answer: vpcs(`vpc-${i * 7919}`) }),
    ),
  );
  const bytes = gzipSync(writeSnapshot(long));
  const limit = 1024 * 1024;
  const half = gunzip(bytes.subarray(0, bytes.length / 2), limit);
  expect(typeof half).not.toBe('string');
  expect(answers(open(textOf(half as Uint8Array)).snapshot).length).toBeGreaterThan(10);
  expect(gunzip(gzipSync('{"Vpcs":[').subarray(0, -9), limit)).toMatch(/damaged or cut-off/);
  expect(gunzip(gzipSync(Buffer.alloc(limit)).subarray(0, -100), limit / 2)).toMatch(/more than/);
});

it('of a newer format says that first, and of a page of the wrong shape which', () => {
  const text = LAYOUTS['a line for each page'].slice(0, -20);
  expect(() => open(text.replace('"version":1', '"version":7'))).toThrow(/has snapshot format 7/);
  expect(() => open(text.replace('"service":"ec2"', '"service":"s3"'))).toThrow(/page 1: service/);
});
