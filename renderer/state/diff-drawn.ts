/** The comparison on the canvas: put there, and taken away so that the window shows what it did before, from where it did. */
import { NO_LIGHT } from '#app/scene/light.ts';
import { NO_PLAN_MARKS } from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Making } from '../state.ts';
import { sideOf } from './diff-sides.ts';
import { type Seen, seenIn } from './seen.ts';
import { withScene } from './source.ts';

/** What the canvas showed before the comparison. */
interface Today {
  readonly scene: Scene;
  readonly seen: Seen;
}

const same = (a: Scene, b: Scene): boolean => {
  const places = new Map(b.nodes.map(({ id, x, y }) => [id, `${x} ${y}`]));
  return a.nodes.every(({ id, x, y }) => places.get(id) === `${x} ${y}`);
};

export interface DiffDrawing {
  /** `anew`: it is a step of the history, and not one that is taken back or done again. */
  readonly draw: (anew?: boolean) => void;
  readonly undraw: () => void;
  /** The canvas shows something else by now: nothing is to be put back. */
  readonly forget: () => void;
}

export function diffDrawing({ set, get }: Pick<Making, 'set' | 'get'>): DiffDrawing {
  let today: Today | undefined;
  /** True once the viewport was left for this comparison. */
  let visited = false;

  function draw(anew = true): void {
    const { comparing, diffShowing, source } = get();
    if (comparing.phase !== 'ready' || source.phase !== 'open') return;
    get().drawPlan(false);
    const { source: now } = get();
    if (now.phase !== 'open') return;
    const { scene, marks } = sideOf(comparing.compared, diffShowing);
    if (today === undefined && anew) {
      const { diff } = comparing.summary;
      get().record({ kind: 'diff', label: 'show the comparison', diff });
    }
    today ??= { scene: now.scene, seen: seenIn(get()) };
    // A comparison is of the whole network: a view would hide parts of it.
    set({
      source: { ...now, scene },
      diffMarks: marks,
      diffDrawn: true,
      focus: undefined,
      filters: {},
      collapsed: [],
      opened: [],
      anew: undefined,
      setAside: today.seen,
    });
    if (visited) return;
    visited = true;
    set({ light: NO_LIGHT });
    get().look({ kind: 'visit', fit: !same(today.scene, comparing.compared.scene) });
  }

  function undraw(): void {
    if (today === undefined) return;
    const { scene, seen } = today;
    today = undefined;
    visited = false;
    const { source, selected } = get();
    set({ diffMarks: NO_PLAN_MARKS, diffDrawn: false, diffRow: undefined });
    set({ source: withScene(source, scene), ...seen, setAside: undefined, light: NO_LIGHT });
    // What is only on the other side is not there any more.
    const what =
      selected?.kind === 'resource'
        ? selected.ref
        : selected?.kind === 'finding'
          ? selected.fingerprint
          : undefined;
    if (what !== undefined && get().handleOf(what) !== undefined) get().clearSelection();
    get().look({ kind: 'return' });
  }

  return {
    draw,
    undraw,
    forget() {
      today = undefined;
      set({ setAside: undefined });
      visited = false;
    },
  };
}
