/** Routes of a sort that Peerless does not know. */
import { z } from 'zod';
import { groupBy, uniq } from '../../base/order.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import type { Place } from '../rule.ts';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-unknown-target-kind',
  about: {
    title: 'Route of a sort that is not known',
    why: 'AWS added a target, a state or an origin of routes that this version of Peerless cannot read. Such a route may carry traffic where traces and other findings see none.',
    remedy:
      'Update Peerless. Until then, check by hand what depends on these routes, and report the field so that it can be read.',
    severity: 'info',
    category: 'routing',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html'],
  },
  // It is in the answer; nothing unread could change it.
  needs: [],
  options: z.object({}),
  messages: { unknown: '{vpc} has routes of a sort that is not known: {what}.' },
  check({ topology }, say) {
    const odd = topology
      .all('route-table')
      .flatMap((table) => strangeRoutes(table).map((place) => ({ table, place })));
    for (const [vpc, group] of groupBy(odd, ({ table }) => table.vpc)) {
      say({
        message: 'unknown',
        at: [vpc],
        path: [vpc, group[0]!.table.id],
        places: group.map(({ place }) => place),
        data: {
          vpc: topology.label(vpc),
          what: few(uniq(group.map(({ place }) => place.detail)), 'route'),
        },
      });
    }
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
const STATES: ReadonlySet<unknown> = new Set([undefined, 'active', 'blackhole', 'filtered']);
const ORIGINS: ReadonlySet<unknown> = new Set([
  undefined,
  'CreateRouteTable',
  'CreateRoute',
  'EnableVgwRoutePropagation',
  'Advertisement',
]);

/** The words AWS wrote; a route as it was read has an origin of ours. */
interface RawTable {
  readonly Routes?: readonly { readonly Origin?: string | null }[];
}

function strangeRoutes(table: RouteTable): Place[] {
  const { Routes } = table.raw as RawTable;
  const out: Place[] = [];
  for (const [i, route] of table.routes.entries()) {
    const { target, state, destination } = route;
    const origin = Routes?.[i]?.Origin ?? undefined;
    const words: string[] = [];
    // A blackhole may have lost its target.
    if (target.kind === 'unknown' && state !== 'blackhole')
      words.push(`target ${target.id || 'without a field that is known'}`);
    if (!STATES.has(state)) words.push(`state ${state}`);
    if (!ORIGINS.has(origin)) words.push(`origin ${String(origin)}`);
    if (words.length > 0)
      out.push({ resource: table.id, detail: `${destination}: ${words.join(', ')}` });
  }
  return out;
}
