/** Cases of cidr-overlap-onprem. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** a is on a transit gateway that an office announces prefixes to. */
function office(prefixes: readonly string[], options: { a?: string | readonly string[] } = {}) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const a = at.vpc('a', options.a ?? '10.1.0.0/16');
  const end = hub.attach(a, []);
  const vpn = hub.attachVpn(at.vpn('office', hub, { prefixes }));
  const table = hub.table('all').associate(end, vpn).propagate(end, vpn);
  return { world, at, hub, a, end, vpn, table };
}

export default defineCases({
  quiet: [
    { title: 'other addresses', world: () => office(['172.20.0.0/16']).world },
    {
      title: 'summaries that cover the VPC: more specific routes win',
      world: () => office(['10.0.0.0/8', '0.0.0.0/0']).world,
    },
    {
      title: 'a block for pods',
      world: () => office(['100.64.3.0/24'], { a: ['10.1.0.0/16', '100.64.0.0/16'] }).world,
    },
    {
      title: 'the VPC is on another gateway',
      world: () => {
        const { world, at } = office(['10.5.0.0/16']);
        at.tgw('other').attach(at.vpc('b', '10.5.0.0/16'), []);
        return world;
      },
    },
    {
      title:
        'a static route in place of the one of the VPC: tgw-static-shadows-propagated tells of it',
      world: () => {
        const { world, table, vpn } = office(['172.20.0.0/16']);
        table.route('10.1.0.0/16', vpn);
        return world;
      },
    },
    {
      title: 'a part of a VPC is led to a firewall in another VPC',
      world: () => {
        const { world, at, hub, table } = office(['172.20.0.0/16']);
        table.route('10.1.4.0/24', hub.attach(at.vpc('b', '10.9.0.0/16'), []));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the office uses a part of the block',
      world: () => office(['172.20.0.0/16', '10.1.4.0/24']).world,
      mended: () => office(['172.20.0.0/16', '10.0.4.0/24']).world,
      findings: [
        {
          message:
            'a (vpc-a) has 10.1.0.0/16, and hub (tgw-hub) leads 10.1.4.0/24 of that to office (vpn-office): a (vpc-a) cannot reach them there.',
          severity: 'warning',
          resources: ['vpc-a', 'tgw-hub', 'tgw-attach-hub-office'],
          path: ['vpc-a', 'tgw-hub', 'tgw-rtb-hub-all', 'tgw-attach-hub-office'],
          places: [{ resource: 'tgw-rtb-hub-all', detail: '10.1.4.0/24 to tgw-attach-hub-office' }],
        },
      ],
    },
    {
      title:
        'a VPC that is routed by nobody, and a data centre on the same block over Direct Connect',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const end = hub.attach(at.vpc('a', '10.1.0.0/16'), []);
        const dx = hub.attachOther('dx', 'direct-connect-gateway', 'dxgw-1', [
          '10.1.0.0/17',
          '10.1.128.0/17',
          '10.1.0.0/16',
        ]);
        hub.table('vpcs').associate(end).propagate(dx);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) has 10.1.0.0/16, and hub (tgw-hub) leads 10.1.0.0/16, 10.1.0.0/17 and 10.1.128.0/17 of that to dxgw-1: a (vpc-a) cannot reach them there.',
          severity: 'warning',
          resources: ['vpc-a', 'tgw-hub', 'tgw-attach-hub-dx'],
        },
      ],
    },
  ],
});
