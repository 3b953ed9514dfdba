/** Cases of peering-not-active. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function inState(state: string, options: { expires?: string; routed?: boolean } = {}) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const b = at.vpc('b', '10.2.0.0/16');
  const peering = world.peer(a, b, {
    state,
    ...(options.expires ? { expires: options.expires } : {}),
  });
  if (options.routed) a.main.route('10.2.0.0/16', peering);
  return world;
}

const AT = ['pcx-a-b', 'vpc-a', 'vpc-b'];

export default defineCases({
  quiet: [
    { title: 'active', world: () => inState('active') },
    { title: 'deleted on purpose, and shown for a while', world: () => inState('deleted') },
    { title: 'being provisioned: a matter of moments', world: () => inState('provisioning') },
    { title: 'being requested: a matter of moments', world: () => inState('initiating-request') },
    {
      title: 'waiting for days: peering-pending-too-long tells of it',
      world: () => inState('pending-acceptance', { expires: '2026-01-09T08:00:00.000Z' }),
    },
  ],
  loud: [
    {
      title: 'waiting to be accepted',
      world: () => inState('pending-acceptance', { expires: '2026-01-12T08:00:00.000Z' }),
      mended: () => inState('active'),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) waits to be accepted, until 2026-01-12.',
          severity: 'info',
          resources: AT,
          path: ['vpc-a', 'pcx-a-b', 'vpc-b'],
        },
      ],
    },
    {
      title: 'waiting, and already routed: what is sent there is dropped',
      world: () => inState('pending-acceptance', { routed: true }),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) waits to be accepted; 1 route uses it already.',
          severity: 'error',
          resources: AT,
          places: [{ resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'expired',
      world: () => inState('expired'),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) expired: nobody accepted it in seven days.',
          severity: 'info',
          resources: AT,
        },
      ],
    },
    {
      title: 'expired, and still routed',
      world: () => inState('expired', { routed: true }),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) expired: nobody accepted it in seven days; 1 route still uses it.',
          severity: 'error',
          resources: AT,
          places: [{ resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'waiting; a table that no subnet uses sends there',
      world: () => {
        const world = new World();
        const at = world.region();
        const [a, b] = [at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16')];
        a.subnet('10.1.0.0/24');
        a.table('spare').route('10.2.0.0/16', world.peer(a, b, { state: 'pending-acceptance' }));
        return world;
      },
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) waits to be accepted; 1 route uses it already.',
          severity: 'info',
          resources: AT,
        },
      ],
    },
    {
      title: 'rejected',
      world: () => inState('rejected'),
      findings: [
        {
          message: 'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) was rejected.',
          severity: 'info',
          resources: AT,
        },
      ],
    },
    {
      title: 'failed',
      world: () => inState('failed'),
      findings: [
        {
          message: 'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) failed (failed).',
          severity: 'info',
          resources: AT,
        },
      ],
    },
    {
      title: 'failed, as the two overlap',
      world: () => {
        const world = new World();
        const at = world.region();
        world.peer(at.vpc('a', '10.1.0.0/16'), at.vpc('b', ['10.2.0.0/16', '10.1.128.0/20']), {
          state: 'failed',
        });
        return world;
      },
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) failed (failed): they overlap in 10.1.128.0/20.',
          severity: 'info',
          resources: AT,
        },
      ],
    },
    {
      title: 'expired with a VPC that nobody sees any more',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        world.peer(
          world.region().vpc('a', '10.1.0.0/16'),
          world.region('us-east-1', '999999999999').vpc('b', '10.2.0.0/16'),
          { state: 'expired' },
        );
        return world;
      },
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to vpc-b expired: nobody accepted it in seven days.',
          severity: 'info',
          resources: ['pcx-a-b', 'vpc-a'],
          path: ['vpc-a', 'pcx-a-b'],
        },
      ],
    },
  ],
});
