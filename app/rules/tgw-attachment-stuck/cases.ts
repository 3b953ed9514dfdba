/** Cases of tgw-attachment-stuck. Worlds are read on 2026-01-05 at 09:00 UTC. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a of one account, attached to a gateway of another; in the state given. */
function inState(state: string, created = '2026-01-02T10:00:00.000Z') {
  const world = new World();
  const at = world.region();
  const hub = world.region('us-east-1', '222222222222').tgw('hub');
  const a = at.vpc('a', '10.1.0.0/16');
  const end = hub.attach(a, [a.subnet('10.1.0.0/24')], { state });
  end.created = created;
  return { world, at, hub, a, end };
}

export default defineCases({
  quiet: [
    { title: 'available', world: () => inState('available').world },
    {
      title: 'asked for yesterday evening, not accepted yet',
      world: () => inState('pendingAcceptance', '2026-01-04T18:00:00.000Z').world,
    },
    {
      title: 'an old attachment is being changed: since when, nothing tells',
      world: () => inState('modifying').world,
    },
    { title: 'deleted, as is usual', world: () => inState('deleted').world },
    {
      title: 'waiting for three days, where a week is allowed',
      world: () => inState('pendingAcceptance').world,
      options: { hours: 168 },
    },
  ],
  loud: [
    {
      title: 'waiting for three days; the VPC sends already',
      world: () => {
        const { world, hub, a } = inState('pendingAcceptance');
        a.main.route('10.0.0.0/8', hub, { state: 'blackhole' });
        return world;
      },
      mended: () => {
        const { world, hub, a } = inState('available');
        a.main.route('10.0.0.0/8', hub, { state: 'blackhole' });
        return world;
      },
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) of a (vpc-a) has waited to be accepted by hub (tgw-hub) since 2026-01-02; 1 route leads there already.',
          severity: 'error',
          resources: ['tgw-attach-hub-a', 'vpc-a', 'tgw-hub'],
          path: ['vpc-a', 'tgw-attach-hub-a', 'tgw-hub'],
          places: [{ resource: 'rtb-a-main', detail: '10.0.0.0/8 to tgw-hub' }],
        },
      ],
    },
    {
      title: 'waiting for three days; a table that no subnet uses sends there',
      world: () => {
        const { world, hub, a } = inState('pendingAcceptance');
        a.table('spare').route('10.0.0.0/8', hub, { state: 'blackhole' });
        return world;
      },
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) of a (vpc-a) has waited to be accepted by hub (tgw-hub) since 2026-01-02; 1 route leads there already.',
          severity: 'warning',
          resources: ['tgw-attach-hub-a', 'vpc-a', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'a gateway peering that the other side never accepted',
      world: () => {
        const world = new World();
        const east = world.region('us-east-1').tgw('east');
        const west = world.region('us-west-2').tgw('west');
        world.peerTgw(east, west, { state: 'pendingAcceptance' });
        return world;
      },
      findings: [
        {
          message:
            'east-west (tgw-attach-east-west) of east (tgw-east) has waited to be accepted by west (tgw-west) since 2025-06-01.',
          severity: 'warning',
          resources: ['tgw-attach-east-west', 'tgw-east', 'tgw-west'],
        },
      ],
    },
    {
      title: 'pending for three days',
      world: () => inState('pending').world,
      findings: [
        {
          message:
            'hub-a (tgw-attach-hub-a) of a (vpc-a) to hub (tgw-hub) has been pending since 2026-01-02.',
          severity: 'warning',
          resources: ['tgw-attach-hub-a', 'vpc-a', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'failed an hour ago',
      world: () => inState('failed', '2026-01-05T08:00:00.000Z').world,
      findings: [
        {
          message: 'hub-a (tgw-attach-hub-a) of a (vpc-a) to hub (tgw-hub) failed.',
          severity: 'warning',
          resources: ['tgw-attach-hub-a', 'vpc-a', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'rejected by the owner of the gateway: an answer, if not the one hoped for',
      world: () => inState('rejected', '2026-01-05T08:00:00.000Z').world,
      findings: [
        {
          message: 'hub-a (tgw-attach-hub-a) of a (vpc-a) was rejected by hub (tgw-hub).',
          severity: 'info',
          resources: ['tgw-attach-hub-a', 'vpc-a', 'tgw-hub'],
        },
      ],
    },
  ],
});
