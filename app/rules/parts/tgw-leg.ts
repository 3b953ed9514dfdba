/** Where a transit gateway takes a packet that a VPC hands it, and whether that gets it to where it should go. */
import type { Ip } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { landingsOf, middleboxFor } from './inspection.ts';
import { isLive } from './sending.ts';

export interface TgwLeg {
  /**
   * - attachments: where it leaves the gateways, the attachments that may get it (several are equal-cost paths)
   * - dropped: no association, no route, or a blackhole
   * - unknown: something on the way was not read
   */
  readonly end: 'attachments' | 'dropped' | 'unknown';
  /** Sorted; empty unless `end` is `attachments`. */
  readonly attachments: readonly Attachment[];
  /** Tables that were asked, in order. */
  readonly tables: readonly Ref[];
}

/** Gateway peerings followed before a loop is taken for one. */
const MOST_PEERINGS = 8;

/** The attachment by which a VPC can use a transit gateway. */
export const attachedTo = (topology: Topology, vpc: Ref, tgw: Ref): Attachment | undefined =>
  topology
    .attachmentsOf(vpc)
    .find((a) => a.vpc === vpc && isLive(a) && a.ends.some((e) => e.tgw === tgw));

/** Follows an address from an attachment through the tables of its gateway, and over peerings to others. */
export function tgwLeg(routing: Routing, from: Attachment, tgw: Ref, ip: Ip): TgwLeg {
  const { topology } = routing;
  const tables: Ref[] = [];
  const end = (how: TgwLeg['end'], attachments: readonly Attachment[] = []): TgwLeg => ({
    end: how,
    attachments,
    tables,
  });
  let at = { attachment: from, tgw };
  for (let hop = 0; hop <= MOST_PEERINGS; hop++) {
    const id = at.attachment.ends.find((e) => e.tgw === at.tgw)?.table;
    if (id === 'none') return end('dropped');
    const table = id === undefined ? undefined : topology.get('tgw-route-table', id);
    if (!table) return end('unknown');
    tables.push(table.id);
    const { route, unsure } = routing.decideTgw(table, ip);
    if (unsure !== undefined) return end('unknown');
    if (route?.state !== 'active' || route.targets.length === 0) return end('dropped');
    const targets = route.targets.map((t) => topology.attachment(t.attachment));
    if (!targets.every((target) => target !== undefined)) return end('unknown');
    const next = targets.find((target) => target.type === 'peering');
    if (!next) return end('attachments', targets);
    const far = next.ends.find((e) => e.tgw !== at.tgw);
    if (!far) return end('unknown');
    at = { attachment: next, tgw: far.tgw };
  }
  return end('dropped');
}

/**
 * How a transit gateway carries an address of one VPC from another:
 * - direct: to it
 * - inspected: to a VPC that hands it to a firewall
 * - unknown: into something that was not read
 * - lost: nowhere that leads to it
 */
export type Carried = 'direct' | 'inspected' | 'unknown' | 'lost';

export interface Carriage {
  readonly how: Carried;
  /** VPC of the firewall, where it passes one. */
  readonly inspector: Ref | undefined;
}

/** How a gateway carries an address of a VPC that is handed to it over an attachment. */
export function carriage(routing: Routing, from: Attachment, tgw: Ref, ip: Ip, to: Ref): Carriage {
  const leg = tgwLeg(routing, from, tgw, ip);
  if (leg.end === 'unknown') return { how: 'unknown', inspector: undefined };
  const home = leg.attachments.find((a) => a.vpc === to);
  // An attachment carries IPv6 only where that is turned on; tgw-ipv6-support-off tells of it.
  const barred = ip.family === 6 && [from, home].some((a) => a?.vpcView?.ipv6 === false);
  if (barred) return { how: 'lost', inspector: undefined };
  if (home) return { how: 'direct', inspector: undefined };
  let doubtful = false;
  for (const a of leg.attachments) {
    const passed = landingsOf(routing.topology, a).flatMap(
      ({ table }) => middleboxFor(routing, table, ip) ?? [],
    );
    // An interface may be a firewall, or a NAT instance on the way to the internet.
    const sure =
      a.type === 'network-function' ||
      passed.some((id) => id.startsWith('vpce-')) ||
      (passed.length > 0 && a.vpcView?.applianceMode === true);
    if (sure) return { how: 'inspected', inspector: a.vpc ?? a.id };
    // What lies behind a VPN or Connect attachment may send it back, and so may a VPC that was not read.
    const read = a.subnets?.every((id) => routing.topology.get('subnet', id)) ?? false;
    if (passed.length > 0 || a.type !== 'vpc' || !read) doubtful = true;
  }
  return { how: doubtful ? 'unknown' : 'lost', inspector: undefined };
}

/** True where a gateway takes the packets of one VPC for an address straight to another. */
export function leadsTo(routing: Routing, from: Ref, tgw: Ref, ip: Ip, to: Ref): boolean {
  const attachment = attachedTo(routing.topology, from, tgw);
  return attachment !== undefined && carriage(routing, attachment, tgw, ip, to).how === 'direct';
}
