/** Network interfaces by the subnet they stand in: who is there to send, and who is not. */
import { append } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { NetworkInterface } from '../../kinds/network-interface.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Topology } from '../../topology/topology.ts';
import { once } from './once.ts';

const bySubnet = once((topology: Topology): ReadonlyMap<Ref, readonly NetworkInterface[]> => {
  const map = new Map<Ref, NetworkInterface[]>();
  for (const eni of topology.all('network-interface')) append(map, eni.subnet, eni);
  return map;
});

/** Interfaces seen in a subnet, sorted by id. */
export const interfacesIn = (topology: Topology, subnet: Ref): readonly NetworkInterface[] =>
  bySubnet(topology).get(subnet) ?? [];

/** Interfaces of a subnet that are not a transit gateway's own. */
export const tenantsOf = (topology: Topology, subnet: Ref): readonly NetworkInterface[] =>
  interfacesIn(topology, subnet).filter((eni) => eni.type !== 'transit_gateway');

/** True where the interfaces of a subnet's account and Region were read, so that none seen means none there. */
export const interfacesKnown = (topology: Topology, subnet: Subnet): boolean =>
  topology.saw('network-interface', subnet);
