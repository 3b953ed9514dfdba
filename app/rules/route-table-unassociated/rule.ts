/** Route tables that nothing uses. */
import { z } from 'zod';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-table-unassociated',
  about: {
    title: 'Route table that nothing uses',
    why: 'No subnet and no gateway is associated with the table, so its routes carry nothing. Either it was left behind, or somebody built it and forgot the association, and the subnets it was meant for still follow the main table.',
    remedy:
      'Associate it with the subnets it was meant for, or delete it. A table kept for a failover script can be suppressed with that as the reason.',
    severity: 'info',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html',
    ],
  },
  needs: ['route-table'],
  options: z.object({}),
  messages: {
    routes: '{table} of {vpc} routes {what}, but no subnet or gateway uses it.',
    empty: '{table} of {vpc} is used by no subnet or gateway.',
  },
  check({ topology }, say) {
    for (const table of topology.all('route-table')) {
      if (table.associations.length > 0) continue;
      const own = table.routes.filter((route) => route.origin !== 'local');
      // route-blackhole says of such a table that nothing uses it.
      if (own.some((route) => route.state === 'blackhole')) continue;
      // Who shares a VPC is shown its tables, but not who else uses them.
      if (!topology.saw('route-table', table)) continue;
      say({
        message: own.length > 0 ? 'routes' : 'empty',
        at: [table.id, table.vpc],
        path: [table.vpc, table.id],
        places: own.map((route) => ({
          resource: table.id,
          detail: `${route.destination} to ${route.target.id || 'a target AWS does not name'}`,
        })),
        data: {
          table: topology.label(table.id),
          vpc: topology.label(table.vpc),
          what: few(
            own.map((route) => route.destination),
            'destination',
          ),
        },
      });
    }
  },
});
