/** Routes over a gateway peering to addresses that the other side has no route for. */
import { z } from 'zod';
import { compareCidr } from '../../base/cidr.ts';
import { groupBy } from '../../base/order.ts';
import type { Routing } from '../../routing/routing.ts';
import { type PeeringLeg, peeringLegs } from '../parts/peering-legs.ts';
import { tgwTrie } from '../parts/tgw-tries.ts';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-peering-stale-cidr',
  about: {
    title: 'Route over a gateway peering to addresses the other side does not know',
    why: 'Routes over a peering between transit gateways are static and follow no change. When a VPC on the other side goes, or was never propagated into the table that the peering is associated with, the route still sends its traffic over, across Regions and at a price, only to be dropped there.',
    remedy:
      'Delete the route, or make the other side know the addresses: propagate the attachment into the table that the peering is associated with.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering-add-route.html',
    ],
  },
  needs: ['tgw-route-table'],
  options: z.object({}),
  messages: {
    stale:
      '{table} sends {what} over {peering} to {tgw}, where {table2} has no route for {them}: it is dropped there.',
  },
  check({ topology, routing }, say) {
    const stale = peeringLegs(routing).filter((leg) => isStale(routing, leg));
    for (const legs of groupBy(
      stale,
      ({ table, peering }) => `${table.id} ${peering.id}`,
    ).values()) {
      const { table, peering, tgw, far } = legs[0]!;
      legs.sort((a, b) => compareCidr(a.route.cidr, b.route.cidr));
      say({
        message: 'stale',
        // The gateway on the other side tells the two directions of one peering apart.
        at: [table.id, peering.id, tgw],
        path: [table.tgw, table.id, peering.id, tgw, far.id],
        places: legs.map(({ route }) => ({
          resource: table.id,
          detail: `${route.cidr.text} to ${peering.id}`,
        })),
        data: {
          table: topology.label(table.id),
          what: few(
            legs.map(({ route }) => route.cidr.text),
            'destination',
          ),
          peering: topology.label(peering.id),
          tgw: topology.label(tgw),
          table2: topology.label(far.id),
          them: legs.length === 1 ? 'it' : 'them',
        },
      });
    }
  },
});

/** True where no route on the other side, of whatever sort, shares an address with the leg's. */
function isStale(routing: Routing, { route, far }: PeeringLeg): boolean {
  if (routing.tgwRoutesOf(far).unsure !== undefined) return false;
  // Nearly every leg ends here: its first address has a route.
  if (routing.decideTgw(far, route.cidr).route) return false;
  return tgwTrie(routing, far).overlapping(route.cidr).length === 0;
}
