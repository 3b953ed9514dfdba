/** What was done and can be taken back: the steps, and going along them. */
import type { NamedView } from '#app/api/view.ts';
import { by } from '#app/base/order.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Viewport } from '../canvas/viewport.ts';
import type { Making, State } from '../state.ts';
import type { Sight } from './frame.ts';
import { todayAt } from './instead.ts';
import { askScene } from './scenes.ts';
import { drawnAs } from './drawn.ts';
import { type Seen, seenIn, viewAsked } from './seen.ts';

/** Something done that can be undone; what lint did is kept by the engine, in the same order. */
export type Deed =
  | { readonly kind: 'lint'; readonly label: string }
  | {
      readonly kind: 'view';
      readonly label: string;
      readonly before: Seen;
      readonly after: Seen;
      /** Where the canvas looked before it, and after it when it was taken back; undefined where the viewport stays. */
      readonly sights?: {
        readonly before?: Sight | Viewport | undefined;
        readonly after?: Sight | Viewport | undefined;
      };
      /** What was selected, and went out of sight with it. */
      readonly left?: string;
    }
  /** A comparison was put on the canvas. */
  | { readonly kind: 'diff'; readonly label: string; readonly diff: string }
  | {
      readonly kind: 'names';
      readonly label: string;
      readonly before: readonly NamedView[];
      readonly after: readonly NamedView[];
    };

/** Both by name; where both have one, ours. */
export const joinedViews = (
  ours: readonly NamedView[],
  came: readonly NamedView[],
): readonly NamedView[] => {
  const names = new Set(ours.map(({ name }) => name));
  return [...ours, ...came.filter(({ name }) => !names.has(name))].sort(by(({ name }) => name));
};

/** Steps that take back our names leave those of others. */
export const naming = (deeds: readonly Deed[], came: readonly NamedView[]): readonly Deed[] =>
  deeds.map((deed) =>
    deed.kind === 'names'
      ? { ...deed, before: joinedViews(deed.before, came), after: joinedViews(deed.after, came) }
      : deed,
  );

const without = (deeds: readonly Deed[], deed: Deed): readonly Deed[] =>
  deeds.filter((one) => one !== deed);

/** How much can be undone. Not more than the engine keeps. */
const HISTORY = 100;

/**
 * Shows it; where it cannot be shown, why goes to `refused`, and all stays as it is. `along` changes with it. `sight`: where
 * the canvas is to look then.
 */
export type TurnTo = (
  seen: Seen,
  along: (scene: Scene) => Partial<State>,
  refused?: (fault: string) => void,
  sight?: Sight | Viewport,
) => Promise<boolean>;

export interface History {
  /**
   * Deeds that take time are done one after the other, however fast they are asked for: each begins with what the one before
   * it has left. Undefined where another source was opened before its turn came: then it is not done.
   */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  /** Another source is opened: what waits for its turn was meant for the one before. */
  readonly forget: () => void;
  /** A step back, or one that was taken back again. */
  readonly step: (back: boolean) => () => Promise<void>;
  /** The history with one more deed, and without the message that spoke of the one before it. */
  readonly entering: (deed: Deed) => Pick<State, 'past' | 'future' | 'notice'>;
}

export const NOTHING_TO_UNDO = 'There is nothing to undo.';
export const NOTHING_TO_REDO = 'There is nothing to do again.';

/** True of a message that is not so any more once something else is done: it offers to take back what was done last. */
const isOver = (notice: State['notice']): boolean =>
  notice?.action === 'undo' || notice?.text === NOTHING_TO_UNDO || notice?.text === NOTHING_TO_REDO;

export function historyOf({ link, set, get }: Making, turnTo: TurnTo): History {
  const engine = link.engine.call;
  let last: Promise<unknown> = Promise.resolve();
  /** Number of the source that deeds are of. */
  let current = 0;

  const inTurn = <T>(work: () => Promise<T>): Promise<T | undefined> => {
    const mine = current;
    const done = last.then(() => (mine === current ? work() : undefined));
    last = done.catch(() => undefined);
    return done;
  };

  /** True where the engine still draws what is on screen: a step that it does not draw is at fault itself, not the line. */
  async function isAnswered(): Promise<boolean> {
    const { source } = get();
    if (source.phase !== 'open') return false;
    const asked = askScene(engine, source.opened.handle, viewAsked(seenIn(get())));
    return asked.then(
      () => true,
      () => false,
    );
  }

  /**
   * The history as it is now, with this deed taken back, or done again: others may have been done while that took its time.
   * `as`: what is known of it by then.
   */
  function moved(deed: Deed, back: boolean, as: Deed = deed): Pick<State, 'past' | 'future'> {
    const { past, future } = get();
    if (!back) return { past: [...past, as].slice(-HISTORY), future: without(future, deed) };
    // What was done since forgets what is taken back, as it does at any other time.
    const isLast = past.at(-1) === deed;
    return { past: without(past, deed), future: isLast ? [...future, as] : future };
  }

  /** What is in hand because it came back: what comes back after it takes its place. */
  let inHand: string | undefined;

  const drawsIt = async (ref: string): Promise<boolean> => {
    const isDrawn = (): boolean => drawnAs(get(), ref) !== undefined;
    if (!isDrawn()) await get().locate([ref]);
    return isDrawn();
  };

  /**
   * What went out of sight is let go of with it, and is in hand again when it is back, unless the user has something else in
   * hand by then. False where it is not there any more, since the source was read again.
   */
  async function leave(ref: string, goes: boolean): Promise<boolean> {
    const held = (): string | undefined => {
      const { selected } = get();
      return selected && (selected.kind === 'resource' ? selected.ref : '');
    };
    if (goes) {
      if (held() === ref) get().clearSelection();
      return true;
    }
    if (!(await drawsIt(ref))) return false;
    if (held() !== undefined && held() !== inHand) return true;
    inHand = ref;
    void get().selectResource(ref);
    return true;
  }

  const step = (back: boolean) => async (): Promise<void> => {
    const { past, future, source } = get();
    // While another source is opened there is nothing on screen to take back.
    if (source.phase !== 'open') return;
    const deed = (back ? past : future).at(-1);
    if (!deed) return;
    const noted = (): void => set(moved(deed, back));
    if (deed.kind === 'view') {
      const { collapsed, opened } = get();
      let fault: string | undefined;
      const refused = (why: string): void => void (fault = why);
      const [from, to] = back ? (['after', 'before'] as const) : (['before', 'after'] as const);
      const { sights } = deed;
      // The way back from here leads to where the network is looked at now.
      const as = sights ? { ...deed, sights: { ...sights, [from]: todayAt(get()) } } : deed;
      if (!(await turnTo(deed[to], () => moved(deed, back, as), refused, sights?.[to]))) {
        if (fault === undefined) return;
        // What it named may have gone since, when the source was read again: then the step before it is the next one.
        if (await isAnswered())
          set({ past: without(get().past, deed), future: without(get().future, deed) });
        const what = back ? 'Cannot be undone' : 'Cannot be done again';
        return get().notify('failed', `${what}: ${deed.label}. ${fault}`);
      }
      if (collapsed !== get().collapsed || opened !== get().opened) void get().relight();
      const isThere = deed.left === undefined || (await leave(deed.left, !back));
      const gone = isThere ? '' : ' It is not there any more.';
      get().notify('done', `${back ? 'Undone' : 'Done'}: ${deed.label}.${gone}`);
    } else if (deed.kind === 'names') {
      set({ views: back ? deed.before : deed.after, ...moved(deed, back) });
      get().notify('done', `${back ? 'Undone' : 'Done'}: ${deed.label}.`);
    } else if (deed.kind === 'diff') {
      const replayed = get().replayDiff(deed.diff, !back);
      noted();
      // It is there no more, or was put away since: then the step before it is meant.
      if (!replayed) return step(back)();
      return get().notify('done', `${back ? 'Undone' : 'Done'}: ${deed.label}.`);
    } else {
      await (back ? get().undoLint(noted) : get().redoLint(noted));
      return;
    }
    get().keep();
  };

  const entering: History['entering'] = (deed) => ({
    past: [...get().past, deed].slice(-HISTORY),
    future: [],
    notice: isOver(get().notice) ? undefined : get().notice,
  });

  const forget = (): void => {
    current++;
  };

  return { inTurn, forget, step, entering };
}
