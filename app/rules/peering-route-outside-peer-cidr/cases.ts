/** Cases of peering-route-outside-peer-cidr. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function peered(b: string | readonly string[] = '10.2.0.0/16') {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const far = at.vpc('b', b);
  return { world, at, a, b: far, link: world.peerRouted(a, far) };
}

export default defineCases({
  quiet: [
    { title: 'routes to the blocks of the peer', world: () => peered().world },
    {
      title: 'a route to one subnet of the peer, and a summary that holds it',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('10.2.4.0/24', link).route('10.2.0.0/15', link);
        return world;
      },
    },
    {
      title: 'a secondary and an IPv6 block are blocks like the first',
      world: () => peered(['10.2.0.0/16', '10.9.0.0/16', '2001:db8:2::/56']).world,
    },
    {
      title: 'the blocks of the peer are not known while the peering is pending',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('192.168.0.0/24', link);
        link.state = 'pending-acceptance';
        return world;
      },
    },
    {
      title: 'a third VPC behind the peer: peering-assumed-transit tells of it',
      world: () => {
        const { world, at, a, b, link } = peered();
        world.peerRouted(b, at.vpc('c', '10.3.0.0/16'));
        a.main.route('10.3.0.0/16', link);
        return world;
      },
    },
    {
      title: "the peer's VPN leads there: peering-assumed-transit tells of it",
      world: () => {
        const { world, at, a, b, link } = peered();
        b.main.propagate(at.vgw('office', b), ['172.20.0.0/16']);
        a.main.route('172.20.0.0/16', link);
        return world;
      },
    },
    {
      title: 'everything: peering-default-route tells of it',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('0.0.0.0/0', link);
        return world;
      },
    },
    {
      title: 'no subnet uses the table',
      world: () => {
        const { world, a, link } = peered();
        a.subnet('10.1.0.0/24');
        a.table('spare').route('192.168.0.0/24', link);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'addresses that nobody knows behind the peer',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('192.168.0.0/24', link);
        return world;
      },
      mended: () => peered().world,
      findings: [
        {
          message: 'a (vpc-a) sends 192.168.0.0/24 to b (vpc-b), which has 10.2.0.0/16 only.',
          severity: 'warning',
          resources: ['vpc-a', 'pcx-a-b'],
          path: ['vpc-a', 'rtb-a-main', 'pcx-a-b', 'vpc-b'],
          places: [{ resource: 'rtb-a-main', detail: '192.168.0.0/24 to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'a block that the peer gave up, in two tables and by prefix list: one finding',
      world: () => {
        const { world, at, a, link } = peered();
        const more = a.table('more', a.subnet('10.1.0.0/24'));
        a.subnet('10.1.1.0/24');
        a.main.route('10.7.0.0/16', link);
        more.route(at.prefixList('old-blocks', ['10.7.0.0/16', '10.8.0.0/16']), link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.7.0.0/16 and 10.8.0.0/16 to b (vpc-b), which has 10.2.0.0/16 only.',
          severity: 'warning',
          resources: ['vpc-a', 'pcx-a-b'],
          places: [
            { resource: 'rtb-a-main', detail: '10.7.0.0/16 to pcx-a-b' },
            { resource: 'rtb-a-more', detail: '10.7.0.0/16 (pl-old-blocks) to pcx-a-b' },
            { resource: 'rtb-a-more', detail: '10.8.0.0/16 (pl-old-blocks) to pcx-a-b' },
          ],
        },
      ],
    },
    {
      title: 'IPv6 addresses, and a peer without any',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('2001:db8:7::/56', link);
        return world;
      },
      findings: [
        {
          message: 'a (vpc-a) sends 2001:db8:7::/56 to b (vpc-b), which has 10.2.0.0/16 only.',
          severity: 'warning',
          resources: ['vpc-a', 'pcx-a-b'],
        },
      ],
    },
  ],
});
