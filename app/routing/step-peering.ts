/**
 * Crossing a VPC peering: only into the peer's own blocks, only while active.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
import type { Ref } from '../base/ref.ts';
import type { RouteTable, TargetKind } from '../kinds/route-table.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import { arrive } from './arrive.ts';
import { otherRoute, stuck } from './repair.ts';
import type { InSubnet, Position, Walker } from './walker.ts';

export function crossPeering(
  w: Walker,
  position: InSubnet,
  table: RouteTable,
  id: Ref,
): Position | undefined {
  const { subnet, nat } = position;
  w.hop({ id, kind: 'vpc-peering' });
  const peering = w.topology.get('vpc-peering', id);
  if (!peering) {
    return w.fail({
      outcome: 'cannot-tell',
      at: table.id,
      message: `${table.id} sends ${w.destination} over ${id}, which was not seen.`,
      change: 'Collect the peerings of its account and Region.',
      hidden: ['vpc-peering'],
    });
  }
  const { near, far } = w.topology.sidesOf(peering, subnet.vpc);
  if (near.vpc !== subnet.vpc) {
    return w.fail({
      outcome: 'cannot-tell',
      at: table.id,
      message: `${table.id} sends ${w.destination} over ${id}, which joins ${near.vpc} and ${far.vpc}, not ${subnet.vpc}.`,
      change: 'Collect again: AWS allows no such route.',
      hidden: ['vpc-peering', 'route-table'],
    });
  }
  // Replies to a NAT gateway come back over the peering without a route, unlike any other.
  // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
  if (nat) nat.peered = true;
  if (peering.state !== 'active') {
    w.fail({
      outcome: 'peering-inactive',
      at: id,
      message: `${id} is ${peering.state}: it carries nothing.`,
      change: whatToDo(peering),
    });
  }
  const blocks = far.cidrs.length > 0 ? far.cidrs : w.topology.cidrsOf(far.vpc);
  if (peering.state !== 'active' && blocks.length === 0) return undefined;
  if (blocks.length === 0) {
    return w.fail({
      outcome: 'cannot-tell',
      at: id,
      message: `The address ranges of ${far.vpc} behind ${id} are not known.`,
      change: `Collect account ${far.account}.`,
      hidden: ['vpc'],
    });
  }
  if (!w.view.inBlocks(blocks, w.goal.ip)) {
    return stuck(w, position, {
      outcome: 'not-transitive',
      at: id,
      message: `${id} leads to ${far.vpc} only, and ${w.destination} is not an address of it: ${edgeBehind(w, far.vpc) ?? 'a peering carries nothing further'}.`,
      change:
        otherRoute(w, position, table) ??
        `Give ${subnet.vpc} a way of its own to ${w.destination}: nothing behind ${far.vpc} can be used over a peering.`,
    });
  }
  if (!w.topology.get('vpc', far.vpc)) {
    w.cross(subnet, undefined);
    w.hop({ id: far.vpc, kind: 'vpc', note: 'Outside what was collected.' });
    const reason = `Enters ${far.vpc}, which is outside what was collected.`;
    // What comes back over the peering is in the VPC, and delivered there.
    const entry = { position: { at: 'gateway', gateway: id, vpc: subnet.vpc }, via: id } as const;
    return w.finish('exits', reason, { kind: 'peer', id: far.vpc }, [entry]);
  }
  return arrive(w, far.vpc, subnet);
}

/** https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
function whatToDo({ id, state, accepter }: VpcPeering): string {
  switch (state) {
    case 'pending-acceptance':
      return `Accept ${id} in account ${accepter.account}.`;
    case 'initiating-request':
    case 'provisioning':
      return `Wait until ${id} is made: that takes moments.`;
    default:
      return `Make a new peering in place of ${id}.`;
  }
}

const EDGES: Partial<Record<TargetKind, string>> = {
  'internet-gateway': 'the internet gateway',
  'egress-only-gateway': 'the egress-only internet gateway',
  'nat-gateway': 'the NAT gateway',
  'vpn-gateway': 'the virtual private gateway',
  'vpc-endpoint': 'the gateway endpoint',
  'vpc-peering': 'the peering',
  'transit-gateway': 'the transit gateway',
};

/** What the other VPC itself would use for the destination: edge-to-edge routing, which no peering does. */
function edgeBehind(w: Walker, vpc: Ref): string | undefined {
  for (const table of w.topology.tablesOf(vpc)) {
    const { route } = w.view.decide(table, w.goal.ip);
    const noun = route && route.state === 'active' ? EDGES[route.target.kind] : undefined;
    if (noun) return `${noun} ${route?.target.id} of ${vpc} cannot be used over a peering`;
  }
  return undefined;
}
