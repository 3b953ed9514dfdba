/** What is known of Direct Connect behind a transit or virtual private gateway: associations, and whether it is up. */
import { by } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { DxAssociation, DxAttachment, DxGateway } from '../kinds/dx-gateway.ts';
import type { KindMap } from '../kinds/index.gen.ts';
import type { DxVirtualInterface } from '../kinds/dx-virtual-interface.ts';
import { indexBy, keepLists } from './indexes.ts';
import type { Topology } from './topology.ts';

export interface DxLink {
  /** The Direct Connect gateway. */
  readonly dx: Ref;
  /** The same as its own account shows it; undefined where that was not collected. */
  readonly seen: DxGateway | undefined;
  readonly association: DxAssociation;
}

const isThere = (association: DxAssociation): boolean => association.state !== 'disassociated';

/** Names an association in the views of both of its ends. */
const nameOf = ({ dx, association }: DxLink): string =>
  association.id || `${dx} ${association.gateway}`;

/**
 * The links two lists tell of, sorted; where both have one, it is as the first tells it. Who owns the Direct Connect
 * gateway has the last word on what it allows, and may still not show it where the other side does.
 */
function joined(first: readonly DxLink[], second: readonly DxLink[]): DxLink[] {
  const found = new Map(first.map((link) => [nameOf(link), link]));
  for (const link of second) {
    const name = nameOf(link);
    const known = found.get(name);
    if (!known) found.set(name, link);
    else if (known.association.allowed === undefined) {
      const { allowed } = link.association;
      found.set(name, { ...known, association: { ...known.association, allowed } });
    }
  }
  return [...found.values()].sort(by((link) => link.association.id));
}

const fromDx = (dx: DxGateway): DxLink[] =>
  (dx.associations ?? [])
    .filter(isThere)
    .map((association) => ({ dx: dx.id, seen: dx, association }));

/** What the owners of Direct Connect gateways tell, by the gateway at the other end. */
const fromDxByGateway = keepLists((all: readonly DxGateway[]) =>
  indexBy(all.flatMap(fromDx), ({ association }) => [association.gateway]),
);

const vifsByGateway = keepLists((all: readonly DxVirtualInterface[]) =>
  indexBy(all, ({ vpnGateway }) => (vpnGateway === undefined ? [] : [vpnGateway])),
);

const fromSide = (
  topology: Topology,
  side: KindMap['transit-gateway'] | KindMap['vpn-gateway'],
): DxLink[] =>
  (side.directConnect ?? []).filter(isThere).map((association) => ({
    dx: association.dxGateway,
    seen: topology.get('dx-gateway', association.dxGateway),
    association,
  }));

/** Every association of a Direct Connect gateway that either end told of, sorted. */
export function dxLinks(topology: Topology): DxLink[] {
  const sides = [...topology.all('transit-gateway'), ...topology.all('vpn-gateway')];
  return joined(
    topology.all('dx-gateway').flatMap(fromDx),
    sides.flatMap((side) => fromSide(topology, side)),
  );
}

/** Associations of Direct Connect gateways with a gateway, sorted; none where they were not read. */
export function dxLinksOf(topology: Topology, gateway: Ref): DxLink[] {
  const side = topology.get('transit-gateway', gateway) ?? topology.get('vpn-gateway', gateway);
  return joined(
    fromDxByGateway(topology.all('dx-gateway')).get(gateway) ?? [],
    side ? fromSide(topology, side) : [],
  );
}

/** An interface is down where AWS says so, or where none of its BGP sessions is up and none is unknown. */
export const isVifDown = (vif: DxVirtualInterface): boolean =>
  vif.state === 'down' ||
  (vif.peers.length > 0 && vif.peers.every((peer) => peer.status === 'down'));

/**
 * - up: as far as is known, it carries traffic
 * - leaving: it is being deleted, and carries traffic until it no longer can; when that is AWS does not say
 * - down: it carries nothing
 */
export type DxState = 'up' | 'leaving' | 'down';

/** States in which an interface forwards nothing: not yet, not now, or not any more. */
const IDLE = new Set(['confirming', 'verifying', 'pending', 'down', 'deleted', 'rejected']);

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteVirtualInterface.html */
const vifState = (vif: DxVirtualInterface): DxState =>
  IDLE.has(vif.state) || isVifDown(vif) ? 'down' : vif.state === 'deleting' ? 'leaving' : 'up';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAttachment.html */
function attachedState(topology: Topology, attachment: DxAttachment): DxState {
  if (attachment.state === 'attaching' || attachment.state === 'detached') return 'down';
  const vif = topology.get('dx-virtual-interface', attachment.interface);
  const state = vif ? vifState(vif) : 'up';
  return state === 'up' && attachment.state === 'detaching' ? 'leaving' : state;
}

/** True where the source knows a part of what there is by its nature: Terraform knows what it manages. */
const isPartial = (topology: Topology, gateway: DxGateway): boolean =>
  topology.gapsHiding(['dx-gateway'], gateway).some((gap) => gap.failure === 'partial');

/**
 * How a Direct Connect gateway is by its interfaces: down where each is seen to carry nothing, or where it is seen to
 * have none. The list of a gateway holds all of its interfaces, whoever owns them.
 * Source: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeDirectConnectGatewayAttachments.html
 */
export function dxState(topology: Topology, dx: Ref): DxState {
  const gateway = topology.get('dx-gateway', dx);
  const attachments = gateway?.attachments;
  if (!attachments) return 'up';
  if (attachments.length === 0 && isPartial(topology, gateway)) return 'up';
  const states = new Set(attachments.map((attachment) => attachedState(topology, attachment)));
  return states.has('up') ? 'up' : states.has('leaving') ? 'leaving' : 'down';
}

/**
 * How an association is by its own state: it may pass traffic once it is `associated`, and the traffic has stopped when it
 * is `disassociated`.
 * Source: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DirectConnectGatewayAssociation.html
 */
function associatedState({ state }: DxAssociation): DxState {
  if (state === 'associating' || state === 'disassociated') return 'down';
  return state === 'disassociating' ? 'leaving' : 'up';
}

/** A way over Direct Connect out of a transit or virtual private gateway. */
export interface DxEnd {
  /** The Direct Connect gateway, or the interface that ends on a virtual private gateway itself; else the association. */
  readonly id: Ref;
  readonly state: DxState;
  /** Set where it is the association that carries nothing yet: the state that it is in. */
  readonly waits?: string;
  /** Set where it is the association that is being taken apart: its Direct Connect gateway. */
  readonly parts?: Ref;
}

/** An association as an end: as it is itself, and where that leads on, as the interfaces behind it are. */
export function dxEnd(topology: Topology, { dx, association }: DxLink): DxEnd {
  const own = associatedState(association);
  const behind = dxState(topology, dx);
  if (own === 'up' || behind === 'down') return { id: dx, state: behind };
  return own === 'down'
    ? { id: association.id, state: own, waits: association.state }
    : { id: association.id, state: own, parts: dx };
}

/** Ways over Direct Connect out of a virtual private gateway, as far as they were read. */
export function dxEndsOf(topology: Topology, gateway: Ref): DxEnd[] {
  const vifs = vifsByGateway(topology.all('dx-virtual-interface')).get(gateway) ?? [];
  const direct = vifs.map((vif) => ({ id: vif.id, state: vifState(vif) }));
  return [...direct, ...dxLinksOf(topology, gateway).map((link) => dxEnd(topology, link))];
}
