/** Networks learned from on-premises that lie inside the VPC's own addresses. */
import { z } from 'zod';
import { type Cidr, contains } from '../../base/cidr.ts';
import { groupBy, uniq } from '../../base/order.ts';
import type { Route, RouteTable } from '../../kinds/route-table.ts';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-propagated-hidden-by-local',
  about: {
    title: "Network learned from on-premises inside the VPC's own range",
    why: 'For the addresses of the VPC itself the local route wins over everything a virtual private gateway propagates, however specific. A network on-premises with such addresses cannot be reached from this VPC. Where the prefix is the whole block of the VPC, the other side is more likely sending the range back that it learned from here.',
    remedy:
      'Renumber the network on-premises or translate its addresses. Where it is the own range coming back, filter it on the customer gateway device.',
    severity: 'warning',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
    ],
  },
  needs: ['route-table', 'vpc'],
  options: z.object({}),
  messages: {
    hidden:
      '{gateway} propagates {what} to {vpc}, whose own addresses these are: the local route wins, and nothing there can be reached.',
    echo: '{gateway} propagates {what} to {vpc}, which is its own block: the local route wins. The other side sends it back, or uses it too and cannot be reached.',
  },
  check({ topology }, say) {
    const found: { table: RouteTable; route: Route; cidr: Cidr }[] = [];
    for (const table of topology.all('route-table')) {
      for (const route of table.routes) {
        const { cidr } = route;
        if (route.origin !== 'propagated' || !cidr) continue;
        if (topology.cidrsOf(table.vpc).some((own) => contains(own, cidr)))
          found.push({ table, route, cidr });
      }
    }
    const groups = groupBy(found, (f) => `${f.table.vpc}\n${f.route.target.id}`);
    for (const group of groups.values()) {
      const { table, route } = group[0]!;
      const { vpc } = table;
      const blocks = new Set(topology.cidrsOf(vpc).map((own) => own.text));
      say({
        message: group.every((f) => blocks.has(f.cidr.text)) ? 'echo' : 'hidden',
        at: [vpc, route.target.id],
        path: [vpc, table.id, route.target.id],
        places: group.map((f) => ({
          resource: f.table.id,
          detail: `${f.cidr.text} to ${f.route.target.id} yields to local`,
        })),
        data: {
          vpc: topology.label(vpc),
          gateway: topology.label(route.target.id),
          what: few(uniq(group.map((f) => f.cidr.text)), 'prefix', 'prefixes'),
        },
      });
    }
  },
});
