/** Cases of tgw-static-shadows-propagated. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPCs a and b on a gateway, both propagated into its table, and the VPN of an office. */
function onHub() {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = hub.attach(at.vpc('a', '10.1.0.0/16'), []);
  const b = hub.attach(at.vpc('b', ['10.2.0.0/16', '10.3.0.0/16']), []);
  const office = hub.attachVpn(at.vpn('office', hub, { staticOnly: true }));
  const table = hub.table('all').associate(a, b).propagate(a, b);
  return { world, at, hub, table, a, b, office };
}

export default defineCases({
  quiet: [
    {
      title: 'a static route to the VPC that propagates the same: nothing changes',
      world: () => {
        const { world, table, b } = onHub();
        table.route('10.2.0.0/16', b);
        return world;
      },
    },
    {
      title: 'a static route for part of it, which is a design of its own',
      world: () => {
        const { world, table, a } = onHub();
        table.route('10.2.4.0/24', a);
        return world;
      },
    },
    {
      title: 'a blackhole: the VPC is kept out on purpose',
      world: () => {
        const { world, table } = onHub();
        table.blackhole('10.2.0.0/16');
        return world;
      },
    },
    {
      title: 'a firewall VPC, which inspects and sends on',
      world: () => {
        const { world, at, hub, table } = onHub();
        const wall = at.vpc('wall', '10.9.0.0/16');
        const inside = wall.subnet('10.9.0.0/24');
        wall
          .table('in', inside)
          .route('0.0.0.0/0', inside.eni('10.9.0.10', { name: 'wall', forwards: true }));
        table.route('10.2.0.0/16', hub.attach(wall, [inside]));
        return world;
      },
    },
    {
      title: 'the target has the same addresses: that is cidr-overlap-connected',
      world: () => {
        const { world, at, hub, table } = onHub();
        table.route('10.2.0.0/16', hub.attach(at.vpc('twin', '10.2.0.0/16'), []));
        return world;
      },
    },
    {
      title: 'the propagations could not be read',
      world: () => {
        const { world, at, table, a } = onHub();
        table.route('10.2.0.0/16', a);
        return world.refuse(at, 'GetTransitGatewayRouteTablePropagations');
      },
    },
  ],
  loud: [
    {
      title: 'a static route to the office, from the days when b was there',
      world: () => {
        const { world, table, office } = onHub();
        table.route('10.2.0.0/16', office);
        return world;
      },
      mended: () => onHub().world,
      findings: [
        {
          message:
            'hub-all (tgw-rtb-hub-all) sends 10.2.0.0/16 of b (vpc-b) to office (vpn-office) by static routes, which win over those that b (vpc-b) propagates there.',
          severity: 'warning',
          resources: ['tgw-rtb-hub-all', 'tgw-attach-hub-office'],
          path: ['tgw-hub', 'tgw-rtb-hub-all', 'tgw-attach-hub-office'],
          places: [
            {
              resource: 'tgw-rtb-hub-all',
              detail: '10.2.0.0/16 of b (vpc-b) to tgw-attach-hub-office',
            },
          ],
        },
      ],
    },
    {
      title: 'both blocks, one of them by a prefix list',
      world: () => {
        const { world, at, table, a } = onHub();
        table.route('10.3.0.0/16', a).reference(at.prefixList('moved', ['10.2.0.0/16']), a);
        return world;
      },
      findings: [
        {
          message:
            'hub-all (tgw-rtb-hub-all) sends 10.2.0.0/16 and 10.3.0.0/16 of b (vpc-b) to a (vpc-a) by static routes, which win over those that b (vpc-b) propagates there.',
          severity: 'warning',
          resources: ['tgw-rtb-hub-all', 'tgw-attach-hub-a'],
          places: [
            { resource: 'tgw-rtb-hub-all', detail: '10.2.0.0/16 of b (vpc-b) to tgw-attach-hub-a' },
            { resource: 'tgw-rtb-hub-all', detail: '10.3.0.0/16 of b (vpc-b) to tgw-attach-hub-a' },
          ],
        },
      ],
    },
  ],
});
