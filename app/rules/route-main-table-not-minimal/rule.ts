/** Main route tables that subnets follow without having been told to. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import type { Route } from '../../kinds/route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { usersOf, workloadsOf } from '../parts/table-users.ts';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-main-table-not-minimal',
  about: {
    title: 'Subnets that follow the main route table by default',
    why: 'A subnet without an association of its own follows the main table of its VPC, and every new subnet begins that way. Where the main table holds routes, a subnet that somebody forgot to associate gets them without a word: with a route to an internet gateway it is public from its first minute.',
    remedy:
      'Give these subnets a route table of their own by explicit association, then leave the main table with local routes only, as AWS advises.',
    severity: 'info',
    category: 'routing',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html'],
  },
  needs: ['route-table', 'subnet', 'vpc'],
  options: z.object({}),
  messages: {
    public:
      '{table} is the main table of {vpc} and leads to the internet through {gateway}: {subnets} {verb} it without being associated, and so will every new subnet.',
    routes:
      '{table} is the main table of {vpc} and routes {what}: {subnets} {verb} it without being associated, and so will every new subnet.',
  },
  check({ topology }, say) {
    for (const table of topology.all('route-table')) {
      // Where every subnet follows one table, there is nothing a new one could get wrong.
      if (!table.main || topology.tablesOf(table.vpc).length === 1) continue;
      const routes = table.routes.filter((route) => !isHarmless(topology, route));
      if (routes.length === 0) continue;
      const explicit = new Set(table.associations.flatMap((a) => a.subnet ?? []));
      const silent = usersOf(topology, table).filter((subnet) => !explicit.has(subnet.id));
      if (silent.length === 0 || topology.get('vpc', table.vpc)?.isDefault) continue;
      const others = topology
        .tablesOf(table.vpc)
        .some((other) => other !== table && workloadsOf(topology, other).length > 0);
      if (!others) continue;
      const open = routes.find((route) => route.target.kind === 'internet-gateway');
      say({
        message: open ? 'public' : 'routes',
        severity: open ? 'warning' : 'info',
        at: [table.id, table.vpc],
        path: [table.vpc, table.id],
        places: silent.map((subnet) => ({
          resource: subnet.id,
          detail: `follows ${table.id} as the main table`,
        })),
        data: {
          table: topology.label(table.id),
          vpc: topology.label(table.vpc),
          gateway: topology.label(open?.target.id ?? ''),
          what: few(
            routes.map((route) => route.destination),
            'destination',
          ),
          subnets: count(silent.length, 'subnet'),
          verb: silent.length === 1 ? 'follows' : 'follow',
        },
      });
    }
  },
});

/** Local routes, and those of gateway endpoints: a way to S3 or DynamoDB that stays inside AWS is welcome anywhere. */
const isHarmless = (topology: Topology, { origin, prefixList, target }: Route): boolean =>
  origin === 'local' ||
  (target.kind === 'vpc-endpoint' &&
    prefixList !== undefined &&
    (topology.get('vpc-endpoint', target.id)?.type ?? 'Gateway') === 'Gateway');
