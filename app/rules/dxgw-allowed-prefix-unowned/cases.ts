/** Cases of dxgw-allowed-prefix-unowned. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** VPC a (10.1.0.0/16) on a hub with Direct Connect. */
function hub(allowed: readonly string[]) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const tgw = at.tgw('hub');
  const dx = at.dxGateway('dx').associate(tgw, allowed);
  const ta = tgw.attach(a, [a.subnet('10.1.0.0/24')]);
  const td = tgw.attachOther('dx', 'direct-connect-gateway', dx.id, ['172.16.0.0/12']);
  const table = tgw.table('all').associate(ta, td).propagate(ta, td);
  return { world, at, tgw, ta, table };
}

export default defineCases({
  quiet: [
    { title: 'the prefix is a VPC', world: () => hub(['10.1.0.0/16']).world },
    {
      title: 'a summary with room to grow: one VPC lies in it',
      world: () => hub(['10.0.0.0/8']).world,
    },
    {
      title: 'behind the peering of another gateway, by a static route',
      world: () => {
        const { world, tgw, table } = hub(['10.1.0.0/16', '10.2.0.0/16']);
        const far = world.region('eu-west-1').tgw('far');
        table.route('10.2.0.0/16', world.peerTgw(tgw, far));
        return world;
      },
    },
    {
      title: 'a default route to a VPC for inspection leads there',
      world: () => {
        const { world, ta, table } = hub(['10.2.0.0/16']);
        table.route('0.0.0.0/0', ta);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a prefix of networks that are gone, and one that leads back on-premises',
      world: () => hub(['10.1.0.0/16', '10.2.0.0/16', '172.16.0.0/16']).world,
      findings: [
        {
          message:
            'dx (dxgw-dx) announces 2 prefixes for hub (tgw-hub) (10.2.0.0/16 and 172.16.0.0/16), and nothing in hub-all (tgw-rtb-hub-all) leads there.',
          severity: 'warning',
          resources: ['dxgw-dx', 'tgw-hub'],
          places: [
            { resource: 'dxgw-dx', detail: '10.2.0.0/16' },
            { resource: 'dxgw-dx', detail: '172.16.0.0/16' },
          ],
        },
      ],
      mended: () => hub(['10.1.0.0/16']).world,
    },
    {
      title: 'only a blackhole route is there',
      world: () => {
        const { world, table } = hub(['10.2.0.0/16']);
        table.blackhole('10.2.0.0/16');
        return world;
      },
      findings: [
        {
          message:
            'dx (dxgw-dx) announces 1 prefix for hub (tgw-hub) (10.2.0.0/16), and nothing in hub-all (tgw-rtb-hub-all) leads there.',
          severity: 'warning',
          resources: ['dxgw-dx', 'tgw-hub'],
        },
      ],
    },
  ],
});
