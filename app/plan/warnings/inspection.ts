/** What a plan warns of firewalls and other appliances: a pair that goes past one reaches the same, unseen. */
import { firstHost } from '../../base/cidr.ts';
import { byText, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Designed } from '../design.ts';
import type { PlanWarning } from '../plan.ts';

/** Kinds of targets that stand for something which looks into packets, or may. */
const INSPECTING = new Set(['vpc-endpoint', 'network-interface', 'instance']);

/** VPCs whose own tables send something through a firewall or another appliance. */
const inspectors = (topology: Topology): ReadonlySet<Ref> =>
  new Set(
    topology
      .all('route-table')
      .filter((table) =>
        table.routes.some(
          // A route that goes by a prefix list to an endpoint is that of a gateway endpoint: nothing looks into it.
          (r) => INSPECTING.has(r.target.kind) && r.prefixList === undefined,
        ),
      )
      .map((table) => table.vpc),
  );

/** Pairs of VPCs that went through an appliance and no longer do, or the other way round: reach is the same. */
export function inspections(routing: Routing, { design }: Designed, after: Routing): PlanWarning[] {
  const { topology } = routing;
  const looking = inspectors(topology);
  if (looking.size === 0) return [];
  const reused = new Set(design.gateways.filter((g) => g.existing).map((g) => g.id));
  const others = topology.attachments
    .filter((a) => a.vpc !== undefined && a.ends.some((end) => reused.has(end.tgw)))
    .map((a) => a.vpc!);
  // Traces are dear: only where an appliance stands on a gateway that is built on, or an end of the pair sends to one.
  const central = others.some((vpc) => looking.has(vpc));
  const near = (a: Ref, b: Ref): boolean =>
    [a, b].some(
      (vpc) => looking.has(vpc) && [a, b].some((to) => sendsToOne(routing, after, vpc, to)),
    );
  const members = uniq(design.members);
  const all = uniq([...members, ...others]).filter((vpc) => topology.subnetsOf(vpc).length > 0);
  const inside = new Set(members);
  const ways = { direct: [] as [Ref, Ref][], through: [] as [Ref, Ref][] };
  for (const a of members) {
    for (const b of all) {
      if (a === b || (inside.has(b) && byText(a, b) > 0)) continue;
      if (!central && !near(a, b)) continue;
      for (const pair of [
        [a, b],
        [b, a],
      ] as [Ref, Ref][]) {
        const was = passes(routing, ...pair);
        const is = passes(after, ...pair);
        if (was === undefined || is === undefined || was === is) continue;
        ways[is ? 'through' : 'direct'].push(pair);
      }
    }
  }
  const named = (pairs: readonly (readonly [Ref, Ref])[]): string =>
    pairs.map(([a, b]) => `${topology.label(a)} to ${topology.label(b)}`).join('; ');
  const say = (pairs: readonly (readonly [Ref, Ref])[], message: string): PlanWarning[] =>
    pairs.length === 0
      ? []
      : [{ kind: 'inspection', stops: false, message, resources: uniq(pairs.flat()) }];
  return [
    ...say(
      ways.direct,
      `Pairs that go through a firewall or another appliance today would go past it: ${named(ways.direct)}. Keep their peerings, or send them through it by the gateway's route tables.`,
    ),
    ...say(
      ways.through,
      `Pairs that go straight today would go through a firewall or another appliance: ${named(ways.through)}. See that it lets them through.`,
    ),
  ];
}

/** Whether a table of a VPC sends what is for another, or for itself, to an appliance, before or after. */
const sendsToOne = (before: Routing, after: Routing, vpc: Ref, to: Ref): boolean =>
  [before, after].some((routing) =>
    routing.topology.tablesOf(vpc).some((table) =>
      routing.topology
        .subnetsOf(to)
        .flatMap((subnet) => subnet.cidrs)
        .some((cidr) =>
          INSPECTING.has(routing.decide(table, firstHost(cidr)).route?.target.kind ?? ''),
        ),
    ),
  );

/** Whether what is delivered between two VPCs goes through an appliance; undefined where nothing is. */
function passes(routing: Routing, from: Ref, to: Ref): boolean | undefined {
  const { outcome, hops } = routing.trace({ from: { vpc: from }, to: { vpc: to } });
  if (outcome !== 'delivered') return undefined;
  return hops.some((hop, i) => i > 0 && i < hops.length - 1 && INSPECTING.has(hop.kind));
}
