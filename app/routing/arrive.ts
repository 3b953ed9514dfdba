/** The end of a walk inside a VPC, and how a flow could go on if a missing route were there. */
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Attachment } from '../topology/attachments.ts';
import type { Position, Walker } from './walker.ts';

/**
 * Delivers inside a VPC, if a subnet holds the address and it is the one that was meant. `from`: the subnet it is in,
 * or `gateway` where it comes into the VPC by one; undefined where that is not known.
 */
export function arrive(
  w: Walker,
  vpc: Ref,
  from: Subnet | 'gateway' | undefined,
): Position | undefined {
  const subnet = w.view.subnetIn(vpc, w.goal.ip);
  if (!subnet) {
    const seen = w.topology.saw('subnet', w.topology.placeOf(vpc));
    return w.fail(
      seen
        ? {
            outcome: 'no-route',
            at: vpc,
            message: `${w.destination} lies in ${vpc}, but in none of its subnets.`,
            change: `Use an address of a subnet of ${vpc}.`,
          }
        : {
            outcome: 'cannot-tell',
            at: vpc,
            message: `The subnets of ${vpc} were not all read.`,
            change: 'Collect the subnets of its account and Region.',
            hidden: ['subnet'],
          },
    );
  }
  if (from) w.cross(from === 'gateway' ? undefined : from, subnet);
  if (from === 'gateway' || subnet.id !== from?.id) w.hop({ id: subnet.id, kind: 'subnet' });
  if (w.goal.subnet && w.goal.subnet !== subnet.id) {
    return w.fail({
      outcome: 'no-route',
      at: subnet.id,
      message: `${w.destination} is delivered to ${subnet.id} in ${vpc}, not to ${w.goal.subnet}: their address ranges overlap.`,
      change: `Renumber ${vpc} or ${w.goal.vpc ?? 'the destination'}, or translate addresses between them.`,
    });
  }
  if (!w.ended) w.arrival = subnet;
  return w.finish('delivered', `Delivered to ${subnet.id}.`);
}

/** Links that would carry the flow from a VPC to where it is meant to go, best first. */
function linkTo(
  w: Walker,
  vpc: Ref,
): { readonly peering: Ref } | { readonly tgw: Ref; readonly attachment: Attachment } | undefined {
  const goal = w.goal.vpc;
  if (!goal || goal === vpc) return undefined;
  const peering = w.topology
    .peeringsOf(vpc)
    .find((p) => p.state === 'active' && w.topology.sidesOf(p, vpc).far.vpc === goal);
  if (peering) return { peering: peering.id };
  const mine = w.topology.attachmentsOf(vpc).filter((a) => a.state === 'available');
  const theirs = new Set(w.topology.attachmentsOf(goal).flatMap((a) => a.ends.map((e) => e.tgw)));
  const shared = mine.find((a) => a.ends.some((e) => theirs.has(e.tgw))) ?? mine[0];
  return shared?.ends[0] ? { tgw: shared.ends[0].tgw, attachment: shared } : undefined;
}

/** Where the walk would go on if the subnet's table had a good route; undefined where nothing links the two. */
export function repairFrom(w: Walker, subnet: Subnet): Position | undefined {
  const link = linkTo(w, subnet.vpc);
  if (!link) return undefined;
  // A peering delivers straight into the other VPC: nothing further can stand in the way.
  if ('peering' in link) return undefined;
  return { at: 'tgw', tgw: link.tgw, arrived: link.attachment, zone: subnet.zoneId };
}

/** The failure "no route", with the route that would have to be there. */
export function missingRoute(
  w: Walker,
  subnet: Subnet,
  table: RouteTable,
  internet?: Ref,
): { outcome: 'no-route'; at: Ref; message: string; change: string } {
  const link = linkTo(w, subnet.vpc);
  const to = w.goal.vpc
    ? w.topology.cidrsOf(w.goal.vpc).find((c) => w.view.inBlocks([c], w.goal.ip))?.text
    : undefined;
  const target = link ? ('peering' in link ? link.peering : link.tgw) : undefined;
  const message = internet
    ? `Only a route to the internet gateway ${internet} matches ${w.destination} in ${table.id}, and the internet does not carry private addresses.`
    : `${table.id} (used by ${subnet.id}) has no route for ${w.destination}.`;
  const change = target
    ? `Add a route for ${to ?? w.destination} to ${target} in ${table.id}.`
    : w.goal.vpc
      ? `${subnet.vpc} and ${w.goal.vpc} share no active peering or transit gateway: connect them, then route ${to ?? w.destination} in ${table.id}.`
      : `Add a route for ${w.destination} in ${table.id}.`;
  return { outcome: 'no-route', at: table.id, message, change };
}

/** The failure of a route whose target cannot be followed. */
export const unknownTarget = (w: Walker, table: RouteTable, id: Ref, why: string): undefined => {
  w.hop({ id: id || table.id, kind: 'unknown' });
  w.fail({
    outcome: 'cannot-tell',
    at: table.id,
    message: `${table.id} sends ${w.destination} to ${id || 'an unknown target'}: ${why}.`,
    change: 'Follow the flow by hand from there.',
  });
  return undefined;
};
