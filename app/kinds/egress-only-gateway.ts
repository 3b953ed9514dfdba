/** Egress-only internet gateway: IPv6 out, nothing in. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface EgressOnlyGateway extends ResourceBase {
  readonly kind: 'egress-only-gateway';
  readonly vpcs: readonly Ref[];
}

export default defineKind<EgressOnlyGateway>({
  id: 'egress-only-gateway',
  title: 'Egress-only internet gateway',
  plural: 'Egress-only internet gateways',
  prefixes: ['eigw-'],
  idField: 'EgressOnlyInternetGatewayId',
  call: {
    service: 'ec2',
    operation: 'DescribeEgressOnlyInternetGateways',
    list: 'EgressOnlyInternetGateways',
    pageSize: 255,
  },
  read: (item, context) => ({
    vpcs: item
      .list('Attachments')
      .filter((a) => ['available', 'attached'].includes(a.maybe('State') ?? 'attached'))
      .flatMap((a) => a.maybe('VpcId') ?? []),
    ...readBase('egress-only-gateway', item, context, 'EgressOnlyInternetGatewayId'),
  }),
  references: (gateway) =>
    gateway.vpcs.flatMap((vpc) =>
      refer('vpc', vpc, { account: gateway.account, region: gateway.region }),
    ),
});
