/** Which routes use a peering, table by table: the evidence behind every statement about peerings. */
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { EffectiveRoute } from '../routing/routes.ts';
import type { Routing } from '../routing/routing.ts';
import type { Topology } from '../topology/topology.ts';

/** A route over a peering, in a table of one of its VPCs. */
export interface PeeringRoute {
  readonly table: RouteTable;
  readonly route: EffectiveRoute;
  /** False where no subnet uses the table, so that the route carries nothing. */
  readonly inUse: boolean;
}

/** Routes over peerings, by peering: one entry for each VPC in whose tables they stand, seldom more than two. */
export type PeeringRoutes = ReadonlyMap<Ref, readonly (readonly [Ref, readonly PeeringRoute[]])[]>;

const cache = new WeakMap<Routing, PeeringRoutes>();

/** Every route whose target is a peering, in order of tables. Prefix lists count with each of their entries. */
export function peeringRoutes(routing: Routing): PeeringRoutes {
  const known = cache.get(routing);
  if (known) return known;
  const out = new Map<Ref, [Ref, PeeringRoute[]][]>();
  for (const table of routing.topology.all('route-table')) {
    if (!table.routes.some((r) => r.target.kind === 'vpc-peering')) continue;
    const inUse = isUsed(routing.topology, table);
    for (const route of routing.routesOf(table)) {
      if (route.target.kind !== 'vpc-peering') continue;
      const use = { table, route, inUse };
      const byVpc = out.get(route.target.id);
      const known = byVpc?.find(([vpc]) => vpc === table.vpc);
      if (known) known[1].push(use);
      else if (byVpc) byVpc.push([table.vpc, [use]]);
      else out.set(route.target.id, [[table.vpc, [use]]]);
    }
  }
  cache.set(routing, out);
  return out;
}

/** The routes of one VPC over one peering. */
export const routesOver = (routing: Routing, peering: Ref, vpc: Ref): readonly PeeringRoute[] =>
  peeringRoutes(routing)
    .get(peering)
    ?.find(([from]) => from === vpc)?.[1] ?? [];

/** True where subnets use the table, or where the VPC's subnets were not read and it cannot be told. */
export function isUsed(topology: Topology, table: RouteTable): boolean {
  if (table.associations.some((a) => a.subnet !== undefined)) return true;
  if (!table.main) return false;
  return topology.subnetsOf(table.vpc).length === 0 || topology.subnetsUsing(table).length > 0;
}

/** Tables of a VPC that its subnets use. */
export const tablesInUse = (topology: Topology, vpc: Ref): readonly RouteTable[] =>
  topology.tablesOf(vpc).filter((table) => isUsed(topology, table));

/**
 * True where every route table of a VPC was read, so that the absence of a route proves something. Tables that
 * Terraform manages are read, too: that there may be others keeps what is said from being sure.
 */
export const tablesKnown = (topology: Topology, vpc: Ref): boolean =>
  topology.tablesOf(vpc).length > 0 && topology.sawPart('route-table', topology.placeOf(vpc));

/** True where a table of the VPC names a prefix list whose entries were not read. */
export const hasUnknownLists = (topology: Topology, vpc: Ref): boolean =>
  topology
    .tablesOf(vpc)
    .some((table) =>
      table.routes.some(
        (r) => r.prefixList !== undefined && !topology.get('prefix-list', r.prefixList)?.entries,
      ),
    );
