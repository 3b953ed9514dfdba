/** VPN connections that are in service, and what rules about them say alike. */
import type { Ref } from '../../base/ref.ts';
import type { VpnConnection, VpnTunnel } from '../../kinds/vpn-connection.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Place } from '../rule.ts';

/** Connections that AWS has made ready; what is pending or deleted says nothing of tunnels. */
export const readyConnections = (topology: Topology): readonly VpnConnection[] =>
  topology.all('vpn-connection').filter((vpn) => vpn.state === 'available');

/** Where it ends in AWS; undefined where it ends on nothing, or on a core network by its ARN alone. */
export const endOf = (vpn: VpnConnection): Ref | undefined =>
  vpn.vpnGateway ?? vpn.tgw ?? vpn.concentrator;

/** True where it is associated with nothing in AWS, and nothing is under way. */
export function endsNowhere(vpn: VpnConnection): boolean {
  const { association, coreNetwork } = vpn;
  if (coreNetwork !== undefined) return false;
  if (association === 'associating' || association === 'disassociating') return false;
  return association === 'not-associated' || endOf(vpn) === undefined;
}

/** The gateways it runs between, that of AWS first, as far as they are known. */
export function endsOf(topology: Topology, vpn: VpnConnection): Ref[] {
  const known = (ref: Ref | undefined): ref is Ref =>
    ref !== undefined && (topology.find(ref) !== undefined || topology.ghost(ref) !== undefined);
  return [vpn.vpnGateway, vpn.tgw, vpn.customerGateway].filter(known);
}

/** A tunnel by the address of its AWS end: `203.0.113.10: IPSEC IS DOWN`. */
export const tunnelPlace = (vpn: VpnConnection, tunnel: VpnTunnel, detail: string): Place => ({
  resource: vpn.id,
  detail: `${tunnel.outsideIp || 'a tunnel'}: ${detail}`,
});
