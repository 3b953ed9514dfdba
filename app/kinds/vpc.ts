/** VPC: all associated CIDR blocks, IPv4 and IPv6. */
import type { Cidr } from '../base/cidr.ts';
import { defineKind, readBase, type ResourceBase } from './kind.ts';
import { readPublicAccess } from './parts/public-access.ts';

export interface Vpc extends ResourceBase {
  readonly kind: 'vpc';
  /** Every associated block, primary first, then secondary, then IPv6. */
  readonly cidrs: readonly Cidr[];
  readonly isDefault: boolean;
  readonly state: string;
  /** Mode of VPC Block Public Access: `off`, `block-bidirectional`, `block-ingress`; undefined where AWS did not say. */
  readonly blockPublicAccess: string | undefined;
}

export default defineKind<Vpc>({
  id: 'vpc',
  title: 'VPC',
  plural: 'VPCs',
  prefixes: ['vpc-'],
  idField: 'VpcId',
  call: { service: 'ec2', operation: 'DescribeVpcs', list: 'Vpcs', pageSize: 1000 },
  read(item, context) {
    const cidrs = new Map<string, Cidr>();
    const take = (cidr: Cidr | undefined) => cidr && cidrs.set(cidr.text, cidr);
    take(item.cidr('CidrBlock'));
    for (const block of item.list('CidrBlockAssociationSet')) {
      const state = block.object('CidrBlockState')?.maybe('State') ?? 'associated';
      const cidr = block.cidr('CidrBlock');
      if (state === 'associated') take(cidr);
    }
    for (const block of item.list('Ipv6CidrBlockAssociationSet')) {
      const state = block.object('Ipv6CidrBlockState')?.maybe('State') ?? 'associated';
      if (state === 'associated') take(block.cidr('Ipv6CidrBlock'));
    }
    return {
      cidrs: [...cidrs.values()],
      isDefault: item.flag('IsDefault') ?? false,
      state: item.maybe('State') ?? 'available',
      blockPublicAccess: readPublicAccess(item),
      ...readBase('vpc', item, context, 'VpcId'),
    };
  },
  references: () => [],
});
