/** Lists without the answer around them: `--query`, PowerShell, boto3. Told by what the items hold, or named and left. */
import { describe, expect, test } from 'vitest';
import { recognise } from '#app/sources/recognise.ts';
import { buildTopology } from '#app/topology/build.ts';

const A = '111111111111';
const open = (content: unknown, ...others: readonly unknown[]) =>
  recognise(
    [content, ...others].map((c, i) => ({
      path: `${i}.json`,
      text: typeof c === 'string' ? c : JSON.stringify(c),
      time: '2026-01-05T09:00:00.000Z',
    })),
    '1.2.3',
  );
const operation = (content: unknown) => open(content).snapshot.pages.map((p) => p.operation);

const vpc = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: A };

describe('a bare list is told by its items', () => {
  test.each([
    ['DescribeVpcs', vpc],
    [
      'DescribeSubnets',
      {
        SubnetId: 'subnet-1',
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: 'eu-west-1a',
      },
    ],
    [
      'DescribeRouteTables',
      { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [], Associations: [] },
    ],
    [
      'DescribeNetworkInterfaces',
      {
        NetworkInterfaceId: 'eni-1',
        SubnetId: 'subnet-1',
        VpcId: 'vpc-1',
        InterfaceType: 'interface',
      },
    ],
    [
      'DescribeNatGateways',
      { NatGatewayId: 'nat-1', SubnetId: 's', VpcId: 'v', ConnectivityType: 'public' },
    ],
    ['DescribeSecurityGroups', { GroupId: 'sg-1', VpcId: 'vpc-1', IpPermissions: [] }],
    [
      'DescribeTransitGatewayVpcAttachments',
      { TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-1', VpcId: 'vpc-1' },
    ],
    [
      'DescribeTransitGatewayAttachments',
      {
        TransitGatewayAttachmentId: 'tgw-attach-1',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'vpn',
      },
    ],
    ['DescribeTransitGateways', { TransitGatewayId: 'tgw-1', Options: {} }],
    ['DescribeVpcPeeringConnections', { VpcPeeringConnectionId: 'pcx-1', RequesterVpcInfo: {} }],
  ])('%s', (wanted, item) => {
    expect(operation([item])).toEqual([wanted]);
    expect(operation(item)).toEqual([wanted]);
  });

  test.each([
    ['instances', { InstanceId: 'i-1', SubnetId: 'subnet-1', VpcId: 'vpc-1' }],
    ['what --query has renamed', { id: 'vpc-1', cidr: '10.0.0.0/16' }],
    ['rows', ['vpc-1', '10.0.0.0/16']],
  ])('but %s are not: the file is named, with the way out', (_, item) => {
    const { snapshot, ignored } = open({ Vpcs: [vpc] }, [item]);
    expect(snapshot.pages).toHaveLength(1);
    expect(ignored[0]?.path).toBe('1.json');
    expect(ignored[0]?.why).toContain('save the whole answer, without --query');
  });

  test('an empty list tells nothing', () => {
    expect(open({ Vpcs: [vpc] }, []).ignored[0]?.why).toBe(
      'is an empty list that does not say of what',
    );
  });
});

// Get-EC2Vpc | ConvertTo-Json: https://docs.aws.amazon.com/powershell/v5/reference/items/Get-EC2Vpc.html
describe('PowerShell', () => {
  test('constants, times and renamed fields become those of the API', () => {
    const group = {
      GroupId: 'sg-1',
      VpcId: 'vpc-1',
      OwnerId: A,
      IpPermissions: [
        {
          FromPort: 443,
          ToPort: 443,
          IpProtocol: 'tcp',
          IpRanges: ['10.0.0.0/8'],
          Ipv4Ranges: [{ CidrIp: '10.0.0.0/8', Description: null }],
          Ipv6Ranges: [],
          PrefixListIds: [{ Id: 'pl-1', Description: null }],
          UserIdGroupPairs: [],
        },
      ],
      IpPermissionsEgress: [],
      Tags: [{ Key: 'Name', Value: 'web' }],
      Status: { Value: 'on' },
    };
    const read = buildTopology(open([group]).snapshot.pages).get('security-group', 'sg-1');
    expect(read?.inbound[0]?.cidrs.map((c) => c.text)).toEqual(['10.0.0.0/8']);
    expect(read?.inbound[0]?.prefixLists).toEqual(['pl-1']);
    expect(read?.name).toBe('web');

    const attached = {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      TransitGatewayId: 'tgw-1',
      VpcId: 'vpc-1',
      State: { Value: 'available' },
      SubnetIds: ['subnet-1'],
      CreationTime: '/Date(1767604500000)/',
      Options: { Ipv6Support: { Value: 'enable' } },
    };
    expect(
      buildTopology(open([attached]).snapshot.pages).get('tgw-vpc-attachment', 'tgw-attach-1'),
    ).toMatchObject({ state: 'available', ipv6: true, created: '2026-01-05T09:15:00.000Z' });
  });

  test('what lacks depth is named, and is a gap', () => {
    const cut = {
      ...vpc,
      State: { Value: 'available' },
      CidrBlockAssociationSet: ['Amazon.EC2.Model.VpcCidrBlockAssociation'],
    };
    const { snapshot, ignored } = open([cut]);
    expect(ignored[0]?.why).toContain('-Depth 20');
    expect(buildTopology(snapshot.pages).gaps.some((g) => g.kind === 'unreadable')).toBe(true);
  });
});

test('times as boto3 writes them with default=str', () => {
  const attached = {
    TransitGatewayVpcAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-1',
        TransitGatewayId: 'tgw-1',
        VpcId: 'vpc-1',
        CreationTime: '2026-01-05 09:15:00+00:00',
      },
    ],
  };
  expect(
    buildTopology(open(attached).snapshot.pages).get('tgw-vpc-attachment', 'tgw-attach-1')?.created,
  ).toBe('2026-01-05T09:15:00.000Z');
});

test('several accounts and Regions in one folder, several files of one call: all are kept apart', () => {
  const answer = (account: string, region: string, n: number) => ({
    Subnets: [
      {
        SubnetId: `subnet-${n}`,
        VpcId: `vpc-${n}`,
        OwnerId: account,
        SubnetArn: `arn:aws:ec2:${region}:${account}:subnet/subnet-${n}`,
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: `${region}a`,
      },
    ],
    Vpcs: [{ VpcId: `vpc-${n}`, OwnerId: account, CidrBlock: '10.0.0.0/16' }],
  });
  const read = buildTopology(
    open(
      answer(A, 'eu-west-1', 1),
      answer('222222222222', 'us-east-1', 2),
      { ...answer(A, 'eu-west-1', 3), NextToken: 'more' },
      answer(A, 'eu-west-1', 4),
    ).snapshot.pages,
  );
  expect(read.all('vpc').map((v) => [v.id, v.account, v.region])).toEqual([
    ['vpc-1', A, 'eu-west-1'],
    ['vpc-2', '222222222222', 'us-east-1'],
    ['vpc-3', A, 'eu-west-1'],
    ['vpc-4', A, 'eu-west-1'],
  ]);
});

describe('what stands in the place of a list and is none', () => {
  const whyNot = (content: unknown): string => {
    try {
      open(content);
    } catch (error) {
      return (error as Error).message.split('\n').at(-1)!;
    }
    return '';
  };

  test.each([
    [{ Vpcs: null }, 'null where the list Vpcs should be', 'save the answer again, or write []'],
    [{ 'eu-west-1': { Subnets: null } }, 'null where the list Subnets should be', 'write []'],
    [
      { Vpcs: vpc },
      'one object where the list Vpcs should be',
      '"Vpcs": [{ … }] (in PowerShell @(…))',
    ],
    [{ Vpcs: '[]' }, 'a text where the list Vpcs should be', 'save the answer of AWS as it came'],
    [{ RouteTables: 0 }, 'a number where the list RouteTables should be', 'save the answer'],
    ['null', 'holds null and nothing else', 'save the whole answer, without --query'],
  ])('%j: says what was seen, and what to do', (content, seen, deed) => {
    expect(whyNot(content)).toContain(seen);
    expect(whyNot(content)).toContain(deed);
  });

  test('beside lists it is named, they are read, and what it would have listed is a gap', () => {
    const { snapshot, ignored } = open({ Vpcs: [{ ...vpc, OwnerId: A }], Subnets: null });
    expect(snapshot.pages.map((page) => page.operation)).toEqual(['DescribeVpcs']);
    expect(ignored).toEqual([
      { path: '0.json', why: expect.stringContaining('null where the list Subnets') as string },
    ]);
    expect(buildTopology(snapshot.pages).gapsHiding(['subnet'])).toHaveLength(1);
  });

  test('a wrapper that happens to be called as a list is is one all the same', () => {
    expect(operation({ Vpcs: { Vpcs: [vpc] } })).toEqual(['DescribeVpcs']);
  });

  test('names that mean other things elsewhere are none of ours', () => {
    expect(whyNot({ Attachments: null, Entries: 3 })).toContain('which Peerless does not use');
  });
});
