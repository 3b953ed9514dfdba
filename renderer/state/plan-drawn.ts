/** The picture of a plan's step on the canvas, in place of the network as it is. */
import { isPlanned } from '#app/plan/design-shapes.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import { areaOf, sceneAt } from '#app/scene/planned.ts';
import { isReady } from '../canvas/ready.ts';
import type { Making, State } from '../state.ts';
import { drawnAs } from './drawn.ts';
import type { Sight } from './frame.ts';
import type { Instead } from './instead.ts';
import { isWhole } from './seen.ts';

/** Where the viewport goes with the next picture of a plan. */
export interface Going {
  /** Where it looked at the same plan before; undefined for the mesh. */
  readonly at: Sight | undefined;
  /** There is nothing to slide from. */
  readonly atOnce: boolean;
  /** What is lit stays so. */
  readonly lit: boolean;
}

/** Something that only a plan has, selected. */
export interface PlannedPick {
  readonly ref: string;
  /** The canvas was lit by it. */
  readonly lit: boolean;
}

export function plannedPick({ selected, light }: State): PlannedPick | undefined {
  if (selected?.kind !== 'resource' || !isPlanned(selected.ref)) return undefined;
  const isLit = light.nodes.size + light.edges.size > 0 && light.reason === 'resource';
  return { ref: selected.ref, lit: isLit };
}

const TO_MESH: Going = { at: undefined, atOnce: false, lit: false };

export interface PlanDrawing {
  /** Shows the step in hand. */
  readonly draw: () => void;
  /** `again`: until it is made again. */
  readonly undraw: (again?: boolean) => void;
  /** The next picture is the first of a plan: the viewport goes to its mesh, or where it is told. */
  readonly lookAnew: (going?: Going) => void;
  /** Selected with the next picture, where that has it and nothing else is selected by then. */
  readonly pickAnew: (pick: PlannedPick | undefined) => void;
}

export function planDrawing({ set, get }: Pick<Making, 'set' | 'get'>): PlanDrawing {
  /** Undefined once the viewport has gone to this plan. */
  let going: Going | undefined = TO_MESH;
  let picked: PlannedPick | undefined;

  function look(before: Instead['what'] | undefined): void {
    const { planning } = get();
    if (planning.phase !== 'ready') return;
    // Today's boxes, or those of a comparison, may stand elsewhere: where one looks may be nothing of the plan.
    const stays = before ? before === 'plan' : isWhole(get());
    if (!going && stays) return;
    const { at, atOnce, lit } = going ?? { ...TO_MESH, lit: true };
    going = undefined;
    if (!lit) set({ light: NO_LIGHT });
    if (at) return get().look({ kind: 'at', ...at, ...(atOnce && { atOnce }) });
    const box = areaOf(planning.planned, planning.summary.members);
    if (box) get().look({ kind: 'area', box });
  }

  function pick(): void {
    const one = picked;
    picked = undefined;
    if (!one || get().selected || drawnAs(get(), one.ref) === undefined) return;
    set({ selected: { kind: 'resource', ref: one.ref } });
    if (one.lit) get().lightUp([one.ref], { reason: 'resource', go: false });
  }

  return {
    draw() {
      const { planning, planStep } = get();
      if (planning.phase !== 'ready') return;
      const { planned } = planning;
      const inTime = !isReady(planned.scene);
      const then = (before: Instead['what'] | undefined): void => {
        look(before);
        pick();
      };
      void get().putInstead('plan', { draw: () => sceneAt(planned, planStep), inTime, then });
    },
    undraw: (again) => get().putToday('plan', again),
    lookAnew: (to = TO_MESH) => (going = to),
    pickAnew: (one) => (picked = one),
  };
}
