/** Cases of peering-default-route. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function peered(cidrs: { a?: readonly string[]; b?: readonly string[] } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', cidrs.a ?? '10.1.0.0/16');
  const b = at.vpc('b', cidrs.b ?? '10.2.0.0/16');
  return { world, at, a, b, link: world.peerRouted(a, b) };
}

const DUAL = { a: ['10.1.0.0/16', '2001:db8:1::/56'], b: ['10.2.0.0/16', '2001:db8:2::/56'] };

export default defineCases({
  quiet: [
    { title: 'each side routes the blocks of the other', world: () => peered().world },
    {
      title: 'a default route to a gateway of its own',
      world: () => {
        const { world, a } = peered();
        a.main.route('0.0.0.0/0', a.igw());
        return world;
      },
    },
    {
      title: 'the default route stands in a table that no subnet uses',
      world: () => {
        const { world, a, link } = peered();
        a.subnet('10.1.0.0/24');
        a.table('spare').route('0.0.0.0/0', link);
        return world;
      },
    },
    {
      title: 'the peering is gone: route-blackhole tells of it',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('0.0.0.0/0', link);
        link.state = 'deleted';
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the peer has no gateway: what is not its own is dropped',
      world: () => {
        const { world, a, link } = peered();
        a.main.route('0.0.0.0/0', link);
        return world;
      },
      mended: () => peered().world,
      findings: [
        {
          message:
            'a (vpc-a) sends 0.0.0.0/0 to b (vpc-b): only its own addresses answer, the rest is dropped.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-b'],
          path: ['vpc-a', 'rtb-a-main', 'pcx-a-b', 'vpc-b'],
          places: [{ resource: 'rtb-a-main', detail: '0.0.0.0/0 to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'the internet through the NAT gateway of the peer',
      world: () => {
        const { world, a, b, link } = peered();
        b.main.route('0.0.0.0/0', b.nat(b.subnet('10.2.0.0/24')));
        a.main.route('0.0.0.0/0', link);
        return world;
      },
      findings: [
        {
          message:
            "a (vpc-a) sends 0.0.0.0/0 to b (vpc-b) to leave through b-nat (nat-b-nat): a peer's gateways cannot be used, only its own addresses answer.",
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-b'],
          path: ['vpc-a', 'rtb-a-main', 'pcx-a-b', 'vpc-b', 'nat-b-nat'],
        },
      ],
    },
    {
      title: 'both families in two tables are one finding; the partner behind is not collected',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const a = world.region().vpc('a', DUAL.a);
        const p = world.region('us-east-1', '999999999999').vpc('p', DUAL.b);
        const link = world.peer(a, p);
        a.table('app', a.subnet('10.1.0.0/24')).route('0.0.0.0/0', link);
        a.table('web', a.subnet(['10.1.1.0/24', '2001:db8:1:1::/64'])).route('::/0', link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 0.0.0.0/0 and ::/0 to vpc-p: only its own addresses answer, the rest is dropped.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-p'],
          places: [
            { resource: 'rtb-a-app', detail: '0.0.0.0/0 to pcx-a-p' },
            { resource: 'rtb-a-web', detail: '::/0 to pcx-a-p' },
          ],
        },
      ],
    },
    {
      title: 'the subnets could not be read: no subnet may use the table',
      world: () => {
        const { world, at, a, link } = peered();
        a.main.route('0.0.0.0/0', link);
        return world.refuse(at, 'DescribeSubnets');
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 0.0.0.0/0 to b (vpc-b): only its own addresses answer, the rest is dropped.',
          severity: 'error',
          sure: false,
          resources: ['vpc-a', 'pcx-a-b'],
        },
      ],
    },
    {
      title: 'each sends everything to the other: two mistakes, one on each side',
      world: () => {
        const { world, a, b, link } = peered();
        for (const vpc of [a, b]) vpc.main.route('0.0.0.0/0', link);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) sends 0.0.0.0/0 to b (vpc-b): only its own addresses answer, the rest is dropped.',
          severity: 'error',
          resources: ['vpc-a', 'pcx-a-b'],
        },
        {
          message:
            'b (vpc-b) sends 0.0.0.0/0 to a (vpc-a): only its own addresses answer, the rest is dropped.',
          severity: 'error',
          resources: ['vpc-b', 'pcx-a-b'],
        },
      ],
    },
  ],
});
