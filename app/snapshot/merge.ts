/**
 * Merges snapshots of several teams, accounts or times into one: every call once, as it was last read well. What is told
 * in part by its nature, or without its place, is joined.
 */
import { canonical } from '../base/json.ts';
import { append, by, byText, groupBy, thenBy } from '../base/order.ts';
import { makeSnapshot } from './make.ts';
import { isShutWay, type Led, settleWays, type Shut } from './merge-ways.ts';
import { settleTorn } from './merge-torn.ts';
import { GLOBAL, isCutShort, isPlaceless, type Page, REGIONS, REST } from './page.ts';
import { ANONYMIZED, isAnonymized, type Snapshot } from './snapshot.ts';

/** A call of which several of the snapshots hold something, and what became of that. */
export interface Settled {
  readonly account: string;
  readonly region: string;
  /** `service:Operation`. */
  readonly call: string;
  /** What the call was about, such as the id of a route table; '' for lists. */
  readonly subject: string;
  /** When what was kept was read, ISO 8601 UTC. */
  readonly kept: string;
  /** When the rest was read, the youngest first; times that are equal stand there once. */
  readonly left: readonly string[];
  /** Which of the snapshots held what was kept, by their place from 0, and which held what was left. */
  readonly keptOf: readonly number[];
  readonly leftOf: readonly number[];
}

/** A call of which several of the snapshots hold different parts, and all of them were kept. */
export type Joined = Pick<Settled, 'account' | 'region' | 'call' | 'subject'> & {
  /** False where nobody tells the account or the Region, so that they may be different calls. */
  readonly placed: boolean;
  /** Which of the snapshots hold some, by their place from 0. */
  readonly of: readonly number[];
};

export interface Merged {
  readonly snapshot: Snapshot;
  /**
   * Calls that were answered differently: the later answer was kept, and of answers of one time the one that comes first
   * as text, whatever the order of the snapshots. Sorted.
   */
  readonly conflicts: readonly Settled[];
  /**
   * Calls of which an older answer was kept, for the later one is incomplete or an error; and ways into accounts that
   * failed after the account was read. Sorted.
   */
  readonly older: readonly Settled[];
  /** Calls that were joined. Sorted. */
  readonly joined: readonly Joined[];
  /** Profiles that led nowhere in some of the snapshots, and somewhere in others. Sorted. */
  readonly led: readonly Led[];
}

/**
 * 0: answered in full; 1: static routes only; 2: in part, for it was cut short or broke off; 3: in part by the nature of
 * its source, such as what Terraform manages; 4: not at all.
 */
type Rank = 0 | 1 | 2 | 3 | 4;
const BROKEN_OFF = 2;
const BY_NATURE = 3;
const NOT_AT_ALL = 4;

/** All pages of one call in one snapshot: they are kept or left together, since half of each would be a third answer. */
interface Reading {
  readonly pages: readonly Page[];
  /** The snapshot it stands in, by its place. */
  readonly source: number;
  readonly time: string;
  readonly rank: Rank;
  readonly text: string;
}

/** Says that only the static routes of a table were asked for, as the Batfish layout does: the same call, half asked. */
const STATIC_ONLY = 'type=static';

function rankOf(pages: readonly Page[]): Rank {
  if (pages.some(({ error }) => error?.failure === 'partial')) return BY_NATURE;
  const failed = pages.filter((page) => page.error).length;
  if (failed === pages.length) return NOT_AT_ALL;
  if (failed > 0 || pages.some(isCutShort)) return BROKEN_OFF;
  return pages.some((page) => page.args.Filters === STATIC_ONLY) ? 1 : 0;
}

const readingOf = (pages: readonly Page[], source: number): Reading => ({
  pages,
  source,
  time: pages.reduce((last, page) => (page.time > last ? page.time : last), ''),
  rank: rankOf(pages),
  // The order in which pages came says nothing.
  text: pages
    .map((page) => canonical(page))
    .sort(byText)
    .join('\n'),
});

/** What was answered, without when: two readings that say the same are in no conflict. */
const saying = ({ pages }: Reading): string =>
  canonical(
    pages
      .flatMap(({ answer, error }) => [answer ?? error])
      .map((said) => canonical(said))
      .sort(byText),
  );

/** Better first by rank, then the later, then by text. */
const preference = thenBy<Reading>(
  (a, b) => a.rank - b.rank,
  (a, b) => byText(b.time, a.time),
  (a, b) => byText(b.text, a.text),
);

const UNSAID: ReadonlySet<string> = new Set(Object.values(REST));

const subjectOf = ({ args }: Page): string =>
  Object.keys(args)
    .filter((name) => name !== 'Filters' && name !== REGIONS && !UNSAID.has(name))
    .sort(byText)
    .map((name) => args[name] ?? '')
    .join(' ');

/** One call, whoever read it and however much of it was asked for. */
const callKey = (page: Page): string => {
  const { Filters: filters, ...rest } = page.args;
  const args = filters === undefined || filters === STATIC_ONLY ? rest : page.args;
  // Every Region answers it alike, and it fails where it was asked.
  const region = page.operation === 'DescribeRegions' ? GLOBAL : page.region;
  return [page.account, region, page.service, page.operation, canonical(args)].join('\n');
};

type Order = Pick<Settled, 'account' | 'region' | 'call' | 'subject'>;
const settledOrder = thenBy<Order>(
  by((s) => s.account),
  by((s) => s.region),
  by((s) => s.call),
  by((s) => s.subject),
);

/**
 * The snapshots as one. Pages of different accounts, Regions and calls stand side by side; of a call that several
 * snapshots hold, one reading is kept whole: the latest that was answered in full, else the latest in part, else the
 * latest error. Two things are joined instead, as files in one folder are: parts by nature, where nothing better is there,
 * and what does not tell its account or Region, for it may be of different ones; a way in that failed names its profile,
 * and is one call. What one snapshot could not enter and another read is no error any more, Region by Region; nor is what
 * a file lost that was cut off, account by account. The order of the snapshots does not matter, and merging a merge again changes nothing. `peerless` is the version that writes the
 * result.
 */
export function mergeSnapshots(given: readonly Snapshot[], peerless: string): Merged {
  const snapshots = settleTorn(given);
  const readings = new Map<string, Reading[]>();
  for (const [i, { pages }] of snapshots.entries()) {
    const calls = pages.filter((page) => !isShutWay(page));
    for (const [key, group] of groupBy(calls, callKey)) append(readings, key, readingOf(group, i));
  }
  const ways = settleWays(snapshots);
  const kept: Page[] = [...ways.pages];
  const conflicts: Settled[] = [];
  const older: Settled[] = ways.shut.map(settledWay);
  const joined: Joined[] = [];
  for (const group of readings.values()) {
    const [best, ...rest] = group.sort(preference);
    const placed = !isPlaceless(best!.pages[0]!);
    const parts = placed ? group.filter(({ rank }) => rank === BY_NATURE) : group;
    if (parts.includes(best!)) {
      kept.push(...joinPages(parts.flatMap(({ pages }) => pages)));
      if (parts.some((part) => saying(part) !== saying(best!))) {
        const of = parts.map(({ source }) => source).sort((a, b) => a - b);
        joined.push({ ...callOf(best!), placed, of });
      }
      continue;
    }
    kept.push(...best!.pages);
    const full = rest.filter(
      (r) => r.rank === best!.rank && r.rank < NOT_AT_ALL && saying(r) !== saying(best!),
    );
    if (full.length > 0) conflicts.push(settled(best!, full, group));
    const later = rest.filter((r) => r.rank > best!.rank && r.time > best!.time);
    if (later.length > 0) older.push(settled(best!, later, group));
  }
  const hidden = snapshots.length > 0 && snapshots.every(isAnonymized);
  // One without a mark may have any key.
  const keys = new Set(snapshots.map(({ manifest }) => manifest.key));
  const [key] = keys;
  const created = snapshots.map((s) => s.manifest.created).sort(byText)[0] ?? '';
  return {
    snapshot: makeSnapshot(kept, {
      created,
      peerless,
      origin: hidden ? ANONYMIZED : 'merge',
      ...(hidden && keys.size === 1 && key !== undefined && { key }),
    }),
    conflicts: conflicts.sort(settledOrder),
    older: older.sort(settledOrder),
    joined: joined.sort(settledOrder),
    led: ways.led,
  };
}

/** Every page once, as it was last read: of pages that say the same the latest. Sorted. */
function joinPages(pages: readonly Page[]): Page[] {
  const latest = new Map<string, Page>();
  for (const page of pages) {
    const key = canonical({ ...page, time: '' });
    const known = latest.get(key);
    if (!known || page.time > known.time) latest.set(key, page);
  }
  return [...latest].sort(([a], [b]) => byText(a, b)).map(([, page]) => page);
}

const orderOf = (page: Page): Order => ({
  account: page.account,
  region: page.region,
  call: `${page.service}:${page.operation}`,
  subject: subjectOf(page),
});

const callOf = ({ pages: [page] }: Reading): Order => orderOf(page!);

const settledWay = ({ page, source, kept, keptOf }: Shut): Settled => ({
  ...orderOf(page),
  kept,
  left: [page.time],
  keptOf,
  leftOf: [source],
});

const settled = (best: Reading, rest: readonly Reading[], all: readonly Reading[]): Settled => ({
  ...callOf(best),
  kept: best.time,
  left: [...new Set(rest.map((r) => r.time))].sort((a, b) => byText(b, a)),
  keptOf: all.flatMap((r) => (r.text === best.text ? [r.source] : [])).sort((a, b) => a - b),
  leftOf: rest.map((r) => r.source).sort((a, b) => a - b),
});
