/** Prefixes announced on-premises that lead nowhere in AWS. */
import { z } from 'zod';
import { overlaps } from '../../base/cidr.ts';
import { count } from '../../base/count.ts';
import type { TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import type { Ref } from '../../base/ref.ts';
import { dxLinks } from '../../topology/direct-connect.ts';
import type { Topology } from '../../topology/topology.ts';
import { isLive } from '../parts/sending.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'dxgw-allowed-prefix-unowned',
  about: {
    title: 'Direct Connect announces what is not there',
    why: 'The allowed prefixes of a transit gateway association are announced on-premises whether or not anything behind the gateway has such addresses. Traffic for them is drawn into AWS and dropped, and where the prefix is in use elsewhere, its real home is cut off.',
    remedy:
      'Take the prefix off the list, or narrow it to what is in use. Where it is kept for networks still to come, suppress the finding with that reason.',
    severity: 'warning',
    category: 'hybrid',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html'],
  },
  needs: ['dx-gateway', 'tgw-route-table', 'tgw-attachment'],
  options: z.object({}),
  messages: {
    unowned:
      '{gateway} announces {prefixes} for {tgw} ({names}), and nothing in {table} leads there.',
  },
  check({ topology }, say) {
    for (const { dx, association } of dxLinks(topology)) {
      const { type, gateway: tgw, allowed = [] } = association;
      if (type !== 'transitGateway') continue;
      const table = tableOf(topology, dx, tgw);
      // What was not all read may hold the route; what leads back to Direct Connect is none.
      if (!table?.routes || table.truncated || table.staticOnly || table.listRoutes.length > 0)
        continue;
      const own = new Set(topology.attachmentsOf(dx).map((a) => a.id));
      const leading = table.routes.filter(
        (r) => r.state === 'active' && r.targets.some((t) => !own.has(t.attachment)),
      );
      const unowned = allowed.filter((cidr) => !leading.some((r) => overlaps(r.cidr, cidr)));
      if (unowned.length === 0) continue;
      say({
        message: 'unowned',
        at: [dx, tgw],
        places: unowned.map((cidr) => ({ resource: dx, detail: cidr.text })),
        data: {
          gateway: topology.label(dx),
          prefixes: count(unowned.length, 'prefix', 'prefixes'),
          names: listed(unowned.map((cidr) => cidr.text)),
          tgw: topology.label(tgw),
          table: topology.label(table.id),
        },
      });
    }
  },
});

/** The table that answers for what comes in over Direct Connect. */
function tableOf(topology: Topology, dx: Ref, tgw: Ref): TgwRouteTable | undefined {
  const end = topology
    .attachmentsOf(dx)
    .find((a) => isLive(a) && a.ends.some((e) => e.tgw === tgw))
    ?.ends.find((e) => e.tgw === tgw);
  return end?.table === undefined ? undefined : topology.get('tgw-route-table', end.table);
}
