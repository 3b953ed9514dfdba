/** Whether a route table leads an address somewhere on a private network. */
import type { Ip } from '../../base/cidr.ts';
import type { RouteTable, TargetKind } from '../../kinds/route-table.ts';
import type { Routing } from '../../routing/routing.ts';

/** Targets behind which other networks of one's own may be; NAT and internet gateways lead to the internet. */
const WAYS: ReadonlySet<TargetKind> = new Set<TargetKind>([
  'transit-gateway',
  'core-network',
  'vpc-peering',
  'vpn-gateway',
  'vpc-endpoint',
  'network-interface',
  'instance',
]);

/** True where the address has a route of that sort, or may have one that was not read. */
export function hasPrivateWay(routing: Routing, table: RouteTable, ip: Ip): boolean {
  const { route, unsure } = routing.decide(table, ip);
  return unsure !== undefined || (route?.state === 'active' && WAYS.has(route.target.kind));
}
