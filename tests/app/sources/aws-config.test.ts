/** AWS Config as a source: snapshots, history and query results, in both spellings, with what it never records as gaps. */
import { describe, expect, test } from 'vitest';
import { recognise } from '#app/sources/recognise.ts';
import { buildTopology } from '#app/topology/build.ts';

const A = '111111111111';
const open = (...contents: readonly unknown[]) =>
  recognise(
    contents.map((c, i) => ({
      path: `${i}.json`,
      text: JSON.stringify(c),
      time: '2026-01-05T09:00:00.000Z',
    })),
    '1.2.3',
  );
const network = (...contents: readonly unknown[]) =>
  buildTopology(open(...contents).snapshot.pages);

const item = (type: string, id: string, configuration: unknown, more: object = {}) => ({
  configurationItemVersion: '1.3',
  configurationItemCaptureTime: '2026-01-04T00:00:00.000Z',
  configurationStateId: 1,
  awsAccountId: A,
  accountId: A,
  configurationItemStatus: 'ResourceDiscovered',
  resourceType: `AWS::EC2::${type}`,
  resourceId: id,
  awsRegion: 'eu-west-1',
  tags: { Name: id },
  relationships: [],
  configuration,
  supplementaryConfiguration: {},
  ...more,
});

const VPC = item('VPC', 'vpc-1', {
  cidrBlock: '10.0.0.0/16',
  dhcpOptionsId: 'dopt-1',
  state: 'available',
  vpcId: 'vpc-1',
  ownerId: A,
  instanceTenancy: 'default',
  ipv6CidrBlockAssociationSet: [],
  cidrBlockAssociationSet: [
    { associationId: 'x', cidrBlock: '10.0.0.0/16', cidrBlockState: { state: 'associated' } },
    { associationId: 'y', cidrBlock: '100.64.0.0/16', cidrBlockState: { state: 'associated' } },
  ],
  isDefault: false,
  tags: [{ key: 'Name', value: 'vpc-1' }],
});
const snapshot = (...configurationItems: readonly object[]) => ({
  fileVersion: '1.0',
  configSnapshotId: 'c0ffee',
  configurationItems,
});

describe('a snapshot file', () => {
  const read = network(
    snapshot(
      VPC,
      item('RouteTable', 'rtb-1', {
        associations: [{ main: true, routeTableAssociationId: 'a', routeTableId: 'rtb-1' }],
        propagatingVgws: [],
        routeTableId: 'rtb-1',
        routes: [
          {
            destinationCidrBlock: '10.0.0.0/16',
            gatewayId: 'local',
            origin: 'CreateRouteTable',
            state: 'active',
          },
          {
            destinationIpv6CidrBlock: '::/0',
            egressOnlyInternetGatewayId: 'eigw-1',
            origin: 'CreateRoute',
            state: 'active',
          },
          {
            destinationCidrBlock: '10.1.0.0/16',
            vpcPeeringConnectionId: 'pcx-1',
            origin: 'CreateRoute',
            state: 'active',
          },
        ],
        vpcId: 'vpc-1',
        ownerId: A,
      }),
      item('VPCPeeringConnection', 'pcx-1', {
        accepterVpcInfo: {
          cidrBlock: '10.1.0.0/16',
          ownerId: '222222222222',
          vpcId: 'vpc-2',
          region: 'us-east-1',
        },
        requesterVpcInfo: {
          cidrBlock: '10.0.0.0/16',
          ownerId: A,
          vpcId: 'vpc-1',
          region: 'eu-west-1',
        },
        status: { code: 'active', message: 'Active' },
        vpcPeeringConnectionId: 'pcx-1',
      }),
      item('SecurityGroup', 'sg-1', {
        groupId: 'sg-1',
        groupName: 'web',
        ownerId: A,
        vpcId: 'vpc-1',
        ipPermissions: [
          {
            fromPort: 443,
            toPort: 443,
            ipProtocol: 'tcp',
            ipRanges: ['10.0.0.0/8'],
            ipv4Ranges: [{ cidrIp: '10.0.0.0/8' }],
            ipv6Ranges: [],
            prefixListIds: [],
            userIdGroupPairs: [{ groupId: 'sg-2', userId: A }],
          },
        ],
        ipPermissionsEgress: [],
      }),
      // Newer types have the spelling of CloudFormation.
      item('TransitGateway', 'tgw-1', {
        Id: 'tgw-1',
        AmazonSideAsn: 64512,
        DefaultRouteTableAssociation: 'enable',
        AssociationDefaultRouteTableId: 'tgw-rtb-1',
        DefaultRouteTablePropagation: 'disable',
        VpnEcmpSupport: 'enable',
      }),
      item('TransitGatewayAttachment', 'tgw-attach-1', {
        Id: 'tgw-attach-1',
        SubnetIds: ['subnet-1'],
        TransitGatewayId: 'tgw-1',
        VpcId: 'vpc-1',
      }),
      item('TransitGatewayRouteTable', 'tgw-rtb-1', { Id: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }),
      item('PrefixList', 'pl-1', {
        PrefixListId: 'pl-1',
        PrefixListName: 'dc',
        AddressFamily: 'IPv4',
        MaxEntries: 5,
        OwnerId: A,
        Entries: [{ Cidr: '192.0.2.0/24' }],
      }),
      item('VPNConnection', 'vpn-1', {
        vpnConnectionId: 'vpn-1',
        state: { value: 'available' },
        customerGatewayId: 'cgw-1',
        customerGatewayConfiguration: '<xml>s3cret</xml>',
        options: { staticRoutesOnly: true },
        routes: [{ destinationCidrBlock: '192.0.2.0/24', state: 'available' }],
        vgwTelemetry: [
          { outsideIpAddress: '203.0.113.1', status: { value: 'UP' }, acceptedRouteCount: 1 },
        ],
      }),
    ),
  );

  test('tells what the API would', () => {
    expect(read.placeOf('vpc-1')).toEqual({ account: A, region: 'eu-west-1' });
    expect(read.cidrsOf('vpc-1').map((c) => c.text)).toEqual(['10.0.0.0/16', '100.64.0.0/16']);
    const table = read.get('route-table', 'rtb-1');
    expect(table?.main).toBe(true);
    expect(table?.routes.map((r) => [r.destination, r.target.kind])).toEqual([
      ['10.0.0.0/16', 'local'],
      ['::/0', 'egress-only-gateway'],
      ['10.1.0.0/16', 'vpc-peering'],
    ]);
    expect(read.get('vpc-peering', 'pcx-1')).toMatchObject({
      state: 'active',
      accepter: { vpc: 'vpc-2', account: '222222222222', region: 'us-east-1' },
    });
    const [rule] = read.get('security-group', 'sg-1')!.inbound;
    expect(rule?.cidrs.map((c) => c.text)).toEqual(['10.0.0.0/8']);
    expect(rule?.groups[0]?.group).toBe('sg-2');
    expect(read.get('transit-gateway', 'tgw-1')).toMatchObject({
      asn: 64512,
      name: 'tgw-1',
      defaultAssociationTable: 'tgw-rtb-1',
      defaultPropagationTable: undefined,
    });
    expect(read.get('tgw-vpc-attachment', 'tgw-attach-1')?.subnets).toEqual(['subnet-1']);
    expect(read.get('prefix-list', 'pl-1')?.entries?.map((e) => e.cidr.text)).toEqual([
      '192.0.2.0/24',
    ]);
    expect(read.get('vpn-connection', 'vpn-1')).toMatchObject({
      state: 'available',
      staticOnly: true,
      tunnels: [{ status: 'UP' }],
    });
  });

  // https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
  test('routes of transit gateways are not in it, and not taken for none', () => {
    const table = read.get('tgw-route-table', 'tgw-rtb-1');
    expect([table?.routes, table?.associations, table?.propagations]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(read.gaps.map((g) => g.message).join('\n')).toContain(
      'ec2:SearchTransitGatewayRoutes for tgw-rtb-1',
    );
    expect(read.saw('vpc', { account: A, region: 'eu-west-1' })).toBe(false);
  });

  test('secrets stay out', () => {
    expect(JSON.stringify(read.get('vpn-connection', 'vpn-1')?.raw)).not.toContain('s3cret');
  });
});

test('query results: JSON in texts, with what was selected', () => {
  const results = {
    Results: [
      JSON.stringify({ ...VPC, tags: [{ key: 'Name', value: 'chosen' }] }),
      JSON.stringify(
        item('Subnet', 'subnet-1', {
          subnetId: 'subnet-1',
          vpcId: 'vpc-1',
          cidrBlock: '10.0.0.0/24',
          availabilityZone: 'eu-west-1a',
          state: { value: 'available' },
        }),
      ),
    ],
    QueryInfo: { SelectFields: [{ Name: 'configuration' }] },
  };
  const read = network(results);
  expect(read.get('vpc', 'vpc-1')?.name).toBe('chosen');
  expect(read.get('subnet', 'subnet-1')).toMatchObject({ state: 'available', zone: 'eu-west-1a' });
});

test('of several states the latest counts; what was deleted is gone', () => {
  const at = (time: string, cidrBlock: string, more: object = {}) =>
    item('VPC', 'vpc-1', JSON.stringify({ vpcId: 'vpc-1', cidrBlock }), {
      configurationItemCaptureTime: time,
      ...more,
    });
  const history = [
    at('2026-01-03T00:00:00Z', '10.3.0.0/16'),
    at('2026-01-02T00:00:00Z', '10.2.0.0/16'),
  ];
  expect(
    network(snapshot(...history))
      .cidrsOf('vpc-1')
      .map((c) => c.text),
  ).toEqual(['10.3.0.0/16']);
  const gone = at('2026-01-04T00:00:00Z', '10.3.0.0/16', {
    configurationItemStatus: 'ResourceDeleted',
  });
  expect(
    network(snapshot(item('Subnet', 's', { subnetId: 's', vpcId: 'v' }), ...history, gone)).all(
      'vpc',
    ),
  ).toEqual([]);
});

test('types that are not used are named', () => {
  const { ignored } = open(snapshot(VPC, item('Volume', 'vol-1', { volumeId: 'vol-1' })));
  expect(ignored).toEqual([
    { path: '0.json', why: 'also holds AWS::EC2::Volume, which Peerless does not use' },
  ]);
});

test('a row that cannot be read is a gap in any place, and the other rows count', () => {
  const results = { Results: [JSON.stringify(VPC), '{"broken', null], QueryInfo: {} };
  const read = network(results);
  expect(read.get('vpc', 'vpc-1')).toBeDefined();
  const [gap, ...rest] = read.gaps.filter(({ failure }) => failure === 'unreadable');
  expect(rest).toEqual([]);
  expect(gap?.message).toContain(
    '0.json holds what cannot be read: row 2: line 1, column 9: the text ends too soon (and 1 more rows)',
  );
  expect(read.sawPart('vpc', { account: '999999999999', region: 'us-east-1' })).toBe(false);
  expect(() => open({ Results: ['{"broken'], QueryInfo: {} })).toThrow(
    /nothing can be read \(row 1/,
  );
});

test('so is one of a list of items without anything around it', () => {
  const beside = snapshot(item('Subnet', 'subnet-1', { subnetId: 'subnet-1', vpcId: 'vpc-1' }));
  for (const [row, why] of [
    [null, 'row 2: expected an object, found null'],
    ['{', 'row 2: line 1, column 2: the text ends too soon'],
    [{ resourceId: 'vpc-2' }, 'row 2: resourceType or configuration is missing'],
  ] as const) {
    const read = network([VPC, row], beside);
    expect(read.get('vpc', 'vpc-1')).toBeDefined();
    const told = read.gaps.flatMap(({ failure, message }) =>
      failure === 'unreadable' ? [message] : [],
    );
    expect(told).toEqual([expect.stringContaining(`0.json holds what cannot be read: ${why}`)]);
    expect(read.sawPart('vpc', { account: '999999999999', region: 'us-east-1' })).toBe(false);
  }
});

// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html
describe('what was cut off', () => {
  const query = (items: readonly object[], more: object = {}, field = 'configuration') => ({
    Results: items.map((one) => JSON.stringify(one)),
    QueryInfo: { SelectFields: [{ Name: field }] },
    ...more,
  });
  const other = { ...VPC, resourceId: 'vpc-2' };
  const cutOff = (...contents: readonly unknown[]) =>
    network(...contents).gaps.filter((gap) => gap.failure === 'unobserved');

  test('is a gap that names the file and the way out, and hides things in any place', () => {
    const read = network(query([VPC], { NextToken: 'abc' }));
    const [gap] = read.gaps.filter(({ failure }) => failure === 'unobserved');
    expect(gap?.message).toMatch(
      /0\.json holds only the first part .* NextToken\. Run .*--max-items/,
    );
    expect(gap?.hides).toContain('vpc-peering');
    expect(read.sawPart('vpc', { account: A, region: 'eu-west-1' })).toBe(false);
    expect(read.sawPart('vpc', { account: '999999999999', region: 'us-east-1' })).toBe(false);
    expect(read.get('vpc', 'vpc-1')).toBeDefined();
  });

  test('is there where the page that ends it stands beside it', () => {
    expect(cutOff(query([VPC], { NextToken: 'abc' }), query([other]))).toEqual([]);
    // The end of another question is none of this one.
    const [gap] = cutOff(query([VPC], { NextToken: 'abc' }), query([other], {}, 'resourceId'));
    expect(gap?.message).toContain('0.json holds only');
    const [both] = cutOff(query([VPC], { NextToken: 'a' }), query([other], { NextToken: 'b' }));
    expect(both?.message).toContain('0.json, 1.json hold only');
  });

  test('are further states, and resources that AWS did not get to, too', () => {
    const [history] = cutOff({ configurationItems: [VPC], nextToken: 'abc' });
    expect(history?.message).toContain('NextToken');
    const left = { resourceType: 'AWS::EC2::VPC', resourceId: 'vpc-2' };
    const batch = (unprocessedResourceKeys: readonly object[]) =>
      cutOff({ baseConfigurationItems: [VPC], unprocessedResourceKeys });
    expect(batch([left])[0]?.message).toContain('did not get to');
    expect(batch([])).toEqual([]);
  });
});
