/** Cases of cidr-overlap-connected. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPCs on one gateway. */
function onHub(blocks: Readonly<Record<string, readonly string[]>>) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const ends = Object.entries(blocks).map(([name, cidrs]) => hub.attach(at.vpc(name, cidrs), []));
  return { world, at, hub, ends };
}

/** `left` and `right` on the same addresses, both peered with `mid`. */
function twoPeers() {
  const world = new World();
  const at = world.region();
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
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.0.128.0/17, and hub (tgw-hub) carries them all: only one of them can be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
          places: [{ resource: 'tgw-rtb-hub-all', detail: 'leads to a (vpc-a) and b (vpc-b)' }],
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
            'a (vpc-a), b (vpc-b) and c (vpc-c) overlap in 10.2.0.0/20 and 2001:db8:1::/56, and hub (tgw-hub) carries them all: only one of them can be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'vpc-c', 'tgw-hub'],
          places: [
            {
              resource: 'tgw-rtb-hub-shared',
              detail: 'leads to a (vpc-a), b (vpc-b) and c (vpc-c)',
            },
          ],
        },
      ],
    },
    {
      title: 'a static route counts like a propagation',
      world: () => {
        const { world, hub, ends } = onHub({ a: ['10.0.0.0/16'], b: ['10.0.0.0/16'] });
        hub
          .table('all')
          .associate(...ends)
          .propagate(ends[0]!)
          .route('10.0.64.0/18', ends[1]!);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 10.0.0.0/16, and hub (tgw-hub) carries them all: only one of them can be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'pod ranges that somebody routes are meant to be reached',
      world: () => {
        const { world, hub, ends } = onHub({
          a: ['10.0.0.0/16', '100.64.0.0/16'],
          b: ['10.1.0.0/16', '100.64.0.0/16'],
        });
        hub
          .table('all')
          .associate(...ends)
          .propagate(...ends)
          .route('100.64.0.0/17', ends[0]!)
          .route('100.64.128.0/17', ends[1]!);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) overlap in 100.64.0.0/16, and hub (tgw-hub) carries them all: only one of them can be reached there.',
          severity: 'error',
          resources: ['vpc-a', 'vpc-b', 'tgw-hub'],
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
