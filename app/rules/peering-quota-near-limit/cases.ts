/** Cases of peering-quota-near-limit. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** hub with so many active peerings, and a few that are not. */
function hub(active: number) {
  const world = new World();
  const at = world.region();
  const vpc = at.vpc('hub', '10.0.0.0/16');
  for (let i = 1; i <= active + 5; i++) {
    const spoke = at.vpc(`s${i}`, `10.${i}.0.0/16`);
    world.peer(vpc, spoke, { state: i <= active ? 'active' : 'expired' });
  }
  return world;
}

export default defineCases({
  quiet: [
    { title: 'three quarters of what a VPC may have; others have expired', world: () => hub(39) },
    { title: 'the quota was raised to 100', options: { quota: 100 }, world: () => hub(60) },
    {
      title: 'more than the 50 of every account: it was raised, and there is room up to 125',
      world: () => hub(60),
    },
  ],
  loud: [
    {
      title: 'the quota as AWS applies it',
      world: () => {
        const world = hub(60);
        world.region().quota('vpc', 'L-7E9ECCDB', 70);
        return world;
      },
      findings: [
        {
          message: 'hub (vpc-hub) has 60 active peerings; its account may have 70 for each VPC.',
          severity: 'warning',
          resources: ['vpc-hub'],
        },
      ],
    },
    {
      title: 'forty of fifty',
      world: () => hub(40),
      mended: () => hub(39),
      findings: [
        {
          message:
            'hub (vpc-hub) has 40 active peerings; a VPC may have 50 unless that was raised.',
          severity: 'warning',
          resources: ['vpc-hub'],
          data: { active: 40, quota: 50 },
        },
      ],
    },
    {
      title: 'the quota was raised, and is nearly used up',
      options: { quota: 100, share: 0.9 },
      world: () => hub(95),
      findings: [
        {
          message:
            'hub (vpc-hub) has 95 active peerings; a VPC may have 100 unless that was raised.',
          severity: 'warning',
          resources: ['vpc-hub'],
        },
      ],
    },
    {
      title: 'more than every account has, and not far from the end',
      world: () => hub(100),
      findings: [
        {
          message: 'hub (vpc-hub) has 100 active peerings; AWS gives a VPC 125 at most.',
          severity: 'warning',
          resources: ['vpc-hub'],
        },
      ],
    },
    {
      title: 'six more, and no further',
      world: () => hub(119),
      findings: [
        {
          message: 'hub (vpc-hub) has 119 active peerings; AWS gives a VPC 125 at most.',
          severity: 'error',
          resources: ['vpc-hub'],
        },
      ],
    },
  ],
});
