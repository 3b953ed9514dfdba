/** Network ACL: numbered, stateless allow and deny entries of a subnet. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  /** `-1` (all) or a protocol number as text: `6` is TCP. */
  readonly protocol: string;
  readonly cidr: Cidr | undefined;
  /** Undefined: all ports. */
  readonly ports: { readonly from: number; readonly to: number } | undefined;
  readonly icmp: { readonly type: number; readonly code: number } | undefined;
}

export interface NetworkAcl extends ResourceBase {
  readonly kind: 'network-acl';
  readonly vpc: Ref;
  readonly isDefault: boolean;
  /** In the order they are evaluated, inbound and outbound apart by `egress`. */
  readonly entries: readonly AclEntry[];
  readonly subnets: readonly Ref[];
}

export default defineKind<NetworkAcl>({
  id: 'network-acl',
  title: 'Network ACL',
  plural: 'Network ACLs',
  prefixes: ['acl-'],
  idField: 'NetworkAclId',
  call: { service: 'ec2', operation: 'DescribeNetworkAcls', list: 'NetworkAcls', pageSize: 1000 },
  read: (item, context) => ({
    vpc: item.maybe('VpcId') ?? '',
    isDefault: item.flag('IsDefault') ?? false,
    entries: item
      .list('Entries')
      .map((e) => {
        const ports = e.object('PortRange');
        const icmp = e.object('IcmpTypeCode');
        return {
          number: e.number('RuleNumber') ?? 32767,
          egress: e.flag('Egress') ?? false,
          allow: e.maybe('RuleAction') === 'allow',
          protocol: e.maybe('Protocol') ?? '-1',
          cidr: e.cidr('CidrBlock') ?? e.cidr('Ipv6CidrBlock'),
          ports: ports
            ? { from: ports.number('From') ?? 0, to: ports.number('To') ?? 65535 }
            : undefined,
          icmp: icmp
            ? { type: icmp.number('Type') ?? -1, code: icmp.number('Code') ?? -1 }
            : undefined,
        };
      })
      .sort((a, b) => a.number - b.number),
    subnets: item.list('Associations').flatMap((a) => a.maybe('SubnetId') ?? []),
    ...readBase('network-acl', item, context, 'NetworkAclId'),
  }),
  references: (acl) => refer('vpc', acl.vpc, { account: acl.account, region: acl.region }),
});
