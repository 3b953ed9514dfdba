/** The picture of a plan's step on the canvas, in place of the network as it is. */
import { isPlanned } from '#app/plan/design-shapes.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import {
  areaOf,
  NO_PLAN_MARKS,
  type PlannedScene,
  sceneAt,
  type Stepped,
} from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import { getReady, isReady } from '../canvas/ready.ts';
import { breath } from '../slices.ts';
import type { Making } from '../state.ts';
import { ALL_SEEN, type Seen, seenIn } from './seen.ts';
import { withScene } from './source.ts';

export interface PlanDrawing {
  readonly draw: () => void;
  /** Puts back what the canvas showed before the plan, with the view it was of. */
  readonly undraw: () => void;
  /** The next plan is of another mesh: the viewport goes there. */
  readonly lookAnew: () => void;
  /** What the canvas showed is of a network that is not open any more. */
  readonly forgetDrawn: () => void;
}

export function planDrawing({ set, get }: Pick<Making, 'set' | 'get'>): PlanDrawing {
  /** Number of the last step that was to be drawn. */
  let drawing = 0;
  /** What the canvas showed before the plan. */
  let today: { readonly scene: Scene; readonly seen: Seen } | undefined;
  /** True once the viewport has gone to this plan. */
  let looked = false;

  /** Shows the step in hand: a large picture in a moment, as long as nothing else was asked for meanwhile. */
  function draw(): void {
    const { planning, planStep } = get();
    if (planning.phase !== 'ready') return;
    const mine = ++drawing;
    const { planned } = planning;
    if (isReady(planned.scene)) return put(sceneAt(planned, planStep));
    void inTime(() => mine === drawing, planned, planStep);
  }

  /** The same for a large picture, in pieces: what the panel shows of the step comes first. */
  async function inTime(wanted: () => boolean, planned: PlannedScene, step: number): Promise<void> {
    await breath();
    if (!wanted()) return;
    const stepped = sceneAt(planned, step);
    await getReady(stepped.scene, stepped.marks);
    if (wanted()) put(stepped);
  }

  function put(stepped: Stepped): void {
    const { planning, source } = get();
    if (planning.phase !== 'ready' || source.phase !== 'open') return;
    const { planned, summary } = planning;
    const { scene, marks } = stepped;
    today ??= { scene: source.scene, seen: seenIn(get()) };
    // A plan is of the whole network: a view would hide parts of it.
    set({
      source: { ...source, scene },
      planMarks: marks,
      planDrawn: true,
      ...ALL_SEEN,
      moved: today.seen.moved,
      setAside: today.seen,
    });
    if (looked) return;
    looked = true;
    set({ light: NO_LIGHT });
    const box = areaOf(planned, summary.members);
    if (box) get().look({ kind: 'area', box });
  }

  function undraw(): void {
    drawing++;
    const { source, selected, light } = get();
    if (today === undefined) return;
    const { scene, seen } = today;
    today = undefined;
    set({ source: withScene(source, scene), ...seen, setAside: undefined });
    set({ planMarks: NO_PLAN_MARKS, planDrawn: false });
    // Boxes stand for other things than in the plan.
    if (seen.collapsed.length + seen.opened.length > 0) {
      if (light.nodes.size + light.edges.size > 0) void get().relight();
      else set({ places: {} });
    }
    // What the plan makes is not there any more.
    if (selected?.kind === 'resource' && isPlanned(selected.ref)) get().clearSelection();
  }

  return {
    draw,
    undraw,
    lookAnew: () => (looked = false),
    forgetDrawn() {
      drawing++;
      today = undefined;
      set({ setAside: undefined });
    },
  };
}
