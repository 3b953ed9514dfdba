/** Routes of VPC tables whose target is gone. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import { isUsed } from '../../mesh/use.ts';
import { isDetached } from '../parts/sending.ts';
import { few, listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-blackhole',
  about: {
    title: 'Blackhole route',
    why: 'The target of the route no longer exists or is not ready, but the route still wins for its addresses: what is sent there is dropped.',
    remedy:
      "Remove the route or point it at what took the target's place. A target that is an interface of a stopped instance comes back with the instance.",
    severity: 'error',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html',
      'https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html',
    ],
  },
  // AWS itself says that a route drops; nothing unread could change it.
  needs: [],
  options: z.object({}),
  messages: {
    dropped: '{table} of {vpc} drops {what}: {targets} {verb} gone.',
    appliance:
      '{table} of {vpc} drops {what}: the interface or instance behind {targets} is gone or stopped.',
    unused:
      '{table} of {vpc} holds {what} to {targets}, which {verb} gone; no subnet uses the table.',
  },
  check({ topology }, say) {
    for (const table of topology.all('route-table')) {
      // A gateway that the VPC is not attached to is tgw-vpc-route-without-attachment's.
      const routes = table.routes.filter(
        (r) => r.state === 'blackhole' && !isDetached(topology, table.vpc, r.target.id),
      );
      if (routes.length === 0) continue;
      const used =
        isUsed(topology, table) || table.associations.some((a) => a.gateway !== undefined);
      const appliance = routes.every((r) => APPLIANCES.has(r.target.kind));
      const targets = uniq(routes.map((r) => r.target.id || 'a target AWS does not name'));
      say({
        message: !used ? 'unused' : appliance ? 'appliance' : 'dropped',
        severity: !used ? 'info' : appliance ? 'warning' : 'error',
        at: [table.id, table.vpc],
        path: [table.vpc, table.id],
        places: routes.map((r) => ({
          resource: table.id,
          detail: `${r.destination} to ${r.target.id || 'nothing'}`,
        })),
        data: {
          table: topology.label(table.id),
          vpc: topology.label(table.vpc),
          what: few(
            routes.map((r) => r.destination),
            'destination',
          ),
          targets: listed(targets, 3),
          verb: targets.length === 1 ? 'is' : 'are',
        },
      });
    }
  },
});

const APPLIANCES: ReadonlySet<string> = new Set(['network-interface', 'instance']);
