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
}

export interface VpnConnection extends ResourceBase {
  readonly kind: 'vpn-connection';
  readonly vpnGateway: Ref | undefined;
  readonly tgw: Ref | undefined;
  readonly coreNetwork: string | undefined;
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
    ...readBase('vpn-connection', item, context, 'VpnConnectionId'),
    vpnGateway: item.maybe('VpnGatewayId') || undefined,
    tgw: item.maybe('TransitGatewayId') || undefined,
    coreNetwork: item.maybe('CoreNetworkArn') || undefined,
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
    })),
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
