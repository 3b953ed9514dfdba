/** Cases of cidr-overlap-connected. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPCs on one gateway. */
function onHub(blocks: Readonly<Record<string, readonly string[]>>) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const vpcs = Object.entries(blocks).map(([name, cidrs]) => at.vpc(name, cidrs));
  const ends = vpcs.map((vpc) => hub.attach(vpc, []));
  return { world, at, hub, vpcs, ends };
}

/** Two clusters whose pods share a range, in which each has a route for one half; subnets as the case says. */
function twoHalves(subnets: Readonly<Record<'a' | 'b', string>> | undefined) {
  const { world, hub, vpcs, ends } = onHub({
    a: ['10.0.0.0/16', '100.64.0.0/16'],
    b: ['10.1.0.0/16', '100.64.0.0/16'],
  });
  hub
    .table('all')
    .associate(...ends)
    .propagate(...ends)
    .route('100.64.0.0/17', ends[0]!)
    .route('100.64.128.0/17', ends[1]!);
  if (subnets) {
    vpcs[0]!.subnet(subnets.a, 'a', 'a');
    vpcs[1]!.subnet(subnets.b, 'a', 'b');
  }
  return world;
}

/** `left` and `right` on the same addresses, both peered with `mid`. */
function twoPeers() {
  const world = new World();
  const at = world.region();
  // Idle here; with it every call that the rule needs is made, and can be refused.
  at.tgw('idle').table('all');
  const mid = at.vpc('mid', '10.0.0.0/16');
  const left = at.vpc('left', '10.9.0.0/16');
  const right = at.vpc('right', '10.9.0.0/16');
  const toLeft = world.peer(mid, left);
  const toRight = world.peer(mid, right);
  return { world, mid, left, right, toLeft, toRight };
}

export default defineCases({
  quiet: [
    {
      title: 'neighbours without overlap',
      world: () => {
        const { world, hub, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.1.0.0/16'] });
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world;
      },
    },
    {
      title: 'the same addresses on one gateway, in tables that never meet',
      world: () => {
        const { world, hub, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.0.0/16'] });
        for (const [i, end] of ends.entries()) hub.table(`t${i}`).associate(end).propagate(end);
        return world;
      },
    },
    {
      title: 'pod ranges that are the same in every cluster and routed nowhere',
      world: () => {
        const { world, hub, ends } = onHub({
          a: ['10.0.0.0/16', '100.64.0.0/16'],
          b: ['10.1.0.0/16', '100.64.0.0/16'],
        });
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html: the most specific route wins.
      title: 'a shared range in which the subnets of each have a route of their own',
      world: () => twoHalves({ a: '100.64.0.0/20', b: '100.64.128.0/20' }),
    },
    {
      title: 'a shared range with a route to each, where no subnet is seen that could lose',
      world: () => twoHalves(undefined),
    },
    {
      title: 'only the subnets of the attachments overlap',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const ends = ['10.1.0.0/16', '10.2.0.0/16'].map((own, i) => {
          const vpc = at.vpc(`v${i}`, [own, '10.255.0.0/24']);
          vpc.subnet(own.replace('/16', '/24'), 'a', `app-${i}`);
          return hub.attach(vpc, [vpc.subnet('10.255.0.0/28', 'a', `tgw-${i}`)]);
        });
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world;
      },
    },
    {
      title: 'a prefix list reference, shown without its prefixes, leads each to its own half',
      world: () => {
        const { world, at, hub, vpcs, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.0.0/16'] });
        const table = hub.table('all').associate(...ends);
        for (const [i, half] of ['10.0.0.0/17', '10.0.128.0/17'].entries()) {
          table.reference(at.prefixList(`half-${i}`, [half]), ends[i]!, { named: true });
          vpcs[i]!.subnet(half.replace('/17', '/24'), 'a', `s${i}`);
        }
        return world;
      },
    },
    {
      title: 'not connected at all, as two default VPCs',
      world: () => {
        const world = new World();
        for (const name of ['a', 'b']) {
          world.region().vpc(name, '172.31.0.0/16', { isDefault: true });
        }
        return world;
      },
    },
    {
      title: 'one of the attachments is gone',
      world: () => {
        const { world, hub, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.0.0/16'] });
        ends[1]!.state = 'deleted';
        hub
          .table('all')
          .associate(ends[0]!)
          .propagate(...ends);
        return world;
      },
    },
    {
      // https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html
      title: 'two peers overlap, and routes for single subnets keep the answers apart',
      world: () => {
        const { world, mid, left, right, toLeft, toRight } = twoPeers();
        left.table('app', left.subnet('10.9.1.0/24')).route('10.0.0.0/16', toLeft);
        right.table('app', right.subnet('10.9.2.0/24')).route('10.0.0.0/16', toRight);
        mid.main.route('10.9.1.0/24', toLeft).route('10.9.2.0/24', toRight);
        return world;
      },
    },
    {
      title: 'two peers overlap, and only one of them talks',
      world: () => {
        const { world, mid, left, right, toLeft } = twoPeers();
        left.subnet('10.9.1.0/24');
        right.subnet('10.9.1.0/24');
        left.main.route('10.0.0.0/16', toLeft);
        mid.main.route('10.9.0.0/16', toLeft);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'two VPCs propagated into one table: the later one is left out',
      world: () => {
        const { world, hub, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.128.0/17'] });
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world;
      },
      mended: () => {
        const { world, hub, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.1.0.0/17'] });
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.0.128.0/17, and hub (tgw-hub) carries them all: 10.0.128.0/17 of b (vpc-b) cannot be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
          places: [
            {
              resource: 'tgw-rtb-hub-all',
              detail: '10.0.128.0/17 of b (vpc-b): leads to a (vpc-a)',
            },
          ],
        },
      ],
    },
    {
      title: 'secondary and IPv6 blocks count; segments meet in the shared table',
      world: () => {
        const { world, hub, ends } = onHub({
          a: ['10.0.0.0/16', '2001:db8:1::/56'],
          b: ['10.1.0.0/16', '10.2.0.0/20', '2001:db8:1::/56'],
          c: ['10.2.0.0/16'],
        });
        for (const [i, end] of ends.entries()) hub.table(`t${i}`).associate(end).propagate(end);
        hub.table('shared').propagate(...ends);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a), b (vpc-b) and c (vpc-c) overlap in 10.2.0.0/20 and 2001:db8:1::/56, and hub (tgw-hub) carries them all: 2001:db8:1::/56 of b (vpc-b) and 10.2.0.0/16 of c (vpc-c) cannot be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'vpc-c', 'tgw-hub'],
          places: [
            {
              resource: 'tgw-rtb-hub-shared',
              detail: '2001:db8:1::/56 of b (vpc-b): leads to a (vpc-a)',
            },
            // b's /20 came first, so c's /16, which holds it, is not propagated.
            { resource: 'tgw-rtb-hub-shared', detail: '10.2.0.0/16 of c (vpc-c): no route' },
          ],
        },
      ],
    },
    {
      title: 'a static route takes addresses from the VPC that is propagated',
      world: () => {
        const { world, hub, vpcs, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.0.0/16'] });
        hub
          .table('all')
          .associate(...ends)
          .propagate(ends[0]!)
          .route('10.0.64.0/18', ends[1]!);
        for (const [i, vpc] of vpcs.entries()) vpc.subnet('10.0.64.0/24', 'a', `s${i}`);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.0.0.0/16, and hub (tgw-hub) carries them all: 10.0.64.0/24 of a (vpc-a) cannot be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
        },
      ],
    },
    {
      title:
        'pod ranges that somebody routes are meant to be reached; one subnet is where the other leads',
      world: () => twoHalves({ a: '100.64.0.0/20', b: '100.64.16.0/20' }),
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 100.64.0.0/16, and hub (tgw-hub) carries them all: 100.64.16.0/20 of b (vpc-b) cannot be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
          places: [
            {
              resource: 'tgw-rtb-hub-all',
              detail: '100.64.16.0/20 of b (vpc-b): leads to a (vpc-a)',
            },
          ],
        },
      ],
    },
    {
      title: 'prefix list references to both, one of them to the half of the other',
      world: () => {
        const { world, at, hub, vpcs, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.0.0/16'] });
        const table = hub.table('all').associate(...ends);
        table.reference(at.prefixList('whole', ['10.0.0.0/16']), ends[0]!, { named: true });
        table.reference(at.prefixList('half', ['10.0.128.0/17']), ends[1]!, { named: true });
        for (const [i, vpc] of vpcs.entries()) vpc.subnet('10.0.128.0/24', 'a', `s${i}`);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.0.0.0/16, and hub (tgw-hub) carries them all: 10.0.128.0/24 of a (vpc-a) cannot be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
        },
      ],
    },
    {
      title:
        'the routes could not be read: AWS propagates the VPC attached first, and nothing tells which that was',
      world: () => {
        const { world, at, hub, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.0.0/16'] });
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends);
        return world.refuse(at, 'SearchTransitGatewayRoutes');
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.0.0.0/16, and hub (tgw-hub) carries them all; the routes that were read do not tell whose addresses it leads to.',
          severity: 'warning',
          sure: false,
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
          places: [{ resource: 'tgw-rtb-hub-all', detail: 'leads to a (vpc-a) and b (vpc-b)' }],
        },
      ],
    },
    {
      title: 'two peers on the same addresses: answers to one go to the other',
      world: () => {
        const { world, mid, left, right, toLeft, toRight } = twoPeers();
        left.table('app', left.subnet('10.9.1.0/24', 'a', 'left')).route('10.0.0.0/16', toLeft);
        right.table('app', right.subnet('10.9.2.0/24', 'a', 'right')).route('10.0.0.0/16', toRight);
        mid.main.route('10.9.0.0/16', toLeft);
        return world;
      },
      mended: () => {
        const { world, mid, left, right, toLeft, toRight } = twoPeers();
        left.table('app', left.subnet('10.9.1.0/24', 'a', 'left')).route('10.0.0.0/16', toLeft);
        right.table('app', right.subnet('10.9.2.0/24', 'a', 'right')).route('10.0.0.0/16', toRight);
        mid.main.route('10.9.0.0/16', toLeft).route('10.9.2.0/24', toRight);
        return world;
      },
      findings: [
        {
          message:
            'left (vpc-left) and right (vpc-right) overlap in 10.9.0.0/16 and are all peered with mid (vpc-mid), which sends answers for 10.9.2.0/24 to the wrong one.',
          severity: 'error',
          resources: ['vpc-mid', 'vpc-left', 'vpc-right'],
          places: [
            {
              resource: 'rtb-mid-main',
              detail: '10.9.2.0/24 of right (subnet-right) goes to pcx-mid-left',
            },
          ],
        },
      ],
    },
  ],
});
