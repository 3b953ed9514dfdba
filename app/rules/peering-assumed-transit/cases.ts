/** Cases of peering-assumed-transit. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** a and c are peered with hub, properly routed; not with each other. */
function star() {
  const world = new World();
  const at = world.region();
  const hub = at.vpc('hub', '10.0.0.0/16');
  const a = at.vpc('a', '10.1.0.0/16');
  const c = at.vpc('c', '10.3.0.0/16');
  const link = world.peerRouted(a, hub);
  world.peerRouted(c, hub);
  return { world, at, hub, a, c, link };
}

export default defineCases({
  quiet: [
    { title: 'a star whose spokes talk to the hub only', world: () => star().world },
    {
      title: 'routes to parts of the peer',
      world: () => {
        const { world, a, link } = star();
        a.main.route('10.0.4.0/24', link).route('10.0.128.0/17', link);
        return world;
      },
    },
    {
      title: 'a route to a secondary block of the peer',
      world: () => {
        const world = new World();
        const at = world.region();
        world.peerRouted(at.vpc('a', '10.1.0.0/16'), at.vpc('b', ['10.2.0.0/16', '10.9.0.0/16']));
        return world;
      },
    },
    {
      title: 'a summary that covers nothing else behind the peer: room to grow',
      world: () => {
        const { world, a, link } = star();
        a.main.route('10.0.0.0/15', link);
        return world;
      },
    },
    {
      title: 'a summary that covers a third VPC, which has a better route of its own',
      world: () => {
        const { world, a, c, link } = star();
        a.main.route('10.0.0.0/8', link);
        world.peerRouted(a, c);
        return world;
      },
    },
    {
      title: 'the route stands in a table that no subnet uses',
      world: () => {
        const { world, a, link } = star();
        a.subnet('10.1.0.0/24');
        a.table('spare').route('10.3.0.0/16', link);
        return world;
      },
    },
    {
      title: 'everything, through the NAT gateway of the hub: peering-default-route tells of it',
      world: () => {
        const { world, hub, a, link } = star();
        hub.main.route('0.0.0.0/0', hub.nat(hub.subnet('10.0.0.0/24')));
        a.main.route('0.0.0.0/0', link);
        return world;
      },
    },
    {
      title:
        'addresses that nobody knows behind the peer: peering-route-outside-peer-cidr tells of them',
      world: () => {
        const { world, a, link } = star();
        a.main.route('192.168.0.0/24', link);
        return world;
      },
    },
    {
      title: 'a blackhole route: route-blackhole tells of it',
      world: () => {
        const { world, a, link } = star();
        a.main.route('10.3.0.0/16', link, { state: 'blackhole' });
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'spoke to spoke through the hub',
      world: () => {
        const { world, a, link } = star();
        a.main.route('10.3.0.0/16', link);
        return world;
      },
      mended: () => star().world,
      findings: [
        {
          message:
            'a (vpc-a) sends 10.3.0.0/16 to hub (vpc-hub), but that is c (vpc-c): a peering does not pass traffic on.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-hub', 'vpc-c'],
          path: ['vpc-a', 'rtb-a-main', 'pcx-a-hub', 'vpc-hub', 'vpc-c'],
          places: [{ resource: 'rtb-a-main', detail: '10.3.0.0/16 to pcx-a-hub' }],
        },
      ],
    },
    {
      title:
        'the third VPC belongs to an account that was not collected; its peering tells its block',
      world: () => {
        const { world, hub, a, link } = star();
        world.unseen('999999999999');
        const partner = world.region('us-east-1', '999999999999').vpc('p', '10.7.0.0/16');
        hub.main.route('10.7.0.0/16', world.peer(hub, partner));
        a.main.route('10.7.8.0/24', link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.7.8.0/24 to hub (vpc-hub), but that is vpc-p: a peering does not pass traffic on.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-hub', 'vpc-p'],
        },
      ],
    },
    {
      title: 'a summary sends the other spoke to the hub as well',
      world: () => {
        const { world, a, link } = star();
        a.main.route('10.0.0.0/8', link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.0.0.0/8 to hub (vpc-hub); that covers c (vpc-c) too, and a peering does not pass traffic on.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-hub', 'vpc-c'],
        },
      ],
    },
    {
      title: 'on-premises through the VPN gateway of the hub',
      world: () => {
        const { world, at, hub, a, link } = star();
        const vgw = at.vgw('office', hub);
        hub.main.propagate(vgw, ['172.20.0.0/16']);
        a.main.route('172.20.0.0/16', link);
        return world;
      },
      findings: [
        {
          message:
            "a (vpc-a) sends 172.20.0.0/16 to hub (vpc-hub) to leave through office (vgw-office): a peer's gateways cannot be used.",
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-hub', 'vgw-office'],
        },
      ],
    },
    {
      title: 'a third VPC by name in one table, by summary in another: one finding',
      world: () => {
        const { world, a, link } = star();
        a.main.route('10.3.0.0/16', link);
        a.table('more', a.subnet('10.1.0.0/24')).route('10.0.0.0/14', link);
        a.subnet('10.1.1.0/24');
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.0.0.0/14 and 10.3.0.0/16 to hub (vpc-hub); that covers c (vpc-c) too, and a peering does not pass traffic on.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-hub', 'vpc-c'],
          places: [
            { resource: 'rtb-a-main', detail: '10.3.0.0/16 to pcx-a-hub' },
            { resource: 'rtb-a-more', detail: '10.0.0.0/14 to pcx-a-hub' },
          ],
        },
      ],
    },
    {
      title: 'several tables and destinations of one VPC are one finding with many places',
      world: () => {
        const { world, at, hub, a, link } = star();
        const d = at.vpc('d', '10.4.0.0/16');
        world.peerRouted(d, hub);
        a.main.route('10.3.0.0/16', link);
        const more = a.table('more', a.subnet('10.1.0.0/24'));
        a.subnet('10.1.1.0/24');
        more.route('10.3.0.0/16', link).route('10.4.0.0/16', link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.3.0.0/16 and 10.4.0.0/16 to hub (vpc-hub), but that is c (vpc-c) and d (vpc-d): a peering does not pass traffic on.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-hub', 'vpc-c', 'vpc-d'],
          places: [
            { resource: 'rtb-a-main', detail: '10.3.0.0/16 to pcx-a-hub' },
            { resource: 'rtb-a-more', detail: '10.3.0.0/16 to pcx-a-hub' },
            { resource: 'rtb-a-more', detail: '10.4.0.0/16 to pcx-a-hub' },
          ],
        },
      ],
    },
  ],
});
