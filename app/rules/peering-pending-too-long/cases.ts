/** Cases of peering-pending-too-long. The clock of a world says 2026-01-05, 9:00; a request lives seven days. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function requested(
  expires: string | undefined,
  options: { routed?: boolean; state?: string } = {},
) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const b = at.vpc('b', '10.2.0.0/16');
  const link = world.peer(a, b, {
    state: options.state ?? 'pending-acceptance',
    ...(expires === undefined ? {} : { expires }),
  });
  if (options.routed) a.main.route('10.2.0.0/16', link);
  return world;
}

const AT = ['pcx-a-b', 'vpc-a', 'vpc-b'];

export default defineCases({
  quiet: [
    { title: 'requested an hour ago', world: () => requested('2026-01-12T08:00:00.000Z') },
    {
      title: 'requested an hour ago and routed: peering-not-active tells of it',
      world: () => requested('2026-01-12T08:00:00.000Z', { routed: true }),
    },
    {
      title: 'two days are allowed',
      options: { hours: 48 },
      world: () => requested('2026-01-11T08:00:00.000Z'),
    },
    { title: 'how old it is was not told', world: () => requested(undefined) },
    {
      title: 'accepted; AWS still tells when it would have expired',
      world: () => requested('2026-01-06T08:00:00.000Z', { state: 'active' }),
    },
    {
      title: 'expired: peering-not-active tells of it',
      world: () => requested('2026-01-04T08:00:00.000Z', { state: 'expired' }),
    },
  ],
  loud: [
    {
      title: 'requested two days ago',
      world: () => requested('2026-01-10T08:00:00.000Z'),
      mended: () => requested('2026-01-10T08:00:00.000Z', { state: 'active' }),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) has waited 2 days to be accepted and expires on 2026-01-10.',
          severity: 'info',
          resources: AT,
          path: ['vpc-a', 'pcx-a-b', 'vpc-b'],
          places: [],
        },
      ],
    },
    {
      title: 'a day before it expires',
      world: () => requested('2026-01-06T09:00:00.000Z'),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) has waited 6 days to be accepted and expires on 2026-01-06.',
          severity: 'warning',
          resources: AT,
        },
      ],
    },
    {
      title: 'routed already: what is sent there is dropped',
      world: () => requested('2026-01-11T09:00:00.000Z', { routed: true }),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) has waited 1 day to be accepted and expires on 2026-01-11; 1 route uses it already.',
          severity: 'error',
          resources: AT,
          places: [{ resource: 'rtb-a-main', detail: '10.2.0.0/16 to pcx-a-b' }],
        },
      ],
    },
    {
      title: 'two days are allowed, but not for one that is routed: nobody else tells of it',
      options: { hours: 48 },
      world: () => requested('2026-01-11T08:00:00.000Z', { routed: true }),
      findings: [
        {
          message:
            'a-b (pcx-a-b) from a (vpc-a) to b (vpc-b) has waited 1 day to be accepted and expires on 2026-01-11; 1 route uses it already.',
          severity: 'error',
          resources: AT,
        },
      ],
    },
  ],
});
