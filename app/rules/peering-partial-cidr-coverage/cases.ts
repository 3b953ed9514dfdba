/** Cases of peering-partial-cidr-coverage. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** a is peered with b, which has a second block with a subnet in it; a routes the first. */
function peered(second = '10.9.0.0/16', first = '10.2.0.0/16') {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
  const b = at.vpc('b', [first, second]);
  b.subnet(second.includes(':') ? ['10.2.0.0/24', second.replace('/56', '/64')] : '10.9.0.0/24');
  const link = world.peer(a, b);
  a.main.route(first, link);
  b.main.route('10.1.0.0/16', link);
  return { world, at, a, b, link };
}

export default defineCases({
  quiet: [
    {
      title: 'both blocks are routed',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('10.9.0.0/16', link);
        return world;
      },
    },
    {
      title: 'a part of the second block is routed: somebody thought of it',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('10.9.4.0/24', link);
        return world;
      },
    },
    {
      title: 'only one subnet of the peer is routed, which is a documented pattern',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', ['10.2.0.0/16', '10.9.0.0/16']);
        b.subnet('10.9.0.0/24');
        const link = world.peer(a, b);
        a.main.route('10.2.4.0/24', link);
        b.main.route('10.1.0.0/16', link);
        return world;
      },
    },
    {
      title: 'a block without subnets',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', ['10.2.0.0/16', '10.9.0.0/16']);
        b.subnet('10.2.0.0/24');
        const link = world.peer(a, b);
        a.main.route('10.2.0.0/16', link);
        b.main.route('10.1.0.0/16', link);
        return world;
      },
    },
    {
      title: 'a block for pods, which never leave their VPC',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', ['10.2.0.0/16', '100.64.0.0/16']);
        b.subnet('100.64.0.0/18');
        const link = world.peer(a, b);
        a.main.route('10.2.0.0/16', link);
        b.main.route('10.1.0.0/16', link);
        return world;
      },
    },
    {
      title: 'the second block is reached over a transit gateway',
      world: () => {
        const { world, at, a, b } = peered();
        const hub = at.tgw('hub');
        const ends = [a, b].map((vpc) => hub.attach(vpc, []));
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        a.main.route('10.0.0.0/8', hub);
        return world;
      },
    },
    {
      title: 'an IPv6 block beside an IPv4 one: peering-ipv6-route-missing tells of it',
      world: () => peered('2001:db8:2::/56').world,
    },
    {
      title:
        'the peer is in an account that was not collected: who lives in its blocks is not known',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const a = world.region().vpc('a', '10.1.0.0/16');
        const p = world
          .region('us-east-1', '999999999999')
          .vpc('p', ['10.2.0.0/16', '10.9.0.0/16']);
        p.subnet('10.9.0.0/24');
        a.main.route('10.2.0.0/16', world.peer(a, p));
        return world;
      },
    },
    {
      title: 'a prefix list whose entries are not known may hold it',
      world: () => {
        const { world, at, a, link } = peered();
        a.main.route(at.prefixList('blocks', ['10.9.0.0/16']), link);
        return world.refuse(at, 'GetManagedPrefixListEntries');
      },
    },
  ],
  loud: [
    {
      title: 'the first block is routed, the second is not',
      world: () => peered().world,
      mended: () => {
        const { world, a, link } = peered();
        a.main.route('10.9.0.0/16', link);
        return world;
      },
      findings: [
        {
          message: 'a (vpc-a) routes to b (vpc-b) over a-b (pcx-a-b), but not to its 10.9.0.0/16.',
          severity: 'info',
          resources: ['vpc-b', 'pcx-a-b'],
          path: ['vpc-a', 'pcx-a-b', 'vpc-b'],
          places: [{ resource: 'rtb-a-main', detail: 'no route to 10.9.0.0/16 over pcx-a-b' }],
        },
      ],
    },
    {
      title: 'sent to the internet by the default route, and forgotten by a second peer too',
      world: () => {
        const { world, at, a, b } = peered();
        const c = at.vpc('c', '10.3.0.0/16');
        const link = world.peer(c, b);
        c.main.route('10.2.0.0/16', link).route('0.0.0.0/0', c.igw());
        b.main.route('10.3.0.0/16', link);
        a.main.route('0.0.0.0/0', a.nat(a.subnet('10.1.0.0/24')));
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and c (vpc-c) route to b (vpc-b) over a-b (pcx-a-b) and c-b (pcx-c-b), but not to its 10.9.0.0/16.',
          severity: 'info',
          resources: ['vpc-b', 'pcx-a-b', 'pcx-c-b'],
          places: [
            { resource: 'rtb-a-main', detail: 'no route to 10.9.0.0/16 over pcx-a-b' },
            { resource: 'rtb-c-main', detail: 'no route to 10.9.0.0/16 over pcx-c-b' },
          ],
        },
      ],
    },
  ],
});
