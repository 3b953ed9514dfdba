/** Route tables of transit gateways as segments: whose attachments they serve, what they drop, and where the rest goes. */
import { type Cidr, type Ip, subtract } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { PrefixTrie } from '../../base/trie.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import { tablesInUse, tablesKnown } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { EffectiveTgwRoute } from '../../routing/tgw-routes.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Intent } from '../intent.ts';
import { type LiveVpcAttachment, liveVpcAttachments } from './sending.ts';
import { tgwLeg } from './tgw-leg.ts';
import { tgwTrie } from './tgw-tries.ts';

/** A table with the VPCs it serves. */
export interface SegmentTable {
  readonly table: TgwRouteTable;
  /** Attachments associated with it whose VPC is in an environment; at least one. */
  readonly members: readonly LiveVpcAttachment[];
  /** Their environments, in the order of the intent. */
  readonly environments: readonly string[];
}

/** Every table that serves a VPC of some environment, in order of ids. */
export function segmentTables(topology: Topology, intent: Intent): SegmentTable[] {
  const members = new Map<Ref, LiveVpcAttachment[]>();
  for (const attachment of liveVpcAttachments(topology)) {
    if (intent.of(attachment.vpc) === undefined) continue;
    for (const { table } of attachment.ends) {
      if (table === undefined || table === 'none') continue;
      const list = members.get(table);
      if (list) list.push(attachment);
      else members.set(table, [attachment]);
    }
  }
  return topology.all('tgw-route-table').flatMap((table) => {
    const own = members.get(table.id);
    if (!own) return [];
    const there = new Set(own.map(({ vpc }) => intent.of(vpc)));
    const environments = intent.environments
      .map(({ name }) => name)
      .filter((name) => there.has(name));
    return [{ table, members: own, environments }];
  });
}

/** Part of a block, and where a table sends it. */
export interface Lead {
  readonly cidr: Cidr;
  /** The route that takes it. */
  readonly route: EffectiveTgwRoute;
  /**
   * - dropped: by a blackhole route
   * - straight: to the VPC itself, over gateways only
   * - around: to another VPC that may send it back to a gateway, and from there to the VPC
   */
  readonly way: 'dropped' | 'straight' | 'around';
}

/** A block cut where routes of the table are more specific: pieces that each fare alike. */
function piecesOf(trie: PrefixTrie<EffectiveTgwRoute>, block: Cidr): Cidr[] {
  const inside = trie.inside(block).map((entry) => entry.cidr);
  const whole = inside.find((cidr) => cidr.length === block.length) ?? block;
  return [...new Set([whole, ...inside])].flatMap((cidr) => {
    const deeper = inside.filter((other) => other.length > cidr.length);
    return subtract(cidr, deeper);
  });
}

/**
 * Where a table sends what is meant for a block of a VPC, piece by piece; pieces that end elsewhere or nowhere are
 * left out. Undefined where something on the way was not read.
 */
export function leadsOf(
  routing: Routing,
  { table, members }: SegmentTable,
  vpc: Ref,
  block: Cidr,
): Lead[] | undefined {
  const out: Lead[] = [];
  const [member] = members;
  for (const cidr of piecesOf(tgwTrie(routing, table), block)) {
    const { route, unsure } = routing.decideTgw(table, cidr);
    if (unsure !== undefined) return undefined;
    if (!route) continue;
    if (route.targets.length === 0) {
      out.push({ cidr, route, way: 'dropped' });
      continue;
    }
    if (route.state !== 'active') continue;
    const way = wayTo(routing, member!, table.tgw, cidr, vpc);
    if (way === 'unknown') return undefined;
    if (way) out.push({ cidr, route, way });
  }
  return out;
}

/** How what a gateway takes from an attachment gets to a VPC; undefined where it does not. */
function wayTo(
  routing: Routing,
  from: Attachment,
  tgw: Ref,
  ip: Ip,
  vpc: Ref,
): 'straight' | 'around' | 'unknown' | undefined {
  const leg = tgwLeg(routing, from, tgw, ip);
  if (leg.end === 'unknown') return 'unknown';
  if (leg.attachments.some((a) => a.vpc === vpc)) return 'straight';
  for (const attachment of leg.attachments) {
    if (attachment.vpc === undefined || !sendsBack(routing, attachment.vpc, ip)) continue;
    const hub = attachment.ends[0]?.tgw ?? '';
    const next = tgwLeg(routing, attachment, hub, ip);
    if (next.end === 'unknown') return 'unknown';
    if (next.attachments.some((a) => a.vpc === vpc)) return 'around';
  }
  return undefined;
}

/** True unless no table that a VPC's subnets use sends an address to a gateway: what an inspection or egress VPC does. */
function sendsBack(routing: Routing, vpc: Ref, ip: Ip): boolean {
  const { topology } = routing;
  if (!tablesKnown(topology, vpc)) return true;
  return tablesInUse(topology, vpc).some((table) => {
    const { route, unsure } = routing.decide(table, ip);
    return unsure !== undefined || route?.target.kind === 'transit-gateway';
  });
}

/** `10.0.0.0/8 to egress (tgw-attach-…)` */
export const leadWords = (topology: Topology, { route }: Lead): string =>
  `${route.cidr.text} to ${route.targets.map((t) => topology.label(t.attachment)).join(', ')}`;
