/** The VPC side of a transit gateway attachment: its subnets (one an Availability Zone) and options. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface TgwVpcAttachment extends ResourceBase {
  readonly kind: 'tgw-vpc-attachment';
  readonly tgw: Ref;
  readonly vpc: Ref;
  readonly subnets: readonly Ref[];
  readonly state: string;
  /** ISO 8601 UTC; undefined where AWS did not say. */
  readonly created: string | undefined;
  readonly applianceMode: boolean | undefined;
  readonly ipv6: boolean | undefined;
  readonly dns: boolean | undefined;
  readonly securityGroupReferencing: boolean | undefined;
}

export default defineKind<TgwVpcAttachment>({
  id: 'tgw-vpc-attachment',
  title: 'Transit gateway VPC attachment',
  plural: 'Transit gateway VPC attachments',
  prefixes: ['tgw-attach-'],
  idField: 'TransitGatewayAttachmentId',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayVpcAttachments',
    list: 'TransitGatewayVpcAttachments',
    pageSize: 1000,
  },
  read(item, context) {
    const options = item.object('Options');
    return {
      tgw: item.text('TransitGatewayId'),
      vpc: item.text('VpcId'),
      subnets: item.texts('SubnetIds'),
      state: item.maybe('State') ?? 'unknown',
      created: item.time('CreationTime'),
      applianceMode: options?.enabled('ApplianceModeSupport'),
      ipv6: options?.enabled('Ipv6Support'),
      dns: options?.enabled('DnsSupport'),
      securityGroupReferencing: options?.enabled('SecurityGroupReferencingSupport'),
      ...readBase('tgw-vpc-attachment', item, context, 'TransitGatewayAttachmentId', 'VpcOwnerId'),
    };
  },
  references(a) {
    if (['deleted', 'deleting', 'failed', 'rejected'].includes(a.state)) return [];
    const here = { account: a.account, region: a.region };
    return [
      ...refer('transit-gateway', a.tgw, { region: a.region }),
      ...refer('vpc', a.vpc, here),
      ...a.subnets.flatMap((subnet) => refer('subnet', subnet, here)),
    ];
  },
});
