/** Cases of nat-cross-az. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC with a public and an app subnet in each of two zones, hosts in both, and a NAT gateway in the first. */
function zonal(options: { regional?: boolean; hosts?: string } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const open = [a.subnet('10.1.0.0/24', 'a', 'open-a'), a.subnet('10.1.1.0/24', 'b', 'open-b')];
  const app = [a.subnet('10.1.2.0/24', 'a', 'app-a'), a.subnet('10.1.3.0/24', 'b', 'app-b')];
  for (const subnet of app)
    if ((options.hosts ?? 'ab').includes(subnet.zone)) subnet.eni(subnet.firstHost);
  a.table('open', ...open).route('0.0.0.0/0', a.igw());
  const nat = a.nat(open[0]!, { name: 'nat-a', regional: options.regional ?? false });
  const tables = app.map((subnet) => a.table(subnet.zone, subnet));
  return { world, at, a, open, app, nat, tables };
}

/** An egress VPC that two zones of a hub send to. */
function egress(nats: 1 | 2) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('egress', '10.1.0.0/16');
  const open = [a.subnet('10.1.0.0/24', 'a', 'open-a'), a.subnet('10.1.1.0/24', 'b', 'open-b')];
  const ends = [a.subnet('10.1.255.0/28', 'a', 'end-a'), a.subnet('10.1.255.16/28', 'b', 'end-b')];
  for (const end of ends) end.eni(end.firstHost, { type: 'transit_gateway', groups: [] });
  at.tgw('hub').attach(a, ends);
  a.table('open', ...open).route('0.0.0.0/0', a.igw());
  const first = a.nat(open[0]!, { name: 'nat-a' });
  const second = nats === 2 ? a.nat(open[1]!, { name: 'nat-b' }) : first;
  a.table('a', ends[0]!).route('0.0.0.0/0', first);
  a.table('b', ends[1]!).route('0.0.0.0/0', second);
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'a NAT gateway in each zone',
      world: () => {
        const { world, a, open, nat, tables } = zonal();
        tables[0]!.route('0.0.0.0/0', nat);
        tables[1]!.route('0.0.0.0/0', a.nat(open[1]!, { name: 'nat-b' }));
        return world;
      },
    },
    {
      title: 'a regional NAT gateway, which spans the zones',
      world: () => {
        const { world, nat, tables } = zonal({ regional: true });
        for (const table of tables) table.route('0.0.0.0/0', nat);
        return world;
      },
    },
    {
      title: 'nobody stands in the other zone',
      world: () => {
        const { world, nat, tables } = zonal({ hosts: 'a' });
        for (const table of tables) table.route('0.0.0.0/0', nat);
        return world;
      },
    },
    {
      title: 'a Local Zone, which has no NAT gateway of its own',
      world: () => {
        const { world, a, nat } = zonal();
        const edge = a.subnet('10.1.4.0/24', '-bos-1a', 'edge');
        edge.eni(edge.firstHost);
        a.table('edge', edge).route('0.0.0.0/0', nat);
        return world;
      },
    },
    {
      title: 'one prefix goes through a NAT gateway elsewhere, not the default route',
      world: () => {
        const { world, nat, tables } = zonal();
        tables[1]!.route('198.51.100.0/24', nat);
        return world;
      },
    },
    {
      title: 'spokes leave by a hub: where its NAT gateways stand is told of the egress VPC',
      world: () => egress(2),
    },
    {
      title: 'the NAT gateways could not be read',
      world: () => {
        const { world, at, nat, tables } = zonal();
        for (const table of tables) table.route('0.0.0.0/0', nat);
        return world.refuse(at, 'DescribeNatGateways');
      },
    },
  ],
  loud: [
    {
      title: 'the zone has a NAT gateway, and its table leads to the other one',
      world: () => {
        const { world, a, open, nat, tables } = zonal();
        a.nat(open[1]!, { name: 'nat-b' });
        for (const table of tables) table.route('0.0.0.0/0', nat);
        return world;
      },
      mended: () => {
        const { world, a, open, nat, tables } = zonal();
        const other = a.nat(open[1]!, { name: 'nat-b' });
        tables[0]!.route('0.0.0.0/0', nat);
        tables[1]!.route('0.0.0.0/0', other);
        return world;
      },
      findings: [
        {
          message:
            '1 subnet of a (vpc-a) in us-east-1b leaves by nat-a (nat-nat-a) in us-east-1a, though a (vpc-a) has a NAT gateway in us-east-1b.',
          severity: 'warning',
          resources: ['nat-nat-a', 'vpc-a'],
          path: ['vpc-a', 'nat-nat-a'],
          places: [
            {
              resource: 'subnet-app-b',
              detail: 'in us-east-1b, leaves by nat-nat-a in us-east-1a',
            },
          ],
        },
      ],
    },
    {
      title: 'one NAT gateway for the VPC, which saves money',
      world: () => {
        const { world, nat, tables } = zonal();
        for (const table of tables) table.route('0.0.0.0/0', nat);
        return world;
      },
      findings: [
        {
          message:
            '1 subnet of a (vpc-a) in us-east-1b leaves by nat-a (nat-nat-a) in us-east-1a: when us-east-1a fails, nothing in us-east-1b gets out either.',
          severity: 'info',
          resources: ['nat-nat-a', 'vpc-a'],
        },
      ],
    },
    {
      title: 'one NAT gateway for everything that a hub sends',
      world: () => egress(1),
      mended: () => egress(2),
      findings: [
        {
          message:
            '1 subnet of egress (vpc-egress) in us-east-1b leaves by nat-a (nat-nat-a) in us-east-1a, and with them all that other VPCs send out through egress (vpc-egress): when us-east-1a fails, nothing in us-east-1b gets out either.',
          severity: 'warning',
          resources: ['nat-nat-a', 'vpc-egress'],
        },
      ],
    },
  ],
});
