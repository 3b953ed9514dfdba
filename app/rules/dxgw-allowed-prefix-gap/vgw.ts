/** Blocks of a VPC that the filter of its virtual private gateway's association does not let pass. */
import { type Cidr, contains } from '../../base/cidr.ts';
import type { Ref } from '../../base/ref.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Untold } from './untold.ts';

/** Only of VPCs that send to the gateway: one that does not is not meant to be reached from there. */
export function untoldOfVgw(topology: Topology, gateway: Ref, allowed: readonly Cidr[]): Untold[] {
  return (topology.get('vpn-gateway', gateway)?.vpcs ?? []).flatMap((vpc) => {
    const routes = topology
      .tablesOf(vpc)
      .flatMap((table) => table.routes)
      .filter((route) => route.target.id === gateway && route.state === 'active');
    if (routes.length === 0) return [];
    // A virtual private gateway carries no IPv6.
    return topology
      .cidrsOf(vpc)
      .filter((block) => block.family === 4 && !allowed.some((cidr) => contains(cidr, block)))
      .map((block) => ({ vpc, block, isMeant: routes.some((r) => r.cidr?.length !== 0) }));
  });
}
