/** Routes of VPC tables whose target is gone. */
import { z } from 'zod';
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Route, RouteTable } from '../../kinds/route-table.ts';
import { isUsed } from '../../mesh/use.ts';
import { inactivePeering } from '../../topology/inactive.ts';
import type { Topology } from '../../topology/topology.ts';
import { routeNamed } from '../parts/route-places.ts';
import { isLive } from '../parts/sending.ts';
import { SOON } from '../parts/unready.ts';
import { few, listed } from '../parts/words.ts';
import { defineRule, type Finding, isWorse, type Severity } from '../rule.ts';

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
  // They tell why it drops, and name the route.
  heeds: [
    'peering-not-active',
    'peering-pending-too-long',
    'tgw-attachment-stuck',
    'tgw-vpc-route-without-attachment',
  ],
  options: z.object({}),
  messages: {
    dropped: '{table} of {vpc} drops {what}: {targets} {verb}.',
    appliance:
      '{table} of {vpc} drops {what}: the interface or instance behind {targets} is gone or stopped.',
    soon: '{table} of {vpc} drops {what} until {targets} {verb}, which takes moments.',
    unused: '{table} of {vpc} holds {what} to {targets}, which {verb}; no subnet uses the table.',
  },
  check({ topology, heeded, levelAt }, say) {
    const told = new Told(heeded);
    for (const table of topology.all('route-table')) {
      const used =
        isUsed(topology, table) || table.associations.some((a) => a.gateway !== undefined);
      const own = levelAt(table.id) ?? (used ? 'error' : 'info');
      const routes = table.routes.filter(
        (route) => route.state === 'blackhole' && !told.tells(table, route, own),
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

/** Routes that other findings name as places of theirs, with the worst severity that they are told with. */
class Told {
  readonly #worst = new Map<string, Severity>();

  constructor(findings: readonly Finding[]) {
    for (const { severity, places } of findings) {
      for (const { resource, detail } of places) {
        const key = `${resource} ${routeNamed(detail)}`;
        const before = this.#worst.get(key);
        if (before === undefined || isWorse(severity, before)) this.#worst.set(key, severity);
      }
    }
  }

  /** True where a route is told of already, no lower than `own`. */
  tells({ id }: RouteTable, { destination, target }: Route, own: Severity): boolean {
    const told = this.#worst.get(`${id} ${destination} to ${target.id}`);
    return told !== undefined && !isWorse(own, told);
  }
}

/** What became of the targets: `is gone`, `are gone`; what is there is never called gone. */
function verbOf(topology: Topology, vpc: Ref, targets: readonly Ref[]): string {
  const states = targets.map((id) => stateOf(topology, vpc, id));
  if (states.length === 1) return states[0] ?? 'is gone';
  return states.some((state) => state !== undefined) ? 'are gone or not ready' : 'are gone';
}

/** How a target that is there fails to carry; undefined for one that is not. */
function stateOf(topology: Topology, vpc: Ref, id: Ref): string | undefined {
  const peering = inactivePeering(topology, vpc, id);
  if (peering) return `is ${peering.state}`;
  const attachment = topology
    .attachmentsOf(vpc)
    .find((a) => a.vpc === vpc && a.ends.some((e) => e.tgw === id) && !isLive(a));
  if (attachment) return `is reached over ${attachment.id}, which is ${attachment.state}`;
  return topology.find(id) || topology.ghost(id) ? 'is not available, as AWS says' : undefined;
}

const APPLIANCES: ReadonlySet<string> = new Set(['network-interface', 'instance']);
