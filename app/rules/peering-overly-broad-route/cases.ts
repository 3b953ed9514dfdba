/** Cases of peering-overly-broad-route. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** a is peered with b, each routing the other; `to` is what a sends to b besides. */
function peered(to: string, b: string | readonly string[] = '10.2.0.0/16') {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const far = at.vpc('b', b);
  const link = world.peer(a, far);
  a.main.route(to, link);
  far.main.route('10.1.0.0/16', link);
  return { world, at, a, b: far, link };
}

/** The same, with a and c on a transit gateway to which a sends everything else. */
function withHub(to: string, options: { propagated?: boolean } = {}) {
  const made = peered(to);
  const { at, a } = made;
  const hub = at.tgw('hub');
  const c = at.vpc('c', '10.3.0.0/16');
  const ends = [hub.attach(a, [a.subnet('10.1.0.0/24')]), hub.attach(c, [c.subnet('10.3.0.0/24')])];
  const table = hub.table('all').associate(...ends);
  if (options.propagated !== false) table.propagate(...ends);
  a.main.route('0.0.0.0/0', hub);
  c.main.route('10.1.0.0/16', hub);
  return { ...made, c, hub };
}

export default defineCases({
  quiet: [
    { title: 'the block of the peer', world: () => peered('10.2.0.0/16').world },
    { title: 'a subnet of the peer', world: () => peered('10.2.4.0/24').world },
    {
      title: 'room to grow: sixteen times what the peer has',
      world: () => peered('10.0.0.0/12').world,
    },
    {
      title: 'one summary of the many blocks that the peer has',
      world: () => peered('10.64.0.0/10', ['10.64.0.0/12', '10.80.0.0/12']).world,
    },
    {
      title: 'as wide as the option allows',
      options: { bits: 8 },
      world: () => peered('10.0.0.0/8').world,
    },
    {
      title: 'other networks on a transit gateway, with better routes of their own',
      world: () => {
        const { world, a, hub } = withHub('10.2.0.0/15');
        a.main.route('10.3.0.0/16', hub);
        return world;
      },
    },
    {
      title: 'other networks on a transit gateway that does not lead to them',
      world: () => withHub('10.2.0.0/15', { propagated: false }).world,
    },
    {
      title: 'a third VPC behind the peer: peering-assumed-transit tells of it',
      world: () => {
        const { world, at, b } = peered('10.0.0.0/8');
        world.peerRouted(b, at.vpc('c', '10.3.0.0/16'));
        return world;
      },
    },
    {
      title: 'everything: peering-default-route tells of it',
      world: () => peered('0.0.0.0/0').world,
    },
    {
      title: 'no subnet uses the table',
      world: () => {
        const { world, a, link } = peered('10.2.0.0/16');
        a.subnet('10.1.0.0/24');
        a.table('spare').route('10.0.0.0/8', link);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the whole of 10.0.0.0/8 for one VPC',
      world: () => peered('10.0.0.0/8').world,
      mended: () => peered('10.2.0.0/16').world,
      findings: [
        {
          message: 'a (vpc-a) sends 10.0.0.0/8 to b (vpc-b), which has 10.2.0.0/16 of that.',
          severity: 'info',
          resources: ['vpc-a', 'pcx-a-b'],
          path: ['vpc-a', 'rtb-a-main', 'pcx-a-b', 'vpc-b'],
          places: [{ resource: 'rtb-a-main', detail: '10.0.0.0/8 to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'IPv6 as IPv4, by prefix list',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', ['10.1.0.0/16', '2001:db8:1::/56']);
        const b = at.vpc('b', ['10.2.0.0/16', '2001:db8:2::/56']);
        const link = world.peerRouted(a, b);
        a.main.route(at.prefixList('six', ['2001:db8::/32']), link);
        return world;
      },
      findings: [
        {
          message: 'a (vpc-a) sends 2001:db8::/32 to b (vpc-b), which has 2001:db8:2::/56 of that.',
          severity: 'info',
          resources: ['vpc-a', 'pcx-a-b'],
          places: [{ resource: 'rtb-a-main', detail: '2001:db8::/32 (pl-six) to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'a small summary that takes a network from the transit gateway',
      world: () => withHub('10.2.0.0/15').world,
      findings: [
        {
          message:
            'a (vpc-a) sends 10.2.0.0/15 to b (vpc-b); that takes c (vpc-c) too, which hub (tgw-hub) would lead to.',
          severity: 'warning',
          resources: ['vpc-a', 'pcx-a-b'],
          places: [{ resource: 'rtb-a-main', detail: '10.2.0.0/15 to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'a summary inside a wider one takes the peer of that',
      world: () => {
        const { world, at, a } = peered('10.2.0.0/15');
        const c = at.vpc('c', '10.3.0.0/16');
        const link = world.peer(a, c);
        a.main.route('10.0.0.0/12', link);
        c.main.route('10.1.0.0/16', link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 10.2.0.0/15 to b (vpc-b); that takes c (vpc-c) too, which a-c (pcx-a-c) would lead to.',
          severity: 'warning',
          resources: ['vpc-a', 'pcx-a-b'],
        },
      ],
    },
  ],
});
