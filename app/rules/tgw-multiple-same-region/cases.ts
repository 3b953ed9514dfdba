/** Cases of tgw-multiple-same-region. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Gateways hub-0, hub-1 …, each with a VPC, in the account and Region given for it. */
function gateways(...places: readonly (readonly [region: string, account: string])[]) {
  const world = new World();
  for (const [i, [region, account]] of places.entries()) {
    const at = world.region(region, account);
    at.tgw(`hub-${i}`).attach(at.vpc(`v${i}`, `10.${i}.0.0/16`), []);
  }
  return world;
}

const HERE = ['us-east-1', '111111111111'] as const;

export default defineCases({
  quiet: [
    {
      title: 'one in each Region, as AWS advises against the failure of a Region',
      world: () => gateways(HERE, ['us-west-2', '111111111111']),
    },
    {
      title: 'of two accounts: not for one of them to merge',
      world: () => gateways(HERE, ['us-east-1', '222222222222']),
    },
    {
      title: 'peered with each other: that is cost-tgw-peering-same-region',
      world: () => {
        const world = new World();
        const at = world.region();
        const hubs = ['east', 'west'].map((name, i) => {
          const hub = at.tgw(name);
          hub.attach(at.vpc(name, `10.${i}.0.0/16`), []);
          return hub;
        });
        world.peerTgw(hubs[0]!, hubs[1]!);
        return world;
      },
    },
    {
      title: 'a second one without attachments, as for a test',
      world: () => {
        const world = gateways(HERE);
        world.region().tgw('empty');
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'two with VPCs of their own',
      world: () => gateways(HERE, HERE),
      mended: () => gateways(HERE, ['us-west-2', '111111111111']),
      findings: [
        {
          message:
            'Account 111111111111 has 2 transit gateways in us-east-1: hub-0 (tgw-hub-0) and hub-1 (tgw-hub-1).',
          severity: 'info',
          resources: ['tgw-hub-0', 'tgw-hub-1'],
          places: [0, 1].map((i) => ({ resource: `tgw-hub-${i}`, detail: '1 attachment' })),
        },
      ],
    },
  ],
});
