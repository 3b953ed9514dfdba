/** Cases of cidr-default-vpc-connected. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** The default VPC of one account, and a VPC of another. */
function accounts(options: { same?: boolean; isDefault?: boolean } = {}) {
  const world = new World();
  const at = world.region();
  const base = at.vpc('base', '172.31.0.0/16', { isDefault: options.isDefault ?? true });
  const other = world
    .region('us-east-1', options.same ? '111111111111' : '222222222222')
    .vpc('other', '10.2.0.0/16');
  return { world, at, base, other };
}

export default defineCases({
  quiet: [
    { title: 'nobody uses the default VPC', world: () => accounts().world },
    {
      title: 'somebody wanted to, and the peering expired',
      world: () => {
        const { world, base, other } = accounts();
        world.peer(base, other, { state: 'expired' });
        return world;
      },
    },
    {
      title: 'a VPC on the same addresses that somebody made is planned',
      world: () => {
        const { world, base, other } = accounts({ isDefault: false });
        world.peerRouted(base, other);
        return world;
      },
    },
    {
      title: 'one account, one default VPC',
      world: () => {
        const { world, base, other } = accounts({ same: true });
        world.peerRouted(base, other);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'peered with a VPC of another account',
      world: () => {
        const { world, base, other } = accounts();
        world.peerRouted(base, other);
        return world;
      },
      mended: () => accounts().world,
      findings: [
        {
          message:
            'base (vpc-base) is the default VPC of account 111111111111 in us-east-1 and has 1 peering.',
          severity: 'warning',
          resources: ['vpc-base'],
          path: ['vpc-base', 'pcx-base-other'],
        },
      ],
    },
    {
      title: 'on a transit gateway, and peered with a partner',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const at = world.region();
        const base = at.vpc('base', '172.31.0.0/16', { isDefault: true });
        world.peer(base, world.region('us-east-1', '999999999999').vpc('p', '10.9.0.0/16'));
        at.tgw('hub').attach(base, []);
        return world;
      },
      findings: [
        {
          message:
            'base (vpc-base) is the default VPC of account 111111111111 in us-east-1 and has 1 peering and 1 transit gateway attachment.',
          severity: 'warning',
          resources: ['vpc-base'],
        },
      ],
    },
  ],
});
