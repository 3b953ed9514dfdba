/** The plans made for one estate: kept by name, told in pieces that a window can take in. */
import { createHash } from 'node:crypto';
import {
  MOST_STEP_ROWS,
  type PlanCounters,
  type PlanSummary,
  type StepDetail,
  type StepPage,
  type StepRow,
} from '#app/api/plan.ts';
import { UserError } from '#app/api/rpc.ts';
import type { PlanMode } from '#app/plan/design-shapes.ts';
import { PHASES, type Plan, type Step } from '#app/plan/plan.ts';
import type { Report } from '#app/report.ts';
import { plannedScene } from '#app/scene/planned-make.ts';
import type { PlannedScene } from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import { writers } from '#app/writers/index.gen.ts';
import { PlanFiles } from './plan-files.ts';
import type { PlanAsk } from './plan-run.ts';
import { sayer } from './plan-words.ts';

/** How many plans of one estate are kept: one for each mode, and some to come back to when choices are taken back. */
export const KEPT_PLANS = 6;

interface Held {
  readonly id: string;
  readonly key: string;
  readonly mode: PlanMode;
  readonly plan: Plan;
  readonly rows: readonly StepRow[];
  scene: { readonly before: Scene; readonly planned: PlannedScene } | undefined;
}

export class Plans {
  readonly #plans = new Map<string, Held>();
  readonly files: PlanFiles;
  #next = 1;

  /** `files` are those that were read for an earlier snapshot of the same network. */
  constructor(files = new PlanFiles()) {
    this.files = files;
  }

  /** The plan that was made of the same; undefined where none is kept. */
  find(ask: PlanAsk): Held | undefined {
    const key = keyOf(ask);
    const found = [...this.#plans.values()].find((held) => held.key === key);
    return found && this.get(found.id);
  }

  /** Keeps a plan, unless one made of the same is kept already. */
  add(ask: PlanAsk, plan: Plan): Held {
    const known = this.find(ask);
    if (known) return known;
    const held: Held = {
      id: `plan-${this.#next++}`,
      key: keyOf(ask),
      mode: ask.mode,
      plan,
      rows: rowsOf(plan),
      scene: undefined,
    };
    this.#plans.set(held.id, held);
    const oldest = this.#plans.size > KEPT_PLANS ? this.#plans.keys().next().value : undefined;
    if (oldest !== undefined) this.#plans.delete(oldest);
    return held;
  }

  /** Throws UserError where the plan was let go, or never was. */
  get(id: string): Held {
    const held = this.#plans.get(id);
    if (!held) throw new UserError('This plan is not kept any more. Make it again.');
    this.#plans.delete(id);
    this.#plans.set(id, held);
    return held;
  }

  scene(id: string, { topology }: Report, before: Scene): PlannedScene {
    const held = this.get(id);
    if (held.scene?.before !== before)
      held.scene = { before, planned: plannedScene(before, topology, held.plan) };
    return held.scene.planned;
  }

  /** As it was drawn last: what is saved or printed is what is in sight, whatever was moved since. Undefined where it never was. */
  drawn(id: string): PlannedScene | undefined {
    return this.get(id).scene?.planned;
  }
}

/** Lists whose order decides nothing are put in order, so that the same plan is known again. */
function keyOf(ask: PlanAsk): string {
  const whole = JSON.stringify({
    ...ask,
    members: [...ask.members].sort(),
    keep: [...ask.keep].sort(),
    reuse: [...ask.reuse].sort(),
  });
  // A file of traffic may have a hundred thousand rows.
  return createHash('sha256').update(whole).digest('hex');
}

export function planSummary(held: Held, modes: readonly PlanMode[]): PlanSummary {
  const { plan } = held;
  const { design, steps } = plan;
  return {
    plan: held.id,
    mode: held.mode,
    modes,
    members: design.members,
    steps: steps.length,
    before: countersBefore(plan),
    phases: PHASES.flatMap((phase) => {
      const count = steps.filter((s) => s.phase === phase).length;
      return count === 0
        ? []
        : [{ phase, first: steps.findIndex((s) => s.phase === phase) + 1, count }];
    }),
    gateways: design.gateways,
    tables: design.tables.map(({ id, name, gateway, existing, serves, propagates, routes }) => ({
      id,
      name,
      gateway,
      existing,
      serves,
      reaches: new Set([...propagates, ...routes.flatMap((r) => r.to)]).size,
    })),
    attachments: design.attachments.map(({ id, vpc, gateway, existing }) => ({
      id,
      vpc,
      gateway,
      existing,
    })),
    replaced: design.replaced.length,
    kept: design.kept,
    opened: design.opened.length,
    closed: design.closed.length,
    warnings: plan.warnings,
    proof: plan.proof,
    cost: plan.cost,
    offers: plan.offers,
    traffic: plan.traffic,
    formats: writers
      .filter((writer) => steps.length > 0 || !writer.carriesOut)
      .map(({ id, about }) => ({ id, ...about })),
  };
}

const countersBefore = ({ design }: Plan): PlanCounters => ({
  attachments: design.attachments.filter((a) => a.existing).length,
  peerings: design.replaced.length + design.kept.length,
  routes: 0,
});

function rowsOf(plan: Plan): StepRow[] {
  let { attachments, peerings, routes } = countersBefore(plan);
  return plan.steps.map((step) => {
    const of = (...kinds: readonly string[]) =>
      step.changes.filter((change) => kinds.includes(change.do)).length;
    const moved = of('create-route', 'replace-route', 'delete-route');
    attachments += of('create-attachment');
    peerings -= of('delete-peering');
    routes += moved;
    const { id, phase, title, proof } = step;
    return { id, phase, title, attachments, peerings, routes, moved, ...proof };
  });
}

export function stepPage({ rows }: Held, start: number): StepPage {
  return { total: rows.length, rows: rows.slice(start, start + MOST_STEP_ROWS) };
}

/** Throws UserError for a step that the plan does not have. */
export function stepDetail({ plan, rows }: Held, number: number, { topology }: Report): StepDetail {
  const [step, row]: [Step | undefined, StepRow | undefined] = [
    plan.steps[number - 1],
    rows[number - 1],
  ];
  if (!step || !row)
    throw new UserError(`The plan has ${rows.length} steps; there is no step ${number}.`);
  const say = sayer(topology, plan.design);
  return {
    ...row,
    precondition: step.precondition,
    changes: step.changes.map(say),
    expected: step.expected,
    check: step.check,
    rollback: step.rollback.map(say),
  };
}

/** Throws UserError for a format that no writer has. */
export function checkPlanFormat(format: string): void {
  if (writers.some(({ id }) => id === format)) return;
  throw new UserError(
    `There is no format ${JSON.stringify(format)}; there are ${writers.map(({ id }) => id).join(', ')}.`,
  );
}
