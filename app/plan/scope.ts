/** What a plan is about: the VPCs that move, the peerings between them, and every route over these peerings. */
import { type Cidr, contains, overlaps } from '../base/cidr.ts';
import { by, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Route, RouteTable } from '../kinds/route-table.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import { tablesKnown } from '../mesh/use.ts';
import type { Routing } from '../routing/routing.ts';
import type { Topology } from '../topology/topology.ts';

/**
 * How the destination of a route lies to the peer's blocks.
 * - within: inside one of them
 * - broad: around some of them; what lies outside is dropped by the peering today
 * - dead: beside all of them; everything it matches is dropped
 */
export type Fit = 'within' | 'broad' | 'dead';

/** One route over a peering that is to go. */
export interface Move {
  readonly table: RouteTable;
  readonly route: Route;
  readonly peering: Ref;
  readonly vpc: Ref;
  readonly peer: Ref;
  readonly fit: Fit;
  /** Prefixes it stands for: its own, or the entries of its prefix list. */
  readonly prefixes: readonly Cidr[];
  /** The peer's addresses it leads to. */
  readonly reaches: readonly Cidr[];
}

export interface Scope {
  /** VPCs whose tables were all read, sorted. */
  readonly members: readonly Ref[];
  /** VPCs asked for that cannot be planned for: not collected, or their tables were not read. */
  readonly unknown: readonly Ref[];
  /** Active peerings between members, sorted by id. */
  readonly peerings: readonly VpcPeering[];
  /** Active peerings between a member and one of the unknown. */
  readonly left: readonly VpcPeering[];
  readonly moves: readonly Move[];
  /** Routes over these peerings by prefix lists whose entries were not read. */
  readonly unread: readonly { readonly peering: Ref; readonly table: Ref; readonly list: Ref }[];
}

/** The two VPCs of a peering, sorted. */
export const endsOf = ({ requester, accepter }: VpcPeering): readonly [Ref, Ref] => {
  const [a = '', b = a] = uniq([requester.vpc, accepter.vpc]);
  return [a, b];
};

/** Members that are VPCs of the topology, and everything between them. */
export function scopeOf(routing: Routing, asked: readonly Ref[]): Scope {
  const { topology } = routing;
  const known = (vpc: Ref) => topology.get('vpc', vpc) !== undefined && tablesKnown(topology, vpc);
  const members = uniq(asked.filter(known));
  const unknown = uniq(asked.filter((vpc) => !known(vpc)));
  const inside = new Set(members);
  const outside = new Set(unknown);
  const peerings = new Map<Ref, VpcPeering>();
  const left = new Map<Ref, VpcPeering>();
  for (const vpc of members) {
    for (const peering of topology.peeringsOf(vpc)) {
      if (peering.state !== 'active') continue;
      const far = topology.sidesOf(peering, vpc).far.vpc;
      if (inside.has(far)) peerings.set(peering.id, peering);
      else if (outside.has(far)) left.set(peering.id, peering);
    }
  }
  return {
    members,
    unknown,
    peerings: [...peerings.values()].sort(by((p) => p.id)),
    left: [...left.values()].sort(by((p) => p.id)),
    moves: members.flatMap((vpc) => movesOf(routing, vpc, peerings)),
    unread: members.flatMap((vpc) => unreadOf(topology, vpc, peerings)),
  };
}

function movesOf(routing: Routing, vpc: Ref, peerings: ReadonlyMap<Ref, VpcPeering>): Move[] {
  const { topology } = routing;
  const out: Move[] = [];
  for (const table of topology.tablesOf(vpc)) {
    for (const route of table.routes) {
      const peering = route.target.kind === 'vpc-peering' && peerings.get(route.target.id);
      if (!peering) continue;
      const { far } = topology.sidesOf(peering, vpc);
      const blocks = blocksOf(topology, far.vpc, far.cidrs);
      const prefixes = prefixesOf(topology, route);
      const reaches = prefixes.flatMap((prefix) => shared(prefix, blocks));
      const inside = prefixes.every((prefix) => blocks.some((block) => contains(block, prefix)));
      out.push({
        table,
        route,
        peering: peering.id,
        vpc,
        peer: far.vpc,
        fit: reaches.length === 0 ? 'dead' : inside ? 'within' : 'broad',
        prefixes,
        reaches,
      });
    }
  }
  return out;
}

function unreadOf(
  topology: Topology,
  vpc: Ref,
  peerings: ReadonlyMap<Ref, VpcPeering>,
): Scope['unread'] {
  return topology
    .tablesOf(vpc)
    .flatMap((table) =>
      table.routes.flatMap(({ prefixList: list, target }) =>
        list !== undefined &&
        peerings.has(target.id) &&
        topology.get('prefix-list', list)?.entries === undefined
          ? [{ peering: target.id, table: table.id, list }]
          : [],
      ),
    );
}

/** What its owner reports, and what the peering does. */
function blocksOf(topology: Topology, vpc: Ref, told: readonly Cidr[]): Cidr[] {
  return [
    ...new Map([...topology.cidrsOf(vpc), ...told].map((cidr) => [cidr.text, cidr])).values(),
  ];
}

/** What a route stands for: its own prefix, or the entries of its list as far as they were read. */
export function prefixesOf(topology: Topology, route: Route): readonly Cidr[] {
  if (route.cidr) return [route.cidr];
  const list = route.prefixList && topology.get('prefix-list', route.prefixList);
  return list ? (list.entries ?? []).map((entry) => entry.cidr) : [];
}

/** The addresses that a prefix shares with some blocks, block by block. */
const shared = (prefix: Cidr, blocks: readonly Cidr[]): Cidr[] =>
  blocks
    .filter((block) => overlaps(block, prefix))
    .map((block) => (contains(block, prefix) ? prefix : block));

/** Whom each member sends to over these peerings; every member has an entry. */
export function needsOf(scope: Scope): Map<Ref, Set<Ref>> {
  const needs = new Map(scope.members.map((vpc) => [vpc, new Set<Ref>()]));
  for (const move of scope.moves) if (move.fit !== 'dead') needs.get(move.vpc)!.add(move.peer);
  return needs;
}

/** An active route of the same table that would take what this one matches, if this one were gone. */
export const widerBehind = ({ table, route, prefixes }: Move): Route | undefined =>
  table.routes.find(
    (other) =>
      other !== route &&
      other.state === 'active' &&
      other.origin !== 'local' &&
      other.cidr !== undefined &&
      prefixes.some((p) => other.cidr!.length < p.length && contains(other.cidr!, p)),
  );
