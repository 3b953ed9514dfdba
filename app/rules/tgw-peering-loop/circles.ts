/** Circles that routes over gateway peerings make: what enters one comes back to the table it left. */
import { type Cidr, contains, overlaps, subtract } from '../../base/cidr.ts';
import { byText } from '../../base/order.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { Ref } from '../../base/ref.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { once } from '../parts/once.ts';
import { legTries, type PeeringLeg, peeringLegs } from '../parts/peering-legs.ts';
import { tgwTrie } from '../parts/tgw-tries.ts';

export interface Circle {
  /** In the order of travel, from the table that sorts first. */
  readonly legs: readonly PeeringLeg[];
  /** The prefix that all of the legs cover. */
  readonly cidr: Cidr;
  /** What of it goes round, as the fewest prefixes; longer prefixes take the rest. */
  readonly ranges: readonly Cidr[];
}

/** Gateways in a circle; longer ones have not been seen in a network anybody could explain. */
const MOST_GATEWAYS = 4;
/** Legs looked at from one start, so that a mesh of default routes stays cheap. */
const MOST_STEPS = 2000;

const keyOf = ({ table, peering, route }: PeeringLeg): string =>
  `${table.id} ${peering.id} ${route.cidr.text}`;

/** Every circle, once. */
export function circles(routing: Routing): Circle[] {
  const out: Circle[] = [];
  for (const start of peeringLegs(routing)) {
    const first = keyOf(start);
    for (const { legs, cidr } of returns(routing, start)) {
      // Each circle is found from each of its legs; the one from the leg that sorts first counts.
      if (legs.some((leg) => byText(keyOf(leg), first) < 0)) continue;
      const ranges = turning(routing, legs, cidr);
      if (ranges.length > 0) out.push({ legs, cidr, ranges });
    }
  }
  return out;
}

/** Ways that lead from a leg back to it. */
function returns(routing: Routing, start: PeeringLeg): Omit<Circle, 'ranges'>[] {
  const tries = legTries(routing);
  const out: Omit<Circle, 'ranges'>[] = [];
  let steps = 0;
  const walk = (legs: readonly PeeringLeg[], cidr: Cidr): void => {
    const { far } = legs.at(-1)!;
    for (const { values } of tries.get(far)?.overlapping(cidr) ?? []) {
      for (const next of values) {
        if (++steps > MOST_STEPS) return;
        if (next === start) out.push({ legs, cidr });
        else if (legs.length < MOST_GATEWAYS && !legs.some((leg) => leg.table === next.table))
          walk([...legs, next], contains(cidr, next.route.cidr) ? next.route.cidr : cidr);
      }
    }
  };
  walk([start], start.route.cidr);
  return out;
}

/** Those of the addresses for which no table on the way has a longer prefix. */
function turning(routing: Routing, legs: readonly PeeringLeg[], cidr: Cidr): readonly Cidr[] {
  const holes = legs.flatMap(({ table, route }) =>
    tgwTrie(routing, table)
      .overlapping(cidr)
      .map((entry) => entry.cidr)
      .filter((other) => other.length > route.cidr.length),
  );
  const decides = ({ table, route, peering }: PeeringLeg, range: Cidr): boolean => {
    const { route: best, unsure } = routing.decideTgw(table, range);
    return (
      unsure === undefined &&
      best?.cidr.text === route.cidr.text &&
      best.targets.some((t) => t.attachment === peering.id)
    );
  };
  return subtract(cidr, holes).filter((range) => legs.every((leg) => decides(leg, range)));
}

const blocks = once((topology: Topology): PrefixTrie<Ref> => {
  const trie = new PrefixTrie<Ref>();
  for (const vpc of topology.all('vpc')) for (const cidr of vpc.cidrs) trie.add(cidr, vpc.id);
  return trie;
});

/** A VPC with addresses that go round; undefined where nobody is seen to have them. */
export const victimOf = (topology: Topology, { ranges }: Circle): Ref | undefined =>
  ranges.flatMap((range) =>
    blocks(topology)
      .overlapping(range)
      .filter((entry) => overlaps(entry.cidr, range))
      .flatMap((entry) => entry.values),
  )[0];
