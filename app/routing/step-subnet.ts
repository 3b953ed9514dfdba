/** One step out of a subnet: its route table decides, and the target of the route is entered. */
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import { inactivePeering } from '../topology/inactive.ts';
import { arrive, unknownTarget } from './arrive.ts';
import { passes } from './foreign.ts';
import { LIVE } from './carrying.ts';
import { attachmentOn } from './onto-tgw.ts';
import type { HopRoute } from './outcome.ts';
import { blockedOut } from './public-access.ts';
import { deadRoute, missingRoute, stuck } from './repair.ts';
import type { Decision, EffectiveRoute } from './routes.ts';
import { enterCoreNetwork } from './step-core-network.ts';
import { endpoint, middlebox } from './step-appliance.ts';
import { leaveByVpn, leaveToInternet } from './step-gateway.ts';
import { translate } from './step-nat.ts';
import { crossPeering } from './step-peering.ts';
import { special } from './step-special.ts';
import { enterTgw } from './step-tgw.ts';
import type { InSubnet, Position, Walker } from './walker.ts';

/** A table says which list, not which of its entries: that is what the other routes were held against. */
const matched = ({ destination, cidr, origin }: EffectiveRoute) => ({
  destination,
  ...(origin === 'prefix-list' && { entry: cidr.text }),
});

export const hopRoute = (table: RouteTable, { route, beat }: Decision): HopRoute | undefined =>
  route && {
    table: table.id,
    ...matched(route),
    target: route.target.id,
    origin: route.origin,
    state: route.state,
    beat: beat.map((b) => ({
      ...matched(b.route),
      target: b.route.target.id,
      why: b.why,
    })),
  };

export function stepSubnet(w: Walker, position: InSubnet): Position | undefined {
  const { subnet } = position;
  if (special(w, position)) return undefined;
  const table = w.topology.tableOf(subnet);
  if (!table) {
    w.hop({ id: subnet.id, kind: 'subnet' });
    // Every VPC has a main table, and it cannot be deleted: where none is known, it was not shown to us.
    // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    return stuck(w, position, {
      outcome: 'cannot-tell',
      at: subnet.id,
      message: `The route table of ${subnet.id} was not read: it has none of its own, and the main table of ${subnet.vpc} is not known.`,
      change: 'Collect the route tables of the account that owns the VPC, in its Region.',
      hidden: ['route-table'],
    });
  }
  const decision = w.view.decide(table, w.goal.ip);
  const route = hopRoute(table, decision);
  w.hop({ id: subnet.id, kind: 'subnet', ...(route ? { route } : {}) });
  if (decision.unsure) {
    return stuck(w, position, {
      outcome: 'cannot-tell',
      at: table.id,
      message: `Which route of ${table.id} wins for ${w.destination} cannot be told: ${decision.unsure}.`,
      change: 'Collect what is missing, or make the routes unambiguous.',
      hidden: ['prefix-list'],
    });
  }
  if (!decision.route) {
    return stuck(w, position, missingRoute(w, position, table));
  }
  if (decision.route.state === 'blackhole' && !isThere(w, subnet.vpc, decision.route)) {
    return stuck(w, position, {
      outcome: 'blackhole',
      at: table.id,
      message: `${table.id} sends ${decision.route.destination} to ${decision.route.target.id}, which is gone or not active (blackhole).`,
      change: deadRoute(table, decision.route),
    });
  }
  return follow(w, position, table, decision.route);
}

/** True where the target of a blackhole is known, and tells by itself why it carries nothing. */
function isThere(w: Walker, vpc: Ref, { target: { kind, id } }: EffectiveRoute): boolean {
  if (kind === 'vpc-peering') return inactivePeering(w.topology, vpc, id) !== undefined;
  if (kind !== 'transit-gateway') return false;
  const attachment = attachmentOn(w.topology, vpc, id);
  return attachment !== undefined && !LIVE.has(attachment.state);
}

function follow(
  w: Walker,
  position: InSubnet,
  table: RouteTable,
  route: EffectiveRoute,
): Position | undefined {
  const { subnet } = position;
  const { kind, id } = route.target;
  switch (kind) {
    case 'local':
      return arrive(w, subnet.vpc, subnet);
    case 'vpc-peering':
      return passes(w, position, id, 'a peering')
        ? crossPeering(w, position, table, id)
        : undefined;
    case 'transit-gateway':
      return enterTgw(w, position, table, id);
    case 'internet-gateway':
    case 'egress-only-gateway':
      return leaveToInternet(w, position, table, id, kind);
    case 'carrier-gateway':
    case 'local-gateway': {
      w.hop({ id, kind });
      w.cross(subnet, undefined);
      const blocked = kind === 'carrier-gateway' && blockedOut(w, subnet, id, kind);
      if (blocked) return w.fail(blocked);
      return w.finish('exits', `Leaves ${subnet.vpc} through ${id}.`, { kind: 'other', id });
    }
    case 'vpn-gateway':
      return passes(w, position, id, 'a virtual private gateway')
        ? leaveByVpn(w, subnet, table, id)
        : undefined;
    case 'nat-gateway':
      return translate(w, position, table, id);
    case 'vpc-endpoint':
      return endpoint(w, position, table, route);
    case 'network-interface':
    case 'instance':
      return middlebox(w, { subnet, vpc: subnet.vpc, foreign: position.foreign }, kind, id);
    case 'core-network':
      return enterCoreNetwork(w, subnet, table, id);
    default:
      return unknownTarget(w, table, id, `where ${id || 'its target'} leads is not modelled`);
  }
}
