/** VPCs that a transit gateway sends other VPCs' traffic to, in fewer zones than those are attached in. */
import { contains } from '../../base/cidr.ts';
import { by, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive, type LiveVpcAttachment, liveVpcAttachments } from '../parts/sending.ts';
import { isAvailabilityZone } from '../../topology/zones.ts';
import { partCoverages } from '../parts/zones.ts';

export interface Served {
  readonly tgw: Ref;
  /** Of the VPC that inspects, or leads out. */
  readonly attachment: LiveVpcAttachment;
  /** Zones it is attached in, sorted. */
  readonly zones: readonly string[];
  /** VPCs whose traffic is sent to it, sorted. */
  readonly spokes: readonly Ref[];
  /** Zones those are attached in, and those of them that it is not. */
  readonly used: readonly string[];
  readonly missing: readonly string[];
}

/** In order of attachments. */
export function servedFromFewer(topology: Topology): readonly Served[] {
  const tables = topology.all('tgw-route-table').flatMap((table) => {
    const through = throughways(topology, table);
    return through.size > 0 ? [{ table, through }] : [];
  });
  if (tables.length === 0) return [];
  const live = new Map(liveVpcAttachments(topology).map((a) => [a.id, a]));
  // Where the VPC itself has subnets in other zones, tgw-attachment-single-az and -missing-az ask for the same.
  const told = new Set(partCoverages(topology).map(({ attachment }) => attachment.id));
  const serving = new Map<Ref, Set<Ref>>();
  for (const { table, through } of tables) {
    for (const id of through) {
      if (!live.has(id) || told.has(id)) continue;
      const spokes = serving.get(id) ?? new Set<Ref>();
      serving.set(id, spokes);
      for (const { attachment: spoke } of table.associations ?? [])
        if (spoke !== id && live.has(spoke)) spokes.add(spoke);
    }
  }
  const out: Served[] = [];
  for (const [id, attached] of [...serving].sort(by(([id]) => id))) {
    const attachment = live.get(id)!;
    const zones = zonesAt(topology, attachment);
    const spokes = [...attached].flatMap((spoke) => live.get(spoke) ?? []);
    const used = uniq(spokes.flatMap((spoke) => zonesAt(topology, spoke) ?? []));
    if (!zones?.length || used.length < 2) continue;
    const missing = used.filter((zone) => !zones.includes(zone));
    if (missing.length === 0) continue;
    const vpcs = uniq(spokes.map((spoke) => spoke.vpc));
    const tgw = attachment.ends[0]?.tgw ?? '';
    out.push({ tgw, attachment, zones, spokes: vpcs, used, missing });
  }
  return out;
}

/** VPC attachments that static routes of a table lead to for addresses that are not their VPC's own. */
function throughways(topology: Topology, table: TgwRouteTable): ReadonlySet<Ref> {
  const out = new Set<Ref>();
  for (const { cidr, type, state, targets } of table.routes ?? []) {
    if (type !== 'static' || state !== 'active') continue;
    for (const target of targets) {
      if (target.type !== 'vpc' || out.has(target.attachment)) continue;
      const attachment = topology.attachment(target.attachment);
      if (!attachment?.vpc || !isLive(attachment)) continue;
      const own = topology.cidrsOf(attachment.vpc);
      if (own.length > 0 && !own.some((block) => contains(block, cidr))) out.add(attachment.id);
    }
  }
  return out;
}

/**
 * Zones an attachment stands in, by the id that is the same in every account; undefined where some are not known so.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/sharing-azs.html
 */
function zonesAt(topology: Topology, { subnets }: LiveVpcAttachment): string[] | undefined {
  const own = subnets?.map((id) => topology.get('subnet', id));
  const known = (subnet: Subnet | undefined): subnet is Subnet =>
    subnet !== undefined && isAvailabilityZone(subnet) && subnet.zoneId !== subnet.zone;
  return own?.every(known) ? uniq(own.map((subnet) => subnet.zoneId)) : undefined;
}
