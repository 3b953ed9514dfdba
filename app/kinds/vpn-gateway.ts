/** Virtual private gateway: the VPC's end of VPN and Direct Connect. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface VpnGateway extends ResourceBase {
  readonly kind: 'vpn-gateway';
  readonly vpcs: readonly Ref[];
  readonly state: string;
  readonly asn: number | undefined;
}

export default defineKind<VpnGateway>({
  id: 'vpn-gateway',
  title: 'Virtual private gateway',
  plural: 'Virtual private gateways',
  prefixes: ['vgw-'],
  idField: 'VpnGatewayId',
  call: { service: 'ec2', operation: 'DescribeVpnGateways', list: 'VpnGateways' },
  read: (item, context) => ({
    vpcs: item
      .list('VpcAttachments')
      .filter((a) => (a.maybe('State') ?? 'attached') === 'attached')
      .flatMap((a) => a.maybe('VpcId') ?? []),
    state: item.maybe('State') ?? 'available',
    asn: item.number('AmazonSideAsn'),
    ...readBase('vpn-gateway', item, context, 'VpnGatewayId'),
  }),
  references: (gateway) =>
    gateway.vpcs.flatMap((vpc) =>
      refer('vpc', vpc, { account: gateway.account, region: gateway.region }),
    ),
});
