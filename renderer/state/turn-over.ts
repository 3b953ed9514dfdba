/** Another reading of what is shown takes its place: its picture, its findings and what there is to undo, in one go. */
import type { Opened } from '#app/api/engine.ts';
import type { Scene } from '#app/scene/scene.ts';
import { getReady } from '../canvas/ready.ts';
import type { Making, State } from '../state.ts';
import { drawnOf } from './drawn.ts';
import { type History, joinedViews, naming } from './history.ts';
import { askScene } from './scenes.ts';
import { keptOf, type Seen, seenIn, seenOf, viewAsked, withBack } from './seen.ts';

/** Makes ready what is done along with it, as soon as another reading is shown: it calls `turn`, which shows it. */
type Along = () => Promise<(turn: () => void) => void>;

/** False where something else was opened meanwhile, or it is not `wanted` any more. */
export type TurnOver = (opened: Opened, wanted: () => boolean, along: Along) => Promise<boolean>;

interface Turning extends Pick<History, 'inTurn'> {
  /** Away from a plan or a comparison on the canvas. */
  readonly plain: () => void;
  /** What is still asked of the reading before is not shown. */
  readonly overtake: () => void;
}

export function turnOverOf(
  { link, set, get }: Making,
  { plain, inTurn, overtake }: Turning,
): TurnOver {
  const engine = link.engine.call;

  /** Puts another reading, made ready, in the place of what is shown. */
  function put(opened: Opened, scene: Scene, seen: Seen): void {
    const { arrangement } = opened;
    plain();
    const { source } = get();
    const came = arrangement.came?.views ?? [];
    const views = joinedViews(get().views, came);
    overtake();
    set({
      source: { phase: 'open', opened, scene },
      ...seen,
      ...(came.length > 0 && {
        views,
        past: naming(get().past, came),
        future: naming(get().future, came),
      }),
      viewFile: arrangement.file,
      choices: undefined,
      choicesFault: undefined,
    });
    // Of another network altogether there is nothing where one looks.
    const nodes = source.phase === 'open' ? drawnOf(source.scene).nodes : undefined;
    if (!scene.nodes.some(({ id }) => nodes?.has(id))) get().look({ kind: 'fit' });
    const kept = [arrangement.now, arrangement.views];
    if (JSON.stringify([keptOf(seen), views]) !== JSON.stringify(kept)) get().keep();
  }

  /**
   * Shows what is shown now of another reading: all of it changes at once, and the viewport stays. Somebody may go on working
   * while it is made ready: then it is made ready for what they have come to.
   */
  const turnOver: TurnOver = async (opened, wanted, along) => {
    const { handle, after, arrangement } = opened;
    const isThere = ({ source }: State): boolean =>
      wanted() && source.phase === 'open' && source.opened.handle === after;
    for (;;) {
      const { source, lint } = get();
      if (source.phase !== 'open' || !isThere(get())) return false;
      const asked = seenIn(get());
      const follow = await along();
      const sceneOf = (seen: Seen): Promise<Scene> =>
        askScene(engine, handle, viewAsked(seen), source.scene);
      // What was away is as it was.
      let seen = withBack(asked, arrangement.came?.back);
      const scene = await sceneOf(seen).catch(() => {
        seen = seenOf(arrangement.now);
        return sceneOf(seen);
      });
      await getReady(scene);
      const done = await inTurn(() => {
        if (!isThere(get())) return Promise.resolve(false);
        const now = get();
        if (now.lint !== lint || JSON.stringify(seenIn(now)) !== JSON.stringify(asked))
          return Promise.resolve(undefined);
        follow(() => put(opened, scene, seen));
        return Promise.resolve(true);
      });
      if (done !== undefined) return done;
    }
  };

  return turnOver;
}
