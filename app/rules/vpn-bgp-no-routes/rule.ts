/** Dynamic VPN tunnels that are up and learn nothing. */
import { z } from 'zod';
import { endOf, endsOf, readyConnections, tunnelPlace } from '../parts/vpn-ends.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'vpn-bgp-no-routes',
  about: {
    title: 'VPN that learns no routes',
    why: 'The tunnel is up, but the other side advertises nothing over it by BGP, so AWS has no way to the networks behind it. Where only one of two tunnels is empty, everything works until the other one goes away.',
    remedy:
      'Check on the customer gateway device which prefixes it advertises to this neighbour, and what a route map or filter keeps back.',
    severity: 'warning',
    category: 'hybrid',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html',
    ],
  },
  needs: ['vpn-connection'],
  options: z.object({}),
  messages: {
    none: '{vpn} to {end} is up, but learns no routes by BGP.',
    half: '{vpn} to {end} learns routes over one tunnel only: {tunnel} is up and brings none, so it cannot take over.',
  },
  check({ topology }, say) {
    for (const vpn of readyConnections(topology)) {
      // For a static connection AWS counts the routes somebody typed in.
      if (vpn.staticOnly) continue;
      const up = vpn.tunnels.filter(
        (tunnel) => tunnel.status === 'UP' && tunnel.acceptedRoutes !== undefined,
      );
      const empty = up.filter((tunnel) => tunnel.acceptedRoutes === 0);
      if (empty.length === 0) continue;
      const ends = endsOf(topology, vpn);
      say({
        message: empty.length === up.length ? 'none' : 'half',
        at: [vpn.id, ...ends],
        path: [vpn.id, ...ends],
        places: empty.map((tunnel) => tunnelPlace(vpn, tunnel, 'up, 0 routes accepted')),
        data: {
          vpn: topology.label(vpn.id),
          end: topology.label(endOf(vpn) ?? vpn.coreNetwork ?? vpn.customerGateway),
          tunnel: empty[0]!.outsideIp || 'the other',
        },
      });
    }
  },
});
