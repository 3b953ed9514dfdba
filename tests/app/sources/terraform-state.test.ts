/** Terraform state as people have it: modules, count and for_each, several providers, data sources, states of a folder. */
import { describe, expect, test } from 'vitest';
import { SourceError } from '#app/snapshot/source-error.ts';
import { recognise, type SourceFile } from '#app/sources/recognise.ts';
import { buildTopology } from '#app/topology/build.ts';

const TIME = '2026-01-05T09:00:00.000Z';
const A = '111111111111';
const B = '222222222222';

const aws = (alias = '', module = ''): string =>
  `${module && `${module}.`}provider["registry.terraform.io/hashicorp/aws"]${alias && `.${alias}`}`;

interface Group {
  readonly mode?: 'managed' | 'data';
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly provider?: string;
  readonly instances: readonly object[];
}

const state = (...resources: readonly Group[]) => ({
  version: 4,
  terraform_version: '1.11.0',
  serial: 7,
  lineage: '8a2f3b1e-0000-4000-8000-000000000000',
  outputs: {},
  resources: resources.map((r) => ({ mode: 'managed', provider: aws(), ...r })),
  check_results: null,
});
const one = (attributes: object, more: object = {}) => ({ schema_version: 1, attributes, ...more });

const file = (path: string, content: unknown): SourceFile => ({
  path,
  text: JSON.stringify(content),
  time: TIME,
});
const open = (...files: readonly SourceFile[]) => recognise(files, '1.2.3');
const network = (...contents: readonly object[]) =>
  buildTopology(open(...contents.map((c, i) => file(`${i}.tfstate`, c))).snapshot.pages);

const vpc = (id: string, region = 'eu-west-1', account = A, cidr = '10.0.0.0/16') => ({
  id,
  arn: `arn:aws:ec2:${region}:${account}:vpc/${id}`,
  cidr_block: cidr,
  owner_id: account,
  ipv6_cidr_block: '',
  main_route_table_id: `rtb-main-${id}`,
  default_route_table_id: `rtb-main-${id}`,
  tags: { Name: id },
  tags_all: { Name: id, Owner: 'net' },
});

describe('places', () => {
  test('modules, count and for_each: every instance is a resource', () => {
    const read = network(
      state({
        module: 'module.net["prod"]',
        type: 'aws_vpc',
        name: 'this',
        instances: [
          one(vpc('vpc-1'), { index_key: 0 }),
          one(vpc('vpc-2', 'eu-west-1', A, '10.1.0.0/16'), { index_key: 1 }),
          one(vpc('vpc-3', 'eu-west-1', A, '10.2.0.0/16'), { index_key: 'a' }),
        ],
      }),
    );
    expect(read.all('vpc').map((v) => [v.id, v.account, v.region, v.tags.get('Owner')])).toEqual([
      ['vpc-1', A, 'eu-west-1', 'net'],
      ['vpc-2', A, 'eu-west-1', 'net'],
      ['vpc-3', A, 'eu-west-1', 'net'],
    ]);
  });

  test('two providers are two places; what tells nothing of itself is where its provider is', () => {
    const nat = (id: string, subnet: string) => one({ id, subnet_id: subnet, public_ip: '' });
    const subnet = (id: string, of: string, zone: string) =>
      one({ id, vpc_id: of, cidr_block: '10.0.0.0/24', availability_zone: zone });
    const read = network(
      state(
        { type: 'aws_vpc', name: 'a', instances: [one(vpc('vpc-a'))] },
        {
          type: 'aws_vpc',
          name: 'b',
          provider: aws('west', 'module.b'),
          instances: [one(vpc('vpc-b', 'us-west-2', B))],
        },
        { type: 'aws_subnet', name: 'a', instances: [subnet('subnet-a', 'vpc-a', 'eu-west-1a')] },
        {
          type: 'aws_subnet',
          name: 'b',
          provider: aws('west', 'module.b'),
          instances: [subnet('subnet-b', 'vpc-b', 'us-west-2a')],
        },
        {
          type: 'aws_nat_gateway',
          name: 'b',
          provider: aws('west', 'module.b'),
          instances: [nat('nat-b', 'subnet-b')],
        },
        {
          type: 'aws_egress_only_internet_gateway',
          name: 'a',
          instances: [one({ id: 'eigw-a', vpc_id: 'vpc-a' })],
        },
      ),
    );
    expect(read.placeOf('nat-b')).toEqual({ account: B, region: 'us-west-2' });
    expect(read.get('nat-gateway', 'nat-b')?.vpc).toBe('vpc-b');
    expect(read.placeOf('eigw-a')).toEqual({ account: A, region: 'eu-west-1' });
  });

  test('a caller identity tells the account where no ARN does', () => {
    const read = network(
      state(
        {
          mode: 'data',
          type: 'aws_caller_identity',
          name: 'me',
          instances: [one({ account_id: B })],
        },
        {
          mode: 'data',
          type: 'aws_region',
          name: 'here',
          instances: [one({ name: 'ap-south-1' })],
        },
        {
          type: 'aws_vpc',
          name: 'a',
          instances: [one({ id: 'vpc-a', cidr_block: '10.0.0.0/16' })],
        },
      ),
    );
    expect(read.placeOf('vpc-a')).toEqual({ account: B, region: 'ap-south-1' });
  });
});

describe('routes', () => {
  const table = (more: object) => ({
    id: 'rtb-1',
    arn: `arn:aws:ec2:eu-west-1:${A}:route-table/rtb-1`,
    vpc_id: 'vpc-1',
    owner_id: A,
    propagating_vgws: [],
    route: [],
    ...more,
  });
  const base: Group = { type: 'aws_vpc', name: 'a', instances: [one(vpc('vpc-1'))] };
  const routesOf = (...groups: readonly Group[]) =>
    network(state(base, ...groups))
      .get('route-table', 'rtb-1')!
      .routes.map((r) => `${r.destination} ${r.target.id} ${r.state}`);

  test('local routes are there though Terraform leaves them out; a route in both places is one', () => {
    const inline = { cidr_block: '0.0.0.0/0', gateway_id: 'igw-1', ipv6_cidr_block: '' };
    expect(
      routesOf(
        { type: 'aws_route_table', name: 't', instances: [one(table({ route: [inline] }))] },
        {
          type: 'aws_route',
          name: 'r',
          instances: [
            one({
              route_table_id: 'rtb-1',
              destination_cidr_block: '0.0.0.0/0',
              gateway_id: 'igw-1',
              state: 'blackhole',
              origin: 'CreateRoute',
            }),
            one({
              route_table_id: 'rtb-1',
              destination_ipv6_cidr_block: '::/0',
              egress_only_gateway_id: 'eigw-1',
            }),
          ],
        },
      ),
    ).toEqual(['10.0.0.0/16 local active', '0.0.0.0/0 igw-1 blackhole', '::/0 eigw-1 active']);
  });

  test('a route over a peering that was not accepted drops what it matches', () => {
    expect(
      routesOf(
        {
          type: 'aws_vpc_peering_connection',
          name: 'p',
          instances: [
            one({
              id: 'pcx-1',
              vpc_id: 'vpc-1',
              peer_vpc_id: 'vpc-9',
              accept_status: 'pending-acceptance',
            }),
          ],
        },
        {
          type: 'aws_route_table',
          name: 't',
          instances: [
            one(
              table({ route: [{ cidr_block: '10.9.0.0/16', vpc_peering_connection_id: 'pcx-1' }] }),
            ),
          ],
        },
      ),
    ).toContain('10.9.0.0/16 pcx-1 blackhole');
  });

  test('the main table: the association goes before the VPC, the VPC before the default', () => {
    const groups = (...more: readonly Group[]) =>
      network(
        state(
          { ...base, instances: [one({ ...vpc('vpc-1'), main_route_table_id: 'rtb-2' })] },
          {
            type: 'aws_route_table',
            name: 't',
            instances: [one(table({})), one(table({ id: 'rtb-2' }))],
          },
          {
            type: 'aws_default_route_table',
            name: 'd',
            instances: [one(table({ id: 'rtb-3', default_route_table_id: 'rtb-3' }))],
          },
          ...more,
        ),
      )
        .all('route-table')
        .filter((t) => t.main)
        .map((t) => t.id);
    expect(groups()).toEqual(['rtb-2']);
    const main = one({ vpc_id: 'vpc-1', route_table_id: 'rtb-1' });
    expect(
      groups({ type: 'aws_main_route_table_association', name: 'm', instances: [main] }),
    ).toEqual(['rtb-1']);
  });

  test('what adds to a table that is not in the state is told, and nothing is made up', () => {
    const { snapshot, ignored } = open(
      file(
        'app.tfstate',
        state(base, {
          module: 'module.app',
          type: 'aws_route',
          name: 'r',
          instances: [
            one({
              route_table_id: 'rtb-9',
              destination_cidr_block: '10.9.0.0/16',
              gateway_id: 'igw-1',
            }),
          ],
        }),
      ),
    );
    expect(ignored).toEqual([
      { path: 'app.tfstate', why: 'adds to what is not in it: module.app.aws_route.r (rtb-9)' },
    ]);
    expect(buildTopology(snapshot.pages).all('route-table')).toEqual([]);
  });
});

describe('transit gateways', () => {
  const tgw = (more: object = {}) => ({
    id: 'tgw-1',
    arn: `arn:aws:ec2:eu-west-1:${A}:transit-gateway/tgw-1`,
    owner_id: A,
    amazon_side_asn: 64512,
    association_default_route_table_id: 'tgw-rtb-d',
    propagation_default_route_table_id: 'tgw-rtb-d',
    default_route_table_association: 'enable',
    default_route_table_propagation: 'enable',
    transit_gateway_cidr_blocks: [],
    ...more,
  });
  const attachment = (more: object = {}) => ({
    id: 'tgw-attach-1',
    transit_gateway_id: 'tgw-1',
    vpc_id: 'vpc-1',
    vpc_owner_id: A,
    subnet_ids: ['subnet-1'],
    dns_support: 'enable',
    ipv6_support: 'disable',
    appliance_mode_support: 'disable',
    transit_gateway_default_route_table_association: true,
    transit_gateway_default_route_table_propagation: true,
    ...more,
  });
  const read = (gateway: object, attached: object, ...more: readonly Group[]) =>
    network(
      state(
        { type: 'aws_vpc', name: 'a', instances: [one(vpc('vpc-1'))] },
        { type: 'aws_ec2_transit_gateway', name: 'g', instances: [one(gateway)] },
        { type: 'aws_ec2_transit_gateway_vpc_attachment', name: 'x', instances: [one(attached)] },
        ...more,
      ),
    );

  // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
  test('attachments are in the default table of the gateway, which no resource stands for', () => {
    const topology = read(tgw(), attachment());
    const table = topology.get('tgw-route-table', 'tgw-rtb-d')!;
    expect(table.associations?.map((m) => [m.attachment, m.resource, m.type])).toEqual([
      ['tgw-attach-1', 'vpc-1', 'vpc'],
    ]);
    expect(table.propagations?.map((m) => m.attachment)).toEqual(['tgw-attach-1']);
    expect(topology.get('tgw-attachment', 'tgw-attach-1')?.association?.table).toBe('tgw-rtb-d');
  });

  test.each([
    [
      'the gateway has none',
      tgw({
        default_route_table_association: 'disable',
        default_route_table_propagation: 'disable',
      }),
      attachment(),
    ],
    [
      'the attachment does not want to',
      tgw(),
      attachment({
        transit_gateway_default_route_table_association: false,
        transit_gateway_default_route_table_propagation: false,
      }),
    ],
  ])('they are not where %s', (_, gateway, attached) => {
    const table = read(gateway, attached).get('tgw-route-table', 'tgw-rtb-d');
    expect(table?.associations ?? []).toEqual([]);
    expect(table?.propagations ?? []).toEqual([]);
  });

  test('an association of its own goes before the default', () => {
    const topology = read(
      tgw(),
      attachment(),
      {
        type: 'aws_ec2_transit_gateway_route_table',
        name: 't',
        instances: [one({ id: 'tgw-rtb-2', transit_gateway_id: 'tgw-1' })],
      },
      {
        type: 'aws_ec2_transit_gateway_route_table_association',
        name: 't',
        instances: [
          one({
            transit_gateway_attachment_id: 'tgw-attach-1',
            transit_gateway_route_table_id: 'tgw-rtb-2',
          }),
        ],
      },
    );
    expect(topology.get('tgw-route-table', 'tgw-rtb-d')?.associations).toEqual([]);
    expect(topology.get('tgw-route-table', 'tgw-rtb-2')?.associations).toHaveLength(1);
  });

  test('routes of a table that is only looked up are known in part', () => {
    const topology = read(
      tgw(),
      attachment(),
      {
        mode: 'data',
        type: 'aws_ec2_transit_gateway_route_table',
        name: 'shared',
        instances: [one({ id: 'tgw-rtb-9', transit_gateway_id: 'tgw-1' })],
      },
      {
        type: 'aws_ec2_transit_gateway_route',
        name: 'r',
        instances: [
          one({
            transit_gateway_route_table_id: 'tgw-rtb-9',
            destination_cidr_block: '10.9.0.0/16',
            blackhole: true,
            transit_gateway_attachment_id: '',
          }),
        ],
      },
    );
    const table = topology.get('tgw-route-table', 'tgw-rtb-9')!;
    expect(table.routes?.map((r) => [r.cidr.text, r.type, r.state])).toEqual([
      ['10.9.0.0/16', 'static', 'blackhole'],
    ]);
    expect(table.truncated).toBe(true);
    expect(topology.get('tgw-route-table', 'tgw-rtb-d')?.truncated).toBe(false);
  });
});

describe('what is not managed here', () => {
  test('data sources are knowledge of it; managed elsewhere in the folder, the manager tells', () => {
    const looked = state({
      mode: 'data',
      type: 'aws_vpc',
      name: 'shared',
      instances: [
        one({
          id: 'vpc-1',
          arn: `arn:aws:ec2:eu-west-1:${A}:vpc/vpc-1`,
          owner_id: A,
          cidr_block: '10.0.0.0/16',
          cidr_block_associations: [
            { association_id: 'x', cidr_block: '10.0.0.0/16', state: 'associated' },
            { association_id: 'y', cidr_block: '100.64.0.0/16', state: 'associated' },
            { association_id: 'z', cidr_block: '100.65.0.0/16', state: 'disassociated' },
          ],
          tags: { Name: 'looked' },
        }),
      ],
    });
    const [only] = network(looked).all('vpc');
    expect([only?.name, only?.cidrs.map((c) => c.text)]).toEqual([
      'looked',
      ['10.0.0.0/16', '100.64.0.0/16'],
    ]);
    const managed = state({ type: 'aws_vpc', name: 'a', instances: [one(vpc('vpc-1'))] });
    expect(
      network(looked, managed)
        .all('vpc')
        .map((v) => v.name),
    ).toEqual(['vpc-1']);
  });

  test('what Terraform is about to destroy as deposed is not taken for the resource', () => {
    const read = network(
      state({
        type: 'aws_vpc',
        name: 'a',
        instances: [one(vpc('vpc-1')), one(vpc('vpc-old'), { deposed: 'abcd1234' })],
      }),
    );
    expect(read.all('vpc').map((v) => v.id)).toEqual(['vpc-1']);
  });

  test("AWS's own answer for a place goes before what the state tells of it", () => {
    const answer = { Vpcs: [{ VpcId: 'vpc-real', CidrBlock: '10.0.0.0/16', OwnerId: A }] };
    const { snapshot } = open(
      file(`${A}/eu-west-1/vpcs.json`, answer),
      file('net.tfstate', state({ type: 'aws_vpc', name: 'a', instances: [one(vpc('vpc-1'))] })),
    );
    const read = buildTopology(snapshot.pages);
    expect(read.all('vpc').map((v) => v.id)).toEqual(['vpc-real']);
    expect(read.saw('vpc', { account: A, region: 'eu-west-1' })).toBe(true);
    expect(read.saw('subnet', { account: A, region: 'eu-west-1' })).toBe(false);
  });

  test.each([
    [
      'an older version',
      { version: 3, terraform_version: '0.11.14', modules: [] },
      'version 3; Peerless reads version 4, of Terraform 0.12 and later. Run terraform show -json > state.json with a newer Terraform',
    ],
    [
      'a newer version',
      { version: 5, terraform_version: '3.0.0', resources: [] },
      'version 5; Peerless reads version 4, of Terraform 0.12 and later. Run terraform show -json > state.json with the Terraform that wrote it, or update',
    ],
    [
      'what OpenTofu has encrypted',
      { serial: 1, lineage: 'a', meta: {}, encrypted_data: 'YQ==', encryption_version: 'v0' },
      'is state that OpenTofu has encrypted; write it as JSON where its key is, with tofu show -json',
    ],
    [
      'nothing of AWS',
      state({ type: 'random_id', name: 'x', instances: [one({ id: 'a' })] }),
      'without resources of AWS',
    ],
  ])('a state of %s is refused with the reason', (_, content, why) => {
    expect(() => open(file('x.tfstate', content))).toThrow(SourceError);
    expect(() => open(file('x.tfstate', content))).toThrow(why);
  });

  test('the gap reads as a sentence', () => {
    const [gap] = network(
      state({ type: 'aws_vpc', name: 'a', instances: [one(vpc('vpc-1'))] }),
    ).gaps;
    expect(gap?.message).toMatch(
      /^Only what Terraform manages is in this state \(account 111111111111, eu-west-1\): the answers of ec2:\w+, ec2:\w+, ec2:\w+ and \d+ more may lack something\. Add what these calls return, or collect live, to know the rest\.$/,
    );
  });
});

// https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
describe('several files of one stack', () => {
  const vpcs = (...ids: readonly string[]) =>
    ids.map((id) => ({ type: 'aws_vpc', name: id, instances: [one(vpc(id))] }));
  const of = (serial: number, lineage: string, ...ids: readonly string[]) => ({
    ...state(...vpcs(...ids)),
    serial,
    lineage,
  });
  const idsIn = (...files: readonly SourceFile[]) =>
    buildTopology(open(...files).snapshot.pages)
      .all('vpc')
      .map(({ id }) => id);

  // https://developer.hashicorp.com/terraform/cli/commands/state/push
  test('the latest state counts, and the other is named', () => {
    const files = [
      file('terraform.tfstate', of(9, 'x', 'vpc-a')),
      file('terraform.tfstate.backup', of(8, 'x', 'vpc-a', 'vpc-destroyed')),
      file('other/terraform.tfstate', of(3, 'y', 'vpc-other')),
    ];
    expect(idsIn(...files)).toEqual(['vpc-a', 'vpc-other']);
    expect(open(...files).ignored).toEqual([
      {
        path: 'terraform.tfstate.backup',
        why: 'is an older state (serial 8) of the same stack as terraform.tfstate (serial 9), which counts',
      },
    ]);
    expect(open(...files).unread).toEqual([]);
  });

  test('where everything was destroyed, nothing comes back', () => {
    const files = [
      file('terraform.tfstate', of(9, 'x')),
      file('terraform.tfstate.backup', of(8, 'x', 'vpc-destroyed')),
    ];
    expect(() => open(...files)).toThrow('without resources of AWS');
    expect(idsIn(...files, file('b.tfstate', of(1, 'y', 'vpc-b')))).toEqual(['vpc-b']);
  });

  test('states that do not tell their lineage all count', () => {
    const older = { ...of(1, '', 'vpc-a'), lineage: undefined };
    expect(idsIn(file('a.tfstate', older), file('b.tfstate', of(2, '', 'vpc-b')))).toEqual([
      'vpc-a',
      'vpc-b',
    ]);
  });

  test('a plan goes before the state it was made from, and leaves other states alone', () => {
    const change = (name: string, before: object | null, after: object | null) => ({
      address: `aws_vpc.${name}`,
      mode: 'managed',
      type: 'aws_vpc',
      name,
      change: { actions: ['x'], before, after, after_unknown: {} },
    });
    const planned = {
      format_version: '1.2',
      planned_values: { root_module: {} },
      resource_changes: [
        change('vpc-kept', vpc('vpc-kept'), { ...vpc('vpc-kept'), tags_all: { Name: 'renamed' } }),
        change('vpc-gone', vpc('vpc-gone'), null),
      ],
    };
    const files = [
      file('terraform.tfstate', of(4, 'x', 'vpc-kept', 'vpc-gone')),
      file('plan.json', planned),
      file('other/terraform.tfstate', of(1, 'y', 'vpc-other')),
    ];
    expect(idsIn(...files)).toEqual(['vpc-kept', 'vpc-other']);
    const read = open(...files);
    expect(buildTopology(read.snapshot.pages).get('vpc', 'vpc-kept')?.name).toBe('renamed');
    expect(read.ignored).toEqual([
      {
        path: 'terraform.tfstate',
        why: 'is the state that plan.json was made from: what the plan says of its resources counts',
      },
    ]);
  });
});

test('an ACL ends with a word on IPv6 only where its VPC has IPv6 blocks', () => {
  const acl = (id: string, vpc_id: string) => one({ id, vpc_id, owner_id: A, ingress: [] });
  const v6 = { ...vpc('vpc-2'), ipv6_cidr_block: '2001:db8::/56', ipv6_association_id: 'a-1' };
  const read = network(
    state(
      { type: 'aws_vpc', name: 'v', instances: [one(vpc('vpc-1')), one(v6)] },
      {
        type: 'aws_network_acl',
        name: 'n',
        instances: [acl('acl-1', 'vpc-1'), acl('acl-2', 'vpc-2'), acl('acl-3', 'vpc-unseen')],
      },
    ),
  );
  const numbers = read
    .all('network-acl')
    .map(({ id, entries }) => [id, entries.flatMap((e) => (e.egress ? [] : e.number))]);
  expect(numbers).toEqual([
    [expect.stringContaining('acl-1'), [32767]],
    [expect.stringContaining('acl-2'), [32767, 32768]],
    [expect.stringContaining('acl-3'), [32767, 32768]],
  ]);
});
