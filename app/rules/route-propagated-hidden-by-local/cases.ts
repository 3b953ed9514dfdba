/** Cases of route-propagated-hidden-by-local. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC of two tables that learns some prefixes over a VPN. */
function learning(...prefixes: string[]) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', ['10.1.0.0/16', '10.2.0.0/16']);
  a.subnet('10.1.0.0/24');
  const own = a.table('app', a.subnet('10.1.1.0/24'));
  const vgw = at.vgw('office', a);
  at.vpn('office', vgw, { prefixes });
  a.main.propagate(vgw, prefixes);
  own.propagate(vgw, prefixes);
  return { world, a, vgw };
}

export default defineCases({
  quiet: [
    { title: 'networks elsewhere', world: () => learning('172.20.0.0/16').world },
    {
      title: 'an aggregate that holds the VPC too: everything but the VPC is reached',
      world: () => learning('10.0.0.0/8').world,
    },
    {
      title: 'a static route inside the VPC, to an appliance: that is allowed, and wins',
      world: () => {
        const { world, a } = learning('172.20.0.0/16');
        const target = a.subnets[1]!;
        a.main.route(target.cidr, a.subnets[0]!.eni('10.1.0.10', { forwards: true }));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a lab on-premises with addresses of the VPC, in two tables',
      world: () => learning('172.20.0.0/16', '10.1.64.0/20').world,
      mended: () => learning('172.20.0.0/16', '172.21.64.0/20').world,
      findings: [
        {
          message:
            'office (vgw-office) propagates 10.1.64.0/20 to a (vpc-a), whose own addresses these are: the local route wins, and nothing there can be reached.',
          severity: 'warning',
          resources: ['vpc-a', 'vgw-office'],
          path: ['vpc-a', 'rtb-a-app', 'vgw-office'],
          places: [
            { resource: 'rtb-a-app', detail: '10.1.64.0/20 to vgw-office yields to local' },
            { resource: 'rtb-a-main', detail: '10.1.64.0/20 to vgw-office yields to local' },
          ],
        },
      ],
    },
    {
      title: 'the block of the VPC comes back',
      world: () => learning('10.2.0.0/16').world,
      findings: [
        {
          message:
            'office (vgw-office) propagates 10.2.0.0/16 to a (vpc-a), which is its own block: the local route wins. The other side sends it back, or uses it too and cannot be reached.',
          severity: 'warning',
          resources: ['vpc-a', 'vgw-office'],
        },
      ],
    },
  ],
});
