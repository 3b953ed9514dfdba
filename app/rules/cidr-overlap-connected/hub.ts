/** Overlaps among the VPCs of one transit gateway, where a route table leads addresses of one to another. */
import { type Cidr, contains, firstHost, overlaps } from '../../base/cidr.ts';
import { append, byText, groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { PrefixTrie } from '../../base/trie.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Routing } from '../../routing/routing.ts';
import type { EffectiveTgwRoute } from '../../routing/tgw-routes.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { isForAttachment } from '../parts/attachment-subnets.ts';
import { type Block, overlapClusters } from '../parts/overlap-clusters.ts';
import { POD_RANGE } from '../../topology/pods.ts';

/** Addresses of a VPC that a table does not lead to it, because of the overlap. */
export interface Loss {
  readonly table: Ref;
  readonly vpc: Ref;
  readonly cidr: string;
  /** Who gets them all; undefined where nobody does: they have no route. */
  readonly winner: Ref | undefined;
}

export interface HubOverlap {
  readonly tgw: Ref;
  readonly vpcs: readonly Ref[];
  readonly cidrs: readonly string[];
  readonly attachments: readonly Ref[];
  /** Tables where addresses are lost, or where it cannot be told whose. */
  readonly tables: readonly Ref[];
  /** Sorted by table, VPC and addresses; empty where the routes do not tell who loses. */
  readonly losses: readonly Loss[];
}

type VpcAttachment = Attachment & { readonly vpc: Ref };

interface Known {
  readonly topology: Topology;
  readonly routing: Routing;
}

export function hubOverlaps(topology: Topology, routing: Routing): HubOverlap[] {
  const known = { topology, routing };
  return topology.all('transit-gateway').flatMap(({ id }) => ofGateway(known, id));
}

interface Cluster {
  readonly vpcs: readonly Ref[];
  readonly cidrs: Set<string>;
  readonly tables: Ref[];
  readonly losses: Loss[];
}

function ofGateway(known: Known, tgw: Ref): HubOverlap[] {
  const { topology, routing } = known;
  const attached = topology
    .attachmentsOf(tgw)
    .filter((a): a is VpcAttachment => a.vpc !== undefined && a.state === 'available');
  // Nearly every gateway ends here; only then are routes worth expanding.
  const all = attached.flatMap(({ vpc }) => topology.cidrsOf(vpc).map((cidr) => ({ vpc, cidr })));
  if (overlapClusters(all).length === 0) return [];
  const tables = topology.tgwTablesOf(tgw);
  const routes = new Map(tables.map((t) => [t.id, routing.tgwRoutesOf(t).routes]));
  const pods = routedPods([...routes.values()].flat());
  const blocks = attached.flatMap(({ vpc }) => blocksOf(topology, pods, vpc));
  const suspects = new Set(overlapClusters(blocks).flatMap((cluster) => cluster.vpcs));
  if (suspects.size === 0) return [];

  // Only those that some table leads to together can get in each other's way.
  const found = new Map<string, Cluster>();
  for (const table of tables) {
    const present = leadsTo(table);
    const here = new Map(
      attached.filter((a) => present.has(a.id) && suspects.has(a.vpc)).map((a) => [a.vpc, a]),
    );
    const local = [...here.keys()].flatMap((vpc) => blocksOf(topology, pods, vpc));
    for (const { vpcs, cidrs } of overlapClusters(local)) {
      const members = vpcs.map((vpc) => here.get(vpc)!);
      const losses = lossesIn(known, table, routes.get(table.id) ?? [], members, local);
      if (losses?.length === 0) continue;
      const key = vpcs.join('\n');
      const entry = found.get(key) ?? { vpcs, cidrs: new Set<string>(), tables: [], losses: [] };
      found.set(key, entry);
      for (const cidr of cidrs) entry.cidrs.add(cidr);
      entry.tables.push(table.id);
      entry.losses.push(...(losses ?? []));
    }
  }
  return merged([...found.values()])
    .map(({ vpcs, cidrs, tables, losses }) => ({
      tgw,
      vpcs,
      cidrs: uniq(cidrs),
      attachments: attached.filter((a) => vpcs.includes(a.vpc)).map((a) => a.id),
      tables: uniq(tables),
      losses: [...losses].sort((a, b) => byText(sortKey(a), sortKey(b))),
    }))
    .sort((a, b) => byText(a.vpcs.join(), b.vpcs.join()));
}

const sortKey = ({ table, vpc, cidr }: Loss): string => [table, vpc, cidr].join('\n');

/** A cluster that is part of a larger one is told with it. */
function merged(clusters: readonly Cluster[]): Cluster[] {
  const whole: Cluster[] = [];
  for (const cluster of [...clusters].sort((a, b) => b.vpcs.length - a.vpcs.length)) {
    const larger = whole.find((w) => cluster.vpcs.every((vpc) => w.vpcs.includes(vpc)));
    if (larger) {
      larger.tables.push(...cluster.tables);
      larger.losses.push(...cluster.losses);
    } else whole.push(cluster);
  }
  return whole;
}

/** Attachments that a table propagates from, or has routes or prefix list references to. */
const leadsTo = (table: TgwRouteTable): ReadonlySet<Ref> =>
  new Set([
    ...propagating(table),
    ...[...(table.routes ?? []), ...table.listRoutes].flatMap((r) =>
      r.targets.map((t) => t.attachment),
    ),
  ]);

const propagating = (table: TgwRouteTable): Ref[] =>
  (table.propagations ?? [])
    .filter((p) => p.state === 'enabled' || p.state === 'enabling')
    .map((p) => p.attachment);

/** Addresses of overlapping VPCs that a table leads elsewhere; undefined where its routes do not tell. */
function lossesIn(
  { topology, routing }: Known,
  table: TgwRouteTable,
  routes: readonly EffectiveTgwRoute[],
  members: readonly VpcAttachment[],
  blocks: readonly Block[],
): Loss[] | undefined {
  const rivals = new Set(members.map((a) => a.vpc));
  const propagated = new Set(propagating(table));
  const blocksBy = groupBy(blocks, (block) => block.vpc);
  const trie = new PrefixTrie<Ref>();
  for (const { vpc, cidr } of blocks) if (rivals.has(vpc)) trie.add(cidr, vpc);
  const won = new Map<Ref, Cidr[]>();
  for (const { cidr, targets } of routes) for (const t of targets) append(won, t.attachment, cidr);

  const out: Loss[] = [];
  let untold = false;
  for (const member of members) {
    const { vpc } = member;
    const disputed = (blocksBy.get(vpc) ?? [])
      .map(({ cidr }) => cidr)
      .filter((cidr) => trie.overlapping(cidr).some((e) => e.values.some((v) => v !== vpc)));
    for (const range of rangesIn(topology, member, disputed)) {
      const { route, unsure } = routing.decideTgw(table, firstHost(range));
      if (unsure !== undefined) {
        untold = true;
        continue;
      }
      if (route?.targets.some((t) => t.attachment === member.id)) continue;
      // Where no subnet was read, they may stand just where the VPC's own routes lead.
      const unread = disputed.includes(range);
      if (unread && won.get(member.id)?.some((cidr) => overlaps(cidr, range))) continue;
      const rival = route?.targets.find((t) => rivals.has(t.resource))?.resource;
      // Dropped, or led to somebody outside the overlap, or never led to the VPC at all: that is no matter of the overlap.
      if (rival === undefined && (route || !propagated.has(member.id))) continue;
      const winner = route && contains(route.cidr, range) ? rival : undefined;
      out.push({ table: table.id, vpc, cidr: range.text, winner });
    }
  }
  return out.length === 0 && untold ? undefined : out;
}

/** The subnets of a VPC in some of its blocks; the blocks themselves where no subnet was read. */
function rangesIn(
  topology: Topology,
  member: VpcAttachment,
  blocks: readonly Cidr[],
): readonly Cidr[] {
  const subnets = topology.subnetsOf(member.vpc);
  if (subnets.length === 0) return blocks;
  return subnets
    .filter((subnet) => !isForAttachment(topology, subnet, member))
    .flatMap((subnet) => subnet.cidrs)
    .filter((cidr) => blocks.some((block) => contains(block, cidr)));
}

/** Blocks of a VPC without pod ranges that nobody routes. */
const blocksOf = (topology: Topology, pods: ReadonlySet<Ref>, vpc: Ref): Block[] =>
  topology
    .cidrsOf(vpc)
    .filter((cidr, i) => i === 0 || !contains(POD_RANGE, cidr) || pods.has(vpc))
    .map((cidr) => ({ vpc, cidr }));

/** VPCs to which somebody routes pod addresses by hand, so that they are meant to be reached. */
const routedPods = (routes: readonly EffectiveTgwRoute[]): ReadonlySet<Ref> =>
  new Set(
    routes
      .filter((r) => r.origin !== 'propagated' && contains(POD_RANGE, r.cidr))
      .flatMap((r) => r.targets.map((t) => t.resource)),
  );
