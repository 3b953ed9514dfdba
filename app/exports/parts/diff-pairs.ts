/** Changed pairs of VPCs in few lines: what one VPC lost to many others is one line, not a hundred. */
import { append, by, thenBy } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { PairChange } from '../../diff/reach.ts';

/** Pairs that changed alike and have one VPC in common. */
export interface PairGroup {
  readonly hub: Ref;
  /** Sorted. */
  readonly others: readonly Ref[];
  /** `to`: from the hub to the others; `from`: the other way; `both`: there and back changed alike. */
  readonly way: 'to' | 'from' | 'both';
  readonly before: string;
  readonly after: string;
  readonly pairs: number;
}

/** How a pair fares, with the way back where that is not the same. */
const fares = ({ outcome, return: back }: PairChange['before']): string =>
  outcome === back || outcome === 'no-return' ? outcome : `${outcome} (back: ${back})`;

/** Pairs under the VPC of theirs that most changed pairs have in common, the largest group first. */
export function groupPairs(changes: Iterable<PairChange>): PairGroup[] {
  const all = [...changes];
  const degree = new Map<Ref, number>();
  for (const { from, to } of all) {
    degree.set(from, (degree.get(from) ?? 0) + 1);
    degree.set(to, (degree.get(to) ?? 0) + 1);
  }
  const hubs = new Map<
    string,
    { hub: Ref; before: string; after: string; to: Ref[]; from: Ref[] }
  >();
  for (const { from, to, before, after } of all) {
    const [a, b] = [degree.get(from)!, degree.get(to)!];
    const outward = a > b || (a === b && from < to);
    const hub = outward ? from : to;
    const [was, is] = [fares(before), fares(after)];
    const key = [hub, was, is].join('\n');
    let group = hubs.get(key);
    if (!group) hubs.set(key, (group = { hub, before: was, after: is, to: [], from: [] }));
    (outward ? group.to : group.from).push(outward ? to : from);
  }
  const out: PairGroup[] = [];
  for (const { hub, before, after, to, from } of hubs.values()) {
    const [there, back] = [new Set(to), new Set(from)];
    const sets = {
      both: to.filter((vpc) => back.has(vpc)),
      to: to.filter((vpc) => !back.has(vpc)),
      from: from.filter((vpc) => !there.has(vpc)),
    };
    for (const way of ['both', 'to', 'from'] as const) {
      const others = sets[way].sort();
      if (others.length === 0) continue;
      const pairs = others.length * (way === 'both' ? 2 : 1);
      out.push({ hub, others, way, before, after, pairs });
    }
  }
  return out.sort(
    thenBy<PairGroup>(
      (a, b) => b.pairs - a.pairs,
      by((g) => g.hub),
      by((g) => `${g.before} ${g.after} ${g.way}`),
    ),
  );
}

/** What is known of one VPC to others, where only that can be said: pairs that cannot be told, by their common VPC. */
export function hubsOf(
  changes: readonly PairChange[],
): readonly { readonly hub: Ref; readonly others: number; readonly pairs: number }[] {
  const gathered = new Map<Ref, { others: Set<Ref>; pairs: number }>();
  for (const { hub, others, pairs } of groupPairs(changes)) {
    const entry = gathered.get(hub) ?? { others: new Set<Ref>(), pairs: 0 };
    for (const other of others) entry.others.add(other);
    entry.pairs += pairs;
    gathered.set(hub, entry);
  }
  return [...gathered]
    .map(([hub, { others, pairs }]) => ({ hub, others: others.size, pairs }))
    .sort(
      thenBy<{ hub: Ref; pairs: number }>(
        (a, b) => b.pairs - a.pairs,
        by((g) => g.hub),
      ),
    );
}

/** Changes by verdict. */
export function byVerdict(
  changes: Iterable<PairChange>,
): ReadonlyMap<PairChange['verdict'], readonly PairChange[]> {
  const out = new Map<PairChange['verdict'], PairChange[]>();
  for (const change of changes) append(out, change.verdict, change);
  return out;
}
