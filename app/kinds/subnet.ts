/** Subnet: its blocks and its Availability Zone. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';
import { readPublicAccess } from './parts/public-access.ts';

export interface Subnet extends ResourceBase {
  readonly kind: 'subnet';
  readonly vpc: Ref;
  /** IPv4 block first (absent for IPv6-only subnets), then associated IPv6 blocks. */
  readonly cidrs: readonly Cidr[];
  /** Zone name as the owner sees it, such as `us-east-1a`. */
  readonly zone: string;
  /** Zone id, the same in every account, such as `use1-az4`; falls back to the zone name. */
  readonly zoneId: string;
  readonly state: string;
  /** Mode of VPC Block Public Access, as of its VPC: exclusions of the subnet are in it. */
  readonly blockPublicAccess: string | undefined;
}

export default defineKind<Subnet>({
  id: 'subnet',
  title: 'Subnet',
  plural: 'Subnets',
  prefixes: ['subnet-'],
  idField: 'SubnetId',
  call: { service: 'ec2', operation: 'DescribeSubnets', list: 'Subnets', pageSize: 1000 },
  read(item, context) {
    const v4 = item.cidr('CidrBlock');
    const v6 = item
      .list('Ipv6CidrBlockAssociationSet')
      .filter(
        (b) => (b.object('Ipv6CidrBlockState')?.maybe('State') ?? 'associated') === 'associated',
      )
      .flatMap((b) => b.cidr('Ipv6CidrBlock') ?? []);
    const zone = item.maybe('AvailabilityZone') ?? '';
    return {
      vpc: item.text('VpcId'),
      cidrs: v4 ? [v4, ...v6] : v6,
      zone,
      zoneId: item.maybe('AvailabilityZoneId') ?? zone,
      state: item.maybe('State') ?? 'available',
      blockPublicAccess: readPublicAccess(item),
      ...readBase('subnet', item, context, 'SubnetId'),
    };
  },
  references: (subnet) =>
    refer('vpc', subnet.vpc, { account: subnet.account, region: subnet.region }),
});
