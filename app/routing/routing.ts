/** The routing stage as later stages see it: one object per topology, answers kept once computed. */
import type { Ref } from '../base/ref.ts';
import type { Ip } from '../base/cidr.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import type { Topology } from '../topology/topology.ts';
import type { Trace } from './outcome.ts';
import type { Middleboxes } from './walker.ts';
import type { EffectiveRoute, Decision } from './routes.ts';
import type { TgwDecision, TgwTableRoutes } from './tgw-routes.ts';
import type { Reach } from './reach.ts';
import type { Edit } from './edit.ts';

/**
 * A subnet (its first usable host stands for it, unless that is nobody and all hosts there fare otherwise), a subnet and an address in it, an address, or a VPC: then the
 * pair of subnets that gets farthest stands for it, and the answer says how all of them fare.
 */
export interface TraceEndQuery {
  readonly vpc?: Ref;
  readonly subnet?: Ref;
  readonly ip?: string;
}

export interface TraceQuery {
  readonly from: TraceEndQuery;
  readonly to: TraceEndQuery;
  readonly protocol?: string;
  /** Destination port of TCP or UDP; without a protocol, TCP is meant. */
  readonly port?: number;
  /** What to take for granted of an appliance that is a next hop; it forwards unless told otherwise. */
  readonly middleboxes?: Middleboxes;
}

export interface Routing {
  readonly topology: Topology;
  /** Routes of a VPC table with prefix lists expanded, in table order. */
  routesOf(table: RouteTable): readonly EffectiveRoute[];
  /** Routes of a transit gateway table with prefix lists expanded, and whether that is all of them. */
  tgwRoutesOf(table: TgwRouteTable): TgwTableRoutes;
  /** The route that wins for an address in a VPC table. */
  decide(table: RouteTable, ip: Ip): Decision;
  /** The route that wins for an address in a transit gateway table. */
  decideTgw(table: TgwRouteTable, ip: Ip): TgwDecision;
  /** Throws RangeError, with a sentence for the user, where an end cannot be placed or no packet is so. */
  trace(query: TraceQuery): Trace;
  /** All-pairs reachability between VPCs. */
  reach(): Reach;
  /**
   * The routing after some edits; this one stays as it is. Only what the edits can change is worked out again.
   * Throws EditError for an edit that names something that is not there.
   */
  whatIf(edits: readonly Edit[]): Routing;
}
