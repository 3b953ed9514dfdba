/** NAT gateway: public or private, zonal or regional, and the addresses it answers to. */
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface NatGateway extends ResourceBase {
  readonly kind: 'nat-gateway';
  readonly vpc: Ref;
  /** Absent for a regional NAT gateway. */
  readonly subnet: Ref | undefined;
  readonly connectivity: 'public' | 'private';
  readonly regional: boolean;
  readonly state: string;
  readonly addresses: readonly {
    readonly privateIp: string | undefined;
    readonly publicIp: string | undefined;
    readonly networkInterface: Ref | undefined;
  }[];
}

export default defineKind<NatGateway>({
  id: 'nat-gateway',
  title: 'NAT gateway',
  plural: 'NAT gateways',
  prefixes: ['nat-'],
  idField: 'NatGatewayId',
  call: { service: 'ec2', operation: 'DescribeNatGateways', list: 'NatGateways', pageSize: 1000 },
  read: (item, context) => ({
    vpc: item.text('VpcId'),
    subnet: item.maybe('SubnetId'),
    connectivity: item.maybe('ConnectivityType') === 'private' ? 'private' : 'public',
    regional: item.maybe('AvailabilityMode') === 'regional',
    state: item.maybe('State') ?? 'available',
    addresses: item.list('NatGatewayAddresses').map((a) => ({
      privateIp: a.maybe('PrivateIp'),
      publicIp: a.maybe('PublicIp'),
      networkInterface: a.maybe('NetworkInterfaceId'),
    })),
    ...readBase('nat-gateway', item, context, 'NatGatewayId'),
  }),
  references: (nat) =>
    ['deleted', 'deleting', 'failed'].includes(nat.state)
      ? []
      : [
          ...refer('vpc', nat.vpc, { account: nat.account, region: nat.region }),
          ...refer('subnet', nat.subnet, { account: nat.account, region: nat.region }),
        ],
});
