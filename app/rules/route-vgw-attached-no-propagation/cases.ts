/** Cases of route-vgw-attached-no-propagation. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC with a virtual private gateway that no table leads to. */
function attached() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const subnet = a.subnet('10.1.0.0/24');
  return { world, at, a, subnet, vgw: at.vgw('office', a) };
}

const PREFIXES = ['172.20.0.0/16'];

/** With a VPN to the office on it. */
function connected(tunnels: readonly ('UP' | 'DOWN')[] = ['UP', 'DOWN']) {
  const parts = attached();
  parts.at.vpn('office', parts.vgw, { prefixes: PREFIXES, tunnels });
  return parts;
}

export default defineCases({
  quiet: [
    {
      title: 'a table in use learns from it',
      world: () => {
        const { world, a, vgw } = connected();
        a.main.propagate(vgw, PREFIXES);
        return world;
      },
    },
    {
      title: 'propagation is on, and nothing has been learned: vpn-bgp-no-routes',
      world: () => {
        const { world, a, vgw } = connected();
        a.main.propagate(vgw, []);
        return world;
      },
    },
    {
      title: 'a static route leads to it',
      world: () => {
        const { world, a, vgw } = connected();
        a.main.route('172.16.0.0/12', vgw);
        return world;
      },
    },
    {
      title: 'the tunnels are down: vpn-tunnel-down',
      world: () => connected(['DOWN', 'DOWN']).world,
    },
    { title: 'no link ends on it', world: () => attached().world },
    {
      title: 'attached to no VPC: hygiene-orphan-gateway',
      world: () => {
        const world = new World();
        const at = world.region();
        const a = at.vpc('a', '10.1.0.0/16');
        a.subnet('10.1.0.0/24');
        at.vpn('office', at.vgw('office', a, { attached: false }), { prefixes: PREFIXES });
        return world;
      },
    },
    {
      title: 'the VPC has moved to a hub and keeps Direct Connect over it for the way back',
      world: () => {
        const { world, at, a, subnet, vgw } = attached();
        const hub = at.tgw('hub');
        hub.attach(a, [subnet]);
        a.main.route('0.0.0.0/0', hub);
        const dx = at.dxGateway('site');
        dx.associate(vgw, ['10.1.0.0/16']).vif('site', { type: 'private' });
        return world;
      },
    },
    {
      title: 'the route tables could not be read',
      world: () => {
        const { world, at } = connected();
        return world.refuse(at, 'DescribeRouteTables');
      },
    },
  ],
  loud: [
    {
      title: 'a VPN is up, and nobody routes to it',
      world: () => {
        const { world, a, vgw } = connected();
        a.table('spare').propagate(vgw, PREFIXES);
        return world;
      },
      mended: () => {
        const { world, a, vgw } = connected();
        a.table('spare').propagate(vgw, PREFIXES);
        a.main.propagate(vgw, PREFIXES);
        return world;
      },
      findings: [
        {
          message:
            'office (vgw-office) brings office (vpn-office) to a (vpc-a), but no route table of a (vpc-a) that is in use learns from it or leads to it.',
          severity: 'warning',
          resources: ['vgw-office', 'vpc-a'],
          path: ['vpc-a', 'vgw-office', 'vpn-office'],
          places: [
            {
              resource: 'rtb-a-main',
              detail: 'neither propagation from vgw-office nor a route to it',
            },
          ],
        },
      ],
    },
    {
      title: 'Direct Connect, straight and over a Direct Connect gateway',
      world: () => {
        const { world, at, vgw } = attached();
        at.dxGateway('site').associate(vgw, ['10.1.0.0/16']).vif('site', { type: 'private' });
        at.vif('old-site', vgw);
        return world;
      },
      findings: [
        {
          message:
            'office (vgw-office) brings old-site (dxvif-old-site) and site (dxgw-site) to a (vpc-a), but no route table of a (vpc-a) that is in use learns from it or leads to it.',
          severity: 'warning',
          resources: ['vgw-office', 'vpc-a'],
        },
      ],
    },
    {
      title: 'the VPC has moved to a hub, and the VPN stayed',
      world: () => {
        const { world, at, a, subnet } = connected();
        const hub = at.tgw('hub');
        hub.attach(a, [subnet]);
        a.main.route('0.0.0.0/0', hub);
        return world;
      },
      findings: [
        {
          message:
            'office (vgw-office) brings office (vpn-office) to a (vpc-a), but no route table of a (vpc-a) that is in use learns from it or leads to it.',
          severity: 'info',
          resources: ['vgw-office', 'vpc-a'],
        },
      ],
    },
  ],
});
