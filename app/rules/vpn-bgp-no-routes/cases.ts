/** Cases of vpn-bgp-no-routes. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

type Options = Parameters<ReturnType<World['region']>['vpn']>[2];

function office(options: Options) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  hub.attachVpn(at.vpn('office', hub, options));
  return world;
}

export default defineCases({
  quiet: [
    { title: 'both tunnels learn', world: () => office({ accepted: [5, 5] }) },
    {
      title: 'a static connection: its count is of routes typed in',
      world: () => office({ staticOnly: true }),
    },
    {
      title: 'a tunnel that is down learns nothing: vpn-tunnel-down',
      world: () => office({ tunnels: ['UP', 'DOWN'], accepted: [5, 0] }),
    },
    { title: 'both are down', world: () => office({ tunnels: ['DOWN', 'DOWN'] }) },
  ],
  loud: [
    {
      title: 'both are up and empty',
      world: () => office({ accepted: [0, 0] }),
      mended: () => office({ accepted: [2, 2] }),
      findings: [
        {
          message: 'office (vpn-office) to hub (tgw-hub) is up, but learns no routes by BGP.',
          severity: 'warning',
          resources: ['vpn-office', 'tgw-hub', 'cgw-office'],
          places: [
            { resource: 'vpn-office', detail: '203.0.113.10: up, 0 routes accepted' },
            { resource: 'vpn-office', detail: '203.0.113.11: up, 0 routes accepted' },
          ],
        },
      ],
    },
    {
      title: 'one of two is empty',
      world: () => office({ accepted: [3, 0] }),
      findings: [
        {
          message:
            'office (vpn-office) to hub (tgw-hub) learns routes over one tunnel only: 203.0.113.11 is up and brings none, so it cannot take over.',
          severity: 'warning',
          resources: ['vpn-office', 'tgw-hub', 'cgw-office'],
        },
      ],
    },
  ],
});
