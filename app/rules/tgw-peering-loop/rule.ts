/** Peered transit gateways that send the same addresses to each other. */
import { z } from 'zod';
import { compareCidr } from '../../base/cidr.ts';
import { groupBy, uniq } from '../../base/order.ts';
import { listed, named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';
import { type Circle, circles, victimOf } from './circles.ts';

export default defineRule({
  id: 'tgw-peering-loop',
  about: {
    title: 'Routing loop over gateway peerings',
    why: 'Each gateway hands the packet to the next, until its time to live runs out: it never arrives, and every crossing is billed. It takes no more than two default routes that point at each other, or a summary on one side whose free addresses the other sends back.',
    remedy:
      'Make one side the authority: replace the wide route by the prefixes that are really behind the peering, or let the owner of a summary drop what it does not use with a blackhole route.',
    severity: 'error',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
    ],
  },
  needs: ['tgw-route-table'],
  options: z.object({}),
  messages: {
    circle: '{tables} send {what} round in a circle over {peerings}{victim}.',
  },
  check({ topology, routing }, say) {
    const key = ({ legs }: Circle) =>
      uniq(legs.flatMap(({ table, peering }) => [table.id, peering.id])).join('\n');
    for (const all of groupBy(circles(routing), key).values()) {
      const { legs } = all[0]!;
      const tables = legs.map(({ table }) => table.id);
      const peerings = [...new Set(legs.map(({ peering }) => peering.id))];
      const victim = all.map((circle) => victimOf(topology, circle)).find((vpc) => vpc);
      // Equal prefixes are a mistake of principle; free addresses of a summary are lost either way.
      const mutual = all.some((c) => new Set(c.legs.map((l) => l.route.cidr.text)).size === 1);
      say({
        message: 'circle',
        severity: victim !== undefined || mutual ? 'error' : 'info',
        at: [...tables, ...peerings],
        path: legs.flatMap(({ table, peering }) => [table.id, peering.id]),
        places: uniq(
          all.flatMap((c) =>
            c.legs.map(({ table, route, peering }) =>
              [table.id, `${route.cidr.text} to ${peering.id}`].join('\n'),
            ),
          ),
        ).map((text) => {
          const [resource = '', detail = ''] = text.split('\n');
          return { resource, detail };
        }),
        data: {
          tables: named(topology, tables),
          what: whatOf(all),
          peerings: named(topology, peerings),
          victim: victim === undefined ? '' : `, addresses of ${topology.label(victim)} among them`,
        },
      });
    }
  },
});

/** The ranges that go round, or, where there are many, what they are left of. */
function whatOf(all: readonly Circle[]): string {
  const ranges = all.flatMap((circle) => circle.ranges).sort(compareCidr);
  if (ranges.length <= 3) return listed(ranges.map((cidr) => cidr.text));
  const whole = uniq(all.map(({ cidr }) => cidr.text));
  return `${listed(whole)}, but for longer prefixes,`;
}
