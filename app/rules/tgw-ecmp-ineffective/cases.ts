/** Cases of tgw-ecmp-ineffective. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with two VPN connections to one router. */
function twice(vpnEcmp: boolean, staticOnly: boolean) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub', { vpnEcmp });
  for (const name of ['first', 'second']) hub.attachVpn(at.vpn(name, hub, { staticOnly }));
  return world;
}

export default defineCases({
  quiet: [
    { title: 'BGP, and equal paths are on', world: () => twice(true, false) },
    {
      title: 'static routes where equal paths are off: nobody asked for more',
      world: () => twice(false, true),
    },
    {
      title: 'one connection',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        hub.attachVpn(at.vpn('first', hub, { staticOnly: true }));
        return world;
      },
    },
    {
      title: 'a static connection beside one with BGP, its backup',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        hub.attachVpn(at.vpn('first', hub));
        hub.attachVpn(at.vpn('second', hub, { staticOnly: true }));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'two static connections to one router',
      world: () => twice(true, true),
      mended: () => twice(true, false),
      findings: [
        {
          message:
            'first (vpn-first) and second (vpn-second) lead to 198.51.100.10 by static routes: hub (tgw-hub) sends each prefix over one of them only, though equal paths are on.',
          severity: 'info',
          resources: ['tgw-hub', 'vpn-first', 'vpn-second'],
          places: [
            { resource: 'vpn-first', detail: 'static routes' },
            { resource: 'vpn-second', detail: 'static routes' },
          ],
        },
      ],
    },
    {
      title: 'two BGP connections, and equal paths are off',
      world: () => twice(false, false),
      mended: () => twice(true, false),
      findings: [
        {
          message:
            'first (vpn-first) and second (vpn-second) lead to 198.51.100.10 with BGP, but hub (tgw-hub) has equal paths for VPN off: one of them carries each prefix.',
          severity: 'info',
          resources: ['tgw-hub', 'vpn-first', 'vpn-second'],
        },
      ],
    },
  ],
});
