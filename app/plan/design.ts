/** Designs the transit gateways that take the place of a set of peerings. */
import { by, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import { attach, carriesIpv6 } from './attach.ts';
import { clashing } from './clash.ts';
import { gatewaysFor, linksBetween } from './gateways.ts';
import { type Asked, type Opening, openingsOf, pairKey, type Unjoined } from './goals.ts';
import type { Design, KeptPeering, PlanMode } from './design-shapes.ts';
import type { Refusal } from './refusal.ts';
import { type Move, needsOf, type Scope } from './scope.ts';
import { tablesOf } from './table-design.ts';

export interface DesignInput {
  readonly topology: Topology;
  readonly scope: Scope;
  readonly mode: PlanMode;
  readonly asked: Asked;
  /** Existing gateways to build on, one a Region at most. */
  readonly reuse: readonly Ref[];
  /** Peerings that are to stay. */
  readonly keep: readonly KeptPeering[];
  /** Pairs (`a b`, sorted) that the mode wants joined and that did not pass the proof. */
  readonly refused: ReadonlyMap<string, Refusal>;
}

export interface Designed {
  readonly design: Design;
  /** Gateways whose tables had to be joined to stay within the quota, so that VPC tables alone keep some VPCs apart. */
  readonly joined: readonly Ref[];
  /** Routes over the peerings that go, and that the gateways carry instead. */
  readonly moves: readonly Move[];
  /** Routes over the peerings that go, between VPCs that the mode keeps apart. */
  readonly cuts: readonly Move[];
  readonly openings: readonly Opening[];
  readonly unjoined: readonly Unjoined[];
  /** Whom each member sends to over its gateway. */
  readonly needs: ReadonlyMap<Ref, ReadonlySet<Ref>>;
}

export function makeDesign(input: DesignInput): Designed {
  const { topology, scope, mode, asked } = input;
  const kept = [...input.keep, ...clashing(topology, scope, input.keep, input.reuse)].sort(
    by((k) => k.peering),
  );
  const stays = new Set(kept.map((k) => k.peering));
  const going = scope.moves.filter((move) => !stays.has(move.peering));
  const moves = going.filter((move) => asked(move.vpc, move.peer) !== false);
  const cuts = going.filter((move) => asked(move.vpc, move.peer) === false);
  const needs = needsOf({ ...scope, moves });
  const { openings, unjoined } = openingsOf(
    topology,
    scope,
    asked,
    moves,
    needs,
    new Set(kept.map((k) => pairKey(...k.vpcs))),
    input.refused,
  );
  const replaced = scope.peerings.map((p) => p.id).filter((id) => !stays.has(id));
  const used = new Set(going.filter((move) => move.fit !== 'dead').map((move) => move.peering));
  // A member none of whose peerings go has no business on the gateway.
  const moving = new Set<Ref>();
  for (const [from, to] of needs) for (const vpc of to) moving.add(from).add(vpc);
  const members = scope.members.filter((vpc) => moving.has(vpc));
  for (const vpc of scope.members) if (!moving.has(vpc)) needs.delete(vpc);

  const gateways = gatewaysFor(topology, members, input.reuse);
  const links = linksBetween(topology, needs, gateways);
  const made = gateways.map((g) => tablesOf(topology, g, gateways, needs, links, moves));
  const tables = made.flatMap((m) => m.tables);
  const six = new Set(
    openings.filter((o) => o.destination.includes(':')).flatMap((o) => [o.vpc, o.peer]),
  );
  const attachments = gateways.flatMap((gateway) =>
    members
      .filter((vpc) => topology.placeOf(vpc).region === gateway.region)
      .map((vpc) => attach(topology, vpc, gateway, tables, carriesIpv6(topology, moves, six, vpc))),
  );
  return {
    design: {
      mode,
      members,
      gateways,
      tables,
      attachments,
      links,
      kept,
      replaced,
      idle: replaced.filter((id) => !used.has(id)),
      opened: pairsOf(openings),
      closed: pairsOf(cuts.filter((move) => move.fit !== 'dead')),
    },
    joined: gateways.flatMap((gateway, i) => (made[i]!.joined ? [gateway.id] : [])),
    moves,
    cuts,
    openings,
    unjoined,
    needs,
  };
}

/** The pairs that some routes join, sorted, each once. */
const pairsOf = (routes: readonly { readonly vpc: Ref; readonly peer: Ref }[]) =>
  uniq(routes.map(({ vpc, peer }) => pairKey(vpc, peer))).map((key) => {
    const [a = '', b = ''] = key.split(' ');
    return [a, b] as const;
  });
