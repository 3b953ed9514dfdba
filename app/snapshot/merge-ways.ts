/** Ways into accounts that failed, where snapshots are merged: what is left of them is what nobody else read. */
import { canonical } from '../base/json.ts';
import { by, byText, groupBy, thenBy, uniq } from '../base/order.ts';
import { Reach } from './merge-reach.ts';
import { hasRegion, isEntry, isFinding, type Page, REGIONS, UNKNOWN } from './page.ts';
import type { Snapshot } from './snapshot.ts';

/** A way that failed, and when and by whom its account was read all the same. */
export interface Shut {
  readonly page: Page;
  readonly source: number;
  /** When the account answered last, and the snapshots that hold that answer, by their place. */
  readonly kept: string;
  readonly keptOf: readonly number[];
}

/** A profile that led nowhere in some snapshots, and in others to an account: by its name it may be the same. */
export interface Led {
  readonly profile: string;
  readonly accounts: readonly string[];
  /** The snapshots in which it led nowhere, by their place from 0. */
  readonly of: readonly number[];
}

export interface Ways {
  /** The failures that stand, each with the Regions that nobody read. */
  readonly pages: readonly Page[];
  /** Failures that do not stand though they came after the last answer. */
  readonly shut: readonly Shut[];
  readonly led: readonly Led[];
}

/** True for what keeps a whole account out: a way in that failed, or tags that were to choose it and are not known. */
export const isWay = (call: Pick<Page, 'service' | 'operation'>): boolean =>
  isEntry(call) || (call.service === 'organizations' && call.operation === 'ListTagsForResource');

/** The same, where it led nowhere. */
export const isShutWay = (page: Page): boolean => page.error !== undefined && isWay(page);

/** Everybody has one of this name, and each leads elsewhere. */
const COMMON = 'default';

/** What all snapshots together know of an account. */
interface Known {
  readonly reach: Reach;
  /** When it answered last in each snapshot, by their place. */
  readonly last: Map<number, string>;
}

/** A way that failed in one Region that was to be read. */
interface Failed {
  readonly page: Page;
  readonly source: number;
  readonly region: string;
}

/** Without the Regions it stands for. */
const bare = (args: Page['args']): Page['args'] =>
  Object.fromEntries(Object.entries(args).filter(([name]) => name !== REGIONS));

const wayKey = ({ account, region, service, operation, args }: Page): string =>
  [account, region, service, operation, canonical(bare(args))].join('\n');

/**
 * A way that failed stands for the Regions that its collection read elsewhere, for those it would have read there, too.
 * It is over for each that another snapshot has an answer of, and for all where every enabled Region was asked. Of a
 * profile nobody knows where it was to lead: that one of its name led somewhere elsewhere is told, and ends nothing.
 */
export function settleWays(snapshots: readonly Snapshot[]): Ways {
  const { accounts, profiles } = known(snapshots);
  const isOver = ({ page, region }: Failed): boolean => {
    const reach = accounts.get(page.account)?.reach;
    return reach !== undefined && (Reach.isAll([reach]) || reach.regions.has(region));
  };

  const failed = snapshots.flatMap(({ pages }, source) => failures(pages, source));
  const [over, left] = [failed.filter(isOver), failed.filter((one) => !isOver(one))];
  const last = thenBy<Failed>(
    (a, b) => byText(b.page.time, a.page.time),
    (a, b) => byText(canonical(b.page.error), canonical(a.page.error)),
  );
  const stand = [...groupBy(left, ({ page, region }) => `${wayKey(page)}\n${region}`).values()];
  return {
    pages: together(stand.map((same) => same.sort(last)[0]!)),
    shut: [...groupBy(over, ({ page, source }) => `${source}\n${wayKey(page)}`).values()].flatMap(
      ([one]) => shutSince(one!, accounts),
    ),
    led: [
      ...groupBy(
        left.filter(({ page }) => page.account === UNKNOWN && profiles.has(profileOf(page))),
        ({ page }) => profileOf(page),
      ),
    ]
      .map(([profile, some]) => ({
        profile,
        accounts: uniq(profiles.get(profile)!),
        of: [...new Set(some.map(({ source }) => source))].sort((a, b) => a - b),
      }))
      .sort(by((one) => one.profile)),
  };
}

const profileOf = ({ args }: Page): string => args['Profile'] ?? COMMON;

function known(snapshots: readonly Snapshot[]) {
  const accounts = new Map<string, Known>();
  const profiles = new Map<string, Set<string>>();
  for (const [source, { pages }] of snapshots.entries()) {
    for (const page of pages) {
      const { account, time } = page;
      if (account === UNKNOWN) continue;
      if (isEntry(page)) {
        const profile = profileOf(page);
        if (!page.answer || profile === COMMON) continue;
        profiles.set(profile, (profiles.get(profile) ?? new Set()).add(account));
        continue;
      }
      const of = accounts.get(account) ?? { reach: new Reach(), last: new Map() };
      accounts.set(account, of);
      of.reach.take(page);
      if (!page.answer || isFinding(page)) continue;
      if (time >= (of.last.get(source) ?? '')) of.last.set(source, time);
    }
  }
  return { accounts, profiles };
}

/** Each way that failed, once for every Region it stands for. */
function failures(pages: readonly Page[], source: number): Failed[] {
  const ways = pages.filter(isShutWay);
  if (ways.length === 0) return [];
  const read = pages.filter((page) => hasRegion(page) && !isFinding(page));
  const asked = uniq(read.map((page) => page.region)).filter((region) => region !== UNKNOWN);
  const regionsOf = (page: Page): readonly string[] => {
    const told = page.args[REGIONS];
    if (told !== undefined) return told.split(' ');
    return hasRegion(page) ? [page.region] : asked;
  };
  return ways.flatMap((page) => {
    const regions = regionsOf(page);
    // Nobody knows what it was to read: said, or another merge would take its own Regions for that.
    return (regions.length > 0 ? regions : [UNKNOWN]).map((region) => ({ page, source, region }));
  });
}

/** One page for all Regions in which a way failed alike: a thousand accounts have seventeen each. */
function together(failed: readonly Failed[]): Page[] {
  const alike = groupBy(failed, ({ page: { time, error, ...call }, region }) =>
    [wayKey(call as Page), canonical({ time, error }), region === UNKNOWN].join('\n'),
  );
  return [...alike.values()].map((some) => {
    const { page } = some[0]!;
    const args = bare(page.args);
    if (hasRegion(page)) return { ...page, args };
    const regions = uniq(some.map((one) => one.region));
    return { ...page, args: { ...args, [REGIONS]: regions.join(' ') } };
  });
}

/** Where the way was tried after the last answer, and its own snapshot knows no other way. */
function shutSince({ page, source }: Failed, accounts: ReadonlyMap<string, Known>): Shut[] {
  const answers = accounts.get(page.account)?.last ?? new Map<number, string>();
  const kept = [...answers.values()].reduce((last, time) => (time > last ? time : last), '');
  if (answers.has(source) || page.time <= kept) return [];
  const keptOf = [...answers].flatMap(([of, time]) => (time === kept ? [of] : []));
  return [{ page, source, kept, keptOf }];
}
