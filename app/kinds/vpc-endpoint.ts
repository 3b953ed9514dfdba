/** VPC endpoint: gateway, interface, Gateway Load Balancer and newer types. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface VpcEndpoint extends ResourceBase {
  readonly kind: 'vpc-endpoint';
  readonly vpc: Ref;
  /** `Gateway`, `Interface`, `GatewayLoadBalancer`, … */
  readonly type: string;
  readonly service: string;
  readonly state: string;
  /** When it was made, ISO 8601; undefined where AWS did not say. */
  readonly created: string | undefined;
  readonly routeTables: readonly Ref[];
  readonly subnets: readonly Ref[];
  readonly networkInterfaces: readonly Ref[];
}

export default defineKind<VpcEndpoint>({
  id: 'vpc-endpoint',
  title: 'VPC endpoint',
  plural: 'VPC endpoints',
  prefixes: ['vpce-'],
  idField: 'VpcEndpointId',
  call: { service: 'ec2', operation: 'DescribeVpcEndpoints', list: 'VpcEndpoints', pageSize: 1000 },
  read: (item, context) => ({
    vpc: item.text('VpcId'),
    type: item.maybe('VpcEndpointType') ?? 'Gateway',
    service: item.maybe('ServiceName') ?? '',
    state: (item.maybe('State') ?? 'available').toLowerCase(),
    created: item.time('CreationTimestamp'),
    routeTables: item.texts('RouteTableIds'),
    subnets: item.texts('SubnetIds'),
    networkInterfaces: item.texts('NetworkInterfaceIds'),
    ...readBase('vpc-endpoint', item, context, 'VpcEndpointId'),
  }),
  references(endpoint) {
    if (['deleted', 'deleting', 'failed', 'rejected', 'expired'].includes(endpoint.state))
      return [];
    const here = { account: endpoint.account, region: endpoint.region };
    return [
      ...refer('vpc', endpoint.vpc, here),
      ...endpoint.routeTables.flatMap((t) => refer('route-table', t, here)),
      ...endpoint.subnets.flatMap((s) => refer('subnet', s, here)),
    ];
  },
});
