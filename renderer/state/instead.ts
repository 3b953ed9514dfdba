/** What the canvas shows instead of the network as it is: nothing else, a plan, or a comparison. The view there is stays. */
import { isPlanned } from '#app/plan/design-shapes.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import type { PlanMarks, Stepped } from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import { getReady } from '../canvas/ready.ts';
import type { Viewport } from '../canvas/viewport.ts';
import { breath } from '../slices.ts';
import type { Making, State } from '../state.ts';
import type { Sight } from './frame.ts';
import { isWhole } from './seen.ts';
import { withScene } from './source.ts';

export interface Instead {
  readonly what: 'plan' | 'diff';
  /** What it does to the network, marked. */
  readonly marks: PlanMarks;
  /** The picture of today's network, of the view there is: shown again after it. */
  readonly today: Scene;
  /** Where the viewport stood before today's network; undefined where there was no canvas yet. */
  readonly stood: Viewport | undefined;
}

export interface Picture {
  readonly draw: () => Stepped;
  /** It is large: it is put there in a moment, and what the panel says comes first. */
  readonly inTime?: boolean;
  /**
   * Called once it is there; `before`: what was there until then, other than today's network, or was taken away to be made
   * again.
   */
  readonly then: (before: Instead['what'] | undefined) => void;
}

export interface InsteadSlice {
  readonly instead: Instead | undefined;
  /** A large picture of it is on its way to the canvas. */
  readonly coming: Instead['what'] | undefined;
  /** Puts it on the canvas, whatever is there, unless something else is put there before it is drawn. */
  readonly putInstead: (what: Instead['what'], picture: Picture) => Promise<void>;
  /**
   * Shows today's network again in the place of this; what else is there stays. `again`: only until it is made again, and so
   * the viewport stays.
   */
  readonly putToday: (what: Instead['what'], again?: boolean) => void;
  /** What the canvas shows is of a network that is not open any more. */
  readonly forgetInstead: () => void;
}

/** True where the canvas shows the network as it is. */
export const isPlain = ({ instead }: Pick<State, 'instead'>): boolean => instead === undefined;

/** Why nothing can be done to how today's network is drawn; undefined where it is on the canvas. */
export const whyNotPlain = ({ instead }: Pick<State, 'instead'>): string | undefined =>
  instead &&
  `A ${instead.what === 'plan' ? 'plan' : 'comparison'} is on the canvas: close it first.`;

/** The picture of today's network, on the canvas or not; undefined where none is open. */
export const todayIn = ({ source, instead }: State): Scene | undefined =>
  source.phase === 'open' ? (instead?.today ?? source.scene) : undefined;

/** Of a plan of the whole, shown whole before it, the same is to be seen at the same place: the viewport stays. */
const wayBack = (state: State, { what, stood }: Pick<Instead, 'what' | 'stood'>) =>
  what === 'diff' || !isWhole(state) ? stood : undefined;

/** Where today's network is looked at, or will be once it is on the canvas again. */
export const todayAt = (state: State): Sight | Viewport | undefined =>
  (state.instead && wayBack(state, state.instead)) ?? state.sight();

export function insteadSlice({ set, get }: Making): InsteadSlice {
  /** Number of what was to be put there last. */
  let turn = 0;
  /** What was taken away to be made again. */
  let away: Pick<Instead, 'what' | 'stood'> | undefined;

  function put(what: Instead['what'], { scene, marks }: Stepped): Instead['what'] | undefined {
    const { source, instead: before } = get();
    if (source.phase !== 'open') return undefined;
    const today = before?.today ?? source.scene;
    const left = before ?? away;
    away = undefined;
    const stood = left ? left.stood : get().stands();
    set({
      source: { ...source, scene },
      instead: { what, marks, today, stood },
      coming: undefined,
    });
    if (before && before.what !== what) leave(before);
    if (!before) standForOthers();
    return left?.what;
  }

  /** What is only in it is not there any more. */
  function leave({ what }: Instead): void {
    if (what === 'diff') set({ diffRow: undefined, light: NO_LIGHT });
    const { selected } = get();
    if (selected === undefined || selected.kind === 'rule') return;
    const id = selected.kind === 'resource' ? selected.ref : selected.fingerprint;
    const isElsewhere = what === 'diff' ? get().handleOf(id) !== undefined : isPlanned(id);
    if (isElsewhere) get().clearSelection();
  }

  /** Boxes stand for other things where some are collapsed or opened in one of two pictures. */
  function standForOthers(): void {
    const { collapsed, opened, light } = get();
    if (collapsed.length + opened.length === 0) return;
    if (light.nodes.size + light.edges.size > 0) void get().relight();
    else set({ places: {} });
  }

  function stop(): void {
    turn++;
    set({ coming: undefined });
  }

  return {
    instead: undefined,
    coming: undefined,
    async putInstead(what, { draw, inTime = false, then }) {
      const mine = ++turn;
      const isWanted = (): boolean => mine === turn;
      if (inTime) {
        set({ coming: what });
        await breath();
      }
      if (!isWanted()) return;
      const drawn = draw();
      if (inTime) await getReady(drawn.scene, drawn.marks);
      if (!isWanted()) return;
      if (get().source.phase === 'open') then(put(what, drawn));
    },
    putToday(what, again = false) {
      if (get().coming === what) stop();
      const { instead, source } = get();
      if (instead?.what === what) {
        set({ source: withScene(source, instead.today), instead: undefined });
        leave(instead);
        standForOthers();
        away = instead;
      }
      if (away?.what !== what || again) return;
      const at = wayBack(get(), away);
      away = undefined;
      if (at) get().look({ kind: 'stand', at });
    },
    forgetInstead() {
      stop();
      away = undefined;
      set({ instead: undefined });
    },
  };
}
