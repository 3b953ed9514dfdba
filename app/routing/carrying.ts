/** Whether what leads on is up: attachments of transit gateways, virtual private gateways, inspection endpoints. */
import { orListed } from '../base/listed.ts';
import type { Ref } from '../base/ref.ts';
import type { VpcEndpoint } from '../kinds/vpc-endpoint.ts';
import type { VpnConnection } from '../kinds/vpn-connection.ts';
import type { Attachment } from '../topology/attachments.ts';
import { type DxEnd, dxEnd, dxEndsOf, dxLinksOf, dxState } from '../topology/direct-connect.ts';
import { indexBy, keepLists } from '../topology/indexes.ts';
import type { Place } from '../topology/parts.ts';
import type { Topology } from '../topology/topology.ts';
import type { Failure } from './walker.ts';

/** States in which an attachment carries traffic. */
export const LIVE = new Set(['available', 'modifying']);

/** States of a VPN connection in which it carries nothing, whatever its tunnels were. */
const NOT_THERE = new Set(['pending', 'deleting', 'deleted']);

/** Set where a VPN connection is known to carry nothing. */
export function vpnDown({ id, state, tunnels }: VpnConnection): Failure | undefined {
  if (NOT_THERE.has(state)) {
    return {
      outcome: 'blackhole',
      at: id,
      message: `${id} is ${state}: it carries nothing.`,
      change: `Route over a VPN connection that is available in place of ${id}.`,
    };
  }
  const isDown = tunnels.length > 0 && tunnels.every((tunnel) => tunnel.status === 'DOWN');
  return isDown
    ? {
        outcome: 'blackhole',
        at: id,
        message: `Both tunnels of ${id} are down.`,
        change: `Bring up a tunnel of ${id}.`,
      }
    : undefined;
}

function dxDown(topology: Topology, dx: Ref, tgw: Ref | undefined): Failure | undefined {
  const link = dxLinksOf(topology, tgw ?? '').find((l) => l.dx === dx);
  const end = link ? dxEnd(topology, link) : { id: dx, state: dxState(topology, dx) };
  if (end.state === 'up') return undefined;
  if (end.state === 'leaving') return leaving(dx, [end], tgw ?? '');
  if (end.waits !== undefined) {
    return {
      outcome: 'blackhole',
      at: dx,
      message: `Association ${end.id} of ${dx} with ${tgw ?? ''} is ${end.waits}: it carries nothing yet.`,
      change: `Wait until ${end.id} is associated.`,
    };
  }
  const isBare = topology.get('dx-gateway', dx)?.attachments?.length === 0;
  return {
    outcome: 'blackhole',
    at: dx,
    message: isBare
      ? `${dx} has no virtual interface: nothing leads on from it.`
      : `Every virtual interface of ${dx} is down.`,
    change: isBare ? `Put a virtual interface on ${dx}.` : `Bring up a BGP session of ${dx}.`,
  };
}

/** Of what is being deleted AWS says only that it carries traffic until it no longer can. `gateway`: what associations are with. */
function leaving(at: Ref, ends: readonly DxEnd[], gateway: Ref): Failure {
  const parted = ends.flatMap(({ parts }) => parts ?? []);
  const ids = ends.map(({ id }) => id).join(', ');
  return {
    outcome: 'cannot-tell',
    at,
    message: `What is left of Direct Connect at ${at} is being deleted (${ids}): until when it carries traffic AWS does not say.`,
    change:
      parted.length === ends.length
        ? `Associate ${orListed(parted)} with ${gateway} again, or another Direct Connect gateway: one with a virtual interface that stays.`
        : `Put a virtual interface that stays on ${at}.`,
  };
}

const vpnsByGateway = keepLists((all: readonly VpnConnection[]) =>
  indexBy(all, ({ vpnGateway }) => (vpnGateway === undefined ? [] : [vpnGateway])),
);

/** VPN connections that end on a virtual private gateway, whatever their state. */
export const vpnsOn = (topology: Topology, gateway: Ref): readonly VpnConnection[] =>
  vpnsByGateway(topology.all('vpn-connection')).get(gateway) ?? [];

/** True where a VPN connection on a virtual private gateway may be up; where none was read at its place, one is taken to be. */
export function vpnMayCarry(topology: Topology, gateway: Ref, place: Place): boolean {
  const vpns = vpnsOn(topology, gateway);
  return vpns.length === 0
    ? !topology.saw('vpn-connection', place)
    : vpns.some((vpn) => !vpnDown(vpn));
}

/**
 * True where all was read that could end on a virtual private gateway over Direct Connect: the interfaces at its place, and
 * what it is associated with itself, for the list of a Direct Connect gateway is shown to its own account alone.
 */
const sawDirect = (topology: Topology, gateway: Ref, place: Place): boolean =>
  topology.saw('dx-virtual-interface', place) &&
  topology.get('vpn-gateway', gateway)?.directConnect !== undefined;

const endless = (gateway: Ref): Failure => ({
  outcome: 'blackhole',
  at: gateway,
  message: `Nothing ends on ${gateway}: no VPN connection, no virtual interface and no Direct Connect gateway.`,
  change: `Put a VPN connection on ${gateway}, or associate a Direct Connect gateway with it.`,
});

/** Direct Connect may be up beside what is down, where a gap hides a part of it. */
const HIDDEN = ['dx-virtual-interface', 'dx-gateway'] as const;

/** Set where all that ends on a virtual private gateway at a place carries nothing, or may stop to at any time. */
export function vgwDown(topology: Topology, gateway: Ref, place: Place): Failure | undefined {
  const vpns = vpnsOn(topology, gateway);
  const direct = dxEndsOf(topology, gateway);
  if (direct.some((end) => end.state === 'up') || vpnMayCarry(topology, gateway, place))
    return undefined;
  const isSeen = sawDirect(topology, gateway, place);
  if (vpns.length + direct.length === 0) return isSeen ? endless(gateway) : undefined;
  const going = direct.filter((end) => end.state === 'leaving');
  if (going.length > 0) return leaving(gateway, going, gateway);
  const down = allDown(gateway, vpns, direct);
  if (isSeen || topology.gapsHiding(HIDDEN, place).length === 0) return down;
  const unread = `what ${direct.length > 0 ? 'else ' : ''}of Direct Connect ends on it`;
  return {
    outcome: 'cannot-tell',
    at: gateway,
    message: `${down.message.replace(/^Everything that ends/, 'All that is seen to end').replace(/\.$/, '')}; ${unread} was not read.`,
    change: `Collect Direct Connect of the account and Region of ${gateway}, or: ${down.change}`,
    hidden: HIDDEN,
  };
}

/** Of ends that carry nothing, some at least: what each of them lacks. */
function allDown(gateway: Ref, vpns: readonly VpnConnection[], direct: readonly DxEnd[]): Failure {
  const gone = vpns.filter((vpn) => NOT_THERE.has(vpn.state));
  const names = [
    ...vpns.map(({ id, state }) => (NOT_THERE.has(state) ? `${id} (${state})` : id)),
    ...direct.map(({ id, waits }) => (waits === undefined ? id : `${id} (${waits})`)),
  ];
  const waiting = direct.filter((end) => end.waits !== undefined);
  const sessions = direct.filter((end) => end.waits === undefined);
  const mendable = [...vpns.filter((vpn) => !gone.includes(vpn)), ...sessions].map(({ id }) => id);
  const what = sessions.length === 0 ? 'tunnel' : 'tunnel or a BGP session';
  return {
    outcome: 'blackhole',
    at: gateway,
    message:
      direct.length + gone.length === 0
        ? `Every VPN tunnel on ${gateway} is down.`
        : `Everything that ends on ${gateway} is down: ${names.join(', ')}.`,
    change:
      mendable.length > 0
        ? `Bring up a ${what} of ${mendable.join(', ')}.`
        : waiting.length > 0
          ? `Wait until ${waiting.map(({ id }) => id).join(' or ')} is associated.`
          : `Put a VPN connection on ${gateway} in place of ${gone.map((vpn) => vpn.id).join(', ')}.`,
  };
}

/** Set where all that stands behind an attachment that leads out of AWS is known to be down. */
export function downBehind(topology: Topology, path: Attachment): Failure | undefined {
  if (path.type === 'vpn') {
    const vpn = topology.get('vpn-connection', path.resource);
    return vpn && vpnDown(vpn);
  }
  return path.type === 'direct-connect-gateway'
    ? dxDown(topology, path.resource, path.ends[0]?.tgw)
    : undefined;
}

/** Whether an attachment is up, as far as is known. */
export const carries = (topology: Topology, path: Attachment): boolean =>
  LIVE.has(path.state) && downBehind(topology, path) === undefined;

/** States an endpoint does not come back from. */
const GONE = new Set(['rejected', 'failed', 'expired', 'deleted']);

/**
 * Set where a Gateway Load Balancer endpoint is not available: what is gone drops, and of what waits or goes AWS does
 * not say.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
 */
export function endpointDown({ id, state }: VpcEndpoint): Failure | undefined {
  if (state === 'available') return undefined;
  return GONE.has(state)
    ? {
        outcome: 'blackhole',
        at: id,
        message: `The Gateway Load Balancer endpoint ${id} is ${state}: it carries nothing.`,
        change: `Make a new endpoint in place of ${id}.`,
      }
    : {
        outcome: 'cannot-tell',
        at: id,
        message: `The Gateway Load Balancer endpoint ${id} is ${state}, and what becomes of traffic then is not documented.`,
        change:
          state === 'pendingacceptance'
            ? `Accept ${id} at its endpoint service.`
            : `Check ${id} once it is available or gone.`,
      };
}
