/** Why a peering stays, and what would let it move. */
import { overlaps } from '../base/cidr.ts';
import { grouped } from '../base/count.ts';
import { by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { TrafficChoice } from './bill.ts';
import type { Fate } from './compare.ts';
import type { KeptPeering } from './design-shapes.ts';
import { landingsOf } from './landings.ts';
import { type Refusal, sayRefusal } from './refusal.ts';
import { endsOf, prefixesOf, type Scope } from './scope.ts';

/** Routes named as what leads somewhere once the VPCs are on a gateway. */
const MOST_ROUTES = 3;

/** Outcomes of a pair of which some addresses at least arrive somewhere. */
const GETS_THERE: ReadonlySet<string> = new Set([
  'delivered',
  'exits',
  'no-return',
  'mixed',
  'cannot-tell',
]);

/** Peerings of VPCs that cannot be attached, and those over which routes lead whose prefixes were not read. */
export function cannotMove(topology: Topology, scope: Scope): KeptPeering[] {
  const homeless = new Set(
    scope.members.filter((vpc) => landingsOf(topology, vpc, false).length === 0),
  );
  return scope.peerings.flatMap((peering): KeptPeering[] => {
    const vpcs = endsOf(peering);
    const vpc = vpcs.find((id) => homeless.has(id));
    if (vpc !== undefined) {
      return [
        {
          peering: peering.id,
          vpcs,
          why: 'no-subnet',
          message: `${topology.label(vpc)} has no IPv4 subnet in an Availability Zone: there is nowhere to put an attachment.`,
          next: `Give ${topology.label(vpc)} an IPv4 subnet in an Availability Zone, and plan again.`,
        },
      ];
    }
    const unread = scope.unread.find((u) => u.peering === peering.id);
    if (!unread) return [];
    return [
      {
        peering: peering.id,
        vpcs,
        why: 'not-read',
        message: `${topology.label(unread.table)} sends ${unread.list} over it, and what that list holds was not read.`,
        next: `Collect what ${unread.list} holds (ec2:GetManagedPrefixListEntries), and plan again.`,
      },
    ];
  });
}

export const askedToStay = (scope: Scope, keep: readonly Ref[]): KeptPeering[] =>
  scope.peerings
    .filter((p) => keep.includes(p.id))
    .map((p) => ({
      peering: p.id,
      vpcs: endsOf(p),
      why: 'asked' as const,
      message: 'Kept as asked.',
      next: 'Plan again without keeping it.',
    }))
    .sort(by((k) => k.peering));

export const hotOnes = (
  choices: readonly TrafficChoice[],
  kept: readonly KeptPeering[],
): KeptPeering[] =>
  choices
    .filter((c) => c.hot && !kept.some((k) => k.peering === c.peering))
    .map((c) => ({
      peering: c.peering,
      vpcs: c.vpcs,
      why: 'traffic' as const,
      message: `${grouped(Math.round(c.gbMonth))} GB a month would cost at least $${grouped(Math.round(c.onGateway.least - c.onPeering.most))} a month more over the gateway.`,
      next: 'Plan again without keeping hot pairs, or with a higher amount from which a pair is hot.',
    }));

/**
 * One that did not pass the proof: which pair would fare differently, and whether the order of the steps helps. `reuse`
 * are gateways that are there and built on.
 */
export function unproved(
  topology: Topology,
  scope: Scope,
  reuse: readonly Ref[],
  peering: Ref,
  refusal: Refusal,
): KeptPeering {
  const { harm, search } = refusal;
  const routes = leadingOn(topology, reuse, harm);
  const fresh = reuse.length === 0 ? '' : ', or plan for a new gateway';
  return {
    peering,
    vpcs: endsOf(scope.peerings.find((p) => p.id === peering)!),
    why: 'proof',
    message: `${sayRefusal(topology, refusal, search ? 'Moved to the gateway' : 'With these VPCs on the gateway')}.`,
    next:
      routes.length === 0
        ? `Trace from ${topology.label(harm.from)} to ${topology.label(harm.to)}, mend what stands in the way today and plan again${fresh}.`
        : `${routes.join('; ')}: narrow or delete ${routes.length === 1 ? 'this route' : 'these routes'} and plan again${fresh}.`,
    ...(search ? { search } : {}),
  };
}

/**
 * Routes of a VPC to gateways that are built on, and that match addresses of another, as phrases: what will lead there
 * where nothing does today.
 */
function leadingOn(
  topology: Topology,
  reuse: readonly Ref[],
  { from, to, before }: Fate,
): string[] {
  if (GETS_THERE.has(before)) return [];
  const blocks = topology.cidrsOf(to);
  const all = topology.tablesOf(from).flatMap((table) =>
    table.routes
      .filter((r) => r.target.kind === 'transit-gateway' && reuse.includes(r.target.id))
      .filter((r) => prefixesOf(topology, r).some((p) => blocks.some((c) => overlaps(c, p))))
      .map(
        (r) =>
          `${topology.label(table.id)} sends ${r.destination} to ${topology.label(r.target.id)}`,
      ),
  );
  const more = all.length - MOST_ROUTES;
  return more > 0 ? [...all.slice(0, MOST_ROUTES), `${more} more`] : all;
}
