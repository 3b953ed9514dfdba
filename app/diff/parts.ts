/** The parts of a mixed pair on both sides of a comparison: how its subnets fared and fare. */
import { by, groupBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Pair } from '../routing/pairs.ts';
import type { Part, Reach } from '../routing/reach.ts';
import type { Topology } from '../topology/topology.ts';

/** True where some addresses of the pair fare in a way that cannot be told. */
export const isDoubtful = (reach: Reach, from: number, to: number): boolean =>
  reach.parts(from, to).some((p) => p.outcome === 'cannot-tell' || p.return === 'cannot-tell');

export type PairParts = ReadonlyMap<string, readonly Part[]>;

/** How addresses of a pair fare, by their subnets and family. */
export const partsOf = (reach: Reach, from: number, to: number): PairParts =>
  new Map(
    [...groupBy(reach.parts(from, to), (p) => `${p.from} ${p.to} ${p.family}`)].map(
      ([between, group]) => [between, group.sort(by((p) => `${p.outcome} ${p.return}`))],
    ),
  );

/** The parts between some subnets. */
const only = (parts: PairParts, of: ReadonlySet<Ref>): PairParts =>
  new Map([...parts].filter(([, [first]]) => first && of.has(first.from) && of.has(first.to)));

/** True where both may be true of the same addresses: what cannot be told may be anything. */
const mayAgree = (a: Pair, b: Pair): boolean =>
  (['outcome', 'return'] as const).every(
    (way) => a[way] === b[way] || a[way] === 'cannot-tell' || b[way] === 'cannot-tell',
  );

const agree = (some: readonly Pair[], others: readonly Pair[]): boolean =>
  some.every((one) => others.some((other) => mayAgree(one, other)));

/** Parts of a pair that is as mixed as before: they differ, or some cannot be told on one side, or they are the same. */
export function partsChange(
  was: PairParts,
  is: PairParts,
  { shared }: Compared,
): 'other' | 'unclear' | undefined {
  const [before, after] = [only(was, shared), only(is, shared)];
  let unclear = false;
  for (const between of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(between) ?? [], after.get(between) ?? []];
    const text = (pairs: readonly Pair[]): string =>
      pairs.map((p) => `${p.outcome} ${p.return}`).join('\n');
    if (text(old) === text(now)) continue;
    const doubtful = [...old, ...now].some(
      (p) => p.outcome === 'cannot-tell' || p.return === 'cannot-tell',
    );
    if (!doubtful || !agree(old, now) || !agree(now, old)) return 'other';
    unclear = true;
  }
  return unclear ? 'unclear' : undefined;
}

/** How much of what is sent between two subnets is delivered: nothing, some of it, all of it. */
const delivered = (parts: readonly Pair[]): number =>
  parts.every((p) => p.outcome === 'delivered')
    ? 2
    : parts.some((p) => p.outcome === 'delivered')
      ? 1
      : 0;

const some = (parts: PairParts): boolean =>
  [...parts.values()].some((group) => delivered(group) > 0);

export interface Compared {
  /** Subnets that both sides know. */
  readonly shared: ReadonlySet<Ref>;
  /** Those, and the subnets of one side that are surely not there on the other. */
  readonly sure: ReadonlySet<Ref>;
}

/** The subnets by which the pairs of two topologies are compared. */
export function comparedSubnets(before: Topology, after: Topology): Compared {
  const [shared, sure] = [new Set<Ref>(), new Set<Ref>()];
  for (const [here, there] of [
    [before, after],
    [after, before],
  ] as const) {
    for (const subnet of here.all('subnet')) {
      if (there.get('subnet', subnet.id)) shared.add(subnet.id);
      else if (!there.saw('subnet', subnet)) continue;
      sure.add(subnet.id);
    }
  }
  return { shared, sure };
}

/**
 * What a mixed pair comes to: lost where something was delivered and nothing is any more, or where less is delivered
 * between some subnets that both sides know: what is gained elsewhere does not make up for it. Gained where something is
 * delivered and nothing was, or where more is between some of those subnets and nowhere less.
 */
export function partsVerdict(
  before: PairParts,
  after: PairParts,
  { shared, sure }: Compared,
): 'lost' | 'gained' | 'other' {
  const [was, is] = [some(only(before, sure)), some(only(after, sure))];
  if (was !== is) return was ? 'lost' : 'gained';
  const [old, now] = [only(before, shared), only(after, shared)];
  const steps = [...old].flatMap(([between, group]) => {
    const next = now.get(between);
    return next ? Math.sign(delivered(next) - delivered(group)) : [];
  });
  return steps.includes(-1) ? 'lost' : steps.includes(1) ? 'gained' : 'other';
}
