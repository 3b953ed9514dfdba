/**
 * Into a VPC from outside, by an internet or virtual private gateway: the table associated with it decides, else the
 * packet is delivered where it belongs.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 */
import type { RouteTarget } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { applianceOf } from './appliance.ts';
import { arrive, unknownTarget } from './arrive.ts';
import { blockedInward } from './public-access.ts';
import { deadRoute } from './repair.ts';
import { inspect, middlebox } from './step-appliance.ts';
import { hopRoute } from './step-subnet.ts';
import type { AtGateway, Position, Walker } from './walker.ts';

export function stepGateway(w: Walker, { gateway, vpc }: AtGateway): Position | undefined {
  const kind = w.topology.find(gateway)?.kind ?? 'unknown';
  const table = w.topology.edgeTableOf(gateway);
  const decision = table && w.view.decide(table, w.goal.ip);
  const route = decision && hopRoute(table, decision);
  w.hop({ id: gateway, kind, ...(route ? { route } : {}) });
  const home = kind === 'internet-gateway' ? w.view.subnetIn(vpc, w.goal.ip) : undefined;
  const first = decision?.route && subnetOf(w, decision.route.target);
  const blocked = kind === 'internet-gateway' ? blockedInward(w, home, first, gateway) : undefined;
  if (blocked) w.fail(blocked);
  const before = { subnet: undefined, vpc, foreign: true };
  // Without a table of its own, or a route in it, a gateway knows its VPC and nothing else.
  if (!table || !decision?.route) return arrive(w, vpc, 'gateway');
  const { target, state, destination } = decision.route;
  if (state === 'blackhole') {
    return w.fail({
      outcome: 'blackhole',
      at: table.id,
      message: `${table.id}, the table of ${gateway}, sends ${destination} to ${target.id}, which is gone (blackhole).`,
      change: deadRoute(table, decision.route),
    });
  }
  const endpoint = w.topology.get('vpc-endpoint', target.id);
  switch (target.kind) {
    case 'local':
      return arrive(w, vpc, 'gateway');
    case 'network-interface':
    case 'instance':
      return middlebox(w, before, target.kind, target.id);
    case 'vpc-endpoint':
      if (endpoint) {
        w.hop({ id: endpoint.id, kind: 'vpc-endpoint' });
        return inspect(w, before, endpoint);
      }
      return unknownTarget(w, table, target.id, 'the endpoint was not seen');
    default:
      return unknownTarget(
        w,
        table,
        target.id,
        'AWS allows no such route in the table of a gateway',
      );
  }
}

/** Where the endpoint or appliance stands that a route of the gateway's table leads to; undefined for another target. */
function subnetOf({ topology }: Walker, { kind, id }: RouteTarget): Subnet | undefined {
  const inside =
    kind === 'vpc-endpoint'
      ? topology.get('vpc-endpoint', id)?.subnets[0]
      : applianceOf(topology, kind, id)?.subnet;
  return inside === undefined ? undefined : topology.get('subnet', inside);
}
