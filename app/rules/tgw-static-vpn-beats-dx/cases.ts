/** Cases of tgw-static-vpn-beats-dx. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A gateway with Direct Connect to the head office, a static VPN to it, and tables for prod and dev that learn the former. */
function offices(prefixes: readonly string[] = ['172.20.0.0/16', '172.21.0.0/16']) {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const dx = hub.attachOther('dx', 'direct-connect-gateway', 'dxgw-1', prefixes);
  const vpn = hub.attachVpn(at.vpn('backup', hub, { staticOnly: true }));
  const prod = hub.table('prod').propagate(dx);
  const dev = hub.table('dev').propagate(dx);
  return { world, at, hub, dx, vpn, prod, dev };
}

export default defineCases({
  quiet: [
    { title: 'Direct Connect alone', world: () => offices().world },
    {
      title: 'the VPN leads to a branch that Direct Connect does not know',
      world: () => {
        const { world, prod, vpn } = offices();
        prod.route('172.30.0.0/16', vpn);
        return world;
      },
    },
    {
      title: 'a wider static route as a last resort: the longer prefix wins first',
      world: () => {
        const { world, prod, vpn } = offices();
        prod.route('172.16.0.0/12', vpn);
        return world;
      },
    },
    {
      title: 'a BGP VPN that learns the same prefixes: Direct Connect comes first',
      world: () => {
        const { world, at, hub, prod } = offices();
        const bgp = hub.attachVpn(at.vpn('bgp', hub, { prefixes: ['172.20.0.0/16'] }));
        prod.propagate(bgp);
        return world;
      },
    },
    {
      title: 'Direct Connect does not propagate into the table with the static route',
      world: () => {
        const { world, hub, vpn } = offices();
        hub.table('branch').route('172.20.0.0/16', vpn);
        return world;
      },
    },
    {
      title: 'the routes could not be read',
      world: () => {
        const { world, at, prod, vpn } = offices();
        prod.route('172.20.0.0/16', vpn);
        return world.refuse(at, 'SearchTransitGatewayRoutes');
      },
    },
  ],
  loud: [
    {
      title: 'another table shows that Direct Connect has the prefix',
      world: () => {
        const { world, prod, vpn } = offices();
        prod.route('172.20.0.0/16', vpn);
        return world;
      },
      mended: () => offices().world,
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) sends 172.20.0.0/16 to backup (vpn-backup) by static routes, which win over what hub-dx (tgw-attach-hub-dx) propagates for the same prefixes.',
          severity: 'error',
          resources: ['tgw-rtb-hub-prod', 'tgw-attach-hub-backup', 'tgw-attach-hub-dx'],
          path: ['tgw-hub', 'tgw-rtb-hub-prod', 'tgw-attach-hub-backup'],
          places: [
            { resource: 'tgw-rtb-hub-prod', detail: '172.20.0.0/16 to tgw-attach-hub-backup' },
          ],
        },
      ],
    },
    {
      title:
        'every table has the static route: Direct Connect shows nowhere, or has learned nothing',
      world: () => {
        const { world, prod, dev, vpn } = offices(['172.20.0.0/16']);
        prod.route('172.20.0.0/16', vpn);
        dev.route('172.20.0.0/16', vpn);
        return world;
      },
      findings: ['dev', 'prod'].map((name) => ({
        message: `hub-${name} (tgw-rtb-hub-${name}) uses no route that hub-dx (tgw-attach-hub-dx) propagates; its static routes to backup (vpn-backup) would hide those for 172.20.0.0/16.`,
        severity: 'warning' as const,
        sure: false,
        resources: [`tgw-rtb-hub-${name}`, 'tgw-attach-hub-backup', 'tgw-attach-hub-dx'],
      })),
    },
  ],
});
