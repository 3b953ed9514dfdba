/** The cut-over: pair after pair of VPCs is sent over the gateways, in both directions at once. */
import { type Cidr, contains, overlaps, subtract } from '../base/cidr.ts';
import { append, byText, groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTarget } from '../kinds/route-table.ts';
import type { Topology } from '../topology/topology.ts';
import type { Designed } from './design.ts';
import type { Told } from './draft.ts';
import { pairKey } from './goals.ts';
import type { Change } from './changes.ts';
import { type Move, widerBehind } from './scope.ts';

/** One step for each pair of VPCs, the routes of both in one go; then pairs to open. */
export const cutOverSteps = (topology: Topology, designed: Designed): Told[] => [
  ...movePairs(topology, designed),
  ...openPairs(topology, designed),
];

function movePairs(topology: Topology, designed: Designed): Told[] {
  const { design, moves } = designed;
  const gatewayOf = new Map(design.attachments.map((a) => [a.vpc, a.gateway]));
  const pairs = new Map<string, Move[]>();
  for (const move of moves) {
    if (move.fit === 'dead') continue;
    append(pairs, pairKey(move.vpc, move.peer), move);
  }
  return [...pairs.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, pair]): Told => {
      const [a, b] = key.split(' ') as [Ref, Ref];
      const changes = once(
        pair.flatMap((move) =>
          moveChanges(topology, designed, move, {
            kind: 'transit-gateway',
            id: gatewayOf.get(move.vpc)!,
          }),
        ),
      );
      const both = uniq(pair.map((m) => m.vpc)).length === 2;
      return {
        title: `Send ${topology.label(a)} and ${topology.label(b)} over the gateway${both ? '' : ' (one direction has routes)'}`,
        vpcs: [a, b],
        precondition: 'The build steps are done: attachments available, tables filled.',
        changes,
        expected:
          'Replies may come by the old way until both sides are replaced; both ways deliver.',
        peerings: uniq(pair.map((m) => m.peering)),
        pair: key,
      };
    });
}

/** Routes for pairs that the mode wants joined. */
function openPairs(topology: Topology, { design, openings }: Designed): Told[] {
  const gatewayOf = new Map(design.attachments.map((a) => [a.vpc, a.gateway]));
  return [...groupBy(openings, (o) => pairKey(o.vpc, o.peer))]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, list]): Told => {
      const [a, b] = key.split(' ') as [Ref, Ref];
      return {
        title: `Open the way between ${topology.label(a)} and ${topology.label(b)}`,
        vpcs: [a, b],
        precondition: 'The build steps are done: attachments available, tables filled.',
        changes: list.map(({ table, destination, vpc }): Change => ({
          do: 'create-route',
          table,
          destination,
          target: { kind: 'transit-gateway', id: gatewayOf.get(vpc)! },
        })),
        expected: 'The two reach each other, as was asked for; nobody else fares differently.',
        pair: key,
      };
    });
}

/** Routes that go because the mode keeps the two apart: a step for each pair. */
export function closingSteps(topology: Topology, { cuts }: Designed): Told[] {
  const live = cuts.filter((move) => move.fit !== 'dead');
  return [...groupBy(live, (move) => pairKey(move.vpc, move.peer))]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, list]): Told => {
      const [a, b] = key.split(' ') as [Ref, Ref];
      return {
        title: `Close the way between ${topology.label(a)} and ${topology.label(b)}`,
        vpcs: [a, b],
        precondition: 'Whoever uses this way knows that it goes.',
        changes: list.map(({ table, route }): Change => ({
          do: 'delete-route',
          table: table.id,
          destination: route.destination,
          before: route.target,
        })),
        expected: 'The two no longer reach each other, as was asked for.',
        peerings: uniq(list.map((m) => m.peering)),
        pair: key,
      };
    });
}

/** Two wide routes of a table may give way to the same narrow ones: AWS takes each once. */
function once(changes: readonly Change[]): Change[] {
  const made = new Set<string>();
  return changes.filter((change) => {
    if (change.do !== 'create-route') return true;
    const name = `${change.table} ${change.destination}`;
    return !made.has(name) && made.add(name);
  });
}

/**
 * A route is sent over the gateway by replacing its target. One that is wider than the peer, and would then lead to
 * VPCs that the peering did not, gives way to routes for just what it carried.
 */
function moveChanges(
  topology: Topology,
  designed: Designed,
  move: Move,
  target: RouteTarget,
): Change[] {
  const { table, route } = move;
  const at = { table: table.id };
  if (move.fit !== 'broad' || !leaks(topology, designed, move)) {
    const { destination, target: before } = route;
    return [{ do: 'replace-route', ...at, destination, before, target }];
  }
  const there = new Set(table.routes.map((r) => r.destination));
  return [
    ...uniq(move.reaches.map((cidr) => cidr.text))
      .filter((destination) => !there.has(destination))
      .map((destination): Change => ({ do: 'create-route', ...at, destination, target })),
    // Where a wider route lies behind, this one stays: deleted with its peering, it goes on dropping the rest.
    ...(widerBehind(move)
      ? []
      : [
          {
            do: 'delete-route',
            ...at,
            destination: route.destination,
            before: route.target,
          } as const,
        ]),
  ];
}

/** True where the gateway would carry to somebody else what this route matches and the peering drops. */
function leaks(topology: Topology, { design, moves }: Designed, move: Move): boolean {
  const own = design.tables.find((t) => t.serves.includes(move.vpc));
  const leads = [...(own?.propagates ?? []), ...(own?.routes ?? []).flatMap((r) => r.to)];
  const isOther = (vpc: Ref) => vpc !== move.peer && vpc !== move.vpc;
  const led = [
    ...leads.filter(isOther).flatMap((vpc) => topology.cidrsOf(vpc)),
    ...(own?.existing ? ledToday(topology, own.id, isOther) : []),
  ];
  // Longer routes shield what they match, but for those that give way themselves.
  const goes = new Set(
    moves
      .filter((m) => m.table.id === move.table.id && m.fit !== 'within')
      .map((m) => m.route.destination),
  );
  const better = move.table.routes.flatMap((r) => (goes.has(r.destination) ? [] : (r.cidr ?? [])));
  return move.prefixes.some((prefix) => {
    const longer = better.filter((cidr) => cidr.length > prefix.length && contains(prefix, cidr));
    return led
      .filter((cidr) => overlaps(cidr, prefix))
      .some((cidr) => subtract(contains(prefix, cidr) ? cidr : prefix, longer).length > 0);
  });
}

/** Where an existing table of a gateway leads, beside some VPCs. */
const ledToday = (topology: Topology, table: Ref, isOther: (vpc: Ref) => boolean): Cidr[] =>
  (topology.get('tgw-route-table', table)?.routes ?? [])
    .filter((route) => route.targets.some((target) => isOther(target.resource)))
    .map((route) => route.cidr);
