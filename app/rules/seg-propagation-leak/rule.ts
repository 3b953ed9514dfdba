/** Segment tables that learn prefixes of environments their own is meant to be apart from. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { EffectiveTgwRoute } from '../../routing/tgw-routes.ts';
import { type LiveVpcAttachment, liveVpcAttachments } from '../parts/sending.ts';
import { segmentTables } from '../parts/segment-tables.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'seg-propagation-leak',
  about: {
    title: 'Propagation across segments',
    why: 'What propagates into a route table decides whom its attachments can reach. A propagation turned on for the wrong table raises no error anywhere: it opens one half of the way between two segments, and whoever opens the other half joins them.',
    remedy: 'Turn the propagation off in that table. Where the two may talk, say so under reach.',
    severity: 'warning',
    category: 'segmentation',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html'],
  },
  needs: ['tgw-route-table', 'vpc'],
  intent: 'environments',
  options: z.object({}),
  messages: {
    leak: '{table} serves {served}, and learns prefixes of {learnt} by propagation.',
  },
  check({ topology, routing, intent }, say) {
    const attachments = new Map(liveVpcAttachments(topology).map((a) => [a.id, a]));
    for (const { table, environments } of segmentTables(topology, intent)) {
      const leaks: { attachment: LiveVpcAttachment; name: string; blocks: readonly string[] }[] =
        [];
      for (const { attachment: id, state } of table.propagations ?? []) {
        const attachment = attachments.get(id);
        const name = intent.of(attachment?.vpc);
        if (!attachment || name === undefined || state !== 'enabled') continue;
        if (environments.every((served) => intent.connects(served, name))) continue;
        // A static route for the very prefix hides what is learnt: nothing leaks then.
        const blocks = learnt(routing.tgwRoutesOf(table).routes, id);
        if (blocks.length > 0) leaks.push({ attachment, name, blocks });
      }
      if (leaks.length === 0) continue;
      const names = new Set(leaks.map(({ name }) => name));
      const served = environments.filter((a) => [...names].some((b) => !intent.connects(a, b)));
      say({
        message: 'leak',
        at: [table.id],
        path: [leaks[0]!.attachment.vpc, leaks[0]!.attachment.id, table.id],
        places: leaks.map(({ attachment, name, blocks }) => ({
          resource: attachment.id,
          detail: `${listed(blocks)} of ${topology.label(attachment.vpc)} in ${name}`,
        })),
        data: {
          table: topology.label(table.id),
          served: listed(served),
          learnt: listed(uniq(names)),
        },
      });
    }
  },
});

/** Prefixes that a table has from an attachment by propagation, as far as they are active. */
const learnt = (routes: readonly EffectiveTgwRoute[], attachment: Ref): string[] =>
  routes
    .filter((r) => r.origin === 'propagated' && r.state === 'active')
    .filter((r) => r.targets.some((t) => t.attachment === attachment))
    .map((r) => r.cidr.text);
