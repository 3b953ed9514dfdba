/** VPN connections with a tunnel that is down. */
import { z } from 'zod';
import type { VpnTunnel } from '../../kinds/vpn-connection.ts';
import { hoursBetween } from '../parts/age.ts';
import { endOf, endsNowhere, endsOf, readyConnections, tunnelPlace } from '../parts/vpn-ends.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'vpn-tunnel-down',
  about: {
    title: 'VPN tunnel down',
    why: 'A Site-to-Site VPN connection has two tunnels, and AWS takes one of them away for maintenance whenever it must. With one tunnel down the next maintenance is an outage; with both down the site is cut off already.',
    remedy:
      'Bring IKE and BGP up on the customer gateway device, for both tunnels. Where a site runs on one tunnel by choice, suppress the finding with that as the reason.',
    severity: 'warning',
    category: 'hybrid',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/config/latest/developerguide/vpc-vpn-2-tunnels-up.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-redundant-connection.html',
    ],
  },
  needs: ['vpn-connection'],
  options: z.object({
    minutes: z
      .number()
      .min(0)
      .default(15)
      .describe(
        'How long one of two tunnels may be down before it is reported: maintenance takes minutes',
      ),
  }),
  messages: {
    one: '{vpn} to {end} runs on one tunnel: {tunnel} is down{since}.',
    all: '{vpn} to {end} is down{since}: no tunnel of it is up.',
  },
  check({ topology, options }, say) {
    for (const vpn of readyConnections(topology)) {
      // Without an end in AWS no tunnel can come up: vpn-unassociated tells of that.
      if (endsNowhere(vpn)) continue;
      const down = vpn.tunnels.filter((tunnel) => tunnel.status === 'DOWN');
      const all = down.length === vpn.tunnels.length;
      const lasts = down.filter((tunnel) => {
        const hours = hoursBetween(tunnel.changed, topology.takenAt);
        return hours === undefined || hours * 60 >= options.minutes;
      });
      if (down.length === 0 || (!all && lasts.length === 0)) continue;
      const ends = endsOf(topology, vpn);
      const end = endOf(vpn) ?? vpn.coreNetwork ?? vpn.customerGateway;
      say({
        message: all ? 'all' : 'one',
        severity: all ? 'error' : 'warning',
        at: [vpn.id, ...ends],
        path: [vpn.id, ...ends],
        places: down.map((tunnel) => tunnelPlace(vpn, tunnel, tunnel.message || 'DOWN')),
        data: {
          vpn: topology.label(vpn.id),
          end: topology.label(end),
          tunnel: down[0]!.outsideIp || 'the other',
          since: since(down),
        },
      });
    }
  },
});

/** ` since 2026-01-03`, from when nothing of it has been up; empty where AWS does not say. */
function since(down: readonly VpnTunnel[]): string {
  const last = down
    .map((tunnel) => tunnel.changed ?? '')
    .sort()
    .at(-1);
  return last ? ` since ${last.slice(0, 10)}` : '';
}
