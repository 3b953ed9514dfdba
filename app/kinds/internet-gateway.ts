/** Internet gateway and the VPC it is attached to. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface InternetGateway extends ResourceBase {
  readonly kind: 'internet-gateway';
  /** VPCs it is attached to (at most one at a time). */
  readonly vpcs: readonly Ref[];
}

export default defineKind<InternetGateway>({
  id: 'internet-gateway',
  title: 'Internet gateway',
  plural: 'Internet gateways',
  prefixes: ['igw-'],
  idField: 'InternetGatewayId',
  call: {
    service: 'ec2',
    operation: 'DescribeInternetGateways',
    list: 'InternetGateways',
    pageSize: 1000,
  },
  read: (item, context) => ({
    // The API reports an attached gateway as `available` or `attached`.
    vpcs: item
      .list('Attachments')
      .filter((a) => ['available', 'attached'].includes(a.maybe('State') ?? 'attached'))
      .flatMap((a) => a.maybe('VpcId') ?? []),
    ...readBase('internet-gateway', item, context, 'InternetGatewayId'),
  }),
  references: (gateway) =>
    gateway.vpcs.flatMap((vpc) =>
      refer('vpc', vpc, { account: gateway.account, region: gateway.region }),
    ),
});
