/** Cases of peering-unknown-account. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

const PARTNER = '999999999999';

/** Two VPCs of ours, each peered with one of a partner, who is not collected. */
function partner(states: readonly string[] = ['active', 'active']) {
  const world = new World();
  world.unseen(PARTNER);
  const ours = world.region();
  const theirs = world.region('us-east-1', PARTNER);
  states.forEach((state, i) => {
    world.peer(ours.vpc(`a${i}`, `10.${i}.0.0/16`), theirs.vpc(`p${i}`, `10.9${i}.0.0/16`), {
      state,
    });
  });
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'both accounts are collected',
      world: () => {
        const world = new World();
        world.peer(
          world.region().vpc('a', '10.1.0.0/16'),
          world.region('us-east-1', '222222222222').vpc('b', '10.2.0.0/16'),
        );
        return world;
      },
    },
    {
      title: 'a partner that is known',
      options: { accounts: [PARTNER] },
      world: () => partner(),
    },
    {
      title: 'nothing is left of it but the record',
      world: () => partner(['rejected', 'expired']),
    },
  ],
  loud: [
    {
      title: 'an account that nobody collected or listed: one finding for all of its peerings',
      world: () => partner(),
      mended: () => partner(['rejected', 'expired']),
      findings: [
        {
          message:
            'a0 (vpc-a0) and a1 (vpc-a1) are linked over 2 peerings with account 999999999999, which is not known.',
          severity: 'warning',
          resources: ['pcx-a0-p0', 'pcx-a1-p1', 'vpc-p0', 'vpc-p1'],
          path: ['vpc-a0', 'vpc-a1', 'pcx-a0-p0', 'pcx-a1-p1', 'vpc-p0', 'vpc-p1'],
          places: [
            { resource: 'pcx-a0-p0', detail: 'active, with 999999999999' },
            { resource: 'pcx-a1-p1', detail: 'active, with 999999999999' },
          ],
        },
      ],
    },
    {
      title: 'a request that waits to be accepted: the best time to ask',
      options: { accounts: ['222222222222'] },
      world: () => partner(['pending-acceptance']),
      findings: [
        {
          message:
            'a0 (vpc-a0) is linked over a0-p0 (pcx-a0-p0) with account 999999999999, which is not known.',
          severity: 'warning',
          resources: ['pcx-a0-p0', 'vpc-p0'],
        },
      ],
    },
  ],
});
