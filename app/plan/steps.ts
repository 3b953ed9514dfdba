/**
 * The steps from peerings to gateways, in an order in which traffic always has a way: everything is built beside the
 * peerings first, then pair after pair is sent the new way in both directions (replacing the target of a route is one
 * call), and only when nothing uses the peerings any more are they taken away.
 */
import { by, byText, groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import { buildSteps } from './build-steps.ts';
import { closingSteps, cutOverSteps } from './cut-over.ts';
import type { Designed } from './design.ts';
import type { DraftStep, Told } from './draft.ts';
import type { Change } from './changes.ts';
import type { Phase } from './plan.ts';
import { endsOf, type Move, widerBehind } from './scope.ts';
import { undoing } from './undo.ts';

export interface StepsInput {
  readonly topology: Topology;
  readonly designed: Designed;
  /** VPC route tables whose useless routes stay, as blackholes, because they shut off a wider route. */
  readonly leave: ReadonlySet<Ref>;
}

export function makeSteps({ topology, designed, leave }: StepsInput): DraftStep[] {
  const drafts: (readonly [Phase, Told])[] = [
    ...buildSteps(topology, designed).map((told) => ['build', told] as const),
    ...cutOverSteps(topology, designed).map((told) => ['cut-over', told] as const),
    ...verify(designed).map((told) => ['verify', told] as const),
    ...closingSteps(topology, designed).map((told) => ['close', told] as const),
    ...remove(topology, designed, leave).map((told) => ['remove', told] as const),
  ];
  const undo = undoing(
    topology,
    drafts.flatMap(([, told]) => told.changes),
  );
  return drafts.map(([phase, told]) => ({
    phase,
    peerings: [],
    pair: undefined,
    cleans: undefined,
    rollback: told.changes.toReversed().flatMap(undo),
    ...told,
  }));
}

function verify({ design }: Designed): Told[] {
  if (design.replaced.length === 0) return [];
  return [
    {
      title: 'Verify before anything is taken away',
      vpcs: design.members,
      precondition:
        design.members.length === 0
          ? 'Nothing has to be sent another way first.'
          : design.closed.length === 0
            ? 'Every pair was sent over the gateway.'
            : 'Every pair was sent over the gateway, but for those that are to be parted.',
      changes: [],
      // traffic-path of flow logs: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
      expected: `${design.opened.length === 0 ? 'Every pair reaches what it did' : 'Every pair reaches what it did, and those that were opened each other'}: collect again and compare. In VPC flow logs what leaves over a peering has traffic-path 4, or 5 to another Region: wait until none does, for as long as your slowest job runs.`,
    },
  ];
}

function remove(topology: Topology, designed: Designed, leave: ReadonlySet<Ref>): Told[] {
  const { design, moves, cuts } = designed;
  const dead = [...moves, ...cuts].filter(
    (m) => m.fit === 'dead' && !leave.has(m.table.id) && !widerBehind(m),
  );
  const out: Told[] = [];
  for (const [table, list] of groupByTable(dead)) {
    out.push({
      title: `Delete ${list.length === 1 ? 'a route' : `${list.length} routes`} of ${topology.label(table)} that never carried anything`,
      vpcs: uniq(list.map((m) => m.vpc)),
      precondition: 'The verification passed.',
      changes: list.map((m): Change => ({
        do: 'delete-route',
        table,
        destination: m.route.destination,
        before: m.route.target,
      })),
      expected: 'The peering dropped what these routes matched.',
      cleans: table,
    });
  }
  const byVpc = groupBy(
    design.replaced.map((id) => topology.get('vpc-peering', id)!),
    (peering) => endsOf(peering)[0],
  );
  for (const [vpc, peerings] of [...byVpc].sort(([a], [b]) => byText(a, b))) {
    const many = peerings.length === 1 ? 'a peering' : `${peerings.length} peerings`;
    out.push({
      title: `Delete ${many} of ${topology.label(vpc)}`,
      vpcs: uniq(peerings.flatMap(endsOf)),
      precondition:
        'No route leads over what is deleted. Security group rules that name groups across it are replaced by prefixes, unless the gateway carries them.',
      changes: peerings.map(({ id }): Change => ({ do: 'delete-peering', peering: id })),
      expected:
        'Nothing uses them: no traffic changes. A deleted peering can only be asked for and accepted anew, under another id.',
      peerings: peerings.map((p) => p.id),
    });
  }
  return out;
}

function groupByTable(moves: readonly Move[]): [Ref, Move[]][] {
  const out = new Map<Ref, Move[]>();
  for (const move of [...moves].sort(by((m) => `${m.table.id} ${m.route.destination}`))) {
    const list = out.get(move.table.id);
    if (list) list.push(move);
    else out.set(move.table.id, [move]);
  }
  return [...out];
}
