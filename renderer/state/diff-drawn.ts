/** The comparison on the canvas: put there, and taken away so that the window shows what it did before, from where it did. */
import { NO_LIGHT } from '#app/scene/light.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Making } from '../state.ts';
import { sideOf } from './diff-sides.ts';
import { todayIn } from './instead.ts';

const same = (a: Scene, b: Scene): boolean => {
  const places = new Map(b.nodes.map(({ id, x, y }) => [id, `${x} ${y}`]));
  return a.nodes.every(({ id, x, y }) => places.get(id) === `${x} ${y}`);
};

export interface DiffDrawing {
  /** `anew`: it is a step of the history, and not one that is taken back or done again. */
  readonly draw: (anew?: boolean) => void;
  readonly undraw: () => void;
}

export function diffDrawing({ set, get }: Pick<Making, 'set' | 'get'>): DiffDrawing {
  return {
    draw(anew = true) {
      const { comparing, diffShowing, source, instead } = get();
      if (comparing.phase !== 'ready' || source.phase !== 'open') return;
      const { compared, summary } = comparing;
      if (instead?.what !== 'diff' && anew)
        get().record({ kind: 'diff', label: 'show the comparison', diff: summary.diff });
      void get().putInstead('diff', {
        draw: () => sideOf(compared, diffShowing),
        then(before) {
          if (before === 'diff') return;
          set({ light: NO_LIGHT });
          const today = todayIn(get());
          if (today && !same(today, compared.scene)) get().look({ kind: 'fit' });
        },
      });
    },
    undraw: () => get().putToday('diff'),
  };
}
