/** Merges snapshots of several teams, accounts or times into one: every call once, as it was last read well. */
import { canonical } from '../base/json.ts';
import { append, by, byText, groupBy, thenBy } from '../base/order.ts';
import { makeSnapshot } from './make.ts';
import type { Page } from './page.ts';
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

export interface Merged {
  readonly snapshot: Snapshot;
  /**
   * Calls that were answered differently: the later answer was kept, and of answers of one time the one that comes first
   * as text, whatever the order of the snapshots. Sorted.
   */
  readonly conflicts: readonly Settled[];
  /** Calls of which an older answer was kept, for the later one is incomplete or an error. Sorted. */
  readonly older: readonly Settled[];
}

/** All pages of one call in one snapshot: they are kept or left together, since half of each would be a third answer. */
interface Reading {
  readonly pages: readonly Page[];
  /** The snapshot it stands in, by its place. */
  readonly source: number;
  readonly time: string;
  /** 0: answered in full; 1: static routes only; 2: in part; 3: not at all. */
  readonly rank: 0 | 1 | 2 | 3;
  readonly text: string;
}

/** Says that only the static routes of a table were asked for, as the Batfish layout does: the same call, half asked. */
const STATIC_ONLY = 'type=static';

function readingOf(pages: readonly Page[], source: number): Reading {
  const failed = pages.filter((page) => page.error).length;
  const half = pages.some((page) => page.args.Filters === STATIC_ONLY);
  return {
    pages,
    source,
    time: pages.reduce((last, page) => (page.time > last ? page.time : last), ''),
    rank: failed === pages.length ? 3 : failed > 0 ? 2 : half ? 1 : 0,
    // The order in which pages came says nothing.
    text: pages
      .map((page) => canonical(page))
      .sort(byText)
      .join('\n'),
  };
}

/** What was answered, without when: two readings that say the same are in no conflict. */
const saying = ({ pages }: Reading): string =>
  canonical(
    pages
      .flatMap(({ answer, error }) => [answer ?? error])
      .map((said) => canonical(said))
      .sort(byText),
  );

/** Better first: answered in full before in part before not at all, then the later, then by text. */
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

const settledOrder = thenBy<Settled>(
  by((s) => s.account),
  by((s) => s.region),
  by((s) => s.call),
  by((s) => s.subject),
);

/**
 * The snapshots as one. Pages of different accounts, Regions and calls stand side by side; of a call that several
 * snapshots hold, one reading is kept whole: the latest that was answered in full, else the latest in part, else the
 * latest error. The order of the snapshots does not matter, and merging a merge again changes nothing.
 * `peerless` is the version that writes the result.
 */
export function mergeSnapshots(snapshots: readonly Snapshot[], peerless: string): Merged {
  const readings = new Map<string, Reading[]>();
  for (const [i, { pages }] of snapshots.entries()) {
    for (const [key, group] of groupBy(pages, callKey)) append(readings, key, readingOf(group, i));
  }
  const kept: Page[] = [];
  const conflicts: Settled[] = [];
  const older: Settled[] = [];
  for (const group of readings.values()) {
    const [best, ...rest] = group.sort(preference);
    kept.push(...best!.pages);
    const full = rest.filter(
      (r) => r.rank === best!.rank && r.rank < 3 && saying(r) !== saying(best!),
    );
    if (full.length > 0) conflicts.push(settled(best!, full, group));
    const later = rest.filter((r) => r.rank > best!.rank && r.time > best!.time);
    if (later.length > 0) older.push(settled(best!, later, group));
  }
  const created = snapshots.map((s) => s.manifest.created).sort(byText)[0] ?? '';
  return {
    snapshot: makeSnapshot(kept, {
      created,
      peerless,
      origin: snapshots.length > 0 && snapshots.every(isAnonymized) ? ANONYMIZED : 'merge',
    }),
    conflicts: conflicts.sort(settledOrder),
    older: older.sort(settledOrder),
  };
}

function settled(best: Reading, rest: readonly Reading[], all: readonly Reading[]): Settled {
  const page = best.pages[0]!;
  return {
    account: page.account,
    region: page.region,
    call: `${page.service}:${page.operation}`,
    subject: subjectOf(page),
    kept: best.time,
    left: [...new Set(rest.map((r) => r.time))].sort((a, b) => byText(b, a)),
    keptOf: all.flatMap((r) => (r.text === best.text ? [r.source] : [])).sort((a, b) => a - b),
    leftOf: rest.map((r) => r.source).sort((a, b) => a - b),
  };
}
