/** How a flow could go on if a missing route were there: what to advise, and where to look for further blockers. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Attachment } from '../topology/attachments.ts';
import { arrive } from './arrive.ts';
import type { EffectiveRoute } from './routes.ts';
import { enterTgw } from './step-tgw.ts';
import type { Failure, InSubnet, Position, Walker } from './walker.ts';

/** Where a flow got stuck: in a subnet whose table leads nowhere. */
type Stuck = Pick<InSubnet, 'subnet' | 'foreign' | 'from'>;

/** Links that would carry the flow from a VPC to where it is meant to go, best first. */
function linkTo(
  w: Walker,
  { subnet: { vpc }, foreign }: Stuck,
): { readonly peering: Ref } | { readonly tgw: Ref; readonly attachment: Attachment } | undefined {
  const goal = w.goal.vpc;
  if (!goal || goal === vpc) return undefined;
  // What came into the VPC from outside cannot go on over a peering of it.
  const peering = w.topology
    .peeringsOf(vpc)
    .find((p) => !foreign && p.state === 'active' && w.topology.sidesOf(p, vpc).far.vpc === goal);
  if (peering) return { peering: peering.id };
  const mine = w.topology.attachmentsOf(vpc).filter((a) => a.state === 'available');
  const theirs = new Set(w.topology.attachmentsOf(goal).flatMap((a) => a.ends.map((e) => e.tgw)));
  const shared = mine.find((a) => a.ends.some((e) => theirs.has(e.tgw))) ?? mine[0];
  return shared?.ends[0] ? { tgw: shared.ends[0].tgw, attachment: shared } : undefined;
}

/** Notes what the flow is stuck at, and goes on as if the subnet's table had a good route, where a link is there. */
export function stuck(w: Walker, at: Stuck, failure: Failure): Position | undefined {
  w.fail(failure);
  const { subnet } = at;
  const link = linkTo(w, at);
  if (!link) {
    // Whatever joins them will be outside the subnet; what came out of a transit gateway there may turn back in it.
    if (at.from === undefined) w.cross(subnet, undefined);
    return undefined;
  }
  if ('peering' in link) {
    w.hop({ id: link.peering, kind: 'vpc-peering' });
    return arrive(w, w.goal.vpc!, subnet);
  }
  return enterTgw(w, at, w.topology.tableOf(subnet) ?? subnet, link.tgw);
}

const targetFor = (w: Walker, at: Stuck): Ref | undefined => {
  const link = linkTo(w, at);
  return link && ('peering' in link ? link.peering : link.tgw);
};

/** The block of the VPC meant that holds the destination. */
const goalBlock = (w: Walker): Cidr | undefined =>
  w.goal.vpc === undefined
    ? undefined
    : w.topology.cidrsOf(w.goal.vpc).find((c) => w.view.inBlocks([c], w.goal.ip));

/** What to do about a route that leads elsewhere than to the VPC meant; undefined where none is. */
export function otherRoute(w: Walker, at: Stuck, table: RouteTable): string | undefined {
  const block = goalBlock(w);
  if (!block) return undefined;
  const target = targetFor(w, at);
  const { route } = w.view.decide(table, w.goal.ip);
  const { moved, prefix } = overruling(route, block);
  if (!target) {
    const then = moved ? `re-point the route ${moved}` : `route ${prefix}`;
    return `Peer ${at.subnet.vpc} with ${w.goal.vpc} directly, or put both on a transit gateway, and ${then} in ${table.id}.`;
  }
  return moved
    ? `Re-point the route ${moved} in ${table.id} to ${target}.`
    : `Add a route for ${prefix} to ${target} in ${table.id}.`;
}

/**
 * What takes a block from a route: another for the whole block wins over a wider one, and needs the place of one as long
 * or longer. A prefix list may hold what goes the right way, and nobody can re-point a propagated route: they stay as
 * they are, for a static route of the same prefix wins over both.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
function overruling(
  route: EffectiveRoute | undefined,
  block: Cidr,
): { readonly moved: string | undefined; readonly prefix: string } {
  if (!route || route.cidr.length < block.length) return { moved: undefined, prefix: block.text };
  return isOverruled(route)
    ? { moved: undefined, prefix: route.cidr.text }
    : { moved: route.destination, prefix: block.text };
}

/** True where a static route of the same prefix wins. */
const isOverruled = ({ origin }: EffectiveRoute): boolean =>
  origin !== 'static' && origin !== 'local';

/** What to do about a route of a VPC table that drops a flow. */
export function deadRoute(table: RouteTable, route: EffectiveRoute): string {
  const { origin, cidr, destination } = route;
  if (isOverruled(route) && origin !== 'prefix-list')
    return `Add a static route for ${cidr.text} in ${table.id}: it wins over the ${origin} one.`;
  return origin === 'prefix-list'
    ? `Add a route for ${cidr.text}, which ${destination} holds, in ${table.id}, or re-point the route ${destination}, all of whose prefixes are dropped.`
    : `Re-point or delete the route ${destination} in ${table.id}.`;
}

/** The failure "no route", with the route that would have to be there. */
export function missingRoute(
  w: Walker,
  at: Stuck,
  table: RouteTable,
  internet?: Ref,
): { outcome: 'no-route'; at: Ref; message: string; change: string } {
  const { subnet } = at;
  const target = targetFor(w, at);
  const to = goalBlock(w)?.text;
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
