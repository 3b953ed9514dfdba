/** Cases of peering-one-way. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Two peered VPCs; a routes to b. */
function forward() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const b = at.vpc('b', '10.2.0.0/16');
  const peering = world.peer(a, b);
  a.main.route('10.2.0.0/16', peering);
  return { world, at, a, b, peering };
}

export default defineCases({
  quiet: [
    {
      title: 'both sides route',
      world: () => {
        const { world, b, peering } = forward();
        b.main.route('10.1.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'the way back is for one subnet only, which is a documented pattern',
      world: () => {
        const { world, b, peering } = forward();
        b.main.route('10.1.4.0/24', peering);
        return world;
      },
    },
    {
      title: 'the forward route stands in a table that no subnet uses',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', '10.2.0.0/16');
        a.subnet('10.1.0.0/24');
        a.table('spare').route('10.2.0.0/16', world.peer(a, b));
        return world;
      },
    },
    {
      title: 'the far account was not collected, so its routes are not known',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const a = world.region().vpc('a', '10.1.0.0/16');
        const b = world.region('us-east-1', '999999999999').vpc('b', '10.2.0.0/16');
        a.main.route('10.2.0.0/16', world.peer(a, b));
        return world;
      },
    },
    {
      title: 'the way back leads over a transit gateway that both are attached to',
      world: () => {
        const { world, at, a, b } = forward();
        const hub = at.tgw('hub');
        const table = hub.table('all');
        const ends = [a, b].map((vpc) => hub.attach(vpc, []));
        table.associate(...ends).propagate(...ends);
        b.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
      title: 'only a NAT gateway crosses the peering, and its replies need no route',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', '10.2.0.0/16');
        const peering = world.peer(a, b);
        const open = a.subnet('10.1.0.0/24');
        const nat = a.nat(open, { private: true });
        a.table('nat', open).route('10.2.0.0/16', peering);
        a.table('app', a.subnet('10.1.1.0/24')).route('10.2.0.0/16', nat);
        b.subnet('10.2.0.0/24');
        return world;
      },
    },
    {
      title: 'an IPv6 route in a VPC without IPv6 addresses: nobody sends by it',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', ['10.2.0.0/16', '2001:db8:2::/56']);
        world.peerRouted(a, b);
        return world;
      },
    },
    {
      title: 'the peering is not active',
      world: () => {
        const { world, peering } = forward();
        peering.state = 'deleted';
        return world;
      },
    },
    {
      title: 'a return route through a prefix list counts',
      world: () => {
        const { world, at, b, peering } = forward();
        b.main.route(at.prefixList('clients', ['10.1.0.0/16']), peering);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'b has no route back',
      world: () => forward().world,
      mended: () => {
        const { world, b, peering } = forward();
        b.main.route('10.1.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) routes 10.2.0.0/16 to b (vpc-b) over a-b (pcx-a-b), but b (vpc-b) has no route back.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
          path: ['vpc-a', 'rtb-a-main', 'pcx-a-b', 'vpc-b'],
          places: [
            { resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' },
            { resource: 'rtb-b-main', detail: 'no route to 10.1.0.0/16 over pcx-a-b' },
          ],
        },
      ],
    },
    {
      title: 'IPv4 is routed both ways, IPv6 one way: the families are looked up apart',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
        const b = at.vpc('b', ['10.2.0.0/16', '2001:db8:2::/56']);
        const peering = world.peer(a, b);
        a.main.route('10.2.0.0/16', peering).route('2001:db8:2::/56', peering);
        b.main.route('10.1.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) routes 2001:db8:2::/56 to b (vpc-b) over a-b (pcx-a-b), but b (vpc-b) has no route back.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
        },
      ],
    },
    {
      title: 'IPv4 one way, IPv6 the other',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
        const b = at.vpc('b', ['10.2.0.0/16', '2001:db8:2::/56']);
        const peering = world.peer(a, b);
        a.main.route('10.2.0.0/16', peering);
        b.main.route('2001:db8:1::/56', peering);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) routes 10.2.0.0/16 to b (vpc-b) over a-b (pcx-a-b), and b (vpc-b) routes 2001:db8:1::/56 to a (vpc-a): neither has a route back.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
          places: [
            { resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' },
            { resource: 'rtb-b-main', detail: 'no route to 10.1.0.0/16 over pcx-a-b' },
            { resource: 'rtb-b-main', detail: '2001:db8:1::/56 to pcx-a-b' },
            { resource: 'rtb-a-main', detail: 'no route to 2001:db8:2::/56 over pcx-a-b' },
          ],
        },
      ],
    },
    {
      title: 'the way back stands only in a table that no subnet uses',
      world: () => {
        const { world, b, peering } = forward();
        b.subnet('10.2.0.0/24');
        b.table('spare').route('10.1.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) routes 10.2.0.0/16 to b (vpc-b) over a-b (pcx-a-b), but b (vpc-b) has no route back.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
        },
      ],
    },
    {
      title: 'a transit gateway whose table does not lead to a is no way back',
      world: () => {
        const { world, at, a, b } = forward();
        const hub = at.tgw('hub');
        const ends = [a, b].map((vpc) => hub.attach(vpc, []));
        hub
          .table('all')
          .associate(...ends)
          .propagate(ends[1]!);
        b.main.route('10.0.0.0/8', hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) routes 10.2.0.0/16 to b (vpc-b) over a-b (pcx-a-b), but b (vpc-b) has no route back.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
        },
      ],
    },
    {
      title: 'a transit gateway that only b is attached to is no way back',
      world: () => {
        const { world, at, b } = forward();
        const hub = at.tgw('hub');
        const end = hub.attach(b, []);
        hub.table('all').associate(end).propagate(end);
        b.main.route('0.0.0.0/0', hub);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) routes 10.2.0.0/16 to b (vpc-b) over a-b (pcx-a-b), but b (vpc-b) has no route back.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
        },
      ],
    },
  ],
});
