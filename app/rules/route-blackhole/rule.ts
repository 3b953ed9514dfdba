/** Routes of VPC tables whose target is gone. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Route, RouteTable } from '../../kinds/route-table.ts';
import { isUsed, routesOver } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import { inactivePeering } from '../../topology/inactive.ts';
import type { Topology } from '../../topology/topology.ts';
import { isDetached, isLive } from '../parts/sending.ts';
import { isStuckOn, patience, stuckOptions } from '../parts/stuck.ts';
import { ENDINGS, SOON, tellerOf } from '../parts/unready.ts';
import { few, listed } from '../parts/words.ts';
import { type Asked, defineRule, SEVERITIES, type Severity } from '../rule.ts';

export default defineRule({
  id: 'route-blackhole',
  about: {
    title: 'Blackhole route',
    why: 'The target of the route no longer exists or is not ready, but the route still wins for its addresses: what is sent there is dropped.',
    remedy:
      "Remove the route or point it at what took the target's place. Where the target is there and not ready, make it so. A target that is an interface of a stopped instance comes back with the instance.",
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
    dropped: '{table} of {vpc} drops {what}: {targets} {verb}.',
    appliance:
      '{table} of {vpc} drops {what}: the interface or instance behind {targets} is gone or stopped.',
    soon: '{table} of {vpc} drops {what} until {targets} {verb}, which takes moments.',
    unused: '{table} of {vpc} holds {what} to {targets}, which {verb}; no subnet uses the table.',
  },
  check({ topology, routing, neighbour }, say) {
    for (const table of topology.all('route-table')) {
      const used =
        isUsed(topology, table) || table.associations.some((a) => a.gateway !== undefined);
      const own = neighbour('route-blackhole', table.id)?.level ?? (used ? 'error' : 'info');
      const told = tellers(neighbour, own);
      // A gateway that the VPC is not attached to is tgw-vpc-route-without-attachment's, an attachment that failed or
      // waits for long tgw-attachment-stuck's; a peering that waits to be accepted, or ended without that, is
      // peering-not-active's and peering-pending-too-long's. Each where that rule speaks, and no lower than this one.
      const routes = table.routes.filter(
        (route) =>
          route.state === 'blackhole' &&
          !isDetached(topology, table.vpc, route.target.id) &&
          !isStuckOn(topology, table.vpc, route.target.id, (attachment) => {
            const stuck = told('tgw-attachment-stuck', attachment);
            return stuck && patience(stuckOptions.parse(stuck.options));
          }) &&
          !isToldOfPeering(routing, table, route, told),
      );
      if (routes.length === 0) continue;
      const appliance = routes.every((r) => APPLIANCES.has(r.target.kind));
      const soon = routes.every(
        (r) => inactivePeering(topology, table.vpc, r.target.id)?.state === SOON,
      );
      const targets = uniq(routes.map((r) => r.target.id || 'a target AWS does not name'));
      say({
        message: !used ? 'unused' : soon ? 'soon' : appliance ? 'appliance' : 'dropped',
        severity: !used || soon ? 'info' : appliance ? 'warning' : 'error',
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
          verb:
            used && soon
              ? `${targets.length === 1 ? 'is' : 'are'} active`
              : verbOf(topology, table.vpc, targets),
        },
      });
    }
  },
});

type Told = Asked<unknown>['neighbour'];

/** Neighbours that speak, no lower than `own`. */
const tellers =
  (neighbour: Told, own: Severity): Told =>
  (rule, first) => {
    const other = neighbour(rule, first);
    return SEVERITIES.indexOf(other?.level ?? own) <= SEVERITIES.indexOf(own) ? other : undefined;
  };

/** True where a finding about the peering that a route leads to counts that route. */
function isToldOfPeering(
  routing: Routing,
  table: RouteTable,
  { target, destination }: Route,
  told: Told,
): boolean {
  const peering = inactivePeering(routing.topology, table.vpc, target.id);
  if (!peering || !ENDINGS.has(peering.state)) return false;
  if (!told(tellerOf(routing.topology, peering), peering.id)) return false;
  // A prefix list whose entries were not read makes no route that the peering could name.
  return routesOver(routing, peering.id, table.vpc).some(
    (use) => use.table === table && use.route.destination === destination,
  );
}

/** What became of the targets: `is gone`, `are gone`; what is there is never called gone. */
function verbOf(topology: Topology, vpc: Ref, targets: readonly Ref[]): string {
  const states = targets.map((id) => stateOf(topology, vpc, id));
  if (states.length === 1) return states[0] ?? 'is gone';
  return states.some((state) => state !== undefined) ? 'are gone or not ready' : 'are gone';
}

/** How a peering or a gateway that is there fails to carry. */
function stateOf(topology: Topology, vpc: Ref, id: Ref): string | undefined {
  const peering = inactivePeering(topology, vpc, id);
  if (peering) return `is ${peering.state}`;
  const attachment = topology
    .attachmentsOf(vpc)
    .find((a) => a.vpc === vpc && a.ends.some((e) => e.tgw === id) && !isLive(a));
  return attachment && `is reached over ${attachment.id}, which is ${attachment.state}`;
}

const APPLIANCES: ReadonlySet<string> = new Set(['network-interface', 'instance']);
