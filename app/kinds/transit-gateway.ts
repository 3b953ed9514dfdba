/** Transit gateway and its options. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import { tryCidr } from '../base/cidr.ts';
import { defineKind, readBase, type ResourceBase } from './kind.ts';
import {
  associationsOfSide,
  type DxAssociation,
  dxGatewaysIn,
  readAssociation,
} from './parts/dx-association.ts';

export interface TransitGateway extends ResourceBase {
  readonly kind: 'transit-gateway';
  readonly state: string;
  readonly asn: number | undefined;
  readonly cidrs: readonly Cidr[];
  readonly autoAcceptSharedAttachments: boolean | undefined;
  readonly defaultAssociationTable: Ref | undefined;
  readonly defaultPropagationTable: Ref | undefined;
  readonly vpnEcmp: boolean | undefined;
  readonly dns: boolean | undefined;
  readonly multicast: boolean | undefined;
  readonly securityGroupReferencing: boolean | undefined;
  /** Undefined where that call was not made, or not observed. */
  readonly directConnect: readonly DxAssociation[] | undefined;
}

export default defineKind<TransitGateway>({
  id: 'transit-gateway',
  title: 'Transit gateway',
  plural: 'Transit gateways',
  prefixes: ['tgw-'],
  idField: 'TransitGatewayId',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGateways',
    list: 'TransitGateways',
    pageSize: 1000,
  },
  details: [associationsOfSide],
  read(item, context) {
    const options = item.object('Options');
    return {
      state: item.maybe('State') ?? 'available',
      asn: options?.number('AmazonSideAsn'),
      cidrs: (options?.texts('TransitGatewayCidrBlocks') ?? []).flatMap(
        (text) => tryCidr(text) ?? [],
      ),
      autoAcceptSharedAttachments: options?.enabled('AutoAcceptSharedAttachments'),
      defaultAssociationTable:
        options?.enabled('DefaultRouteTableAssociation') === true
          ? options.maybe('AssociationDefaultRouteTableId')
          : undefined,
      defaultPropagationTable:
        options?.enabled('DefaultRouteTablePropagation') === true
          ? options.maybe('PropagationDefaultRouteTableId')
          : undefined,
      vpnEcmp: options?.enabled('VpnEcmpSupport'),
      dns: options?.enabled('DnsSupport'),
      multicast: options?.enabled('MulticastSupport'),
      securityGroupReferencing: options?.enabled('SecurityGroupReferencingSupport'),
      directConnect: context.detail('direct-connect')?.map(readAssociation),
      ...readBase('transit-gateway', item, context, 'TransitGatewayId'),
    };
  },
  references: ({ directConnect }) => dxGatewaysIn(directConnect),
});
