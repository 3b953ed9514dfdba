/** Terraform plans as a source: the network that will be, with ids of what has none yet and gaps for what is not known. */
import { describe, expect, test } from 'vitest';
import { analyze } from '#app/report.ts';
import { recognise } from '#app/sources/recognise.ts';
import { placeholder } from '#app/sources/terraform/plan-names.ts';
import { buildTopology } from '#app/topology/build.ts';

const TIME = '2026-01-05T09:00:00.000Z';
const PROVIDER = 'registry.terraform.io/hashicorp/aws';

interface Change {
  readonly address: string;
  readonly module_address?: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly actions?: readonly string[];
  readonly after: object | null;
  readonly unknown?: object;
}

const refs = (...references: readonly string[]) => ({ references });
const resource = (type: string, name: string, expressions: object, provider = 'aws') => ({
  address: `${type}.${name}`,
  mode: 'managed',
  type,
  name,
  provider_config_key: provider,
  expressions,
  schema_version: 1,
});

const plan = (changes: readonly Change[], root: object, more: object = {}) => ({
  format_version: '1.2',
  terraform_version: '1.11.0',
  variables: { region: { value: 'eu-west-1' } },
  planned_values: { root_module: {} },
  resource_changes: changes.map(({ actions, after, unknown, ...rest }) => ({
    mode: 'managed',
    provider_name: PROVIDER,
    ...rest,
    change: {
      actions: actions ?? ['create'],
      before: null,
      after,
      after_unknown: unknown ?? {},
      before_sensitive: false,
      after_sensitive: {},
    },
  })),
  configuration: {
    provider_config: {
      aws: {
        name: 'aws',
        full_name: PROVIDER,
        expressions: {
          region: refs('var.region'),
          allowed_account_ids: { constant_value: ['111111111111'] },
        },
      },
      'aws.west': {
        name: 'aws',
        alias: 'west',
        expressions: {
          region: { constant_value: 'us-west-2' },
          assume_role: [{ role_arn: { constant_value: 'arn:aws:iam::222222222222:role/tf' } }],
        },
      },
    },
    root_module: root,
  },
  ...more,
});

const open = (content: unknown) =>
  recognise([{ path: 'plan.json', text: JSON.stringify(content), time: TIME }], '1.2.3').snapshot;
const network = (content: unknown) => buildTopology(open(content).pages);

const newVpc = (name: string, cidr: string, more: Partial<Change> = {}): Change => ({
  address: `aws_vpc.${name}`,
  type: 'aws_vpc',
  name,
  after: { cidr_block: cidr, tags: { Name: name } },
  unknown: {
    id: true,
    arn: true,
    owner_id: true,
    main_route_table_id: true,
    default_route_table_id: true,
    default_network_acl_id: true,
    default_security_group_id: true,
  },
  ...more,
});

// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
describe('a plan that says it is not all', () => {
  const of = (more: object) => ({ ...plan([newVpc('a', '10.0.0.0/16')], {}), ...more });
  const anywhere = (more: object) =>
    network(of(more)).gaps.filter((gap) => gap.failure === 'unreadable');
  const put = (address: string) => ({
    reason: 'resource_config_unknown',
    resource_change: { address },
  });

  test.each([
    [
      { errored: true, complete: false },
      /plan\.json ends in an error, so that it may lack anything/,
    ],
    [
      { complete: false, deferred_changes: [put('aws_route.a'), {}] },
      /plan\.json puts off aws_route\.a, something without an address: apply what it holds/,
    ],
    [
      { complete: false, applyable: true },
      /plan\.json is not all that is to be done, as with -target/,
    ],
  ])('hides things in any place: %j', (more, said) => {
    const [gap, ...rest] = anywhere(more);
    expect(rest).toEqual([]);
    expect(gap?.message).toMatch(said);
    expect(gap?.hides).toContain('vpc-peering');
    expect(network(of(more)).sawPart('vpc', { account: '9', region: 'eu-west-1' })).toBe(false);
  });

  test('one that is whole, or from before plans said so, has no such gap', () => {
    for (const more of [
      {},
      { errored: false, complete: true, applyable: true, deferred_changes: [] },
    ])
      expect(anywhere(more)).toEqual([]);
  });
});

describe('ids of what is not there yet', () => {
  test.each([
    ['aws_vpc.main', 'vpc-new.aws_vpc.main'],
    ['module.net["a"].aws_vpc.main[0]', 'vpc-new.module.net.a.aws_vpc.main.0'],
  ])('are told by the address: %s', (address, id) => {
    expect(placeholder('vpc-', address)).toBe(id);
  });

  test('are inert, short and distinct whatever a key holds', () => {
    const keys = ['$(x)', '`x`', '\u202ex', 'a"b', 'a\nb', 'x'.repeat(4096), '<b>', '=1+1'];
    const ids = keys.map((key) => placeholder('vpc-', `aws_vpc.main[${JSON.stringify(key)}]`));
    expect(new Set(ids).size).toBe(keys.length);
    for (const id of ids) {
      expect(id).toMatch(/^vpc-new\.[\w.-]+$/);
      expect(id.length).toBeLessThan(150);
    }
  });
});

/** Two VPCs that will be peered, with a route one way, and one of them on a new gateway. */
const joined = plan(
  [
    newVpc('a', '10.0.0.0/16'),
    newVpc('b', '10.1.0.0/16'),
    {
      address: 'aws_vpc_peering_connection.p',
      type: 'aws_vpc_peering_connection',
      name: 'p',
      after: { auto_accept: true, peer_region: null },
      unknown: {
        id: true,
        vpc_id: true,
        peer_vpc_id: true,
        accept_status: true,
        peer_owner_id: true,
      },
    },
    {
      address: 'aws_default_route_table.a',
      type: 'aws_default_route_table',
      name: 'a',
      after: { route: [{ cidr_block: '10.1.0.0/16', gateway_id: '', nat_gateway_id: '' }] },
      unknown: {
        id: true,
        vpc_id: true,
        default_route_table_id: true,
        route: [{ vpc_peering_connection_id: true }],
      },
    },
    ...['0', '1'].map((n): Change => ({
      address: `aws_subnet.a[${n}]`,
      type: 'aws_subnet',
      name: 'a',
      index: Number(n),
      after: {
        cidr_block: `10.0.${n}.0/24`,
        availability_zone: `eu-west-1${'ab'[Number(n)]}`,
      },
      unknown: { id: true, vpc_id: true },
    })),
    {
      address: 'aws_ec2_transit_gateway.g',
      type: 'aws_ec2_transit_gateway',
      name: 'g',
      after: {
        default_route_table_association: 'enable',
        default_route_table_propagation: 'enable',
      },
      unknown: {
        id: true,
        association_default_route_table_id: true,
        propagation_default_route_table_id: true,
      },
    },
    {
      address: 'aws_ec2_transit_gateway_vpc_attachment.a',
      type: 'aws_ec2_transit_gateway_vpc_attachment',
      name: 'a',
      after: {
        transit_gateway_default_route_table_association: true,
        transit_gateway_default_route_table_propagation: true,
      },
      unknown: {
        id: true,
        subnet_ids: true,
        vpc_id: true,
        transit_gateway_id: true,
        vpc_owner_id: true,
      },
    },
  ],
  {
    resources: [
      resource('aws_vpc', 'a', {}),
      resource('aws_vpc', 'b', {}),
      resource('aws_vpc_peering_connection', 'p', {
        vpc_id: refs('aws_vpc.a.id', 'aws_vpc.a'),
        peer_vpc_id: refs('aws_vpc.b.id', 'aws_vpc.b'),
      }),
      resource('aws_default_route_table', 'a', {
        default_route_table_id: refs('aws_vpc.a.default_route_table_id', 'aws_vpc.a'),
        route: refs(
          'aws_vpc_peering_connection.p.id',
          'aws_vpc_peering_connection.p',
          'aws_vpc.b.cidr_block',
          'aws_vpc.b',
        ),
      }),
      resource('aws_subnet', 'a', { vpc_id: refs('aws_vpc.a.id', 'aws_vpc.a') }),
      resource('aws_ec2_transit_gateway', 'g', {}),
      resource('aws_ec2_transit_gateway_vpc_attachment', 'a', {
        subnet_ids: refs('aws_subnet.a'),
        vpc_id: refs('aws_vpc.a.id', 'aws_vpc.a'),
        transit_gateway_id: refs('aws_ec2_transit_gateway.g.id', 'aws_ec2_transit_gateway.g'),
      }),
    ],
  },
);

describe('what will be', () => {
  test('references lead to the ids; the provider tells account and Region', () => {
    const read = network(
      plan(
        [
          newVpc('a', '10.0.0.0/16'),
          {
            address: 'aws_subnet.a["x"]',
            type: 'aws_subnet',
            name: 'a',
            index: 'x',
            after: { cidr_block: '10.0.0.0/24', availability_zone: 'eu-west-1a' },
            unknown: { id: true, vpc_id: true, arn: true },
          },
        ],
        {
          resources: [
            resource('aws_vpc', 'a', { cidr_block: { constant_value: '10.0.0.0/16' } }),
            resource('aws_subnet', 'a', { vpc_id: refs('aws_vpc.a.id', 'aws_vpc.a') }),
          ],
        },
      ),
    );
    const [subnet] = read.all('subnet');
    expect(subnet).toMatchObject({ id: 'subnet-new.aws_subnet.a.x', vpc: 'vpc-new.aws_vpc.a' });
    expect(read.placeOf('vpc-new.aws_vpc.a')).toEqual({
      account: '111111111111',
      region: 'eu-west-1',
    });
    // https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html: every VPC is made with a main table.
    expect(read.tableOf(subnet!)?.routes.map((r) => [r.destination, r.target.id])).toEqual([
      ['10.0.0.0/16', 'local'],
    ]);
  });

  test('each instance refers to the one with its own key; an alias has its own place', () => {
    const keyed = (key: string): Change[] => [
      newVpc('v', key === 'a' ? '10.0.0.0/16' : '10.1.0.0/16', {
        address: `aws_vpc.v["${key}"]`,
        index: key,
      }),
      {
        address: `aws_route_table.t["${key}"]`,
        type: 'aws_route_table',
        name: 't',
        index: key,
        after: {},
        unknown: { id: true, vpc_id: true },
      },
    ];
    const read = network(
      plan([...keyed('a'), ...keyed('b')], {
        resources: [
          resource('aws_vpc', 'v', {}, 'aws.west'),
          resource('aws_route_table', 't', { vpc_id: refs('aws_vpc.v', 'each.key') }, 'aws.west'),
        ],
      }),
    );
    const tables = read.all('route-table').filter((t) => !t.main);
    expect(tables.map((t) => [t.id, t.vpc, t.account, t.region])).toEqual([
      ['rtb-new.aws_route_table.t.a', 'vpc-new.aws_vpc.v.a', '222222222222', 'us-west-2'],
      ['rtb-new.aws_route_table.t.b', 'vpc-new.aws_vpc.v.b', '222222222222', 'us-west-2'],
    ]);
  });

  test('references go through variables of modules and their outputs', () => {
    const inModule = newVpc('this', '10.0.0.0/16', {
      address: 'module.net.aws_vpc.this[0]',
      module_address: 'module.net',
      index: 0,
    });
    const gateway: Change = {
      address: 'module.edge.aws_internet_gateway.this',
      module_address: 'module.edge',
      type: 'aws_internet_gateway',
      name: 'this',
      after: {},
      unknown: { id: true, vpc_id: true },
    };
    const read = network(
      plan([inModule, gateway], {
        module_calls: {
          net: {
            source: './net',
            module: {
              outputs: {
                vpc_id: {
                  expression: refs('aws_vpc.this[0].id', 'aws_vpc.this[0]', 'aws_vpc.this'),
                },
              },
              resources: [resource('aws_vpc', 'this', {})],
            },
          },
          edge: {
            source: './edge',
            expressions: { vpc: refs('module.net.vpc_id', 'module.net') },
            module: {
              resources: [resource('aws_internet_gateway', 'this', { vpc_id: refs('var.vpc') })],
            },
          },
        },
      }),
    );
    expect(read.all('internet-gateway')[0]).toMatchObject({
      id: 'igw-new.module.edge.aws_internet_gateway.this',
      vpcs: ['vpc-new.module.net.aws_vpc.this.0'],
    });
  });

  test('inline routes, lists of subnets, default tables and a peering that the plan accepts', () => {
    const read = network(joined);
    const [peering] = read.all('vpc-peering');
    expect(peering).toMatchObject({
      id: 'pcx-new.aws_vpc_peering_connection.p',
      state: 'active',
      requester: { vpc: 'vpc-new.aws_vpc.a' },
      accepter: { vpc: 'vpc-new.aws_vpc.b', account: '111111111111', region: 'eu-west-1' },
    });
    const main = read.all('route-table').find((t) => t.vpc === 'vpc-new.aws_vpc.a');
    expect(main?.main).toBe(true);
    expect(main?.routes.map((r) => [r.destination, r.target.id, r.state])).toEqual([
      ['10.0.0.0/16', 'local', 'active'],
      ['10.1.0.0/16', 'pcx-new.aws_vpc_peering_connection.p', 'active'],
    ]);
    expect(read.all('tgw-vpc-attachment')[0]?.subnets).toEqual([
      'subnet-new.aws_subnet.a.0',
      'subnet-new.aws_subnet.a.1',
    ]);
    expect(read.all('tgw-route-table')[0]?.associations?.map((m) => m.resource)).toEqual([
      'vpc-new.aws_vpc.a',
    ]);
    expect(read.ghosts).toEqual([]);
  });

  test('what the plan deletes is gone, what it replaces is new, what it leaves alone stays', () => {
    const kept = {
      id: 'vpc-1',
      arn: 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-1',
      cidr_block: '10.5.0.0/16',
    };
    const read = network(
      plan(
        [
          newVpc('kept', '', { actions: ['no-op'], after: kept, unknown: {} }),
          newVpc('gone', '', { actions: ['delete'], after: null }),
          newVpc('again', '10.6.0.0/16', { actions: ['delete', 'create'] }),
        ],
        { resources: [] },
      ),
    );
    expect(read.all('vpc').map((v) => v.id)).toEqual(['vpc-1', 'vpc-new.aws_vpc.again']);
  });

  test('data sources were looked up before; references to them are known', () => {
    const looked = {
      address: 'data.aws_ec2_transit_gateway.hub',
      mode: 'data',
      type: 'aws_ec2_transit_gateway',
      name: 'hub',
      provider_name: PROVIDER,
      values: {
        id: 'tgw-1',
        arn: 'arn:aws:ec2:eu-west-1:999999999999:transit-gateway/tgw-1',
        owner_id: '999999999999',
      },
    };
    const attached: Change = {
      address: 'aws_ec2_transit_gateway_vpc_attachment.a',
      type: 'aws_ec2_transit_gateway_vpc_attachment',
      name: 'a',
      after: { transit_gateway_id: 'tgw-1', subnet_ids: [] },
      unknown: { id: true, vpc_id: true },
    };
    const read = network(
      plan(
        [newVpc('a', '10.0.0.0/16'), attached],
        {
          resources: [
            resource('aws_vpc', 'a', {}),
            resource('aws_ec2_transit_gateway_vpc_attachment', 'a', {
              vpc_id: refs('aws_vpc.a.id', 'aws_vpc.a'),
            }),
          ],
        },
        { prior_state: { values: { root_module: { resources: [looked] } } } },
      ),
    );
    expect(read.all('transit-gateway').map((t) => [t.id, t.account])).toEqual([
      ['tgw-1', '999999999999'],
    ]);
    expect(read.all('tgw-attachment')[0]?.tgwAccount).toBe('999999999999');
  });
});

describe('what cannot be known before it is applied', () => {
  const doubtful = plan(
    [
      newVpc('a', '10.0.0.0/16'),
      newVpc('b', '10.1.0.0/16'),
      {
        address: 'aws_route_table.t',
        type: 'aws_route_table',
        name: 't',
        after: {},
        unknown: { id: true, vpc_id: true },
      },
      {
        address: 'aws_route.r',
        type: 'aws_route',
        name: 'r',
        after: { route_table_id: 'rtb-1' },
        unknown: { destination_cidr_block: true, network_interface_id: true },
      },
    ],
    {
      resources: [
        resource('aws_vpc', 'a', {}),
        resource('aws_vpc', 'b', {}),
        resource('aws_route_table', 't', {
          vpc_id: refs('aws_vpc.a.id', 'aws_vpc.a', 'aws_vpc.b.id', 'aws_vpc.b'),
        }),
        resource('aws_route', 'r', { destination_cidr_block: refs('local.ranges') }),
      ],
    },
  );

  test('is named in the gap; what AWS computes without being asked is not', () => {
    const [gap] = network(doubtful).gaps;
    expect(gap?.message).toContain('Only what Terraform will manage is in this plan');
    expect(gap?.message).toContain('vpc_id of aws_route_table.t');
    expect(gap?.message).toContain('destination_cidr_block of aws_route.r');
    expect(gap?.message).not.toContain('network_interface_id');
  });

  test('findings of a plan are told, and none is sure', () => {
    const { findings } = analyze(open(joined));
    const oneWay = findings.find((f) => f.rule === 'peering-one-way');
    expect(oneWay?.resources).toContain('pcx-new.aws_vpc_peering_connection.p');
    expect(findings.filter((f) => f.sure)).toEqual([]);
  });

  test('the same plan gives the same bytes', () => {
    expect(JSON.stringify(open(doubtful))).toBe(JSON.stringify(open(doubtful)));
  });
});
