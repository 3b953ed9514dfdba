/** Route tables that will soon take no more routes. */
import { z } from 'zod';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import type { Topology } from '../../topology/topology.ts';
import { appliedQuotas } from '../parts/quotas.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

/** The default of the adjustable quota, the most it can be raised to, and the one that cannot be raised. */
const DEFAULT = 500;
const MOST = 1000;
const PROPAGATED = 100;

export default defineRule({
  id: 'route-count-near-quota',
  about: {
    title: 'Route table near its quota',
    why: 'A table takes 500 routes of each address family unless the quota was raised, 1,000 at most, and 100 propagated routes, which cannot be raised. A prefix list counts with the most entries it may have. At the limit the next route is refused, and of what a gateway propagates some is left out.',
    remedy:
      'Summarize prefixes, send everything to a hub by one route, or lower the maximum of a prefix list that is far from full. Raise the quota L-93826ACB where nothing else helps.',
    severity: 'warning',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html',
    ],
  },
  // What was read is there; what was not can only make it more.
  needs: [],
  options: z.object({
    routes: z
      .number()
      .int()
      .min(1)
      .max(MOST)
      .default(DEFAULT)
      .describe('Applied quota of routes for each address family (L-93826ACB)'),
    percent: z
      .number()
      .min(1)
      .max(100)
      .default(80)
      .describe('Share of a quota from which on it is reported, in percent'),
  }),
  messages: { near: '{table} of {vpc} holds {counts}.' },
  check({ topology, options }, say) {
    // Nothing below this can be near any quota; most tables end here.
    const applied = appliedQuotas(topology);
    const least = (Math.min(PROPAGATED, options.routes) * options.percent) / 100;
    for (const table of topology.all('route-table')) {
      const lists = table.routes.some((r) => r.prefixList !== undefined);
      if (table.routes.length < least && !lists) continue;
      const read = options.routes === DEFAULT ? applied('vpcRoutes', table) : undefined;
      const near = usageOf(topology, table, read ?? options.routes).filter(
        (u) => u.count * 100 >= u.quota * options.percent,
      );
      if (near.length === 0) continue;
      say({
        message: 'near',
        at: [table.id, table.vpc],
        path: [table.vpc, table.id],
        places: near.flatMap((u) => [
          { resource: table.id, detail: wordsOf(u) },
          ...u.lists.map(([list, weight]) => ({
            resource: table.id,
            detail: `${topology.label(list)} counts ${weight}`,
          })),
        ]),
        data: {
          table: topology.label(table.id),
          vpc: topology.label(table.vpc),
          counts: listed(near.map(wordsOf)),
          used: near.map(({ count, quota }) => ({ count, quota })),
        },
      });
    }
  },
});

/** How much of one quota a table takes. */
interface Usage {
  readonly what: 'IPv4' | 'IPv6' | 'propagated';
  readonly count: number;
  readonly quota: number;
  /** Prefix lists that count more than one route. */
  readonly lists: readonly (readonly [list: Ref, weight: number])[];
}

/** `412 of 500 IPv4 routes (the default quota)` */
const wordsOf = ({ what, count, quota }: Usage): string =>
  `${count} of ${quota} ${what} routes${what !== 'propagated' && quota === DEFAULT ? ' (the default quota)' : ''}`;

function usageOf(topology: Topology, table: RouteTable, applied: number): readonly Usage[] {
  const own = { 4: 0, 6: 0 };
  const lists: Record<4 | 6, (readonly [Ref, number])[]> = { 4: [], 6: [] };
  let propagated = 0;
  for (const { origin, cidr, prefixList } of table.routes) {
    if (origin === 'propagated') propagated++;
    else if (origin !== 'static') continue;
    else if (cidr) own[cidr.family]++;
    else if (prefixList !== undefined) {
      const list = topology.get('prefix-list', prefixList);
      const family = list?.family ?? 4;
      // AWS's own lists have a weight of their own, mostly 1, and no maximum.
      const weight = list?.maxEntries ?? 1;
      own[family] += weight;
      if (weight > 1) lists[family].push([prefixList, weight]);
    }
  }
  // More than the quota cannot be: it was raised, and the one known limit is the highest it can be raised to.
  const quotaFor = (count: number): number => (count > applied ? MOST : applied);
  return [
    { what: 'IPv4', count: own[4], quota: quotaFor(own[4]), lists: lists[4] },
    { what: 'IPv6', count: own[6], quota: quotaFor(own[6]), lists: lists[6] },
    { what: 'propagated', count: propagated, quota: PROPAGATED, lists: [] },
  ];
}
