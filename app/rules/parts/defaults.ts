/** Default routes, and the subnet that what they lead to stands in. */
import type { Family } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { Route, RouteTable, RouteTarget } from '../../kinds/route-table.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Topology } from '../../topology/topology.ts';

/** The default route of a table that wins; undefined where it has none. */
export function defaultOf(table: RouteTable | undefined, family: Family = 4): Route | undefined {
  let best: Route | undefined;
  for (const route of table?.routes ?? []) {
    if (route.cidr?.length !== 0 || route.cidr.family !== family) continue;
    // A static route comes before a propagated one.
    if (!best || best.origin === 'propagated') best = route;
  }
  return best;
}

/** Something that traffic of a VPC is led through on its way, and the subnet it stands in. */
export interface Appliance {
  readonly id: Ref;
  readonly home: Subnet;
  /** True for an endpoint of a Gateway Load Balancer or firewall, which changes no address; an instance may. */
  readonly transparent: boolean;
}

/** The appliance behind a target; undefined where it is none, or where it stands was not read. */
export function applianceAt(topology: Topology, target: RouteTarget): Appliance | undefined {
  const { kind, id } = target;
  const endpoint = kind === 'vpc-endpoint' ? topology.get('vpc-endpoint', id) : undefined;
  const transparent = endpoint?.type === 'GatewayLoadBalancer';
  const subnet = transparent
    ? endpoint.subnets[0]
    : kind === 'network-interface'
      ? topology.get('network-interface', id)?.subnet
      : undefined;
  const home = subnet === undefined ? undefined : topology.get('subnet', subnet);
  return home ? { id, home, transparent } : undefined;
}
