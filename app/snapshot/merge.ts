/**
 * Merges snapshots of several teams, accounts or times into one: every call once, as it was last read well. What is told
 * in part by its nature, or without its place, is joined.
 */
import { canonical } from '../base/json.ts';
import { append, by, byText, groupBy, thenBy } from '../base/order.ts';
import { makeSnapshot } from './make.ts';
import { isCutShort, isEntry, isPlaceless, type Page, UNKNOWN } from './page.ts';
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

const subjectOf = ({ args }: Page): string =>
  Object.keys(args)
    .filter((name) => name !== 'Filters')
    .sort(byText)
    .map((name) => args[name] ?? '')
    .join(' ');

/** One call, whoever read it and however much of it was asked for. */
const callKey = (page: Page): string => {
  const { Filters: filters, ...rest } = page.args;
  const args = filters === undefined || filters === STATIC_ONLY ? rest : page.args;
  return [page.account, page.region, page.service, page.operation, canonical(args)].join('\n');
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
 * and is one call. Accounts that one snapshot could not enter and another read have no such error any more. The order of
 * the snapshots does not matter, and merging a merge again changes nothing. `peerless` is the version that writes the
 * result.
 */
export function mergeSnapshots(snapshots: readonly Snapshot[], peerless: string): Merged {
  const readings = new Map<string, Reading[]>();
  for (const [i, { pages }] of snapshots.entries()) {
    for (const [key, group] of groupBy(pages, callKey)) append(readings, key, readingOf(group, i));
  }
  const answered = lastAnswers(snapshots);
  const kept: Page[] = [];
  const conflicts: Settled[] = [];
  const older: Settled[] = [];
  const joined: Joined[] = [];
  for (const group of readings.values()) {
    const [best, ...rest] = group.sort(preference);
    const read = isFailedEntry(best!) ? answered.get(best!.pages[0]!.account) : undefined;
    if (read) {
      older.push(...shutSince(best!, read));
      continue;
    }
    const placed = !isPlaceless(best!.pages[0]!);
    const parts = group.filter((reading) =>
      placed ? reading.rank === BY_NATURE : !isFailedEntry(reading),
    );
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
  const keys = new Set(snapshots.flatMap(({ manifest }) => manifest.key ?? []));
  const [key] = keys;
  const created = snapshots.map((s) => s.manifest.created).sort(byText)[0] ?? '';
  return {
    snapshot: makeSnapshot(kept, {
      created,
      peerless,
      origin: hidden ? ANONYMIZED : 'merge',
      ...(hidden && keys.size === 1 && { key: key! }),
    }),
    conflicts: conflicts.sort(settledOrder),
    older: older.sort(settledOrder),
    joined: joined.sort(settledOrder),
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

/** True for a way into an account that led nowhere. */
const isFailedEntry = ({ pages, rank }: Reading): boolean =>
  rank === NOT_AT_ALL && isEntry(pages[0]!);

/** When an account answered last in each of the snapshots that read it, by their place. */
type LastAnswers = ReadonlyMap<number, string>;

/** By account. Which one is not told, nobody can know. */
function lastAnswers(snapshots: readonly Snapshot[]): ReadonlyMap<string, LastAnswers> {
  const last = new Map<string, Map<number, string>>();
  for (const [i, { pages }] of snapshots.entries()) {
    for (const page of pages) {
      if (!page.answer || isEntry(page) || page.account === UNKNOWN) continue;
      const times = last.get(page.account) ?? new Map<number, string>();
      last.set(page.account, times);
      if (page.time >= (times.get(i) ?? '')) times.set(i, page.time);
    }
  }
  return last;
}

/** A failed way into an account, where it was tried after the last answer and its own snapshot knows no other way. */
function shutSince(entry: Reading, read: LastAnswers): Settled[] {
  const kept = [...read.values()].reduce((last, time) => (time > last ? time : last));
  if (read.has(entry.source) || entry.time <= kept) return [];
  const keptOf = [...read].flatMap(([source, time]) => (time === kept ? [source] : []));
  return [{ ...callOf(entry), kept, left: [entry.time], keptOf, leftOf: [entry.source] }];
}

const callOf = ({ pages: [page] }: Reading): Order => ({
  account: page!.account,
  region: page!.region,
  call: `${page!.service}:${page!.operation}`,
  subject: subjectOf(page!),
});

const settled = (best: Reading, rest: readonly Reading[], all: readonly Reading[]): Settled => ({
  ...callOf(best),
  kept: best.time,
  left: [...new Set(rest.map((r) => r.time))].sort((a, b) => byText(b, a)),
  keptOf: all.flatMap((r) => (r.text === best.text ? [r.source] : [])).sort((a, b) => a - b),
  leftOf: rest.map((r) => r.source).sort((a, b) => a - b),
});
