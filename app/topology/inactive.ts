/** Peerings that are there and carry nothing: AWS shows their routes as blackholes. */
import type { Ref } from '../base/ref.ts';
import type { VpcPeering } from '../kinds/vpc-peering.ts';
import type { Topology } from './topology.ts';

/**
 * The peering of a VPC with this id, where it was seen and is not active.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
 */
export function inactivePeering(topology: Topology, vpc: Ref, id: Ref): VpcPeering | undefined {
  const peering = topology.get('vpc-peering', id);
  if (!peering || peering.state === 'active') return undefined;
  return [peering.requester.vpc, peering.accepter.vpc].includes(vpc) ? peering : undefined;
}
