/** Makes a plan: designs, lays out the steps, proves them, and leaves on peering what cannot be moved unharmed. */
import type { Ref } from '../base/ref.ts';
import { LIST_PRICES, type Prices } from '../mesh/prices.ts';
import type { Routing } from '../routing/routing.ts';
import type { Intent } from '../rules/intent.ts';
import { checksOf } from './checks.ts';
import { costOf } from './cost.ts';
import { type Designed, makeDesign } from './design.ts';
import type { DraftStep } from './draft.ts';
import { askedBy } from './goals.ts';
import { askedToStay, cannotMove, hotOnes, unproved } from './kept.ts';
import { offersIn } from './offers.ts';
import type { PlanMode } from './design-shapes.ts';
import type { Plan, Step, StepCheck, StepProof } from './plan.ts';
import { prove, type Proved } from './prove.ts';
import type { Refusal } from './refusal.ts';
import { endsOf, scopeOf } from './scope.ts';
import { refuseUnsound } from './sound.ts';
import { makeSteps } from './steps.ts';
import { choicesFor, KEEP_FROM, type Traffic } from './traffic.ts';
import { warningsOf } from './warnings.ts';

export interface PlanInput {
  readonly routing: Routing;
  /** The VPCs to move, such as the members of a mesh. */
  readonly vpcs: readonly Ref[];
  readonly mode: PlanMode;
  /** The environments of the configuration; `segments` asks them. */
  readonly intent?: Intent;
  /** Existing transit gateways to build on, one a Region at most. */
  readonly reuse?: readonly Ref[];
  /** Peerings to leave as they are. */
  readonly keep?: readonly Ref[];
  readonly prices?: Prices;
  /** What flows between the VPCs, as far as that is known. */
  readonly traffic?: readonly Traffic[];
  /** USD a month from which on a pair counts as hot: moving it costs that much more. Default: `KEEP_FROM`. */
  readonly keepFrom?: number;
  /** Leaves hot pairs on their peering. */
  readonly keepHot?: boolean;
  /** Hears how far the proof is, before each network is simulated. Nothing it does changes the plan. */
  readonly onProgress?: (progress: PlanProgress) => void;
}

/** How far a plan in the making is. */
export interface PlanProgress {
  /** From 1. What one round turns down is left out of the next, which proves all the rest anew. */
  readonly round: number;
  /** Steps of this round that have their place in the order; while one is looked for it may fall. */
  readonly placed: number;
  readonly steps: number;
  /** Networks simulated in this round: one for each step, and more where an order has to be searched for. */
  readonly simulated: number;
}

export interface Planned {
  readonly plan: Plan;
  /** The network as it will be: for pictures, and for linting what is left. */
  readonly after: Routing;
}

/** Throws RangeError where the network has ids, accounts or Regions that commands cannot be written with. */
export function makePlan(input: PlanInput): Planned {
  const { routing, vpcs, mode, intent, reuse = [], prices = LIST_PRICES, traffic = [] } = input;
  const { topology } = routing;
  const scope = scopeOf(routing, vpcs);
  const kept = [...askedToStay(scope, input.keep ?? []), ...cannotMove(topology, scope)];
  const { keepFrom = KEEP_FROM } = input;
  const choices = choicesFor(topology, prices, scope.peerings, traffic, new Set(), keepFrom);
  if (input.keepHot) kept.push(...hotOnes(choices, kept));
  const asked = askedBy(mode, intent);
  const inside = new Set(scope.members);
  const leave = new Set<Ref>();
  const refused = new Map<string, Refusal>();
  let round: { designed: Designed; proved: Proved };
  let rounds = 0;
  // What fails the proof stays as it is, and the rest is designed anew: each round leaves less to move.
  for (;;) {
    rounds++;
    const designed = makeDesign({ topology, scope, mode, asked, reuse, keep: kept, refused });
    const proved = prove({
      routing,
      steps: makeSteps({ topology, designed, leave }),
      gateways: designed.design.gateways,
      touching: (vpcs) =>
        designed.design.replaced.filter((id) =>
          endsOf(topology.get('vpc-peering', id)!).some((vpc) => vpcs.has(vpc)),
        ),
      wanted: (turn, from, to) =>
        inside.has(from) && inside.has(to) && asked(from, to) === (turn === 'gained'),
      onLook: (far) => input.onProgress?.({ round: rounds, ...far }),
    });
    round = { designed, proved };
    const known = new Set(kept.map((k) => k.peering));
    const failed = [...proved.failed].filter(([id]) => !known.has(id));
    const needed = [...proved.needed].filter((table) => !leave.has(table));
    const down = [...proved.turnedDown].filter(([pair]) => !refused.has(pair));
    if (failed.length + needed.length + down.length === 0) break;
    for (const table of needed) leave.add(table);
    for (const [id, refusal] of failed) kept.push(unproved(topology, scope, reuse, id, refusal));
    for (const [pair, refusal] of down) refused.set(pair, refusal);
  }
  const { designed, proved } = round;
  const { design } = designed;
  const stays = new Set(design.kept.map((k) => k.peering));
  const steps = proved.steps.map(({ id, step, proof }) =>
    finish(id, step, proof, checksOf(step, { design, topology, after: proved.after })),
  );
  refuseUnsound({ design, steps }, topology);
  return {
    plan: {
      design,
      warnings: warningsOf({ routing, scope, designed, leave, asked, after: proved.after }),
      steps,
      proof: proved.proof,
      cost: costOf({ topology, design, peerings: scope.peerings, prices, traffic }),
      offers: offersIn(proved.after.topology, design.members),
      traffic: choices.map((c) => ({ ...c, kept: stays.has(c.peering) })),
    },
    after: proved.after,
  };
}

/** Without what only the rounds of proving need. */
const finish = (
  id: string,
  draft: DraftStep,
  proof: StepProof,
  checks: readonly StepCheck[],
): Step => ({
  id,
  phase: draft.phase,
  title: draft.title,
  vpcs: draft.vpcs,
  precondition: draft.precondition,
  changes: draft.changes,
  expected: draft.expected,
  check: checks.map(({ command }) => command),
  checks,
  rollback: draft.rollback,
  proof,
});
