/** Subnets whose way out stands in another Availability Zone. */
import { by } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Route } from '../../kinds/route-table.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Topology } from '../../topology/topology.ts';
import { interfacesIn, interfacesKnown } from './interfaces.ts';
import { usersOf } from './table-users.ts';
import { isAvailabilityZone } from '../../topology/zones.ts';

/** A target of routes that stands in one zone, and who sends to it from others. */
export interface Crossing {
  readonly target: Ref;
  /** The subnet it stands in. */
  readonly home: Subnet;
  /** Sorted by id. */
  readonly away: readonly Subnet[];
}

/** True where somebody stands in a subnet, or it cannot be told. */
export const isOccupied = (topology: Topology, subnet: Subnet): boolean =>
  interfacesIn(topology, subnet.id).length > 0 || !interfacesKnown(topology, subnet);

/**
 * Subnets in which somebody stands and that send to another zone, by the target they send to.
 * `homeOf` says of a route in which subnet its target stands; undefined where it stands in no one zone.
 */
export function crossings(
  topology: Topology,
  homeOf: (route: Route) => Subnet | undefined,
): readonly Crossing[] {
  const found = new Map<Ref, { readonly home: Subnet; readonly away: Set<Subnet> }>();
  for (const table of topology.all('route-table')) {
    for (const route of table.routes) {
      const home = route.state === 'active' ? homeOf(route) : undefined;
      if (!home || !isAvailabilityZone(home)) continue;
      for (const subnet of usersOf(topology, table)) {
        if (subnet.zoneId === home.zoneId || !isAvailabilityZone(subnet)) continue;
        if (!isOccupied(topology, subnet)) continue;
        const crossing = found.get(route.target.id) ?? { home, away: new Set() };
        found.set(route.target.id, crossing);
        crossing.away.add(subnet);
      }
    }
  }
  return [...found]
    .map(([target, { home, away }]) => ({ target, home, away: [...away].sort(by((s) => s.id)) }))
    .sort(by((crossing) => crossing.target));
}
