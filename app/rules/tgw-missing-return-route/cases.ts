/** Cases of tgw-missing-return-route. */
import type { Attached } from '../../world/tgw-attachment.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';
import type { Segments } from '../config.ts';

const APART: Segments = {
  environments: { prod: { tag: 'Environment=prod' }, dev: { tag: 'Environment=dev' } },
};

/** a of dev reaches b of prod, whose table has no way back. */
const halfOpen = () => {
  const { world, tableA, toA } = pair({ tags: { a: 'dev', b: 'prod' } });
  tableA.propagate(toA);
  return world;
};

/** VPCs a and b on one gateway, each in a table of its own that leads to both; both route 10/8 to the gateway. */
function pair(options: { routed?: boolean; tags?: Readonly<Record<'a' | 'b', string>> } = {}) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const { a: tagA = '', b: tagB = '' } = options.tags ?? {};
  const a = at.vpc('a', '10.1.0.0/16', { tags: { Environment: tagA } });
  const b = at.vpc('b', '10.2.0.0/16', { tags: { Environment: tagB } });
  const toA = hub.attach(a, [a.subnet('10.1.0.0/24')]);
  const toB = hub.attach(b, [b.subnet('10.2.0.0/24')]);
  const tableA = hub.table('of-a').associate(toA).propagate(toB);
  const tableB = hub.table('of-b').associate(toB);
  if (options.routed !== false) {
    a.main.route('10.0.0.0/8', hub);
    b.main.route('10.0.0.0/8', hub);
  }
  return { world, at, hub, a, b, toA, toB, tableA, tableB };
}

/**
 * VPC a with two blocks, b with one, each in a table of its own; both send the company, v4 and v6, to the gateway.
 * b's table leads back to what the case says.
 */
function twoBlocks(second: string, back: readonly string[], subnets: readonly string[]) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = at.vpc('a', ['10.1.0.0/16', second]);
  const b = at.vpc('b', ['10.2.0.0/16', '2001:db8:2::/56']);
  for (const [i, cidr] of subnets.entries()) a.subnet(cidr, 'a', `a-${i}`);
  const toA = hub.attach(a, [a.subnets[0]!], { ipv6: true });
  const toB = hub.attach(b, [b.subnet(['10.2.0.0/24', '2001:db8:2::/64'])], { ipv6: true });
  hub.table('of-a').associate(toA).propagate(toB);
  const tableB = hub.table('of-b').associate(toB);
  for (const cidr of back) tableB.route(cidr, toA);
  for (const { main } of [a, b]) main.route('10.0.0.0/8', hub).route('2001:db8::/32', hub);
  return { world, hub, a, b, toA, toB, tableB };
}

/** One table for everybody on the gateway; who routes what is up to the case. */
function flat(tags: Readonly<Record<string, string>> = {}) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const table = hub.table('all');
  const join = (name: string, cidr: string) => {
    const vpc = at.vpc(name, cidr, { tags: { Environment: tags[name] ?? '' } });
    const end: Attached = hub.attach(vpc, []);
    table.associate(end).propagate(end);
    return vpc;
  };
  return { world, at, hub, table, a: join('a', '10.1.0.0/16'), b: join('b', '10.2.0.0/16') };
}

/** Gateways in two Regions: a in the east, b in the west; the east routes to the west. */
function regions() {
  const world = new World();
  const east = world.region('us-east-1').tgw('east');
  const west = world.region('us-west-2').tgw('west');
  const a = east.at.vpc('a', '10.1.0.0/16');
  const b = west.at.vpc('b', '10.2.0.0/16');
  a.main.route('10.0.0.0/8', east);
  b.main.route('10.0.0.0/8', west);
  const peering = world.peerTgw(east, west);
  const toA = east.attach(a, []);
  const toB = west.attach(b, []);
  const inEast = east.table('all').associate(toA, peering).propagate(toA);
  const inWest = west.table('all').associate(toB, peering).propagate(toB);
  inEast.route('10.2.0.0/16', peering);
  return { world, peering, inEast, inWest };
}

export default defineCases({
  quiet: [
    {
      title:
        'the configuration keeps the two apart: the way there is one too many, and no way back is missing',
      world: () => halfOpen(),
      segments: APART,
    },
    {
      title: 'the same in the tables of the VPC that is reached',
      world: () => {
        const { world, hub, a, b } = flat({ a: 'dev', b: 'prod' });
        a.main.route('10.2.0.0/16', hub);
        b.main.route('10.3.0.0/16', hub);
        return world;
      },
      segments: APART,
    },
    {
      title: 'both tables lead back',
      world: () => {
        const { world, toA, tableB } = pair();
        tableB.propagate(toA);
        return world;
      },
    },
    {
      title: 'a never sends to b: nothing is lost',
      world: () => pair({ routed: false }).world,
    },
    {
      title: 'the way back is dropped on purpose: the segments are kept apart',
      world: () => {
        const { world, at, hub, toA, tableB } = pair();
        tableB.blackhole('10.1.0.0/16');
        const other = hub.attach(at.vpc('c', '10.3.0.0/16'), []);
        hub.table('of-c').associate(other).propagate(other, toA);
        return world;
      },
    },
    {
      title: 'no table leads to a at all: that is tgw-attachment-not-propagated',
      world: () => pair().world,
    },
    {
      title: 'the answer passes a firewall VPC, which sends it on',
      world: () => {
        const { world, at, hub, toA, toB, tableB } = pair();
        const wall = at.vpc('wall', '10.9.0.0/16');
        const inside = wall.subnet('10.9.0.0/24');
        const eni = inside.eni('10.9.0.10', { name: 'wall', forwards: true });
        wall.table('in', inside).route('0.0.0.0/0', eni);
        const toWall = hub.attach(wall, [inside], { applianceMode: true });
        hub.table('of-wall').associate(toWall).propagate(toA, toB);
        tableB.route('0.0.0.0/0', toWall);
        return world;
      },
    },
    {
      title: 'one table for all, everybody routes the company to it',
      world: () => {
        const { world, hub, a, b } = flat();
        for (const vpc of [a, b]) vpc.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'static routes on both sides of a gateway peering',
      world: () => {
        const { world, peering, inWest } = regions();
        inWest.route('10.1.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'b answers over a peering instead',
      world: () => {
        const { world, hub, a, b } = flat();
        a.main.route('10.2.0.0/16', hub);
        b.main.route('10.1.0.0/16', world.peer(b, a));
        return world;
      },
    },
    {
      title: 'b answers over a peering; its gateway table need not know a',
      world: () => {
        const { world, at, hub, a, b, toA } = pair();
        const other = hub.attach(at.vpc('c', '10.3.0.0/16'), []);
        hub.table('of-c').associate(other).propagate(other, toA);
        b.main.route('10.1.0.0/16', world.peer(b, a));
        return world;
      },
    },
    {
      title: 'subnets in the secondary block only, which is routed back',
      world: () => twoBlocks('10.8.0.0/16', ['10.8.0.0/16'], ['10.8.0.0/24']).world,
    },
    {
      title: 'a static route back to just the subnet that sends',
      world: () => twoBlocks('10.8.0.0/16', ['10.1.5.0/24'], ['10.1.5.0/24']).world,
    },
    {
      title: 'a block whose subnets send nothing to the gateway needs no way back',
      world: () => {
        const { world, a } = twoBlocks(
          '10.8.0.0/16',
          ['10.1.0.0/16'],
          ['10.1.0.0/24', '10.8.0.0/24'],
        );
        a.table('apart', a.subnets[1]!);
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
      title: 'a block that holds only the /28 of the attachment',
      world: () => twoBlocks('10.8.0.0/16', ['10.1.0.0/16'], ['10.8.0.0/28', '10.1.0.0/24']).world,
    },
    {
      // https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
      title: 'pods, which leave under the address of their node',
      world: () =>
        twoBlocks('100.64.0.0/16', ['10.1.0.0/16'], ['10.1.0.0/24', '100.64.0.0/18']).world,
    },
    {
      title: 'IPv6 that the attachment does not carry at all',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const end = (name: string, v4: string, v6: string) => {
          const vpc = at.vpc(name, [`${v4}.0.0/16`, `${v6}::/56`]);
          const subnet = vpc.subnet([`${v4}.0.0/24`, `${v6}::/64`], 'a', name);
          vpc.main.route('10.0.0.0/8', hub).route('2001:db8::/32', hub);
          return hub.attach(vpc, [subnet]);
        };
        const toA = end('a', '10.1', '2001:db8:1');
        const toB = end('b', '10.2', '2001:db8:2');
        hub.table('of-a').associate(toA).propagate(toB);
        hub.table('of-b').associate(toB).route('10.1.0.0/16', toA);
        return world;
      },
    },
    {
      title: 'b has no route to the gateway at all: that is tgw-attachment-without-vpc-route',
      world: () => {
        const { world, hub, a } = flat();
        a.main.route('10.2.0.0/16', hub);
        return world;
      },
    },
    {
      title: 'the routes of the table that answers could not be read',
      world: () => {
        const { world, at } = pair();
        return world.refuse(at, 'SearchTransitGatewayRoutes');
      },
    },
    {
      title: 'the route tables of b are in an account that was not collected',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const at = world.region();
        const hub = at.tgw('hub');
        const a = at.vpc('a', '10.1.0.0/16');
        const b = world.region('us-east-1', '999999999999').vpc('b', '10.2.0.0/16');
        const ends = [hub.attach(a, []), hub.attach(b, [])];
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        a.main.route('10.2.0.0/16', hub);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the configuration lets the two talk, and answers need the way back',
      world: () => halfOpen(),
      segments: { ...APART, reach: { dev: ['prod'] } },
      findings: [
        {
          message:
            'hub-of-b (tgw-rtb-hub-of-b) has no route back to a (vpc-a), which hub-of-a (tgw-rtb-hub-of-a) lets send there.',
          severity: 'error',
          resources: ['tgw-rtb-hub-of-b', 'tgw-rtb-hub-of-a'],
        },
      ],
    },
    {
      title: 'the secondary block of a is not known to the table of b, though its primary one is',
      world: () => twoBlocks('10.8.0.0/16', ['10.1.0.0/16'], ['10.1.0.0/24', '10.8.0.0/24']).world,
      mended: () =>
        twoBlocks('10.8.0.0/16', ['10.1.0.0/16', '10.8.0.0/16'], ['10.1.0.0/24', '10.8.0.0/24'])
          .world,
      findings: [
        {
          message:
            'hub-of-b (tgw-rtb-hub-of-b) has no route back to 10.8.0.0/16 of a (vpc-a), which hub-of-a (tgw-rtb-hub-of-a) lets send there.',
          severity: 'error',
          resources: ['tgw-rtb-hub-of-b', 'tgw-rtb-hub-of-a'],
          places: [{ resource: 'tgw-rtb-hub-of-b', detail: 'no route to 10.8.0.0/16 (a (vpc-a))' }],
        },
      ],
    },
    {
      title: 'the primary block is lost, the secondary is not',
      world: () => twoBlocks('10.8.0.0/16', ['10.8.0.0/16'], ['10.1.0.0/24', '10.8.0.0/24']).world,
      findings: [
        {
          message:
            'hub-of-b (tgw-rtb-hub-of-b) has no route back to 10.1.0.0/16 of a (vpc-a), which hub-of-a (tgw-rtb-hub-of-a) lets send there.',
          severity: 'error',
          resources: ['tgw-rtb-hub-of-b', 'tgw-rtb-hub-of-a'],
        },
      ],
    },
    {
      title: 'IPv4 is answered, IPv6 is not',
      world: () => {
        const { world, a } = twoBlocks('2001:db8:1::/56', ['10.1.0.0/16'], ['10.1.0.0/24']);
        a.subnet(['10.1.1.0/24', '2001:db8:1::/64'], 'b', 'a-both');
        return world;
      },
      findings: [
        {
          message:
            'hub-of-b (tgw-rtb-hub-of-b) has no route back to 2001:db8:1::/56 of a (vpc-a), which hub-of-a (tgw-rtb-hub-of-a) lets send there.',
          severity: 'error',
          resources: ['tgw-rtb-hub-of-b', 'tgw-rtb-hub-of-a'],
        },
      ],
    },
    {
      title: 'the tables of b know the primary block of a, and not its secondary one',
      world: () => {
        const { world, at, hub, table, b } = flat();
        const c = at.vpc('c', ['10.4.0.0/16', '10.8.0.0/16']);
        for (const [i, cidr] of ['10.4.0.0/24', '10.8.0.0/24'].entries())
          c.subnet(cidr, 'a', `c-${i}`);
        const toC = hub.attach(c, [c.subnets[0]!]);
        table.associate(toC).propagate(toC);
        c.main.route('10.2.0.0/16', hub);
        b.main.route('10.4.0.0/16', hub);
        return world;
      },
      findings: [
        {
          message:
            'b (vpc-b) is reached by 10.8.0.0/16 of c (vpc-c) over hub (tgw-hub), but its route tables have no way back.',
          severity: 'warning',
          resources: ['vpc-b', 'tgw-attach-hub-b'],
          places: [{ resource: 'rtb-b-main', detail: 'no route to 10.8.0.0/16' }],
        },
      ],
    },
    {
      title: "the sender's subnets could not be read: it may not send at all",
      world: () => {
        const world = new World();
        const at = world.region();
        const far = world.region('us-east-1', '222222222222');
        const hub = at.tgw('hub');
        const a = far.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', '10.2.0.0/16');
        const toA = hub.attach(a, [a.subnet('10.1.0.0/24')]);
        const toB = hub.attach(b, [b.subnet('10.2.0.0/24')]);
        hub.table('of-a').associate(toA).propagate(toB);
        hub.table('of-b').associate(toB);
        hub.table('of-none').propagate(toA);
        for (const { main } of [a, b]) main.route('10.0.0.0/8', hub);
        return world.refuse(far, 'DescribeSubnets');
      },
      findings: [
        {
          message:
            'hub-of-b (tgw-rtb-hub-of-b) has no route back to a (vpc-a), which hub-of-a (tgw-rtb-hub-of-a) lets send there.',
          severity: 'error',
          sure: false,
          resources: ['tgw-rtb-hub-of-b', 'tgw-rtb-hub-of-a'],
        },
      ],
    },
    {
      title: 'the table of b does not know a, though another table does',
      world: () => {
        const { world, at, hub, toA } = pair();
        const other = hub.attach(at.vpc('c', '10.3.0.0/16'), []);
        hub.table('of-c').associate(other).propagate(other, toA);
        return world;
      },
      findings: [
        {
          message:
            'hub-of-b (tgw-rtb-hub-of-b) has no route back to a (vpc-a), which hub-of-a (tgw-rtb-hub-of-a) lets send there.',
          severity: 'error',
          resources: ['tgw-rtb-hub-of-b', 'tgw-rtb-hub-of-a'],
          path: ['vpc-a', 'tgw-attach-hub-a', 'tgw-rtb-hub-of-a', 'tgw-attach-hub-b', 'vpc-b'],
          places: [{ resource: 'tgw-rtb-hub-of-b', detail: 'no route to 10.1.0.0/16 (a (vpc-a))' }],
        },
      ],
    },
    {
      title: 'the answer is taken by a default route to an egress VPC, which has NAT only',
      world: () => {
        const { world, at, hub, toA, toB, tableA, tableB } = pair();
        const out = at.vpc('out', '10.9.0.0/16');
        const open = out.subnet('10.9.0.0/24');
        out.main.route('0.0.0.0/0', out.nat(open)).route('10.0.0.0/8', hub);
        const toOut = hub.attach(out, [out.subnet('10.9.1.0/28')]);
        out
          .table('attach', out.subnets[1]!)
          .route('0.0.0.0/0', { kind: 'nat-gateway', id: 'nat-out-nat' });
        hub.table('of-out').associate(toOut).propagate(toA, toB);
        tableA.propagate(toOut);
        tableB.route('0.0.0.0/0', toOut);
        return world;
      },
      findings: [
        {
          message:
            'hub-of-b (tgw-rtb-hub-of-b) sends answers for a (vpc-a) to out (vpc-out) instead; hub-of-a (tgw-rtb-hub-of-a) lets it send there.',
          severity: 'error',
          resources: ['tgw-rtb-hub-of-b', 'tgw-rtb-hub-of-a'],
        },
      ],
    },
    {
      title: 'a gateway peering routed on one side only',
      world: () => regions().world,
      mended: () => {
        const { world, peering, inWest } = regions();
        inWest.route('10.1.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message:
            'west-all (tgw-rtb-west-all) has no route back to a (vpc-a), which east-all (tgw-rtb-east-all) lets send there.',
          severity: 'error',
          resources: ['tgw-rtb-west-all', 'tgw-rtb-east-all'],
          path: [
            'vpc-a',
            'tgw-attach-east-a',
            'tgw-rtb-east-all',
            'tgw-attach-east-west',
            'tgw-rtb-west-all',
            'tgw-attach-west-b',
            'vpc-b',
          ],
        },
      ],
    },
    {
      title: 'a routes to b; b routes to others only',
      world: () => {
        const { world, hub, a, b } = flat();
        a.main.route('10.2.0.0/16', hub);
        b.main.route('10.3.0.0/16', hub);
        return world;
      },
      findings: [
        {
          message:
            'b (vpc-b) is reached by a (vpc-a) over hub (tgw-hub), but its route tables have no way back.',
          severity: 'warning',
          resources: ['vpc-b', 'tgw-attach-hub-b'],
          path: ['vpc-a', 'tgw-attach-hub-a', 'tgw-rtb-hub-all', 'tgw-attach-hub-b', 'vpc-b'],
          places: [{ resource: 'rtb-b-main', detail: 'no route to 10.1.0.0/16' }],
        },
      ],
    },
    {
      title:
        'b routes to others only, and a merely sends the whole company to the gateway: perhaps meant',
      world: () => {
        const { world, hub, a, b } = flat();
        a.main.route('10.0.0.0/8', hub);
        b.main.route('10.3.0.0/16', hub);
        return world;
      },
      findings: [
        {
          message:
            'b (vpc-b) is reached by a (vpc-a) over hub (tgw-hub), but its route tables have no way back.',
          severity: 'info',
          resources: ['vpc-b', 'tgw-attach-hub-b'],
        },
      ],
    },
  ],
});
