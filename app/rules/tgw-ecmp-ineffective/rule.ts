/** VPN connections to one site over which a transit gateway cannot spread traffic. */
import { z } from 'zod';
import { append, by } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { VpnConnection } from '../../kinds/vpn-connection.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive } from '../parts/sending.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-ecmp-ineffective',
  about: {
    title: 'VPN connections that cannot share traffic',
    why: 'A tunnel carries 1.25 Gbps; more takes several connections used at once. A transit gateway does that only for connections with BGP, and only while equal paths for VPN are on. Otherwise one connection carries everything and the others wait.',
    remedy:
      'Make the connections BGP ones, and turn on equal paths for VPN on the transit gateway. Where one is meant to wait for the other to fail, suppress this.',
    severity: 'info',
    category: 'hybrid',
    preset: 'strict',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html',
    ],
  },
  needs: ['vpn-connection', 'customer-gateway'],
  options: z.object({}),
  messages: {
    static:
      '{vpns} lead to {site} by static routes: {tgw} sends each prefix over one of them only, though equal paths are on.',
    off: '{vpns} lead to {site} with BGP, but {tgw} has equal paths for VPN off: one of them carries each prefix.',
  },
  check({ topology }, say) {
    for (const tgw of topology.all('transit-gateway')) {
      if (tgw.vpnEcmp === undefined) continue;
      for (const [site, all] of sitesOf(topology, tgw.id)) {
        const vpns = all.filter((vpn) => vpn.staticOnly === tgw.vpnEcmp);
        if (vpns.length < 2) continue;
        const ids = vpns.map((vpn) => vpn.id);
        say({
          message: tgw.vpnEcmp ? 'static' : 'off',
          at: [tgw.id, ...ids],
          path: [tgw.id, ...ids],
          places: vpns.map((vpn) => ({
            resource: vpn.id,
            detail: vpn.staticOnly ? 'static routes' : 'BGP',
          })),
          data: { vpns: named(topology, ids), site, tgw: topology.label(tgw.id) },
        });
      }
    }
  },
});

/** VPN connections attached to a gateway, by the address of the customer gateway they lead to. */
function sitesOf(topology: Topology, tgw: Ref): [string, VpnConnection[]][] {
  const out = new Map<string, VpnConnection[]>();
  for (const attachment of topology.attachmentsOf(tgw)) {
    if (attachment.type !== 'vpn' || !isLive(attachment)) continue;
    const vpn = topology.get('vpn-connection', attachment.resource);
    if (vpn?.state !== 'available') continue;
    const site = topology.get('customer-gateway', vpn.customerGateway);
    if (site) append(out, site.ip || topology.label(site.id), vpn);
  }
  return [...out].sort(by(([site]) => site));
}
