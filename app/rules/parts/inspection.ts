/** VPCs that pass on what a transit gateway hands them: through firewalls and appliances of their own. */
import type { Ip } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable, RouteTarget } from '../../kinds/route-table.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import { once } from './once.ts';

/** An attachment subnet, and the table by which what lands there goes on. */
export interface Landing {
  readonly subnet: Subnet;
  readonly table: RouteTable;
}

/** Where traffic from the gateway lands in a VPC, one an attachment subnet; those not read are left out. */
export function landingsOf(topology: Topology, attachment: Attachment): Landing[] {
  return (attachment.subnets ?? []).flatMap((id) => {
    const subnet = topology.get('subnet', id);
    const table = subnet && topology.tableOf(subnet);
    return table ? [{ subnet, table }] : [];
  });
}

/**
 * True for what inspects and sends on: a Gateway Load Balancer endpoint (Network Firewall's are of that type too), an
 * appliance's interface. Of an endpoint that was not read, the id tells enough: no other type is the target of a prefix.
 */
export function isMiddlebox(topology: Topology, { kind, id }: RouteTarget): boolean {
  if (kind === 'network-interface' || kind === 'instance') return true;
  if (kind !== 'vpc-endpoint') return false;
  return (
    (topology.get('vpc-endpoint', id)?.type ?? 'GatewayLoadBalancer') === 'GatewayLoadBalancer'
  );
}

/** Tables with a route to a middlebox: few, if any, in a network of whatever size. */
export const middleboxTables = once(
  (topology: Topology): ReadonlySet<RouteTable> =>
    new Set(
      topology
        .all('route-table')
        .filter(({ routes }) => routes.some(({ target }) => isMiddlebox(topology, target))),
    ),
);

/** The middlebox that a table hands an address to; undefined where it goes elsewhere, or where that cannot be told. */
export function middleboxFor(routing: Routing, table: RouteTable, ip: Ip): Ref | undefined {
  const { route, unsure } = routing.decide(table, ip);
  if (unsure !== undefined || route?.state !== 'active') return undefined;
  return isMiddlebox(routing.topology, route.target) ? route.target.id : undefined;
}
