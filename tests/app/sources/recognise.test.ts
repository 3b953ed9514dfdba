/** Foreign files become pages: by content, with account and Region, whatever the files are called. */
import { analyze } from '#app/report.ts';
import { dxLinksOf } from '#app/topology/direct-connect.ts';
import { describe, expect, test } from 'vitest';
import type { Page } from '#app/snapshot/page.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import { recognise, type SourceFile } from '#app/sources/recognise.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { buildTopology } from '#app/topology/build.ts';
import { snapshot } from '../snapshot/pages.ts';

const TIME = '2026-01-05T09:00:00.000Z';
const file = (path: string, content: unknown): SourceFile => ({
  path,
  text: typeof content === 'string' ? content : JSON.stringify(content),
  time: TIME,
});
const open = (...files: SourceFile[]) => recognise(files, '1.2.3');
const pagesOf = (...files: SourceFile[]): readonly Page[] => open(...files).snapshot.pages;
const only = (...files: SourceFile[]): Page => {
  const pages = pagesOf(...files);
  expect(pages).toHaveLength(1);
  return pages[0]!;
};
const refusal = (...files: SourceFile[]): string => {
  try {
    open(...files);
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
    return (error as Error).message;
  }
  throw new Error('the source was accepted');
};

describe('several answers in one file, as >> leaves them', () => {
  const answer = (id: string, region: string): string =>
    JSON.stringify({ Subnets: [{ SubnetId: id, AvailabilityZone: `${region}a` }] }, undefined, 4);

  test('are each an answer, of the Region that its items are in', () => {
    const text = `${answer('subnet-1', 'us-east-1')}\n${answer('subnet-2', 'eu-west-1')}\n`;
    const pages = pagesOf(file('subnets.json', `\uFEFF${text}`));
    expect(pages.map((p) => [p.region, p.operation])).toEqual([
      ['eu-west-1', 'DescribeSubnets'],
      ['us-east-1', 'DescribeSubnets'],
    ]);
    const lines = pagesOf(
      file('a.json', '{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/16"}\n'.repeat(3)),
    );
    expect(lines.every((p) => p.operation === 'DescribeVpcs')).toBe(true);
  });

  test('one that is broken is a gap of its call, told with its line, and the whole ones are read', () => {
    const two = `${answer('subnet-1', 'us-east-1')}\n`;
    const line = two.split('\n').length;
    const three = answer('subnet-3', 'eu-west-3');
    const nacls = '{"NetworkAcls": [';
    for (const [rest, fault, calls] of [
      [`{"Subnets": [}`, `line ${line}, column 14: expected a value`, ['DescribeSubnets']],
      [`{"Subnets": [{"SubnetId": "su`, 'the text ends too soon', ['DescribeSubnets']],
      [nacls, 'the text ends too soon', ['DescribeNetworkAcls']],
      [`An error occurred\n${nacls}`, `line ${line}, column 1: expected a value`, undefined],
      [`An error occurred\n{${three}`, `line ${line}, column 1: expected a value`, undefined],
    ] as const) {
      const { snapshot: read, unread } = open(file('a.json', two + rest));
      expect(read.pages.filter((p) => p.answer)).toEqual(pagesOf(file('a.json', two)));
      const why = unread.map((one) => one.why);
      expect(why).toEqual([expect.stringMatching(/^is not valid JSON: .*; what is whole beside/)]);
      expect(why[0]).toContain(fault);
      const lost = read.pages.filter((p) => p.error);
      // Of which Region, nobody knows: that of the whole one it is not.
      expect(new Set(lost.map((p) => p.region))).toEqual(new Set(['unknown']));
      if (calls) expect(lost.map((p) => p.operation)).toEqual(calls);
      else expect(lost.map((p) => p.operation)).toContain('DescribeRouteTables');
      expect(
        analyze(read)
          .gaps.map((gap) => gap.message)
          .join(),
      ).toContain(fault);
    }
    const between = open(
      file('describe-subnets.json', `${two}An error occurred\n\n${three}`),
    ).snapshot;
    expect(between.pages.filter((p) => p.answer).map((p) => p.region)).toEqual([
      'eu-west-3',
      'us-east-1',
    ]);
    expect(between.pages.flatMap((p) => (p.error ? p.operation : []))).toEqual(['DescribeSubnets']);
    expect(refusal(file('a.json', '{}'.repeat(50_000)))).toContain(
      'holds no answers of the AWS API',
    );
  });
});

test('two snapshots in one folder lead to merge', () => {
  const text = writeSnapshot(snapshot);
  expect(refusal(file('a.json', text), file('b.json', text))).toBe(
    'a.json is a snapshot by itself, and b.json stands beside it. Open one of them at a time, or make one of them with `peerless merge`.',
  );
});

const VPCS = { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: '111111111111' }] };
const SUBNETS = {
  Subnets: [
    {
      SubnetId: 'subnet-1',
      VpcId: 'vpc-1',
      CidrBlock: '10.0.0.0/24',
      AvailabilityZone: 'eu-west-3a',
      OwnerId: '111111111111',
    },
  ],
};
const where = ({ account, region }: Page) => `${account} ${region}`;

describe('describe JSON', () => {
  test('an answer is known by its list, not by the name of the file', () => {
    expect(only(file('a.txt', VPCS))).toMatchObject({
      service: 'ec2',
      operation: 'DescribeVpcs',
      args: {},
      time: TIME,
      answer: VPCS,
    });
  });

  test('one file may hold several answers', () => {
    expect(pagesOf(file('all.json', { ...VPCS, ...SUBNETS })).map((p) => p.operation)).toEqual([
      'DescribeSubnets',
      'DescribeVpcs',
    ]);
  });

  test('answers may stand in a list, as one page after another', () => {
    expect(pagesOf(file('all.json', [VPCS, { Vpcs: [] }]))).toHaveLength(2);
  });

  test('an empty list is an observation; the order of files does not matter', () => {
    const files = [file('b.json', { NatGateways: [] }), file('a.json', VPCS)];
    expect(pagesOf(...files).map((p) => p.operation)).toEqual([
      'DescribeNatGateways',
      'DescribeVpcs',
    ]);
    expect(open(...files)).toEqual(open(...files.reverse()));
  });

  test('lists inside items are not answers: interfaces of instances are only a part of themselves', () => {
    const reservations = {
      Reservations: [{ Instances: [{ NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }] }] }],
    };
    const { snapshot: read, ignored } = open(file('v.json', VPCS), file('r.json', reservations));
    expect(read.pages).toHaveLength(1);
    expect(ignored).toEqual([
      { path: 'r.json', why: 'holds Reservations, which Peerless does not use' },
    ]);
  });

  test('secrets of VPN connections never enter a page', () => {
    const vpn = {
      VpnConnectionId: 'vpn-1',
      CustomerGatewayConfiguration: '<pre_shared_key>s3cret</pre_shared_key>',
      Options: { TunnelOptions: [{ PreSharedKey: 's3cret', OutsideIpAddress: '1.2.3.4' }] },
    };
    const read = only(file('vpn.json', { VpnConnections: [vpn] }));
    expect(JSON.stringify(read)).not.toContain('s3cret');
    expect(read.answer).toEqual({
      VpnConnections: [
        { VpnConnectionId: 'vpn-1', Options: { TunnelOptions: [{ OutsideIpAddress: '1.2.3.4' }] } },
      ],
    });
  });

  test('secrets of a snapshot that somebody else wrote are dropped, whole, cut off or escaped', () => {
    const secrets = {
      PreSharedKey: 's3cret',
      PreSharedKeyArn: 's3cret',
      CustomerGatewayConfiguration: 's3cret',
      authKey: 's3cret',
      customerRouterConfig: 's3cret',
    };
    const [page] = snapshot.pages;
    const answer = { VpnConnections: [{ VpnConnectionId: 'vpn-1', deep: [{ ...secrets, a: 1 }] }] };
    const foreign = { ...snapshot, pages: [page!, { ...page!, operation: 'Other', answer }] };
    const text = writeSnapshot(foreign);
    for (const given of [
      text,
      text.slice(0, text.lastIndexOf(',"checksum"') - 2),
      JSON.stringify({ ...(JSON.parse(text) as object), checksum: undefined }).replaceAll(
        /PreSharedKey|authKey|customerRouterConfig|CustomerGatewayConfiguration/g,
        (name) => `\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}`,
      ),
    ]) {
      const { pages } = open(file('theirs.json', given)).snapshot;
      expect(pages.find((one) => one.operation === 'Other')?.answer).toEqual({
        VpnConnections: [{ VpnConnectionId: 'vpn-1', deep: [{ a: 1 }] }],
      });
      expect(JSON.stringify(pages)).not.toContain('s3cret');
    }
  });

  test('the time boto3 saved with the answer is the time of the page; tokens are dropped', () => {
    const read = only(
      file('v.json', {
        ...VPCS,
        ResponseMetadata: { HTTPHeaders: { date: 'Tue, 06 Jan 2026 10:11:12 GMT' } },
      }),
    );
    expect(read.time).toBe('2026-01-06T10:11:12.000Z');
    expect(Object.keys(read.answer!)).toEqual(['Vpcs']);
  });

  test('an answer cut short by --max-items is not taken for the whole', () => {
    const part = file('v.json', { ...VPCS, NextToken: 'abc' });
    const cut = pagesOf(part).find((p) => p.error);
    expect(cut).toMatchObject({
      operation: 'DescribeVpcs',
      error: { failure: 'unobserved', code: 'MorePages' },
    });
    const rest = file('w.json', { Vpcs: [] });
    expect(pagesOf(part, rest).filter((p) => p.error)).toEqual([]);
  });
});

describe('answers about one resource', () => {
  const TABLE = 'tgw-rtb-0123456789abcdef0';
  const routes = {
    Routes: [
      {
        DestinationCidrBlock: '10.0.0.0/16',
        TransitGatewayAttachments: [],
        Type: 'static',
        State: 'blackhole',
      },
    ],
    AdditionalRoutesAvailable: true,
  };

  test.each([
    ['the name of the file', file(`routes-${TABLE}.json`, routes)],
    ['its folder', file(`${TABLE}/routes.json`, routes)],
    ['a key around the answer', file('routes.json', { [TABLE]: routes })],
    ['a field beside the list', file('r.json', { TransitGatewayRouteTableId: TABLE, ...routes })],
  ])('the route table is told by %s', (_, source) => {
    expect(only(source)).toMatchObject({
      operation: 'SearchTransitGatewayRoutes',
      args: { TransitGatewayRouteTableId: TABLE },
      answer: routes,
    });
  });

  test('where nothing tells the table, the file is named as unusable, and why', () => {
    const { ignored } = open(file('v.json', VPCS), file('routes.json', routes));
    expect(ignored).toHaveLength(1);
    expect(ignored[0]!.why).toContain('does not name the TransitGatewayRouteTableId it is about');
    expect(ignored[0]!.why).toContain('tgw-rtb-');
  });

  test('associations, propagations and prefix list entries are told apart by their items', () => {
    const member = {
      TransitGatewayAttachmentId: 'tgw-attach-1',
      ResourceType: 'vpc',
      State: 'enabled',
    };
    const pages = pagesOf(
      file(`a-${TABLE}.json`, { Associations: [member] }),
      file(`p-${TABLE}.json`, { TransitGatewayRouteTablePropagations: [member] }),
      file('e-pl-0123456789abcdef0.json', { Entries: [{ Cidr: '10.0.0.0/8' }] }),
    );
    expect(pages.map((p) => [p.operation, p.args])).toEqual([
      ['GetManagedPrefixListEntries', { PrefixListId: 'pl-0123456789abcdef0' }],
      ['GetTransitGatewayRouteTableAssociations', { TransitGatewayRouteTableId: TABLE }],
      ['GetTransitGatewayRouteTablePropagations', { TransitGatewayRouteTableId: TABLE }],
    ]);
  });

  test('routes of a VPC route table are not routes of a transit gateway', () => {
    const single = {
      RouteTableId: 'rtb-1',
      Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }],
      Associations: [{ RouteTableAssociationId: 'rtbassoc-1', Main: true }],
    };
    expect(refusal(file(`x-${TABLE}.json`, single))).toContain('Routes');
  });
});

describe('account and Region', () => {
  test.each([
    ['{ region: answer }', { 'eu-west-1': VPCS }, '111111111111 eu-west-1'],
    [
      '{ account: { region: answer } }',
      { '222222222222': { 'eu-west-1': VPCS } },
      '222222222222 eu-west-1',
    ],
    [
      '{ account, region, … }',
      { account: '222222222222', region: 'us-gov-west-1', ...VPCS },
      '222222222222 us-gov-west-1',
    ],
    [
      'a list of those',
      [{ AccountId: '222222222222', Region: 'cn-north-1', data: VPCS }],
      '222222222222 cn-north-1',
    ],
    [
      '{ accounts: [ { regions: [ … ] } ] }',
      {
        accounts: [
          { id: 1, account: '222222222222', regions: [{ region: 'ap-southeast-2', ...VPCS }] },
        ],
      },
      '222222222222 ap-southeast-2',
    ],
  ])('are told by wrapping: %s', (_, content, wanted) => {
    expect(where(only(file('x.json', content)))).toBe(wanted);
  });

  test.each([
    ['us-east-1/vpcs.json', '111111111111 us-east-1'],
    ['222222222222/us-east-1/vpcs.json', '222222222222 us-east-1'],
    ['us-east-1/222222222222/vpcs.json', '222222222222 us-east-1'],
    ['net/accounts/222222222222/us-iso-east-1/vpcs.json', '222222222222 us-iso-east-1'],
    ['eusc-de-east-1/vpcs.json', '111111111111 eusc-de-east-1'],
    ['222222222222_ca-central-1_vpcs.json', '222222222222 ca-central-1'],
    ['202601050900/us-east-1/vpcs.json', '111111111111 us-east-1'],
    ['accounts/202601050900/us-east-1/vpcs.json', '202601050900 us-east-1'],
    // Digits of an id, and of a UUID, are no account; those beside a word are, after a time too.
    ['222222222222/us-east-1/vpcs-tgw-rtb-0a047663119665f31.json', '222222222222 us-east-1'],
    ['us-east-1/vpcs-tgw-rtb-0a047663119665f31.json', '111111111111 us-east-1'],
    ['us-east-1/vpcs-vpc-abcde047663119665.json', '111111111111 us-east-1'],
    ['us-east-1/550e8400-e29b-41d4-a716-446655440000.json', '111111111111 us-east-1'],
    ['us-east-1/vpcs-acc222222222222.json', '222222222222 us-east-1'],
    ['us-east-1/prod222222222222v2.json', '222222222222 us-east-1'],
    ['us-east-1/202601050900-222222222222.json', '222222222222 us-east-1'],
    ['us-east-1/old/eu-west-1/vpcs.json', '111111111111 eu-west-1'],
    ['C:\\snap\\us-east-1\\vpcs.json', '111111111111 us-east-1'],
    ['team-east-1/vpcs.json', '111111111111 unknown'],
  ])('are told by folders and names: %s', (path, wanted) => {
    expect(where(only(file(path, VPCS)))).toBe(wanted);
  });

  test('folders above the source tell too, without showing in messages', () => {
    const inside = {
      ...file('vpcs.json', VPCS),
      location: '/home/x/222222222222/us-east-1/vpcs.json',
    };
    expect(where(only(inside))).toBe('222222222222 us-east-1');
  });

  test('where nothing tells, the items do: zones, ARNs and the VPCs they share', () => {
    expect(pagesOf(file('v.json', VPCS), file('s.json', SUBNETS)).map(where)).toEqual([
      '111111111111 eu-west-3',
      '111111111111 eu-west-3',
    ]);
    const local = { Subnets: [{ ...SUBNETS.Subnets[0], AvailabilityZone: 'us-west-2-lax-1a' }] };
    expect(where(only(file('s.json', local)))).toBe('111111111111 us-west-2');
    const tgw = {
      TransitGateways: [
        {
          TransitGatewayId: 'tgw-1',
          TransitGatewayArn: 'arn:aws-cn:ec2:cn-north-1:111111111111:transit-gateway/tgw-1',
        },
      ],
    };
    expect(where(only(file('t.json', tgw)))).toContain('cn-north-1');
  });

  test('two Regions in one folder are kept apart by the VPCs', () => {
    const west = JSON.parse(
      JSON.stringify([VPCS, SUBNETS])
        .replaceAll('vpc-1', 'vpc-2')
        .replaceAll('eu-west-3', 'us-west-2')
        .replaceAll('subnet-1', 'subnet-2'),
    );
    const pages = pagesOf(
      file('v1.json', VPCS),
      file('s1.json', SUBNETS),
      file('v2.json', west[0]),
      file('s2.json', west[1]),
      file('n.json', { NatGateways: [] }),
    );
    expect(pages.map((p) => [p.operation, p.region])).toEqual([
      ['DescribeSubnets', 'eu-west-3'],
      ['DescribeVpcs', 'eu-west-3'],
      ['DescribeNatGateways', 'unknown'],
      ['DescribeSubnets', 'us-west-2'],
      ['DescribeVpcs', 'us-west-2'],
    ]);
  });

  test('the account is the owner most items of the folder name, not the one who shared something in', () => {
    const shared = { TransitGateways: [{ TransitGatewayId: 'tgw-1', OwnerId: '999999999999' }] };
    const pages = pagesOf(
      file('us-east-1/v.json', {
        Vpcs: [...VPCS.Vpcs, { VpcId: 'vpc-2', OwnerId: '111111111111' }],
      }),
      file('us-east-1/t.json', shared),
      file('us-east-1/c.json', { CustomerGateways: [] }),
    );
    expect(new Set(pages.map((p) => p.account))).toEqual(new Set(['111111111111']));
  });

  test('two accounts in one folder, a file each, stay two accounts', () => {
    const other = JSON.parse(
      JSON.stringify({ ...VPCS, ...SUBNETS }).replaceAll('111111111111', '222222222222'),
    );
    const pages = pagesOf(file('a.json', { ...VPCS, ...SUBNETS }), file('b.json', other));
    expect(new Set(pages.map((p) => p.account))).toEqual(new Set(['111111111111', '222222222222']));
  });
});

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html: subnets and tables belong to the owner of the VPC.
describe('owners that contradict each other in one folder', () => {
  const vpc = (OwnerId: string) => ({ Vpcs: [{ VpcId: 'vpc-1', OwnerId }] });
  const subnet = (OwnerId: string) => ({
    Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', OwnerId }],
  });
  const groups = (...owners: string[]) => ({
    SecurityGroups: owners.map((OwnerId, i) => ({ GroupId: `sg-${i}`, OwnerId })),
  });
  const owners = (...files: SourceFile[]) =>
    pagesOf(...files).map((p) => [
      p.account,
      (Object.values(p.answer ?? {})[0] as { OwnerId: string }[]).map((item) => item.OwnerId),
    ]);
  const A = '111111111111';

  test('are those who cannot be: the folder holds what was read of them', () => {
    expect(
      owners(
        file('x/g.json', groups(A, A, A)),
        file('x/s.json', subnet('222222222222')),
        file('x/v.json', vpc('1234')),
      ),
    ).toEqual([
      [A, [A, A, A]],
      [A, [A]],
      [A, [A]],
    ]);
  });

  test('are kept where a VPC is shared: its subnets then have the same owner', () => {
    const B = '222222222222';
    expect(
      owners(
        file('x/g.json', groups(A, A, A)),
        file('x/s.json', subnet(B)),
        file('x/v.json', vpc(B)),
      ),
    ).toEqual([
      [A, [A, A, A]],
      [A, [B]],
      [A, [B]],
    ]);
  });

  test('are kept in other folders', () => {
    const B = '222222222222';
    const kept = owners(
      file('x/g.json', groups(A, A, A)),
      file('x/s.json', subnet(B)),
      file('x/v.json', vpc('1234')),
      file('y/g.json', groups(B)),
    );
    expect(kept).toContainEqual([B, [B]]);
  });
});

describe('the Batfish layout', () => {
  const TABLE = 'tgw-rtb-1';

  test('grouped routes and propagations become a page for each table; routes are marked as static only', () => {
    const pages = pagesOf(
      file('aws_configs/us-east-1/TransitGatewayStaticRoutes.json', {
        TransitGatewayStaticRoutes: [
          { TransitGatewayRouteTableId: TABLE, Routes: [], AdditionalRoutesAvailable: false },
        ],
      }),
      file('aws_configs/us-east-1/TransitGatewayPropagations.json', {
        TransitGatewayPropagations: [
          { TransitGatewayRouteTableId: TABLE, TransitGatewayRouteTablePropagations: [] },
        ],
      }),
    );
    expect(pages.map((p) => [p.operation, p.args, p.answer])).toEqual([
      [
        'GetTransitGatewayRouteTablePropagations',
        { TransitGatewayRouteTableId: TABLE },
        { TransitGatewayRouteTablePropagations: [] },
      ],
      [
        'SearchTransitGatewayRoutes',
        { TransitGatewayRouteTableId: TABLE, Filters: 'type=static' },
        { Routes: [], AdditionalRoutesAvailable: false },
      ],
    ]);
  });

  test('the origin says batfish', () => {
    expect(open(file('aws_configs/Vpcs.json', VPCS)).snapshot.manifest.origin).toBe('batfish');
    expect(open(file('Vpcs.json', VPCS)).snapshot.manifest.origin).toBe('describe-json');
  });

  test("prefix lists of the old call become today's two calls", () => {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixList.html
    const old = {
      PrefixLists: [
        {
          PrefixListId: 'pl-1',
          PrefixListName: 'com.amazonaws.us-west-2.s3',
          Cidrs: ['52.92.32.0/22'],
        },
      ],
    };
    const pages = pagesOf(file('PrefixLists.json', old));
    expect(pages.map((p) => [p.operation, p.args, p.region])).toEqual([
      ['DescribeManagedPrefixLists', {}, 'us-west-2'],
      ['GetManagedPrefixListEntries', { PrefixListId: 'pl-1' }, 'us-west-2'],
    ]);
    const list = buildTopology(pages).get('prefix-list', 'pl-1');
    expect(list?.name).toBe('com.amazonaws.us-west-2.s3');
    expect(list?.entries?.map((e) => e.cidr.text)).toEqual(['52.92.32.0/22']);
  });

  test('zones tell the Region of a folder without one', () => {
    const zones = { AvailabilityZones: [{ RegionName: 'sa-east-1', ZoneName: 'sa-east-1a' }] };
    const pages = pagesOf(file('aws_configs/Vpcs.json', VPCS), file('aws_configs/Z.json', zones));
    expect(pages.map((p) => p.region)).toEqual(['sa-east-1']);
  });
});

describe('faulty files', () => {
  test('one broken file of a folder is a gap; the rest is used', () => {
    const { snapshot: read } = open(
      file('us-east-1/vpcs.json', VPCS),
      file('us-east-1/subnets.json', '{"Subnets": [\n  {"SubnetId": "subnet-1",}\n]}'),
    );
    expect(read.pages.map((p) => p.operation)).toEqual(['DescribeSubnets', 'DescribeVpcs']);
    expect(read.pages[0]).toMatchObject({ account: '111111111111', region: 'us-east-1' });
    expect(read.pages[0]!.error).toEqual({
      failure: 'unreadable',
      code: 'UnreadableFile',
      message:
        'us-east-1/subnets.json is not valid JSON: line 2, column 27: expected a name in double quotes, found "}"',
    });
    const gap = buildTopology(read.pages).gaps.find((g) => g.failure === 'unreadable');
    expect(gap?.hides).toEqual(['subnet']);
    expect(gap?.message).toContain('line 2, column 27');
  });

  test('an empty answer file is a failed command, told by its name', () => {
    const pages = pagesOf(file('vpcs.json', VPCS), file('describe-nat-gateways.json', ''));
    expect(pages.find((p) => p.error)).toMatchObject({
      operation: 'DescribeNatGateways',
      error: { message: expect.stringContaining('describe-nat-gateways.json is empty') },
    });
  });

  test('a broken file that tells nothing of itself may hide anything', () => {
    const pages = pagesOf(file('a.json', VPCS), file('b.json', '{"eu-west-1": {'));
    const gap = buildTopology(pages).gaps.find((g) => g.failure === 'unreadable');
    expect(gap?.hides).toEqual(expect.arrayContaining(['vpc', 'route-table', 'vpc-peering']));
  });

  test('two broken files of one place are both named', () => {
    const pages = pagesOf(
      file('a.json', VPCS),
      file('b.json', '{"Subnets'),
      file('c.json', '{"Vpcs": ['),
    );
    const gap = buildTopology(pages).gaps.find((g) => g.failure === 'unreadable');
    expect(gap?.message).toContain('b.json');
    expect(gap?.message).toContain('c.json');
  });

  test('a broken file of no interest is only listed', () => {
    const { snapshot: read, ignored } = open(
      file('v.json', VPCS),
      file('r.json', '{"Reservations": [{'),
      file('README.md', '# notes'),
    );
    expect(read.pages.some((p) => p.error)).toBe(false);
    expect(ignored.map((i) => i.path)).toEqual(['README.md', 'r.json']);
  });

  test('wrong types inside an answer become a gap that names the field', () => {
    const pages = pagesOf(file('v.json', { Vpcs: [VPCS.Vpcs[0], { VpcId: 7 }, null] }));
    const { gaps } = buildTopology(pages);
    const said = gaps.filter((g) => g.kind === 'unreadable').map((g) => g.message);
    expect(said.join('\n')).toContain('VpcId: expected a text, found a number');
  });

  test('a single broken file is an error that names place and way out', () => {
    expect(refusal(file('vpcs.json', '{"Vpcs": [}'))).toBe(
      'vpcs.json is not valid JSON: line 1, column 11: expected a value or "]", found "}". Export it again, or open another file.',
    );
  });

  test('where nothing is understood, the error says what is and what was seen', () => {
    const said = refusal(file('a.json', { Foo: [], Bar: {} }), file('b.txt', 'hello'));
    expect(said).toContain('aws ec2 describe-');
    expect(said).toContain('a.json holds Foo, Bar, which Peerless does not use');
    expect(said).toContain('b.txt is not JSON (it begins with "h")');
  });

  test('an empty folder is told as such', () => {
    expect(refusal()).toContain('There are no files to read here');
  });

  test('keys that name prototypes are harmless', () => {
    const text =
      '{"__proto__": {"Vpcs": [{"VpcId": "vpc-1"}]}, "constructor": {"prototype": {"x": 1}}, "Vpcs": [{"VpcId": "vpc-2", "__proto__": {"polluted": 1}}]}';
    pagesOf(file('x.json', text));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  test('nesting without end is told, not followed', () => {
    expect(refusal(file('x.json', '{"a":'.repeat(1e6)))).toContain('nested deeper than 200 levels');
  });
});

describe('our own snapshots', () => {
  const text = writeSnapshot(snapshot);

  test('are known by content', () => {
    expect(open(file('whatever', text)).snapshot).toEqual(snapshot);
    expect(
      open(file('x.json', JSON.stringify({ ...JSON.parse(text), a: 1 }, undefined, 2))).snapshot,
    ).toEqual(snapshot);
  });

  test('in a folder with notes: the snapshot; with other answers or a second one: which to open is asked', () => {
    expect(open(file('net.json', text), file('notes.md', '# x')).snapshot).toEqual(snapshot);
    expect(refusal(file('a.json', text), file('b.json', text))).toContain('Open one of them');
    expect(refusal(file('a.json', text), file('v.json', VPCS))).toContain('Open one of them');
  });
});

test('attributes of a VPC, one file for each', () => {
  const side = (VpcId: string) => ({
    VpcId,
    OwnerId: '111111111111',
    Region: 'eu-west-1',
    PeeringOptions: { AllowDnsResolutionFromRemoteVpc: true },
  });
  const { topology } = analyze(
    open(
      file('eu-west-1/peerings.json', {
        VpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            Status: { Code: 'active' },
            RequesterVpcInfo: side('vpc-1'),
            AccepterVpcInfo: side('vpc-2'),
          },
        ],
      }),
      // As `aws ec2 describe-vpc-attribute --vpc-id vpc-1 --attribute enableDnsHostnames` prints it.
      file('eu-west-1/one.json', { VpcId: 'vpc-1', EnableDnsHostnames: { Value: false } }),
      file('eu-west-1/two.json', { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }),
      file('eu-west-1/three.json', { VpcId: 'vpc-2', EnableDnsHostnames: { Value: true } }),
    ).snapshot,
  );
  expect(topology.get('vpc-peering', 'pcx-1')).toMatchObject({
    requester: { hostnames: false, support: true },
    accepter: { hostnames: true, support: undefined },
  });
});

describe('Direct Connect and Cloud WAN', () => {
  const GATEWAY = '5f294f92-bafb-4011-916d-9b0bexample';
  const association = {
    directConnectGatewayId: GATEWAY,
    associatedGateway: { id: 'tgw-1', type: 'transitGateway', ownerAccount: '111111111111' },
    allowedPrefixesToDirectConnectGateway: [{ cidr: '10.0.0.0/8' }],
  };

  test('answers that hold in every Region have none, whatever folder they stand in', () => {
    const pages = pagesOf(
      file('111111111111/eu-west-1/gateways.json', {
        directConnectGateways: [{ directConnectGatewayId: GATEWAY }],
      }),
      file('111111111111/eu-west-1/interfaces.json', {
        virtualInterfaces: [{ virtualInterfaceId: 'dxvif-1', authKey: 'secret' }],
      }),
    );
    expect(pages.map((p) => [p.operation, p.region, p.answer])).toEqual([
      [
        'DescribeVirtualInterfaces',
        'eu-west-1',
        { virtualInterfaces: [{ virtualInterfaceId: 'dxvif-1' }] },
      ],
      [
        'DescribeDirectConnectGateways',
        'global',
        { directConnectGateways: [{ directConnectGatewayId: GATEWAY }] },
      ],
    ]);
  });

  test('an answer about one resource is told by the id that all of its items carry', () => {
    const pages = pagesOf(
      file('a.json', { directConnectGatewayAssociations: [association] }),
      file('c.json', {
        CoreNetwork: { CoreNetworkId: 'core-network-1', Edges: [{ EdgeLocation: 'eu-west-1' }] },
      }),
      file('p.json', {
        Associations: [{ TransitGatewayPolicyTableId: 'tgw-ptb-1', State: 'associated' }],
      }),
    );
    expect(pages.map((p) => [p.operation, p.args])).toEqual([
      // Whoever was asked, the other end knows of it too.
      ['DescribeDirectConnectGatewayAssociations', { associatedGatewayId: 'tgw-1' }],
      ['DescribeDirectConnectGatewayAssociations', { directConnectGatewayId: GATEWAY }],
      ['GetCoreNetwork', { CoreNetworkId: 'core-network-1' }],
      ['GetTransitGatewayPolicyTableAssociations', { TransitGatewayPolicyTableId: 'tgw-ptb-1' }],
    ]);
    expect(refusal(file('a.json', { directConnectGatewayAssociations: [] }))).toContain(
      'does not name the directConnectGatewayId it is about',
    );
  });

  test('what the owner of a transit gateway saved tells of the Direct Connect gateways of others', () => {
    const other = { ...association, directConnectGatewayId: 'another', associationId: 'two' };
    const { topology } = analyze(
      open(
        file('a.json', { directConnectGatewayAssociations: [association, other] }),
        file('t.json', {
          TransitGateways: [{ TransitGatewayId: 'tgw-1', OwnerId: '111111111111' }],
        }),
      ).snapshot,
    );
    expect(dxLinksOf(topology, 'tgw-1').map(({ dx, seen }) => [dx, seen])).toEqual([
      [GATEWAY, undefined],
      ['another', undefined],
    ]);
  });

  test('a list of attachments is one of Cloud WAN only where its items are', () => {
    const item = { AttachmentId: 'attachment-1', CoreNetworkId: 'core-network-1' };
    expect(pagesOf(file('a.json', { Attachments: [item] }))[0]?.operation).toBe('ListAttachments');
    expect(refusal(file('a.json', { Attachments: [{ VpcId: 'vpc-1' }] }))).toContain('Attachments');
  });
});

test('where nothing tells the Region, the gap says how to tell it', () => {
  const vpc = { VpcId: 'vpc-1', OwnerId: '111111111111', CidrBlock: '10.0.0.0/16' };
  const text = JSON.stringify({ Vpcs: [vpc] });
  const gapOf = (path: string) =>
    buildTopology(recognise([{ path, text, time: '2026-01-05T09:00:00.000Z' }], '1').snapshot.pages)
      .gaps.map(({ message }) => message)
      .join();
  expect(gapOf('vpcs.json')).toContain(
    'To tell the Region, put it into the name of the file or its folder, such as 111122223333/us-east-1.',
  );
  expect(gapOf('us-east-1/vpcs.json')).not.toContain('To tell');
});
