/** Policy tables in use: what becomes of a flow depends on more than its addresses. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-policy-table-in-path',
  about: {
    title: 'Policy table decides for attachments',
    why: 'What arrives over an attachment with a policy table is given to one route table or another by source, protocol and ports, and dropped where no rule matches. Route tables alone then do not tell who reaches whom, here or in any other picture of the network; answers about such flows are "cannot tell".',
    remedy:
      'Look through the rules of the policy table, and see that a last one catches what the others leave. Where one route table would do for all traffic, associate the attachment with that instead.',
    severity: 'info',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/tgw/tgw-policy-tables.html'],
  },
  needs: ['tgw-policy-table'],
  options: z.object({}),
  messages: {
    decides: '{table} of {tgw} decides for {attachments}: {names}.',
  },
  check({ topology }, say) {
    for (const table of topology.all('tgw-policy-table')) {
      const used = (table.associations ?? [])
        .filter((a) => a.state === 'associated' || a.state === 'associating')
        .map((a) => a.attachment)
        .sort();
      if (used.length === 0) continue;
      say({
        message: 'decides',
        at: [table.id, table.tgw],
        places: used.map((resource) => ({ resource, detail: `associated with ${table.id}` })),
        data: {
          table: topology.label(table.id),
          tgw: topology.label(table.tgw),
          attachments: count(used.length, 'attachment'),
          names: named(topology, used),
        },
      });
    }
  },
});
