/** What a mode asks of every pair of members, beside what they have today. */
import { contains } from '../base/cidr.ts';
import { byText } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { tablesInUse } from '../mesh/use.ts';
import type { Intent } from '../rules/intent.ts';
import type { Topology } from '../topology/topology.ts';
import { overlapping } from './clash.ts';
import type { PlanMode } from './design-shapes.ts';
import { type Refusal, sayRefusal } from './refusal.ts';
import type { Move, Scope } from './scope.ts';

/** A route that a VPC needs to reach another, and that is not there. */
export interface Opening {
  readonly table: Ref;
  readonly destination: string;
  readonly vpc: Ref;
  readonly peer: Ref;
}

/** What a mode says of two VPCs: true to reach each other, false not to, undefined to stay as they are. */
export type Asked = (a: Ref, b: Ref) => boolean | undefined;

export function askedBy(mode: PlanMode, intent: Intent | undefined): Asked {
  switch (mode) {
    case 'exact':
      return () => undefined;
    case 'full-mesh':
      return () => true;
    case 'segments':
      return (a, b) => {
        const [x, y] = [intent?.of(a), intent?.of(b)];
        return x === undefined || y === undefined ? undefined : intent!.connects(x, y);
      };
  }
}

/** A pair that the mode wants joined, and why it cannot be. */
export interface Unjoined {
  readonly vpcs: readonly [Ref, Ref];
  readonly why: string;
}

export interface Goals {
  readonly openings: readonly Opening[];
  readonly unjoined: readonly Unjoined[];
}

/**
 * Routes for the pairs that are to reach each other and have none over these peerings. A pair is left out where a
 * gateway could not lead to both it and what is reached already, or where a table has another use for the prefix.
 * `needs` gains what is opened; `refused` are pairs (`a b`, sorted) that did not pass the proof.
 */
export function openingsOf(
  topology: Topology,
  scope: Scope,
  asked: Asked,
  moves: readonly Move[],
  needs: Map<Ref, Set<Ref>>,
  stays: ReadonlySet<string>,
  refused: ReadonlyMap<string, Refusal>,
): Goals {
  const openings: Opening[] = [];
  const unjoined: Unjoined[] = [];
  scope.members.forEach((a, i) => {
    for (const b of scope.members.slice(i + 1)) {
      if (asked(a, b) !== true || stays.has(pairKey(a, b))) continue;
      const refusal = refused.get(pairKey(a, b));
      const why = refusal
        ? sayRefusal(topology, refusal, 'opened')
        : (clash(topology, needs, a, b) ?? clash(topology, needs, b, a));
      if (why !== undefined) {
        unjoined.push({ vpcs: [a, b], why });
        continue;
      }
      const found = [missing(topology, moves, a, b), missing(topology, moves, b, a)].flat();
      const taken = found.find((o) => o.taken);
      if (taken) {
        const use = `${topology.label(taken.table)} sends ${taken.destination} elsewhere`;
        unjoined.push({ vpcs: [a, b], why: use });
        continue;
      }
      for (const { table, destination, vpc, peer } of found) {
        openings.push({ table, destination, vpc, peer });
        needs.get(vpc)!.add(peer);
      }
    }
  });
  return { openings, unjoined };
}

/** A pair as text, whichever way round. */
export const pairKey = (a: Ref, b: Ref): string => [a, b].sort(byText).join(' ');

/** Why `from` cannot be led to `to` by a gateway beside whom it, or another Region, reaches already. */
function clash(
  topology: Topology,
  needs: ReadonlyMap<Ref, ReadonlySet<Ref>>,
  from: Ref,
  to: Ref,
): string | undefined {
  if (overlapping(topology, from, to)) return 'they share addresses';
  const regionOf = (vpc: Ref) => topology.placeOf(vpc).region;
  const far = regionOf(from) !== regionOf(to);
  for (const [vpc, reached] of needs) {
    const shares = vpc === from || (far && regionOf(vpc) !== regionOf(to));
    if (!shares) continue;
    for (const other of reached) {
      if (other !== to && overlapping(topology, other, to))
        return `${topology.label(to)} shares addresses with ${topology.label(other)}`;
    }
  }
  return undefined;
}

function missing(
  topology: Topology,
  moves: readonly Move[],
  vpc: Ref,
  peer: Ref,
): (Opening & { taken: boolean })[] {
  const families = new Set(topology.cidrsOf(vpc).map((cidr) => cidr.family));
  const blocks = topology.cidrsOf(peer).filter((cidr) => families.has(cidr.family));
  return tablesInUse(topology, vpc).flatMap((table) => {
    const own = moves.filter((m) => m.table.id === table.id && m.peer === peer);
    return blocks
      .filter((block) => !own.some((m) => m.prefixes.some((prefix) => contains(prefix, block))))
      .map((block) => ({
        table: table.id,
        destination: block.text,
        vpc,
        peer,
        taken: table.routes.some((r) => r.destination === block.text),
      }));
  });
}
