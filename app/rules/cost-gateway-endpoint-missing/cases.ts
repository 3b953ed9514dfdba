/** Cases of cost-gateway-endpoint-missing. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC with a host in a private subnet that leaves by a NAT gateway. */
function leaving(hosts = true) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const app = a.subnet('10.1.0.0/24', 'a', 'app');
  const open = a.subnet('10.1.1.0/24', 'a', 'open');
  if (hosts) app.eni(app.firstHost);
  a.table('open', open).route('0.0.0.0/0', a.igw());
  const nat = a.nat(open);
  const table = a.table('app', app).route('0.0.0.0/0', nat);
  return { world, at, a, app, table, nat };
}

const findings = (services: string) => [
  {
    message: `a (vpc-a) sends its traffic to ${services} through a-nat (nat-a-nat), which charges for every GB: a-app (rtb-a-app) has no route to a gateway endpoint.`,
    severity: 'info' as const,
    resources: ['vpc-a'],
  },
];

export default defineCases({
  quiet: [
    {
      title: 'a gateway endpoint in the table',
      world: () => {
        const { world, at, a, table } = leaving();
        const s3 = a.endpoint('s3', { tables: [table] });
        table.route(at.prefixList('s3', ['52.216.0.0/15']), s3);
        return world;
      },
    },
    {
      title: 'an interface endpoint for the service: somebody chose that',
      world: () => {
        const { world, a, app } = leaving();
        a.endpoint('s3', { type: 'Interface', subnets: [app] });
        return world;
      },
    },
    { title: 'nobody in the subnet', world: () => leaving(false).world },
    {
      title: 'a public subnet: the internet gateway charges nothing for S3 in the Region',
      world: () => {
        const world = new World();
        const a = world.region().vpc('a', '10.1.0.0/16');
        a.subnet('10.1.0.0/24').eni('10.1.0.9');
        a.main.route('0.0.0.0/0', a.igw());
        return world;
      },
    },
    {
      title: 'the attachment subnets of an egress VPC: an endpoint would not serve the spokes',
      world: () => {
        const { world, at, a, nat } = leaving(false);
        const end = a.subnet('10.1.255.0/28', 'a', 'end');
        end.eni(end.firstHost, { type: 'transit_gateway', groups: [] });
        at.tgw('hub').attach(a, [end]);
        a.table('end', end).route('0.0.0.0/0', nat);
        return world;
      },
    },
    {
      title: 'the endpoints could not be read',
      world: () => {
        const { world, at } = leaving();
        return world.refuse(at, 'DescribeVpcEndpoints');
      },
    },
  ],
  loud: [
    {
      title: 'S3 by the NAT gateway, though the table beside has an endpoint',
      world: () => {
        const { world, a } = leaving();
        a.endpoint('s3', { tables: [a.main] });
        return world;
      },
      mended: () => {
        const { world, a, table } = leaving();
        a.endpoint('s3', { tables: [a.main, table] });
        return world;
      },
      findings: [
        {
          ...findings('S3')[0]!,
          path: ['vpc-a', 'rtb-a-app', 'nat-a-nat'],
          places: [{ resource: 'rtb-a-app', detail: 'S3 by 0.0.0.0/0 to nat-a-nat' }],
        },
      ],
    },
    {
      title: 'DynamoDB is in use as well',
      options: { services: ['s3', 'dynamodb'] },
      world: () => leaving().world,
      findings: findings('DynamoDB and S3'),
    },
  ],
});
