/**
 * Many accounts for the bench of collecting: every account has the default VPC that AWS makes in each of its 17 Regions,
 * and the first two hold a network besides. The same every time.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
import type { Page } from '#app/snapshot/page.ts';
import { benchEstate } from './estate.ts';

/**
 * Regions that are enabled in every account, and milliseconds until one of them answers somebody in Europe: the way there
 * and back, and 40 for the answer.
 * Sources: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html (which are enabled by default)
 *          https://www.cloudping.co/ (ways, rounded to 10 ms)
 */
const LATENCY: Readonly<Record<string, number>> = {
  'eu-central-1': 60,
  'eu-west-1': 70,
  'eu-west-2': 60,
  'eu-west-3': 60,
  'eu-north-1': 70,
  'us-east-1': 130,
  'us-east-2': 140,
  'us-west-1': 190,
  'us-west-2': 200,
  'ca-central-1': 140,
  'sa-east-1': 240,
  'ap-south-1': 170,
  'ap-northeast-1': 270,
  'ap-northeast-2': 280,
  'ap-northeast-3': 280,
  'ap-southeast-1': 200,
  'ap-southeast-2': 290,
};

export const FLEET_REGIONS = Object.keys(LATENCY);

/** Milliseconds. */
export const latencyOf = (region: string): number => LATENCY[region] ?? 100;

/** Accounts of `benchEstate`, which come first. */
const WITH_NETWORK = ['111122223333', '444455556666'];

export const accountsOf = (size: number): string[] =>
  Array.from({ length: size }, (_, i) => WITH_NETWORK[i] ?? String(500_000_000_000 + i));

/** By which the accounts of an organization are entered. */
export const ROLE = 'audit';

/** When everything was read. */
export const TIME = '2026-01-05T09:00:00.000Z';

/** What AWS makes in a Region: a VPC, a subnet in each of three zones, and what belongs to them. */
export function defaultVpc(
  region: string,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const VpcId = `vpc-default-${region}`;
  const subnets = ['a', 'b', 'c'].map((zone, i) => ({
    SubnetId: `subnet-${region}${zone}`,
    VpcId,
    CidrBlock: `172.31.${i * 16}.0/20`,
    AvailabilityZone: `${region}${zone}`,
    State: 'available',
    DefaultForAz: true,
  }));
  const routes = [
    { DestinationCidrBlock: '172.31.0.0/16', GatewayId: 'local', State: 'active' },
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: `igw-${region}`, State: 'active' },
  ];
  const entry = { Protocol: '-1', CidrBlock: '0.0.0.0/0' };
  const deny = { ...entry, RuleNumber: 32767, RuleAction: 'deny' };
  const allow = { ...entry, RuleNumber: 100, RuleAction: 'allow' };
  return {
    DescribeVpcs: {
      Vpcs: [{ VpcId, CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available' }],
    },
    DescribeSubnets: { Subnets: subnets },
    DescribeRouteTables: {
      RouteTables: [
        {
          RouteTableId: `rtb-${region}`,
          VpcId,
          Routes: routes,
          Associations: [{ Main: true, RouteTableId: `rtb-${region}` }],
        },
      ],
    },
    DescribeInternetGateways: {
      InternetGateways: [
        { InternetGatewayId: `igw-${region}`, Attachments: [{ VpcId, State: 'available' }] },
      ],
    },
    DescribeNetworkAcls: {
      NetworkAcls: [
        {
          NetworkAclId: `acl-${region}`,
          VpcId,
          IsDefault: true,
          Entries: [
            { ...allow, Egress: true },
            { ...deny, Egress: true },
            { ...allow, Egress: false },
            { ...deny, Egress: false },
          ],
        },
      ],
    },
    DescribeSecurityGroups: {
      SecurityGroups: [
        {
          GroupId: `sg-${region}`,
          GroupName: 'default',
          VpcId,
          IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        },
      ],
    },
  };
}

/** So many accounts, each in every Region. Two of them share the network of 1,000 VPCs of `benchEstate`. */
export function fleet(size: number): {
  readonly pages: readonly Page[];
  readonly regions: Readonly<Record<string, readonly string[]>>;
} {
  const accounts = accountsOf(size);
  const pages: Page[] = [...benchEstate(1_000).pages()];
  for (const region of FLEET_REGIONS) {
    // Accounts share the answer: what they hold is in nobody's way.
    for (const [operation, answer] of Object.entries(defaultVpc(region))) {
      for (const account of accounts.slice(WITH_NETWORK.length))
        pages.push({ account, region, service: 'ec2', operation, args: {}, time: TIME, answer });
    }
  }
  return { pages, regions: Object.fromEntries(accounts.map((a) => [a, FLEET_REGIONS])) };
}
