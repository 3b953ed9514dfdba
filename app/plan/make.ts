/** Makes a plan: designs, lays out the steps, proves them, and leaves on peering what cannot be moved unharmed. */
import { by, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Routing } from '../routing/routing.ts';
import { costOf } from './cost.ts';
import { type Designed, makeDesign } from './design.ts';
import type { KeptPeering, Plan, PlanMode, Step, StepProof } from './plan.ts';
import { prove, type Proved } from './prove.ts';
import { type Scope, scopeOf } from './scope.ts';
import { type DraftStep, makeSteps } from './steps.ts';
import { warningsOf } from './warnings.ts';

export interface PlanInput {
  readonly routing: Routing;
  /** The VPCs to move, such as the members of a mesh. */
  readonly vpcs: readonly Ref[];
  readonly mode: PlanMode;
  /** Peerings to leave as they are. */
  readonly keep?: readonly Ref[];
}

export interface Planned {
  readonly plan: Plan;
  /** The network as it will be: for pictures, and for linting what is left. */
  readonly after: Routing;
}

/** Rounds of proving; each leaves the peerings on which the one before failed. */
const MOST_ROUNDS = 4;

export function makePlan({ routing, vpcs, mode, keep = [] }: PlanInput): Planned {
  const { topology } = routing;
  const scope = scopeOf(routing, vpcs);
  const kept = asked(scope, keep);
  const leave = new Set<Ref>();
  let round: { designed: Designed; proved: Proved };
  for (let left = MOST_ROUNDS; ; left--) {
    const designed = makeDesign({ topology, scope, mode, keep: kept });
    const proved = prove({
      routing,
      steps: makeSteps(topology, designed, leave),
      gateways: designed.design.gateways,
      wanted: () => false,
    });
    round = { designed, proved };
    const known = new Set(kept.map((k) => k.peering));
    const failed = [...proved.failed].filter((id) => !known.has(id));
    const needed = [...proved.needed].filter((table) => !leave.has(table));
    if (failed.length + needed.length === 0 || left === 1) break;
    for (const table of needed) leave.add(table);
    for (const id of failed) kept.push(unproved(scope, id, proved));
  }
  const { designed, proved } = round;
  return {
    plan: {
      design: designed.design,
      warnings: warningsOf(routing, scope, designed, leave),
      steps: proved.steps.map(({ step, proof }) => finish(step, proof, [])),
      proof: proved.proof,
      cost: costOf(topology, designed.design),
      offers: [],
      traffic: [],
    },
    after: proved.after,
  };
}

/** Without what only the rounds of proving need. */
const finish = (draft: DraftStep, proof: StepProof, check: readonly string[]): Step => ({
  id: draft.id,
  phase: draft.phase,
  title: draft.title,
  vpcs: draft.vpcs,
  precondition: draft.precondition,
  changes: draft.changes,
  expected: draft.expected,
  check,
  rollback: draft.rollback,
  proof,
});

const endsOf = (scope: Scope, id: Ref): [Ref, Ref] => {
  const peering = scope.peerings.find((p) => p.id === id)!;
  return uniq([peering.requester.vpc, peering.accepter.vpc]) as [Ref, Ref];
};

const asked = (scope: Scope, keep: readonly Ref[]): KeptPeering[] =>
  scope.peerings
    .filter((p) => keep.includes(p.id))
    .map((p) => ({
      peering: p.id,
      vpcs: endsOf(scope, p.id),
      why: 'asked' as const,
      message: 'Kept as asked.',
    }))
    .sort(by((k) => k.peering));

function unproved(scope: Scope, id: Ref, proved: Proved): KeptPeering {
  const step = proved.steps.find(({ step }) => step.peerings.includes(id))?.step.id;
  const change = proved.proof.changes.find((c) => c.step === step) ?? proved.proof.changes[0];
  return {
    peering: id,
    vpcs: endsOf(scope, id),
    why: 'proof',
    message: change
      ? `Moved to the gateway, ${change.from} would reach ${change.to} differently: ${change.before} before, ${change.after} after.`
      : 'Moved to the gateway, somebody would be reached differently.',
  };
}
