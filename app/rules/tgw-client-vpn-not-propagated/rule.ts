/** Client VPN attachments without what they need from their transit gateway. */
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import { groupBy } from '../../base/order.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive } from '../parts/sending.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-client-vpn-not-propagated',
  about: {
    title: 'Client VPN attachment without its prerequisites',
    why: 'A transit gateway reaches VPN clients only through routes that the Client VPN attachment propagates, and takes the addresses it shows for them from a CIDR block of its own. Without either, clients connect and get no answer.',
    remedy:
      'Turn on propagation of the attachment in the tables whose attachments should answer clients, and give the transit gateway a CIDR block.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/tgw/tgw-client-vpn-attachments.html'],
  },
  needs: ['tgw-route-table', 'transit-gateway'],
  options: z.object({}),
  messages: {
    propagation: '{attachment} propagates into no table of {tgw}: nothing can answer its clients.',
    block: '{tgw} has no CIDR block, which {attachments} {verb}.',
  },
  check({ topology }, say) {
    const clients = topology.attachments.filter((a) => a.type === 'client-vpn' && isLive(a));
    for (const [tgw, attachments] of groupBy(clients, (a) => a.ends[0]?.tgw ?? '')) {
      if (topology.get('transit-gateway', tgw)?.cidrs.length === 0) {
        const ids = attachments.map((a) => a.id);
        say({
          message: 'block',
          at: [tgw],
          path: [...ids, tgw],
          places: ids.map((id) => ({ resource: id, detail: `no CIDR block of ${tgw}` })),
          data: {
            tgw: topology.label(tgw),
            attachments: named(topology, ids),
            verb: ids.length === 1 ? 'needs' : 'need',
          },
        });
      }
      const propagating = propagatingOn(topology, tgw);
      if (!propagating) continue;
      for (const { id } of attachments.filter((a) => !propagating.has(a.id))) {
        say({
          message: 'propagation',
          at: [id, tgw],
          path: [id, tgw],
          places: topology
            .tgwTablesOf(tgw)
            .map((table) => ({ resource: table.id, detail: 'no propagation' })),
          data: { attachment: topology.label(id), tgw: topology.label(tgw) },
        });
      }
    }
  },
});

/** Attachments that propagate into some table of a gateway; undefined where not every table was read. */
function propagatingOn(topology: Topology, tgw: Ref): ReadonlySet<Ref> | undefined {
  const tables = topology.tgwTablesOf(tgw);
  if (!topology.saw('tgw-route-table', topology.placeOf(tgw))) return undefined;
  if (tables.some((table) => table.propagations === undefined)) return undefined;
  return new Set(
    tables.flatMap((table) =>
      (table.propagations ?? [])
        .filter((p) => p.state === 'enabled' || p.state === 'enabling')
        .map((p) => p.attachment),
    ),
  );
}
