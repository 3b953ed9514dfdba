/** VPC peering connection: two sides, one id; both accounts report the same one. */
import type { Cidr } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import { defineKind, readBase, refer, type ReadContext, type ResourceBase } from './kind.ts';

export interface PeeringSide {
  readonly vpc: Ref;
  readonly account: string;
  readonly region: string;
  /** Known only while the peering is active. */
  readonly cidrs: readonly Cidr[];
  /** AllowDnsResolutionFromRemoteVpc; undefined where this view does not tell. */
  readonly dns: boolean | undefined;
}

export interface VpcPeering extends ResourceBase {
  readonly kind: 'vpc-peering';
  /** `active`, `pending-acceptance`, `expired`, … (VpcPeeringConnectionStateReason) */
  readonly state: string;
  readonly stateMessage: string;
  readonly expires: string | undefined;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

function side(info: Fields | undefined, context: ReadContext): PeeringSide {
  const cidrs: Cidr[] = [];
  const take = (cidr: Cidr | undefined) => {
    if (cidr && !cidrs.some((known) => known.text === cidr.text)) cidrs.push(cidr);
  };
  take(info?.cidr('CidrBlock'));
  for (const block of info?.list('CidrBlockSet') ?? []) take(block.cidr('CidrBlock'));
  for (const block of info?.list('Ipv6CidrBlockSet') ?? []) take(block.cidr('Ipv6CidrBlock'));
  return {
    vpc: info?.maybe('VpcId') ?? '',
    account: info?.maybe('OwnerId') ?? context.account,
    // Answers older than inter-Region peering (2017) have no Region: both sides are in the one asked.
    region: info?.maybe('Region') ?? context.region,
    cidrs,
    dns: info?.object('PeeringOptions')?.flag('AllowDnsResolutionFromRemoteVpc'),
  };
}

const mergeSide = (a: PeeringSide, b: PeeringSide): PeeringSide => ({
  vpc: a.vpc || b.vpc,
  account: a.account || b.account,
  region: a.region || b.region,
  cidrs: a.cidrs.length > 0 ? a.cidrs : b.cidrs,
  dns: a.dns ?? b.dns,
});

const STANDING = new Set(['active', 'provisioning', 'pending-acceptance', 'initiating-request']);

export default defineKind<VpcPeering>({
  id: 'vpc-peering',
  title: 'VPC peering connection',
  plural: 'VPC peering connections',
  prefixes: ['pcx-'],
  idField: 'VpcPeeringConnectionId',
  call: {
    service: 'ec2',
    operation: 'DescribeVpcPeeringConnections',
    list: 'VpcPeeringConnections',
    pageSize: 1000,
  },
  read(item, context) {
    const requester = side(item.object('RequesterVpcInfo'), context);
    const accepter = side(item.object('AccepterVpcInfo'), context);
    const base = readBase('vpc-peering', item, context, 'VpcPeeringConnectionId');
    return {
      state: item.object('Status')?.maybe('Code') ?? 'unknown',
      stateMessage: item.object('Status')?.maybe('Message') ?? '',
      expires: item.maybe('ExpirationTime'),
      requester,
      accepter,
      ...base,
      account: requester.account,
      region: requester.region,
    };
  },
  // Each account sees its own DNS option best, and tags exist only on the side where they were set.
  merge: (a, b) => ({
    ...a,
    expires: a.expires ?? b.expires,
    name: a.name || b.name,
    tags: b.tags.size === 0 ? a.tags : new Map([...b.tags, ...a.tags]),
    requester: mergeSide(a.requester, b.requester),
    accepter: mergeSide(a.accepter, b.accepter),
  }),
  references({ state, requester, accepter }) {
    // Peerings that ended linger for days; the VPCs they named may be gone for good.
    if (!STANDING.has(state)) return [];
    return [...refer('vpc', requester.vpc, requester), ...refer('vpc', accepter.vpc, accepter)];
  },
});
