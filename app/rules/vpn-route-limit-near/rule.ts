/** VPN connections that learn nearly as many routes as they may. */
import { z } from 'zod';
import type { VpnConnection } from '../../kinds/vpn-connection.ts';
import { endOf, endsOf, readyConnections, tunnelPlace } from '../parts/vpn-ends.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'vpn-route-limit-near',
  about: {
    title: 'VPN near its limit of learned routes',
    why: 'A virtual private gateway accepts 100 routes of a customer gateway, a transit gateway or core network 1,000; neither can be raised. A device that advertises one prefix more loses its BGP session, and with it every route.',
    remedy:
      'Advertise summaries, or a default route, from the customer gateway device. A transit gateway takes ten times the routes of a virtual private gateway.',
    severity: 'warning',
    category: 'hybrid',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html'],
  },
  needs: ['vpn-connection'],
  options: z.object({
    percent: z
      .number()
      .min(1)
      .max(100)
      .default(80)
      .describe('Share of the limit from which on it is reported, in percent'),
  }),
  messages: { near: '{vpn} to {end} has {count} of at most {limit} routes.' },
  check({ topology, options }, say) {
    for (const vpn of readyConnections(topology)) {
      const limit = limitOf(vpn);
      const near = vpn.tunnels.filter(
        (tunnel) => (tunnel.acceptedRoutes ?? 0) * 100 >= limit * options.percent,
      );
      if (near.length === 0) continue;
      const ends = endsOf(topology, vpn);
      say({
        message: 'near',
        at: [vpn.id, ...ends],
        path: [vpn.id, ...ends],
        places: near.map((tunnel) =>
          tunnelPlace(vpn, tunnel, `${tunnel.acceptedRoutes ?? 0} routes accepted`),
        ),
        data: {
          vpn: topology.label(vpn.id),
          end: topology.label(endOf(vpn) ?? vpn.coreNetwork ?? vpn.customerGateway),
          count: Math.max(...near.map((tunnel) => tunnel.acceptedRoutes ?? 0)),
          limit,
        },
      });
    }
  },
});

/** https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html */
const limitOf = (vpn: VpnConnection): number => (vpn.vpnGateway === undefined ? 1000 : 100);
