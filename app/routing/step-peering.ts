/**
 * Crossing a VPC peering: only into the peer's own blocks, only while active.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { arrive, repairFrom } from './arrive.ts';
import type { Position, Walker } from './walker.ts';

export function crossPeering(
  w: Walker,
  subnet: Subnet,
  table: RouteTable,
  id: Ref,
): Position | undefined {
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
  const { far } = w.topology.sidesOf(peering, subnet.vpc);
  const last = w.nats.at(-1);
  if (last && last.ip === w.source) last.peered = true;
  if (peering.state !== 'active') {
    w.fail({
      outcome: 'peering-inactive',
      at: id,
      message: `${id} is ${peering.state}: it carries nothing.`,
      change:
        peering.state === 'pending-acceptance'
          ? `Accept ${id} in account ${peering.accepter.account}.`
          : `Make a new peering in place of ${id}.`,
    });
    if (!w.view.inBlocks(w.topology.cidrsOf(far.vpc), w.goal.ip)) return undefined;
  }
  const blocks = far.cidrs.length > 0 ? far.cidrs : w.topology.cidrsOf(far.vpc);
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
    return w.fail(
      {
        outcome: 'not-transitive',
        at: id,
        message: `${id} leads to ${far.vpc} only, and ${w.destination} is not an address of it: a peering carries nothing further.`,
        change: w.goal.vpc
          ? `Peer ${subnet.vpc} with ${w.goal.vpc} directly, or put both on a transit gateway.`
          : `Give ${subnet.vpc} a way of its own to ${w.destination}: nothing behind ${far.vpc} can be used over a peering.`,
      },
      repairFrom(w, subnet),
    );
  }
  if (!w.topology.get('vpc', far.vpc)) {
    w.hop({ id: far.vpc, kind: 'vpc', note: 'Outside what was collected.' });
    return w.finish('exits', `Enters ${far.vpc}, which is outside what was collected.`, {
      kind: 'peer',
      id: far.vpc,
    });
  }
  return arrive(w, far.vpc);
}
