/** The plan of a mesh: what the engine made of it, and the step in hand. */
import type { PlanProgressEvent, PlanSummary, StepDetail, StepRow } from '#app/api/plan.ts';
import type { PlanMode } from '#app/plan/design-shapes.ts';
import type { PlannedScene } from '#app/scene/planned.ts';
import type { Making, State } from '../state.ts';
import { askOfWish, NO_WISH, type PlanWish } from './plan-choices.ts';
import type { Sight } from './frame.ts';
import { type PlannedPick, planDrawing, plannedPick } from './plan-drawn.ts';
import { saveFiles } from './saving.ts';
import { isWhole } from './seen.ts';
import { faultOf } from '../words/fault.ts';

/** What is planned for: the mesh of a finding. */
export interface PlanOf {
  readonly fingerprint: string;
  readonly mode: PlanMode;
}

export interface PlanReady {
  readonly phase: 'ready';
  readonly of: PlanOf;
  readonly summary: PlanSummary;
  readonly planned: PlannedScene;
  /** Every step, in order. */
  readonly rows: readonly StepRow[];
}

export type Planning =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'working';
      readonly of: PlanOf;
      /** Undefined until its thread has begun to prove. */
      readonly progress: Omit<PlanProgressEvent, 'job'> | undefined;
      /** Whether it goes onto the canvas, where it is made again as it was; undefined: where its tab is in hand then. */
      readonly drawn: boolean | undefined;
    }
  | PlanReady
  | { readonly phase: 'stopped'; readonly of: PlanOf }
  | { readonly phase: 'failed'; readonly of: PlanOf; readonly message: string };

/** What the plan panel shows: the steps of the plan, or what it is made with. */
export type PlanView = 'steps' | 'choices';

/** What is known of the step in hand. */
export type StepInHand =
  | { readonly phase: 'none' }
  | { readonly phase: 'ready'; readonly detail: StepDetail }
  | { readonly phase: 'failed'; readonly message: string };

/** A plan as the page after this one makes it again. */
export interface KeptPlan {
  readonly of: PlanOf;
  /** The files of traffic and prices are the engine's, of what was open then. */
  readonly wish: PlanWish;
  readonly step: { readonly number: number; readonly title: string } | undefined;
  readonly view: PlanView;
  readonly seenTo: readonly string[];
  /** It was on the canvas, or on its way there. */
  readonly drawn: boolean;
  /** What was selected of that which only the plan has. */
  readonly selected: PlannedPick | undefined;
}

export interface PlanSlice {
  readonly planning: Planning;
  readonly planView: PlanView;
  /** The last plan of this mesh that was made, and what it was made with: where the way back from another leads. */
  readonly planMade: { readonly planning: PlanReady; readonly wish: PlanWish } | undefined;
  /** 0 is the network before the first step, the last the network after. */
  readonly planStep: number;
  readonly stepInHand: StepInHand;
  /** Plans the move of a mesh; without one, of the mesh in hand. */
  readonly planMesh: (fingerprint?: string) => Promise<void>;
  readonly setPlanMode: (mode: PlanMode) => Promise<void>;
  readonly showPlanView: (view: PlanView) => void;
  /** Makes the plan anew, with what is chosen now; nothing where there is none. */
  readonly replan: () => Promise<void>;
  /** Stops the plan in the making: the one before is shown again, with the choices it was made with. */
  readonly stopPlan: () => void;
  /** Shows the last plan that was made, with the choices it was made with. */
  readonly backToMade: () => void;
  readonly goToStep: (step: number) => void;
  /** Reads the step in hand once more: it could not be read. */
  readonly readStepAgain: () => Promise<void>;
  /** Forgets the plan, not what was chosen for it; the canvas shows the network as it is. */
  readonly closePlan: () => void;
  /** Puts the plan on the canvas, or the network as it is. */
  readonly drawPlan: (on: boolean) => void;
  readonly savePlan: (format: string) => Promise<void>;
  /**
   * Plans anew for a network that was read again, with what was chosen, where the plan was in sight; else, or where its mesh
   * is gone, the plan is forgotten. `sight`: where the canvas looked then.
   */
  readonly planAgain: (kept: KeptPlan | undefined, sight: Sight | undefined) => Promise<void>;
  /**
   * Makes the plan again that was in sight in the page before this one; what it was made with and cannot be had again is
   * said. `sight`: where the canvas looked.
   */
  readonly takeUpPlan: (kept: KeptPlan, sight: Sight | undefined) => Promise<void>;
  /** Forgets the plan and what was chosen: another estate is opened. */
  readonly resetPlan: () => void;
  /** Warnings of the plan that the user has seen to. */
  readonly seenTo: ReadonlySet<string>;
  readonly seeTo: (message: string, done: boolean) => void;
  /** Fingerprint of the mesh that is selected, or that the keyboard stands on in the list. */
  readonly meshInHand: () => string | undefined;
}

/** True of a plan that is on the canvas, or will be without a word of the user. */
function isToBeDrawn({ planning, instead, coming, drawerTab, panels }: State): boolean {
  if (planning.phase === 'ready') return instead?.what === 'plan' || coming === 'plan';
  const isInHand = drawerTab === 'plan';
  return planning.phase === 'working' ? (planning.drawn ?? isInHand) : isInHand && panels.drawer;
}

/** Undefined where no plan is in sight. */
export function keptPlanOf(state: State): KeptPlan | undefined {
  const { planning, planStep, planWish, planView, seenTo, panels, drawerTab } = state;
  const drawn = isToBeDrawn(state);
  const isInSight = drawn || (panels.drawer && drawerTab === 'plan');
  if (planning.phase === 'none' || !isInSight) return undefined;
  const row = planning.phase === 'ready' ? planning.rows[planStep - 1] : undefined;
  const step = row && { number: planStep, title: row.title };
  return {
    of: planning.of,
    wish: planWish,
    step,
    view: planView,
    seenTo: [...seenTo],
    drawn,
    selected: plannedPick(state),
  };
}

const NOTHING = {
  planning: { phase: 'none' },
  planStep: 0,
  stepInHand: { phase: 'none' },
} as const;

/** What goes with one mesh, whatever plan is made of it. */
const NO_MESH = {
  seenTo: new Set<string>(),
  planMade: undefined,
  planChoices: undefined,
  planView: 'steps',
} as const;

/** The same step again, as long as the plan begins the same; else 0. */
const stepAgain = ({ rows }: PlanReady, { step }: KeptPlan): number =>
  step && rows[step.number - 1]?.title === step.title ? step.number : 0;

/** How long a step has to be rested on before it is read, in ms: a slider passes over many. */
const REST_MS = 90;

export function planSlice({ link, set, get }: Making): PlanSlice {
  const engine = link.engine.call;
  const { draw, undraw, lookAnew, pickAnew } = planDrawing({ set, get });
  let turn = 0;
  /** What the engine calls the plan in the making. */
  let job: string | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let details = new Map<number, StepDetail>();

  async function readRows(handle: string, plan: string): Promise<readonly StepRow[]> {
    const rows: StepRow[] = [];
    for (;;) {
      const page = await engine.planSteps({ handle, plan, start: rows.length });
      rows.push(...page.rows);
      if (rows.length >= page.total || page.rows.length === 0) return rows;
    }
  }

  async function readStep(step: number): Promise<void> {
    const { planning, source } = get();
    if (planning.phase !== 'ready' || source.phase !== 'open') return;
    const { plan } = planning.summary;
    const still = (): boolean => {
      const now = get();
      return (
        now.planStep === step &&
        now.planning.phase === 'ready' &&
        now.planning.summary.plan === plan
      );
    };
    try {
      const detail = await engine.planStep({ handle: source.opened.handle, plan, step });
      if (!still()) return;
      details.set(step, detail);
      set({ stepInHand: { phase: 'ready', detail } });
    } catch (error) {
      if (still()) set({ stepInHand: { phase: 'failed', message: faultOf(error) } });
    }
  }

  /** Tells the engine that nobody waits for the plan in the making any more. */
  function cancel(): void {
    if (job !== undefined) engine.cancel({ job }).catch(() => undefined);
    job = undefined;
  }

  function takeUp(planning: PlanReady, kept?: KeptPlan): void {
    clearTimeout(resting);
    details = new Map();
    const planStep = kept ? stepAgain(planning, kept) : 0;
    set({ ...NOTHING, planning, planStep });
    pickAnew(kept?.selected);
    if (kept ? kept.drawn : get().drawerTab === 'plan') draw();
    if (planStep > 0) void readStep(planStep);
  }

  /** What is in the making, or was made, is not wanted any more. `again`: it is made anew. */
  function leave(again = false): void {
    turn++;
    cancel();
    clearTimeout(resting);
    details = new Map();
    undraw(again);
  }

  /** True where it was made; false where it was not, or something else came between. `kept`: it is made again, as it was. */
  async function make(of: PlanOf, kept?: KeptPlan): Promise<boolean> {
    const { source, planWish, planning: before } = get();
    if (source.phase !== 'open') return false;
    leave(true);
    const mine = turn;
    const { handle } = source.opened;
    const same = before.phase !== 'none' && before.of.fingerprint === of.fingerprint;
    if (!same && !kept) lookAnew();
    set({
      ...NOTHING,
      ...(same ? {} : NO_MESH),
      ...(kept && { seenTo: new Set(kept.seenTo), planView: kept.view }),
      planning: { phase: 'working', of, progress: undefined, drawn: kept?.drawn },
    });
    if (!kept) get().showDrawer('plan');
    try {
      const { fingerprint, mode } = of;
      const choices = get().planChoices ?? (await engine.planChoices({ handle, fingerprint }));
      if (mine !== turn) return false;
      const own = (job = `plan of the window ${mine}`);
      set({ planChoices: choices });
      const summary = await engine.plan({
        handle,
        job: own,
        fingerprint,
        mode,
        ...askOfWish(planWish, choices),
      });
      const [planned, rows] = await Promise.all([
        engine.planScene({ handle, plan: summary.plan }),
        readRows(handle, summary.plan),
      ]);
      if (mine !== turn) return false;
      job = undefined;
      const planning: PlanReady = { phase: 'ready', of, summary, planned, rows };
      set({ planMade: { planning, wish: planWish } });
      takeUp(planning, kept);
      return true;
    } catch (error) {
      if (mine !== turn) return false;
      job = undefined;
      undraw();
      set({ planning: { phase: 'failed', of, message: faultOf(error) } });
      return false;
    }
  }

  link.engine.on('planProgress', ({ job: of, ...progress }) => {
    const { planning } = get();
    if (planning.phase === 'working' && of === job) set({ planning: { ...planning, progress } });
  });

  return {
    ...NOTHING,
    ...NO_MESH,
    showPlanView: (planView) => set({ planView }),
    async replan() {
      const { planning } = get();
      if (planning.phase !== 'none') await make(planning.of);
    },
    stopPlan() {
      const { planning, planMade } = get();
      if (planning.phase !== 'working') return;
      turn++;
      cancel();
      if (planMade) get().backToMade();
      else {
        undraw();
        set({ planning: { phase: 'stopped', of: planning.of } });
      }
      get().notify('done', planMade ? 'Stopped. The plan is as before.' : 'Planning was stopped.');
    },
    backToMade() {
      const { planMade } = get();
      if (!planMade) return;
      set({ planWish: planMade.wish });
      takeUp(planMade.planning);
    },
    async planMesh(fingerprint = get().meshInHand()) {
      if (fingerprint === undefined) return;
      const { planning } = get();
      const known = planning.phase === 'working' || planning.phase === 'ready';
      if (known && planning.of.fingerprint === fingerprint) return get().showDrawer('plan');
      await make({ fingerprint, mode: 'exact' });
    },
    async setPlanMode(mode) {
      const { planning } = get();
      if (planning.phase !== 'none') await make({ ...planning.of, mode });
    },
    goToStep(wanted) {
      const { planning, planStep, instead } = get();
      if (planning.phase !== 'ready') return;
      const step = Math.max(0, Math.min(planning.rows.length, wanted));
      if (step === planStep && instead?.what === 'plan') return;
      const known = details.get(step);
      set({
        planStep: step,
        stepInHand: known ? { phase: 'ready', detail: known } : { phase: 'none' },
      });
      draw();
      clearTimeout(resting);
      if (step > 0 && !known) resting = setTimeout(() => void readStep(step), REST_MS);
    },
    readStepAgain: () => readStep(get().planStep),
    closePlan() {
      leave();
      set({ ...NOTHING, ...NO_MESH });
      if (get().drawerTab === 'plan') get().togglePanel('drawer', false);
    },
    seeTo(message, done) {
      const seenTo = new Set(get().seenTo);
      if (done) seenTo.add(message);
      else seenTo.delete(message);
      set({ seenTo });
    },
    meshInHand() {
      const { selected, row, inHand } = get();
      const chosen = selected?.kind === 'finding' ? row(selected.fingerprint) : undefined;
      return [chosen, inHand()].find((r) => r?.rule === 'peering-mesh')?.fingerprint;
    },
    drawPlan(on) {
      if (on) draw();
      else undraw();
    },
    async savePlan(format) {
      const { source, planning } = get();
      if (source.phase !== 'open' || planning.phase !== 'ready') return;
      const { plan } = planning.summary;
      const { handle } = source.opened;
      await saveFiles({ link, get }, 'Writing the plan', (job) =>
        engine.planFiles({ handle, plan, format, job }),
      );
    },
    async planAgain(kept, sight) {
      if (get().planning.phase === 'none') return;
      leave();
      const mine = turn;
      const there = kept !== undefined && (await get().hasFinding(kept.of.fingerprint));
      if (mine !== turn) return;
      if (!there) return set({ ...NOTHING, ...NO_MESH });
      set({ planMade: undefined, planChoices: undefined });
      // Of a part of the network the viewport has gone back to where that was looked at.
      if (kept.drawn && sight && !isWhole(get())) lookAnew({ at: sight, atOnce: false, lit: true });
      await make(kept.of, kept);
    },
    async takeUpPlan(kept, sight) {
      const mine = turn;
      const there = await get().hasFinding(kept.of.fingerprint);
      if (!there || mine !== turn) return;
      const { wish, drawn } = kept;
      const { traffic, prices } = wish;
      set({ planWish: { ...wish, traffic: undefined, prices: undefined } });
      if (drawn) lookAnew({ at: sight, atOnce: true, lit: true });
      if (!(await make(kept.of, kept))) return;
      const files = [traffic, prices].flatMap((file) => file?.name ?? []);
      if (files.length > 0)
        get().notify(
          'hint',
          `The plan is made anew without ${files.join(' and ')}: open it again.`,
        );
    },
    resetPlan() {
      leave();
      set({ ...NOTHING, ...NO_MESH, planWish: NO_WISH, planFileFault: undefined });
    },
  };
}
