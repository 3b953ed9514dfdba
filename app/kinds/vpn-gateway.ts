/** Virtual private gateway: the VPC's end of VPN and Direct Connect. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';
import {
  associationsOfSide,
  type DxAssociation,
  dxGatewaysIn,
  readAssociation,
} from './parts/dx-association.ts';

export interface VpnGateway extends ResourceBase {
  readonly kind: 'vpn-gateway';
  readonly vpcs: readonly Ref[];
  readonly state: string;
  readonly asn: number | undefined;
  /** Undefined where that call was not made, or not observed. */
  readonly directConnect: readonly DxAssociation[] | undefined;
}

export default defineKind<VpnGateway>({
  id: 'vpn-gateway',
  title: 'Virtual private gateway',
  plural: 'Virtual private gateways',
  prefixes: ['vgw-'],
  idField: 'VpnGatewayId',
  call: { service: 'ec2', operation: 'DescribeVpnGateways', list: 'VpnGateways' },
  details: [associationsOfSide],
  read: (item, context) => ({
    vpcs: item
      .list('VpcAttachments')
      .filter((a) => (a.maybe('State') ?? 'attached') === 'attached')
      .flatMap((a) => a.maybe('VpcId') ?? []),
    state: item.maybe('State') ?? 'available',
    asn: item.number('AmazonSideAsn'),
    directConnect: context.detail('direct-connect')?.map(readAssociation),
    ...readBase('vpn-gateway', item, context, 'VpnGatewayId'),
  }),
  references: ({ vpcs, directConnect, account, region }) => [
    ...vpcs.flatMap((vpc) => refer('vpc', vpc, { account, region })),
    ...dxGatewaysIn(directConnect),
  ],
});
