/** Cases of peering-ipv6-route-missing. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Two dual-stack VPCs with dual-stack subnets, peered, IPv4 routed both ways. */
function peered(options: { six?: boolean } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
  const b = at.vpc('b', ['10.2.0.0/16', '2001:db8:2::/56']);
  a.subnet(['10.1.0.0/24', '2001:db8:1::/64']);
  b.subnet(options.six === false ? '10.2.0.0/24' : ['10.2.0.0/24', '2001:db8:2::/64']);
  const link = world.peer(a, b);
  a.main.route('10.2.0.0/16', link);
  b.main.route('10.1.0.0/16', link);
  return { world, at, a, b, link };
}

export default defineCases({
  quiet: [
    {
      title: 'both families are routed',
      world: () => {
        const { world, a, b, link } = peered();
        a.main.route('2001:db8:2::/56', link);
        b.main.route('2001:db8:1::/56', link);
        return world;
      },
    },
    {
      title: 'IPv6 is routed one way: peering-one-way tells of it',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('2001:db8:2::/56', link);
        return world;
      },
    },
    {
      title: 'one VPC has a block, but no IPv6 subnet',
      world: () => peered({ six: false }).world,
    },
    {
      title: 'IPv4 is not routed either: peering-no-routes tells of it',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
        const b = at.vpc('b', ['10.2.0.0/16', '2001:db8:2::/56']);
        a.subnet(['10.1.0.0/24', '2001:db8:1::/64']);
        b.subnet(['10.2.0.0/24', '2001:db8:2::/64']);
        world.peer(a, b);
        return world;
      },
    },
    {
      title: 'IPv6 goes over a transit gateway',
      world: () => {
        const { world, at, a, b } = peered();
        const hub = at.tgw('hub');
        const ends = [a, b].map((vpc) => hub.attach(vpc, vpc.subnets, { ipv6: true }));
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        for (const vpc of [a, b]) vpc.main.route('2001:db8::/32', hub);
        return world;
      },
    },
    {
      title: 'a prefix list whose entries are not known may hold IPv6',
      world: () => {
        const { world, at, a, link } = peered();
        a.main.route(at.prefixList('six', ['2001:db8:2::/56']), link);
        return world.refuse(at, 'GetManagedPrefixListEntries');
      },
    },
  ],
  loud: [
    {
      title: 'IPv4 both ways, IPv6 not at all',
      world: () => peered().world,
      mended: () => {
        const { world, a, b, link } = peered();
        a.main.route('2001:db8:2::/56', link);
        b.main.route('2001:db8:1::/56', link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) have IPv6 subnets and route IPv4 to each other over a-b (pcx-a-b), but not IPv6.',
          severity: 'info',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
          path: ['vpc-a', 'pcx-a-b', 'vpc-b'],
          places: [
            { resource: 'rtb-a-main', detail: 'no route to 2001:db8:2::/56 over pcx-a-b' },
            { resource: 'rtb-b-main', detail: 'no route to 2001:db8:1::/56 over pcx-a-b' },
          ],
        },
      ],
    },
    {
      title: 'a way out to the internet is no way to a peer',
      world: () => {
        const { world, a, b } = peered();
        for (const vpc of [a, b]) vpc.main.route('::/0', vpc.eigw());
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) have IPv6 subnets and route IPv4 to each other over a-b (pcx-a-b), but not IPv6.',
          severity: 'info',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
        },
      ],
    },
  ],
});
