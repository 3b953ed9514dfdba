/** Customer gateway: the far end of a VPN, as AWS knows it. */
import { defineKind, readBase, type ResourceBase } from './kind.ts';

export interface CustomerGateway extends ResourceBase {
  readonly kind: 'customer-gateway';
  readonly ip: string;
  readonly asn: number | undefined;
  readonly state: string;
}

export default defineKind<CustomerGateway>({
  id: 'customer-gateway',
  title: 'Customer gateway',
  plural: 'Customer gateways',
  prefixes: ['cgw-'],
  idField: 'CustomerGatewayId',
  call: { service: 'ec2', operation: 'DescribeCustomerGateways', list: 'CustomerGateways' },
  read: (item, context) => ({
    ip: item.maybe('IpAddress') ?? '',
    asn: item.number('BgpAsn'),
    state: item.maybe('State') ?? 'available',
    ...readBase('customer-gateway', item, context, 'CustomerGatewayId'),
  }),
  references: () => [],
});
