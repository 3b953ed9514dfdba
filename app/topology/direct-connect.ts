/** What is known of Direct Connect behind a transit or virtual private gateway: associations, and whether it is up. */
import { by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { DxAssociation, DxGateway } from '../kinds/dx-gateway.ts';
import type { DxVirtualInterface } from '../kinds/dx-virtual-interface.ts';
import type { Topology } from './topology.ts';

export interface DxLink {
  readonly gateway: DxGateway;
  readonly association: DxAssociation;
}

/** Associations of Direct Connect gateways with a gateway, sorted; none where they were not read. */
export function dxLinksOf(topology: Topology, gateway: Ref): DxLink[] {
  return topology
    .all('dx-gateway')
    .flatMap((dx) =>
      (dx.associations ?? [])
        .filter((a) => a.gateway === gateway && a.state !== 'disassociated')
        .map((association) => ({ gateway: dx, association })),
    )
    .sort(by((link) => link.association.id));
}

/** An interface is down where AWS says so, or where none of its BGP sessions is up and none is unknown. */
export const isVifDown = (vif: DxVirtualInterface): boolean =>
  vif.state === 'down' ||
  (vif.peers.length > 0 && vif.peers.every((peer) => peer.status === 'down'));

/** A way over Direct Connect out of a virtual private gateway. */
export interface DxEnd {
  /** The Direct Connect gateway, or the interface that ends on the virtual private gateway itself. */
  readonly id: Ref;
  /** False only where every interface of it is seen to be down. */
  readonly isUp: boolean;
}

/** Ways over Direct Connect out of a virtual private gateway, as far as they were read. */
export function dxEndsOf(topology: Topology, gateway: Ref): DxEnd[] {
  const direct = topology
    .all('dx-virtual-interface')
    .filter((vif) => vif.vpnGateway === gateway && !['deleted', 'rejected'].includes(vif.state))
    .map((vif) => ({ id: vif.id, isUp: !isVifDown(vif) }));
  const shared = dxLinksOf(topology, gateway).map(({ gateway: { id, attachments } }) => {
    const vifs = attachments?.map((a) => topology.get('dx-virtual-interface', a.interface));
    const down =
      vifs !== undefined && vifs.length > 0 && vifs.every((vif) => vif && isVifDown(vif));
    return { id, isUp: !down };
  });
  return [...direct, ...shared];
}
