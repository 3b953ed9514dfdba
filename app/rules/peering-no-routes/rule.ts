/** Active peerings that no route uses. */
import { z } from 'zod';
import { peeringRoutes, tablesKnown } from '../../mesh/use.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'peering-no-routes',
  about: {
    title: 'Peering without routes',
    why: 'No route table of either VPC sends anything over this peering, so it carries nothing: it was never finished, or is left over. It still counts against the 50 (at most 125) active peerings a VPC may have, and it stays an open door to whoever adds a route.',
    remedy:
      'Where the VPCs should talk and have no other way, add routes on both sides; otherwise delete the peering. Check first whether security groups refer to groups of the other VPC.',
    severity: 'warning',
    category: 'peering',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html',
    ],
  },
  needs: ['route-table'],
  options: z.object({}),
  messages: { unused: '{a} and {b} are peered over {link}, but no route of either uses it.' },
  check({ topology, routing }, say) {
    const routed = peeringRoutes(routing);
    for (const peering of topology.all('vpc-peering')) {
      // Nearly every peering has routes.
      if (peering.state !== 'active' || routed.has(peering.id)) continue;
      const sides = [peering.requester.vpc, peering.accepter.vpc] as const;
      // One side unread, or both in sight and silent: only the second proves anything.
      if (!sides.every((vpc) => tablesKnown(topology, vpc))) continue;
      const tables = sides.flatMap((vpc) => topology.tablesOf(vpc));
      // A prefix list whose entries were not read leads there all the same.
      if (tables.some((table) => table.routes.some((r) => r.target.id === peering.id))) continue;
      say({
        message: 'unused',
        at: [peering.id, ...sides],
        path: [sides[0], peering.id, sides[1]],
        data: {
          a: topology.label(sides[0]),
          b: topology.label(sides[1]),
          link: topology.label(peering.id),
        },
      });
    }
  },
});
