/** Cases of tgw-quota-near-limit. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with so many tables, and a VPC attached. */
function tables(count: number) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const end = hub.attach(at.vpc('a', '10.1.0.0/16'), []);
  const all = Array.from({ length: count }, (_, i) => hub.table(`t${i}`));
  return { world, at, hub, end, all };
}

/** A VPC attached to so many gateways. */
function gateways(count: number) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  for (let i = 0; i < count; i++) at.tgw(`hub-${i}`).attach(a, []);
  return world;
}

export default defineCases({
  quiet: [
    { title: 'fifteen tables of twenty', world: () => tables(15).world },
    {
      title: 'a quota that AWS says was raised',
      world: () => {
        const { world, at } = tables(18);
        at.quota('ec2', 'L-43872EB7', 40);
        return world;
      },
    },
    { title: 'a quota that was raised', world: () => tables(18).world, options: { tables: 40 } },
    { title: 'a VPC on three gateways', world: () => gateways(3) },
    {
      title: 'attachments that were deleted do not count',
      world: () => {
        const { world, end } = tables(1);
        end.state = 'deleted';
        return world;
      },
      options: { attachments: 1 },
    },
  ],
  loud: [
    {
      title: 'an option goes before the quota that was read',
      world: () => {
        const { world, at } = tables(18);
        at.quota('ec2', 'L-43872EB7', 40);
        return world;
      },
      options: { tables: 21 },
      findings: [
        {
          message: 'hub (tgw-hub) comes near its quotas: 18 of 21 route tables.',
          severity: 'warning',
          resources: ['tgw-hub'],
          places: [{ resource: 'tgw-hub', detail: '18 of 21 route tables' }],
        },
      ],
    },
    {
      title: 'sixteen tables of twenty',
      world: () => tables(16).world,
      mended: () => tables(15).world,
      findings: [
        {
          message: 'hub (tgw-hub) comes near its quotas: 16 of 20 route tables.',
          severity: 'warning',
          resources: ['tgw-hub'],
          places: [{ resource: 'tgw-hub', detail: '16 of 20 route tables' }],
        },
      ],
    },
    {
      title: 'several quotas of one gateway are one finding',
      world: () => {
        const { world, at, hub, end, all } = tables(2);
        all[0]!.associate(end).propagate(end);
        for (let i = 0; i < 7; i++) all[1]!.blackhole(`10.${10 + i}.0.0/16`);
        world.peerTgw(hub, world.region('us-west-2').tgw('west'));
        at.tgw('other');
        return world;
      },
      options: { routes: 10, attachments: 2, peerings: 1 },
      findings: [
        {
          message:
            'hub (tgw-hub) comes near its quotas: 8 of 10 routes, 1 of 1 peering attachments and 2 of 2 attachments.',
          severity: 'warning',
          resources: ['tgw-hub'],
        },
        {
          message: 'west (tgw-west) comes near its quotas: 1 of 1 peering attachments.',
          severity: 'warning',
          resources: ['tgw-west'],
        },
      ],
    },
    {
      title: 'a VPC on four gateways',
      world: () => gateways(4),
      mended: () => gateways(3),
      findings: [
        {
          message: 'a (vpc-a) is attached to 4 transit gateways; 5 are the most a VPC can have.',
          severity: 'warning',
          resources: ['vpc-a'],
          places: [0, 1, 2, 3].map((i) => ({
            resource: `tgw-attach-hub-${i}-a`,
            detail: `to tgw-hub-${i}`,
          })),
        },
      ],
    },
  ],
});
