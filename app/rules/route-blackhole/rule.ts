/** Routes whose target is gone, and transit gateway routes that drop. */
import { count } from '../../base/count.ts';
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import type { TgwRoute, TgwRouteTable } from '../../kinds/tgw-route-table.ts';
import { isUsed } from '../../mesh/use.ts';
import { isDetached } from '../parts/sending.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'route-blackhole',
  about: {
    title: 'Blackhole route',
    why: 'The target of the route no longer exists or is not ready, but the route still wins for its addresses: what is sent there is dropped. In a transit gateway table a blackhole may be on purpose, to keep segments apart, or left behind by a deleted attachment.',
    remedy:
      "Remove the route or point it at what took the target's place. A target that is an interface of a stopped instance comes back with the instance.",
    severity: 'error',
    category: 'routing',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
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
    leftover: '{table} drops {what}: the attachment behind {targets} is gone.',
    onPurpose: '{table} drops {what} by blackhole routes; check that this is meant.',
  },
  check({ topology }, say) {
    const vpcTable = (table: RouteTable): void => {
      // A gateway that the VPC is not attached to is tgw-vpc-route-without-attachment's.
      const routes = table.routes.filter(
        (r) => r.state === 'blackhole' && !isDetached(topology, table.vpc, r.target.id),
      );
      if (routes.length === 0) return;
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
          what: what(routes.map((r) => r.destination)),
          targets: listed(targets, 3),
          verb: targets.length === 1 ? 'is' : 'are',
        },
      });
    };
    const tgwTable = (table: TgwRouteTable): void => {
      const drops = (table.routes ?? []).filter((r) => r.state === 'blackhole');
      const tell = (message: 'leftover' | 'onPurpose', routes: readonly TgwRoute[]): void => {
        if (routes.length === 0) return;
        const targets = uniq(
          routes.flatMap((r) => r.targets.map((t) => t.resource || t.attachment)),
        );
        const used = table.associations === undefined || table.associations.length > 0;
        say({
          message,
          severity: message === 'leftover' && used ? 'warning' : 'info',
          // The gateway sets the finding of the segment's own drops apart from that of the leftovers.
          at: message === 'leftover' ? [table.id, table.tgw] : [table.id],
          path: [table.tgw, table.id],
          places: routes.map((r) => ({
            resource: table.id,
            detail: `${r.cidr.text} to ${listed(r.targets.map((t) => t.attachment)) || 'nothing'}`,
          })),
          data: {
            table: topology.label(table.id),
            what: what(routes.map((r) => r.cidr.text)),
            targets: listed(targets, 3),
          },
        });
      };
      // A route made to drop names no attachment; one whose attachment went away still does.
      tell(
        'leftover',
        drops.filter((r) => r.targets.length > 0),
      );
      tell(
        'onPurpose',
        drops.filter((r) => r.targets.length === 0),
      );
    };
    topology.all('route-table').forEach(vpcTable);
    topology.all('tgw-route-table').forEach(tgwTable);
  },
});

const APPLIANCES: ReadonlySet<string> = new Set(['network-interface', 'instance']);

const what = (destinations: readonly string[]): string =>
  destinations.length > 3 ? count(destinations.length, 'destination') : listed(destinations);
