/** VPC peering connection: two sides, one id; both accounts report the same one. */
import type { Cidr } from '../base/cidr.ts';
import { isObject } from '../base/json.ts';
import type { Ref } from '../base/ref.ts';
import type { Fields } from './fields.ts';
import {
  type About,
  defineKind,
  type DetailCall,
  readBase,
  type ReadContext,
  refer,
  type ResourceBase,
} from './kind.ts';

export interface PeeringSide {
  readonly vpc: Ref;
  readonly account: string;
  readonly region: string;
  /** Known only while the peering is active. */
  readonly cidrs: readonly Cidr[];
  /** AllowDnsResolutionFromRemoteVpc; undefined where this view does not tell. */
  readonly dns: boolean | undefined;
  /** Whether DNS hostnames and DNS support are on in the VPC; undefined where that was not asked, or not told. */
  readonly hostnames: boolean | undefined;
  readonly support: boolean | undefined;
}

type Item = Readonly<Record<string, unknown>>;

/**
 * The ends of a peering whose DNS option is on for one of them: it has an effect only where DNS hostnames and DNS support
 * are on in both VPCs.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html
 */
function endsWithDns(item: Item): About[] {
  const ends = [item['RequesterVpcInfo'], item['AccepterVpcInfo']].filter(isObject);
  const status = item['Status'];
  const on = ends.some(({ PeeringOptions: options }) => {
    return isObject(options) && options['AllowDnsResolutionFromRemoteVpc'] === true;
  });
  if (!on || !isObject(status) || status['Code'] !== 'active') return [];
  return ends.flatMap(({ VpcId: id, OwnerId: account, Region: region }) =>
    typeof id === 'string' && typeof account === 'string' && typeof region === 'string'
      ? [{ id, account, region }]
      : [],
  );
}

/** One attribute for each call: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
const attribute = (as: string, name: string, list: string): DetailCall => ({
  service: 'ec2',
  operation: 'DescribeVpcAttribute',
  list,
  single: true,
  as,
  argument: 'VpcId',
  own: { Attribute: name },
  hides: 'nothing',
  optional: true,
  about: endsWithDns,
});

export interface VpcPeering extends ResourceBase {
  readonly kind: 'vpc-peering';
  /** `active`, `pending-acceptance`, `expired`, … (VpcPeeringConnectionStateReason) */
  readonly state: string;
  readonly stateMessage: string;
  readonly expires: string | undefined;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

const told = (context: ReadContext, as: string, vpc: Ref | undefined): boolean | undefined =>
  context
    .parts(as)
    ?.find(({ args }) => args['VpcId'] === vpc)
    ?.items?.[0]?.flag('Value');

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
    hostnames: told(context, 'hostnames', info?.maybe('VpcId')),
    support: told(context, 'support', info?.maybe('VpcId')),
  };
}

const mergeSide = (a: PeeringSide, b: PeeringSide): PeeringSide => ({
  vpc: a.vpc || b.vpc,
  account: a.account || b.account,
  region: a.region || b.region,
  cidrs: a.cidrs.length > 0 ? a.cidrs : b.cidrs,
  dns: a.dns ?? b.dns,
  hostnames: a.hostnames ?? b.hostnames,
  support: a.support ?? b.support,
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
  details: [
    attribute('hostnames', 'enableDnsHostnames', 'EnableDnsHostnames'),
    attribute('support', 'enableDnsSupport', 'EnableDnsSupport'),
  ],
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
