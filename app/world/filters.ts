/** Security groups and network ACLs of a World: how their rules are said, and how AWS shows them. */
import type { PrefixListItem } from './region.ts';
import type { Target } from './target.ts';
import type { WorldVpc } from './vpc.ts';

export interface PermissionSpec {
  readonly protocol?: string;
  readonly from?: number;
  readonly to?: number;
  readonly cidrs?: readonly string[];
  readonly lists?: readonly PrefixListItem[];
  readonly groups?: readonly {
    readonly id: string;
    /** Its VPC, which may be gone. */
    readonly vpc: { readonly id: string; readonly at: { readonly account: string } };
    readonly peering?: string;
    /** State of the peering as AWS says it beside the reference. */
    readonly peeringState?: string;
    /** The group has been deleted: AWS no longer tells whose it was. */
    readonly deleted?: boolean;
  }[];
}

export interface SecurityGroup extends Target {
  readonly name: string;
  readonly vpc: WorldVpc;
}

export interface AclEntrySpec {
  readonly number: number;
  readonly egress?: boolean;
  readonly allow: boolean;
  readonly cidr: string;
  readonly protocol?: string;
  readonly ports?: readonly [from: number, to: number];
  readonly icmpType?: number;
}

export const permissionItem = (p: PermissionSpec): Record<string, unknown> => ({
  IpProtocol: p.protocol ?? '-1',
  ...(p.from === undefined ? {} : { FromPort: p.from, ToPort: p.to ?? p.from }),
  IpRanges: (p.cidrs ?? []).filter((c) => !c.includes(':')).map((CidrIp) => ({ CidrIp })),
  Ipv6Ranges: (p.cidrs ?? []).filter((c) => c.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
  UserIdGroupPairs: (p.groups ?? []).map((g) => ({
    GroupId: g.id,
    ...(g.deleted ? {} : { UserId: g.vpc.at.account }),
    VpcId: g.vpc.id,
    ...(g.peering ? { VpcPeeringConnectionId: g.peering } : {}),
    ...(g.peeringState ? { PeeringStatus: g.peeringState } : {}),
  })),
  PrefixListIds: (p.lists ?? []).map((l) => ({ PrefixListId: l.id })),
});

export const aclEntry = (e: AclEntrySpec): Record<string, unknown> => ({
  RuleNumber: e.number,
  Egress: e.egress ?? false,
  RuleAction: e.allow ? 'allow' : 'deny',
  Protocol: e.protocol ?? '-1',
  [e.cidr.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock']: e.cidr,
  ...(e.ports ? { PortRange: { From: e.ports[0], To: e.ports[1] } } : {}),
  ...(e.icmpType === undefined ? {} : { IcmpTypeCode: { Type: e.icmpType, Code: -1 } }),
});

/** Entries of a default ACL before the last. */
export const ALL: readonly AclEntrySpec[] = [
  { number: 100, allow: true, cidr: '0.0.0.0/0' },
  { number: 100, allow: true, cidr: '0.0.0.0/0', egress: true },
  { number: 101, allow: true, cidr: '::/0' },
  { number: 101, allow: true, cidr: '::/0', egress: true },
];
/** The entry every ACL ends with. */
export const DENY: readonly AclEntrySpec[] = [
  { number: 32767, allow: false, cidr: '0.0.0.0/0' },
  { number: 32767, allow: false, cidr: '0.0.0.0/0', egress: true },
];
