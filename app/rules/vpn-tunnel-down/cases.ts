/** Cases of vpn-tunnel-down. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

type Options = Parameters<ReturnType<World['region']>['vpn']>[2];

/** A VPN to the office; the World is taken on 2026-01-05 at 9:00. */
function office(options: Options) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  a.subnet('10.1.0.0/24');
  at.vpn('office', at.vgw('gate', a), { prefixes: ['172.20.0.0/16'], ...options });
  return world;
}

export default defineCases({
  quiet: [
    { title: 'both tunnels are up', world: () => office({}) },
    {
      title: 'one went down minutes ago, as in maintenance',
      world: () =>
        office({
          tunnels: ['UP', 'DOWN'],
          changed: ['2025-11-02T10:00:00Z', '2026-01-05T08:50:00Z'],
        }),
    },
    {
      title: 'the connection is still being made',
      world: () => office({ tunnels: ['DOWN', 'DOWN'], state: 'pending' }),
    },
    {
      title: 'deleted, and still listed',
      world: () => office({ tunnels: ['DOWN', 'DOWN'], state: 'deleted' }),
    },
    {
      title: 'it ends on no gateway yet: vpn-unassociated',
      world: () => {
        const world = new World();
        world.region().vpn('office', undefined, { tunnels: ['DOWN', 'DOWN'] });
        return world;
      },
    },
    { title: 'AWS tells nothing of its tunnels', world: () => office({ tunnels: [] }) },
  ],
  loud: [
    {
      title: 'one of two is down',
      world: () =>
        office({
          tunnels: ['UP', 'DOWN'],
          changed: ['2025-11-02T10:00:00Z', '2025-12-03T10:00:00Z'],
          messages: ['', 'IPSEC IS DOWN'],
        }),
      mended: () => office({ changed: ['2025-11-02T10:00:00Z', '2026-01-04T10:00:00Z'] }),
      findings: [
        {
          message:
            'office (vpn-office) to gate (vgw-gate) runs on one tunnel: 203.0.113.11 is down since 2025-12-03.',
          severity: 'warning',
          resources: ['vpn-office', 'vgw-gate', 'cgw-office'],
          places: [{ resource: 'vpn-office', detail: '203.0.113.11: IPSEC IS DOWN' }],
        },
      ],
    },
    {
      title: 'both are down, one of them for a minute: that is an outage from the first minute',
      world: () =>
        office({
          tunnels: ['DOWN', 'DOWN'],
          changed: ['2026-01-05T08:59:00Z', '2025-12-03T10:00:00Z'],
        }),
      findings: [
        {
          message:
            'office (vpn-office) to gate (vgw-gate) is down since 2026-01-05: no tunnel of it is up.',
          severity: 'error',
          resources: ['vpn-office', 'vgw-gate', 'cgw-office'],
          places: [
            { resource: 'vpn-office', detail: '203.0.113.10: DOWN' },
            { resource: 'vpn-office', detail: '203.0.113.11: DOWN' },
          ],
        },
      ],
    },
    {
      title: 'on a transit gateway, where AWS does not say since when',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        hub.attachVpn(at.vpn('office', hub, { tunnels: ['DOWN', 'UP'] }));
        return world;
      },
      findings: [
        {
          message: 'office (vpn-office) to hub (tgw-hub) runs on one tunnel: 203.0.113.10 is down.',
          severity: 'warning',
          resources: ['vpn-office', 'tgw-hub', 'cgw-office'],
        },
      ],
    },
    {
      title: 'no time is granted',
      options: { minutes: 0 },
      world: () =>
        office({
          tunnels: ['UP', 'DOWN'],
          changed: ['2025-11-02T10:00:00Z', '2026-01-05T08:59:00Z'],
        }),
      findings: [
        {
          message:
            'office (vpn-office) to gate (vgw-gate) runs on one tunnel: 203.0.113.11 is down since 2026-01-05.',
          severity: 'warning',
          resources: ['vpn-office', 'vgw-gate', 'cgw-office'],
        },
      ],
    },
  ],
});
