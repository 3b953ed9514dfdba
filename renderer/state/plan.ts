/** The plan of a mesh: what the engine made of it, the step in hand, and the picture of that step on the canvas. */
import type { PlanSummary, StepDetail, StepRow } from '#app/api/plan.ts';
import { isPlanned, type PlanMode } from '#app/plan/plan.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import {
  areaOf,
  NO_PLAN_MARKS,
  type PlanMarks,
  type PlannedScene,
  sceneAt,
} from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Making } from '../state.ts';
import { isNarrowed } from './view.ts';
import { faultOf } from '../words/fault.ts';

/** What is planned for: the mesh of a finding. */
export interface PlanOf {
  readonly fingerprint: string;
  readonly mode: PlanMode;
}

export type Planning =
  | { readonly phase: 'none' }
  | { readonly phase: 'working'; readonly of: PlanOf }
  | {
      readonly phase: 'ready';
      readonly of: PlanOf;
      readonly summary: PlanSummary;
      readonly planned: PlannedScene;
      /** Every step, in order. */
      readonly rows: readonly StepRow[];
    }
  | { readonly phase: 'failed'; readonly of: PlanOf; readonly message: string };

/** What is known of the step in hand. */
export type StepInHand =
  | { readonly phase: 'none' }
  | { readonly phase: 'ready'; readonly detail: StepDetail }
  | { readonly phase: 'failed'; readonly message: string };

export interface PlanSlice {
  readonly planning: Planning;
  /** 0 is the network before the first step, the last the network after. */
  readonly planStep: number;
  readonly stepInHand: StepInHand;
  /** True while the canvas shows the plan, and not the network as it is. */
  readonly planDrawn: boolean;
  readonly planMarks: PlanMarks;
  /** Plans the move of a mesh; without one, of the mesh in hand. */
  readonly planMesh: (fingerprint?: string) => Promise<void>;
  readonly setPlanMode: (mode: PlanMode) => Promise<void>;
  readonly goToStep: (step: number) => void;
  /** Forgets the plan; the canvas shows the network as it is. */
  readonly closePlan: () => void;
  /** Puts the plan on the canvas, or the network as it is. */
  readonly drawPlan: (on: boolean) => void;
  readonly savePlan: (format: string) => Promise<void>;
  readonly resetPlan: () => void;
  /** Warnings of the plan that the user has seen to. */
  readonly seenTo: ReadonlySet<string>;
  readonly seeTo: (message: string, done: boolean) => void;
  /** Fingerprint of the mesh that is selected, or that the keyboard stands on in the list. */
  readonly meshInHand: () => string | undefined;
}

const NOTHING = {
  planning: { phase: 'none' },
  planStep: 0,
  stepInHand: { phase: 'none' },
  planDrawn: false,
  planMarks: NO_PLAN_MARKS,
  seenTo: new Set<string>(),
} as const;

/** How long a step has to be rested on before it is read, in ms: a slider passes over many. */
const REST_MS = 90;

export function planSlice({ link, set, get }: Making): PlanSlice {
  const engine = link.engine.call;
  let turn = 0;
  /** What the canvas showed before the plan. */
  let today: Scene | undefined;
  /** True once the viewport has gone to this plan. */
  let looked = false;
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

  function draw(): void {
    const { planning, planStep, source } = get();
    const narrowed = isNarrowed(get());
    if (planning.phase !== 'ready' || source.phase !== 'open') return;
    const { planned, summary } = planning;
    const { scene, marks } = sceneAt(planned, planStep);
    // A plan is of the whole network: a view would hide parts of it.
    today ??= narrowed ? sceneAt(planned, 0).scene : source.scene;
    set({
      source: { ...source, scene },
      planMarks: marks,
      planDrawn: true,
      ...(narrowed && { focus: undefined, filters: {} }),
    });
    if (looked) return;
    looked = true;
    set({ light: NO_LIGHT });
    const box = areaOf(planned, summary.members);
    if (box) get().look({ kind: 'area', box });
  }

  function undraw(): void {
    const { source, selected } = get();
    if (today === undefined) return;
    const scene = today;
    today = undefined;
    if (source.phase === 'open')
      set({ source: { ...source, scene }, planMarks: NO_PLAN_MARKS, planDrawn: false });
    // What the plan makes is not there any more.
    if (selected?.kind === 'resource' && isPlanned(selected.ref)) get().clearSelection();
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

  async function make(of: PlanOf): Promise<void> {
    const { source } = get();
    if (source.phase !== 'open') return;
    const mine = ++turn;
    const { handle } = source.opened;
    clearTimeout(resting);
    details = new Map();
    looked = false;
    undraw();
    set({ ...NOTHING, planning: { phase: 'working', of } });
    get().showDrawer('plan');
    try {
      const summary = await engine.plan({ handle, ...of, keep: [] });
      const [planned, rows] = await Promise.all([
        engine.planScene({ handle, plan: summary.plan }),
        readRows(handle, summary.plan),
      ]);
      if (mine !== turn) return;
      set({ planning: { phase: 'ready', of, summary, planned, rows } });
      if (get().drawerTab === 'plan') draw();
    } catch (error) {
      if (mine === turn) set({ planning: { phase: 'failed', of, message: faultOf(error) } });
    }
  }

  return {
    ...NOTHING,
    async planMesh(fingerprint = get().meshInHand()) {
      if (fingerprint === undefined) return;
      const { planning } = get();
      const known = planning.phase !== 'none' && planning.phase !== 'failed';
      if (known && planning.of.fingerprint === fingerprint) return get().showDrawer('plan');
      await make({ fingerprint, mode: 'exact' });
    },
    async setPlanMode(mode) {
      const { planning } = get();
      if (planning.phase !== 'none') await make({ ...planning.of, mode });
    },
    goToStep(wanted) {
      const { planning, planStep, planDrawn } = get();
      if (planning.phase !== 'ready') return;
      const step = Math.max(0, Math.min(planning.rows.length, wanted));
      if (step === planStep && planDrawn) return;
      const known = details.get(step);
      set({
        planStep: step,
        stepInHand: known ? { phase: 'ready', detail: known } : { phase: 'none' },
      });
      draw();
      clearTimeout(resting);
      if (step > 0 && !known) resting = setTimeout(() => void readStep(step), REST_MS);
    },
    closePlan() {
      undraw();
      get().resetPlan();
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
      try {
        const { plan } = planning.summary;
        const { handle } = source.opened;
        const files = await engine.planFiles({ handle, plan, format });
        const saved: string[] = [];
        for (const { name, mime, base64 } of files) {
          const { path } = await link.shell.call.save({ name, mime, base64 });
          if (path) saved.push(path);
        }
        if (saved.length > 0) get().notify('done', `Saved ${saved.join(', ')}`);
      } catch (error) {
        get().notify('failed', `Not saved: ${faultOf(error)}`);
      }
    },
    resetPlan() {
      turn++;
      clearTimeout(resting);
      details = new Map();
      today = undefined;
      set(NOTHING);
    },
  };
}
