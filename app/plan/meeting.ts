/** Which steps of a cut-over meet: the harm that one does can hang on whether the other was taken before. */
import { overlaps, parseCidr, type Cidr } from '../base/cidr.ts';
import { append, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { TargetKind } from '../kinds/route-table.ts';
import type { Topology } from '../topology/topology.ts';
import type { DraftStep } from './draft.ts';
import type { Change } from './changes.ts';

/** Next hops that hand on what is not addressed to them. */
const HANDS_ON: ReadonlySet<TargetKind> = new Set([
  'network-interface',
  'instance',
  'nat-gateway',
  'vpc-endpoint',
  'ip-address',
  'local-gateway',
  'unknown',
]);

/**
 * Groups of steps that meet, in the order of their first steps; a step that meets no other is a group of its own.
 *
 * The steps change routes of VPC tables only. A flow from X to Y asks the tables of X for the addresses of Y, and on
 * its way back those of Y for X; tables of a third VPC only where that hands traffic on. So a change of a route in X
 * that matches addresses of Y is felt by the pair of X and Y alone, and two steps meet where both are felt by one pair.
 * `topology` is the one before the plan: gateways that the plan makes bring a VPC nothing but its own traffic.
 */
export function meeting(topology: Topology, steps: readonly DraftStep[]): DraftStep[][] {
  if (steps.some((step) => step.changes.some((change) => isFeltByMany(topology, change)))) {
    return steps.length === 0 ? [] : [[...steps]];
  }
  const byPair = new Map<string, number[]>();
  const vpcs = topology.all('vpc');
  const felt = new Map<string, string[]>();
  steps.forEach((step, i) => {
    for (const change of step.changes) {
      const place = placeOf(topology, change);
      if (!place) continue;
      const name = `${place.vpc} ${place.destination}`;
      let pairs = felt.get(name);
      if (!pairs) {
        const prefixes = prefixesOf(topology, place.destination);
        pairs = vpcs
          .filter(({ id }) =>
            topology.cidrsOf(id).some((cidr) => prefixes.some((p) => overlaps(p, cidr))),
          )
          .map(({ id }) => (id < place.vpc ? `${id} ${place.vpc}` : `${place.vpc} ${id}`));
        felt.set(name, pairs);
      }
      for (const pair of pairs) append(byPair, pair, i);
    }
  });
  return joined(steps, [...byPair.values()]);
}

/** Steps in groups, such that those named together are in the same. */
function joined(steps: readonly DraftStep[], together: readonly (readonly number[])[]) {
  const leader = steps.map((_, i) => i);
  const leaderOf = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!;
    return at;
  };
  for (const list of together) {
    for (const i of list) {
      const [a, b] = [leaderOf(list[0]!), leaderOf(i)];
      leader[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const groups = new Map<number, DraftStep[]>();
  steps.forEach((step, i) => append(groups, leaderOf(i), step));
  return [...groups.values()];
}

/** The VPC and destination of a route that a change is about; undefined for a change of something else. */
function placeOf(topology: Topology, change: Change) {
  if (!('destination' in change)) return undefined;
  const vpc = topology.get('route-table', change.table)?.vpc;
  return vpc === undefined ? undefined : { vpc, destination: change.destination };
}

/** True for a route of a VPC that hands on what comes from a gateway, and for whatever is not a route of a VPC. */
function isFeltByMany(topology: Topology, change: Change): boolean {
  const place = placeOf(topology, change);
  if (!place) return true;
  const tables = topology.tablesOf(place.vpc);
  return (
    isAttached(topology, place.vpc) &&
    tables.some((table) => table.routes.some((route) => HANDS_ON.has(route.target.kind)))
  );
}

/** True where traffic for somebody else can come in today: from a gateway, not from a peering. */
const isAttached = (topology: Topology, vpc: Ref): boolean =>
  topology.attachmentsOf(vpc).length > 0 ||
  topology.all('vpn-gateway').some((gateway) => gateway.vpcs.includes(vpc));

function prefixesOf(topology: Topology, destination: string): readonly Cidr[] {
  const list = topology.get('prefix-list', destination);
  return list
    ? uniq((list.entries ?? []).map((e) => e.cidr.text)).map(parseCidr)
    : [parseCidr(destination)];
}
