/** What hides whether a route table is used at all. */
import type { Ref } from '../../base/ref.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * Gaps that hide the subnets of a VPC of which none was read: its main table is then taken to be used, and a finding
 * about a route in it rests on that. Empty where subnets were read.
 */
export const useGaps = (topology: Topology, vpc: Ref): string[] =>
  topology.subnetsOf(vpc).length > 0
    ? []
    : topology.gapsHiding(['subnet'], topology.placeOf(vpc)).map((gap) => gap.id);
