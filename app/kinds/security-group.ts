/** Security group: stateful allow rules, by prefix, prefix list or other group. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type ResourceBase } from './kind.ts';

export interface GroupReference {
  readonly group: Ref;
  /** AWS leaves it out where the group, of another VPC, has been deleted. */
  readonly account: string | undefined;
  readonly vpc: Ref | undefined;
  /** Set where the group is a peer's. */
  readonly peering: Ref | undefined;
  /** State of that peering: `active`, `deleted`, … */
  readonly peeringState: string | undefined;
}

/** One permission: protocol and ports, and every source or destination it names. */
export interface Permission {
  /** `-1` (all), `tcp`, `udp`, `icmp`, `icmpv6` or a protocol number. */
  readonly protocol: string;
  /** Undefined: all ports (or all ICMP types). */
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  readonly cidrs: readonly Cidr[];
  readonly groups: readonly GroupReference[];
  readonly prefixLists: readonly Ref[];
}

export interface SecurityGroup extends ResourceBase {
  readonly kind: 'security-group';
  readonly vpc: Ref;
  readonly inbound: readonly Permission[];
  readonly outbound: readonly Permission[];
}

const permission = (p: Fields): Permission => ({
  protocol: p.maybe('IpProtocol') ?? '-1',
  fromPort: p.number('FromPort'),
  toPort: p.number('ToPort'),
  cidrs: [
    ...p.list('IpRanges').flatMap((r) => r.cidr('CidrIp') ?? []),
    ...p.list('Ipv6Ranges').flatMap((r) => r.cidr('CidrIpv6') ?? []),
  ],
  groups: p.list('UserIdGroupPairs').flatMap((g) => {
    const group = g.maybe('GroupId');
    return group
      ? [
          {
            group,
            account: g.maybe('UserId'),
            vpc: g.maybe('VpcId'),
            peering: g.maybe('VpcPeeringConnectionId'),
            peeringState: g.maybe('PeeringStatus'),
          },
        ]
      : [];
  }),
  prefixLists: p.list('PrefixListIds').flatMap((l) => l.maybe('PrefixListId') ?? []),
});

export default defineKind<SecurityGroup>({
  id: 'security-group',
  title: 'Security group',
  plural: 'Security groups',
  prefixes: ['sg-'],
  idField: 'GroupId',
  call: {
    service: 'ec2',
    operation: 'DescribeSecurityGroups',
    list: 'SecurityGroups',
    pageSize: 1000,
  },
  read(item, context) {
    const base = readBase('security-group', item, context, 'GroupId');
    return {
      vpc: item.maybe('VpcId') ?? '',
      inbound: item.list('IpPermissions').map(permission),
      outbound: item.list('IpPermissionsEgress').map(permission),
      ...base,
      name: base.name || (item.maybe('GroupName') ?? ''),
    };
  },
  references: (group) => refer('vpc', group.vpc, { account: group.account, region: group.region }),
});
