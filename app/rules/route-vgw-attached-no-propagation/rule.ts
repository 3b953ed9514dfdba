/** Virtual private gateways with a working VPN or Direct Connect that no route table leads to. */
import { z } from 'zod';
import { append } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import { tablesInUse, tablesKnown } from '../../mesh/use.ts';
import type { Topology } from '../../topology/topology.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-vgw-attached-no-propagation',
  about: {
    title: 'Virtual private gateway that no route leads to',
    why: 'The link to on-premises is up, and its gateway is attached to the VPC, but no route table that subnets use learns from it or has a static route to it. Packets from on-premises arrive, and no answer finds the way back.',
    remedy:
      'Turn on route propagation from the gateway in the route tables of the subnets that should reach on-premises, or add static routes there.',
    severity: 'warning',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html',
    ],
  },
  needs: ['route-table', 'vpn-gateway'],
  options: z.object({}),
  messages: {
    unrouted:
      '{gateway} brings {links} to {vpc}, but no route table of {vpc} that is in use learns from it or leads to it.',
  },
  check({ topology }, say) {
    const links = workingLinks(topology);
    for (const gateway of topology.all('vpn-gateway')) {
      const own = links.get(gateway.id);
      if (!own || gateway.state !== 'available') continue;
      for (const vpc of gateway.vpcs) {
        if (!tablesKnown(topology, vpc)) continue;
        const tables = tablesInUse(topology, vpc);
        const leads = tables.some(
          (table) =>
            table.propagatingGateways.includes(gateway.id) ||
            table.routes.some((route) => route.target.id === gateway.id),
        );
        if (leads || tables.length === 0) continue;
        // A VPC that sends to a hub may keep the gateway as the old way, in case the move goes wrong.
        const moved = tables.some((table) => table.routes.some((r) => HUBS.has(r.target.kind)));
        if (moved && own.every((link) => topology.get('dx-gateway', link))) continue;
        say({
          message: 'unrouted',
          severity: moved ? 'info' : 'warning',
          at: [gateway.id, vpc],
          path: [vpc, gateway.id, ...own],
          places: tables.map((table) => ({
            resource: table.id,
            detail: `neither propagation from ${gateway.id} nor a route to it`,
          })),
          data: {
            gateway: topology.label(gateway.id),
            vpc: topology.label(vpc),
            links: named(topology, own),
          },
        });
      }
    }
  },
});

const HUBS: ReadonlySet<string> = new Set(['transit-gateway', 'core-network']);

/** By virtual private gateway: VPN connections with a tunnel up, virtual interfaces, Direct Connect gateways with one. */
function workingLinks(topology: Topology): ReadonlyMap<Ref, readonly Ref[]> {
  const out = new Map<Ref, Ref[]>();
  for (const vpn of topology.all('vpn-connection')) {
    if (vpn.vpnGateway === undefined || vpn.state !== 'available') continue;
    if (vpn.tunnels.some((tunnel) => tunnel.status === 'UP')) append(out, vpn.vpnGateway, vpn.id);
  }
  const available = topology.all('dx-virtual-interface').filter((vif) => vif.state === 'available');
  for (const vif of available) if (vif.vpnGateway) append(out, vif.vpnGateway, vif.id);
  const carrying = new Set(available.map((vif) => vif.dxGateway));
  for (const { id, associations } of topology.all('dx-gateway')) {
    if (!carrying.has(id)) continue;
    for (const { gateway, state, type } of associations ?? [])
      if (type === 'virtualPrivateGateway' && state === 'associated') append(out, gateway, id);
  }
  return out;
}
