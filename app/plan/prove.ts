/** Simulates a plan step by step, and compares who reaches whom after each step with before the first. */
import { groupBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Routing } from '../routing/routing.ts';
import { compareSubnets, type Wanted } from './compare.ts';
import type { DraftStep } from './draft.ts';
import { takeInOrder } from './order.ts';
import type { Change } from './changes.ts';
import type { GatewayDesign } from './design-shapes.ts';
import type { Phase, Proof } from './plan.ts';
import type { Refusal } from './refusal.ts';
import { type OnLook, type Taken, Walk } from './walk.ts';

/** Pairs listed as examples; the counts tell of all. */
const MOST_EXAMPLES = 50;

/** Phases whose steps may be taken in any order; those of the others build on one another. */
const FREE: ReadonlySet<Phase> = new Set(['cut-over', 'close']);

export interface Proved {
  readonly steps: readonly Taken[];
  readonly proof: Proof;
  /** Peerings of steps after which somebody fared differently than it should. */
  readonly failed: ReadonlyMap<Ref, Refusal>;
  /** Pairs (`a b`, sorted) of cut-over steps after which somebody fared differently than it should. */
  readonly turnedDown: ReadonlyMap<string, Refusal>;
  /** Route tables that cannot be cleaned without opening another way. */
  readonly needed: ReadonlySet<Ref>;
  /** The network after the last step. */
  readonly after: Routing;
}

export interface ProveInput {
  readonly routing: Routing;
  readonly steps: readonly DraftStep[];
  readonly gateways: readonly GatewayDesign[];
  /** Peerings that go and have an end in one of some VPCs. */
  readonly touching: (vpcs: ReadonlySet<Ref>) => readonly Ref[];
  readonly wanted: Wanted;
  /** Hears of every network before it is simulated. */
  readonly onLook?: OnLook | undefined;
}

export function prove(input: ProveInput): Proved {
  const { routing, steps, gateways, touching, wanted } = input;
  const walk = new Walk(routing, gateways, wanted, steps.length, input.onLook);
  const failed = new Map<Ref, Refusal>();
  const turnedDown = new Map<string, Refusal>();
  const needed = new Set<Ref>();
  const turnDown = (step: DraftStep, peerings: readonly Ref[], refusal: Refusal): void => {
    for (const peering of peerings) failed.set(peering, refusal);
    if (step.pair !== undefined) turnedDown.set(step.pair, refusal);
    if (step.cleans !== undefined) needed.add(step.cleans);
  };
  for (const [phase, group] of groupBy(steps, (step) => step.phase)) {
    if (FREE.has(phase)) {
      for (const { step, refusal } of takeInOrder(walk, group))
        turnDown(step, step.peerings, refusal);
      continue;
    }
    for (const step of group) {
      const { id, seen } = walk.take(step);
      const { harm } = seen;
      if (!harm) continue;
      const refuse = (peerings: readonly Ref[], why = harm): void =>
        turnDown(step, peerings, { harm: why, search: undefined });
      if (phase !== 'build') {
        refuse(step.peerings);
        continue;
      }
      // On a gateway that is there, routes that lead nowhere today may begin to lead somewhere when it is built on.
      const { comparison } = walk;
      const touched = touching(comparison.changedBy(id));
      // What comes of leading to another Region goes with the peerings between Regions: the others may yet move.
      const across = step.changes.some(isOfLink)
        ? touched.filter((peering) => isAcross(routing, peering))
        : [];
      // What is led into a table is led there for the members that the table serves: the others may yet move.
      const served = step.changes.every(isOfTable)
        ? touched.filter((peering) => hasEndIn(routing, peering, step.vpcs))
        : [];
      for (const peering of [across, served, touched].find((some) => some.length > 0) ?? []) {
        const { requester, accepter } = routing.topology.get('vpc-peering', peering)!;
        refuse([peering], comparison.harmAt(id, [requester.vpc, accepter.vpc]));
      }
    }
  }
  const many = routing.reach().vpcs.length;
  const ever = walk.comparison.ever();
  return {
    steps: walk.taken,
    proof: {
      steps: steps.length,
      pairs: many * (many - 1),
      compared: walk.taken.reduce((sum, { proof }) => sum + proof.pairs, 0),
      lost: ever.lost,
      gained: ever.gained,
      wanted: ever.wanted,
      changes: ever.changes.slice(0, MOST_EXAMPLES),
      bySubnet: compareSubnets(
        routing,
        walk.network,
        new Set(steps.flatMap((s) => s.vpcs)),
        wanted,
      ),
    },
    failed,
    turnedDown,
    needed,
    after: walk.network,
  };
}

const isOfLink = (change: Change): boolean =>
  change.do === 'create-link' || change.do === 'create-tgw-route';

const OF_TABLE: ReadonlySet<Change['do']> = new Set([
  'propagate',
  'create-tgw-route',
  'create-tgw-blackhole',
]);

const isOfTable = (change: Change): boolean => OF_TABLE.has(change.do);

function hasEndIn({ topology }: Routing, peering: Ref, vpcs: readonly Ref[]): boolean {
  const { requester, accepter } = topology.get('vpc-peering', peering)!;
  return vpcs.includes(requester.vpc) || vpcs.includes(accepter.vpc);
}

function isAcross({ topology }: Routing, peering: Ref): boolean {
  const { requester, accepter } = topology.get('vpc-peering', peering)!;
  return requester.region !== accepter.region;
}
