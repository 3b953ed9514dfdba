/** Overlaps among the VPCs of one transit gateway that meet in a route table. */
import { contains } from '../../base/cidr.ts';
import { byText, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { POD_RANGE } from '../parts/pods.ts';
import { type Block, overlapClusters } from './clusters.ts';

export interface HubOverlap {
  readonly tgw: Ref;
  readonly vpcs: readonly Ref[];
  readonly cidrs: readonly string[];
  readonly attachments: readonly Ref[];
  /** Tables that lead to two or more of them. */
  readonly tables: readonly Ref[];
}

export function hubOverlaps(topology: Topology): HubOverlap[] {
  return topology.all('transit-gateway').flatMap(({ id }) => ofGateway(topology, id));
}

function ofGateway(topology: Topology, tgw: Ref): HubOverlap[] {
  const attached = topology
    .attachmentsOf(tgw)
    .filter((a) => a.vpc !== undefined && a.state === 'available') as (Attachment & { vpc: Ref })[];
  const blocks = attached.flatMap(({ vpc }) => blocksOf(topology, tgw, vpc));
  const suspects = new Set(overlapClusters(blocks).flatMap((cluster) => cluster.vpcs));
  if (suspects.size === 0) return [];

  // Only those that some table leads to together can get in each other's way.
  const found = new Map<string, { vpcs: readonly Ref[]; cidrs: Set<string>; tables: Ref[] }>();
  for (const table of topology.tgwTablesOf(tgw)) {
    const present = new Set([
      ...(table.propagations ?? [])
        .filter((p) => p.state === 'enabled' || p.state === 'enabling')
        .map((p) => p.attachment),
      ...[...(table.routes ?? []), ...table.listRoutes].flatMap((r) =>
        r.targets.map((t) => t.attachment),
      ),
    ]);
    const here = attached.filter((a) => present.has(a.id) && suspects.has(a.vpc));
    const local = here.flatMap(({ vpc }) => blocksOf(topology, tgw, vpc));
    for (const { vpcs, cidrs } of overlapClusters(local)) {
      const key = vpcs.join('\n');
      const entry = found.get(key) ?? { vpcs, cidrs: new Set<string>(), tables: [] };
      found.set(key, entry);
      for (const cidr of cidrs) entry.cidrs.add(cidr);
      entry.tables.push(table.id);
    }
  }
  // A table that leads to fewer of a cluster says nothing new.
  const clusters = [...found.values()].sort((a, b) => b.vpcs.length - a.vpcs.length);
  const whole: typeof clusters = [];
  for (const cluster of clusters) {
    const larger = whole.find((w) => cluster.vpcs.every((vpc) => w.vpcs.includes(vpc)));
    if (larger) larger.tables.push(...cluster.tables);
    else whole.push(cluster);
  }
  return whole
    .map(({ vpcs, cidrs, tables }) => ({
      tgw,
      vpcs,
      cidrs: uniq(cidrs),
      attachments: attached.filter((a) => vpcs.includes(a.vpc)).map((a) => a.id),
      tables: uniq(tables),
    }))
    .sort((a, b) => byText(a.vpcs.join(), b.vpcs.join()));
}

function blocksOf(topology: Topology, tgw: Ref, vpc: Ref): Block[] {
  return topology
    .cidrsOf(vpc)
    .filter((cidr, i) => i === 0 || !contains(POD_RANGE, cidr) || routed(topology, tgw, vpc))
    .map((cidr) => ({ vpc, cidr }));
}

/** True where somebody made a static route for pod addresses to the VPC, so that they are meant to be reached. */
function routed(topology: Topology, tgw: Ref, vpc: Ref): boolean {
  return topology
    .tgwTablesOf(tgw)
    .some((table) =>
      (table.routes ?? []).some(
        (r) =>
          r.type === 'static' &&
          contains(POD_RANGE, r.cidr) &&
          r.targets.some((t) => t.resource === vpc),
      ),
    );
}
