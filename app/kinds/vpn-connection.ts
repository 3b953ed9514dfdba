/** Site-to-Site VPN connection: its two tunnels, static routes and where it ends. Never its keys. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface VpnTunnel {
  readonly outsideIp: string;
  /** `UP` or `DOWN`. */
  readonly status: string;
  readonly acceptedRoutes: number | undefined;
  readonly message: string;
  /** When it last went up or down, ISO 8601; undefined where AWS did not say. */
  readonly changed: string | undefined;
}

export interface VpnConnection extends ResourceBase {
  readonly kind: 'vpn-connection';
  readonly vpnGateway: Ref | undefined;
  readonly tgw: Ref | undefined;
  readonly coreNetwork: string | undefined;
  /** A concentrator that stands for the transit gateway it is attached to. */
  readonly concentrator: string | undefined;
  /** `associated`, `not-associated`, …; undefined in answers older than 2023. */
  readonly association: string | undefined;
  readonly customerGateway: Ref;
  readonly state: string;
  readonly staticOnly: boolean;
  readonly routes: readonly Cidr[];
  readonly tunnels: readonly VpnTunnel[];
}

export default defineKind<VpnConnection>({
  id: 'vpn-connection',
  title: 'VPN connection',
  plural: 'VPN connections',
  prefixes: ['vpn-'],
  idField: 'VpnConnectionId',
  call: {
    service: 'ec2',
    operation: 'DescribeVpnConnections',
    list: 'VpnConnections',
    secrets: ['CustomerGatewayConfiguration', 'PreSharedKey', 'PreSharedKeyArn'],
  },
  read: (item, context) => ({
    vpnGateway: item.maybe('VpnGatewayId') || undefined,
    tgw: item.maybe('TransitGatewayId') || undefined,
    coreNetwork: item.maybe('CoreNetworkArn') || undefined,
    concentrator: item.maybe('VpnConcentratorId') || undefined,
    association: item.maybe('GatewayAssociationState') || undefined,
    customerGateway: item.maybe('CustomerGatewayId') ?? '',
    state: item.maybe('State') ?? 'available',
    staticOnly: item.object('Options')?.flag('StaticRoutesOnly') ?? false,
    routes: item
      .list('Routes')
      .filter((r) => !['deleted', 'deleting'].includes(r.maybe('State') ?? 'available'))
      .flatMap((r) => r.cidr('DestinationCidrBlock') ?? []),
    tunnels: item.list('VgwTelemetry').map((t) => ({
      outsideIp: t.maybe('OutsideIpAddress') ?? '',
      status: t.maybe('Status') ?? 'UNKNOWN',
      acceptedRoutes: t.number('AcceptedRouteCount'),
      message: t.maybe('StatusMessage') ?? '',
      changed: t.time('LastStatusChange'),
    })),
    ...readBase('vpn-connection', item, context, 'VpnConnectionId'),
  }),
  references(vpn) {
    if (['deleted', 'deleting'].includes(vpn.state)) return [];
    const here = { account: vpn.account, region: vpn.region };
    return [
      ...refer('vpn-gateway', vpn.vpnGateway, here),
      ...refer('transit-gateway', vpn.tgw, { region: vpn.region }),
      ...refer('customer-gateway', vpn.customerGateway, here),
    ];
  },
});
