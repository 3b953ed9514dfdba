/** What the canvas shows of the whole, and the one history of everything that can be taken back. */
import { shownOf } from '#app/routing/outcome.ts';
import type { Choices } from '#app/scene/choices.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Making, State } from '../state.ts';
import { getReady } from '../canvas/ready.ts';
import type { Viewport } from '../canvas/viewport.ts';
import { faultOf } from '../words/fault.ts';
import { called } from './called.ts';
import { drawnAs } from './drawn.ts';
import type { Sight } from './frame.ts';
import { type Deed, type History, historyOf, type TurnTo } from './history.ts';
import { todayAt } from './instead.ts';
import { askScene } from './scenes.ts';
import { type TurnOver, turnOverOf } from './turn-over.ts';
import {
  ALL_SEEN,
  type Filters,
  type Focus,
  sameSight,
  type Seen,
  seenIn,
  viewAsked,
} from './seen.ts';

/** Parts that are lists of values to choose from. */
export type ListPart = 'accounts' | 'regions' | 'segments' | 'tags';

/** What goes with a change of what is shown. */
export interface Changing {
  /** Corrects what is entered into the history by what came of it. */
  readonly told?: (after: Seen, scene: Scene) => Seen;
  /** The viewport goes to what is shown, and back with the step that takes it back. */
  readonly looks?: boolean;
  /** What is selected and goes out of sight, to be selected again when it is back. */
  readonly left?: string | undefined;
}

export interface ViewSlice extends Seen {
  /** What a view can be narrowed to; undefined until it was asked for. */
  readonly choices: Choices | undefined;
  /** Why that could not be told. */
  readonly choicesFault: string | undefined;
  /** The part whose values the keyboard is to go to, once the panel shows them. */
  readonly enterPart: ListPart | undefined;
  /** Latest last. */
  readonly past: readonly Deed[];
  readonly future: readonly Deed[];
  /** Shows another part of the network; `label` says what that did, as part of a sentence. True where it is shown. */
  readonly show: (part: Partial<Seen>, label: string) => Promise<boolean>;
  /** The same for what depends on what is shown when its turn comes. */
  readonly change: (
    to: (now: Seen) => Seen | undefined,
    label: string,
    more?: Changing,
  ) => Promise<boolean>;
  readonly setFocus: (focus: Focus | undefined) => Promise<void>;
  readonly showAll: () => Promise<void>;
  /** Sets one part of the filters; undefined takes it away. */
  readonly filterBy: <K extends keyof Filters>(
    part: K,
    value: Filters[K] | undefined,
    label: string,
  ) => Promise<boolean>;
  readonly viewFinding: (fingerprint: string) => Promise<void>;
  /** Shows only the way of the trace that is lit. */
  readonly viewPath: () => Promise<void>;
  readonly hideSelected: () => Promise<void>;
  readonly isolateSelected: () => Promise<void>;
  /** Shows the panel of views; at the values of a part, where one is given. */
  readonly openView: (part?: ListPart) => void;
  readonly entered: () => void;
  readonly loadChoices: () => Promise<void>;
  /** Does what changes what is shown, or how it is linted, in the order of the one history. */
  readonly inTurn: History['inTurn'];
  /** Enters what was done, in its turn or at once, into the history. */
  readonly record: (deed: Deed) => void;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
  /**
   * Shows the same of a network that was read again, in the place of the one it goes on from: what a view names and is not
   * there any more is left out of it. What `along` comes to is done with it. False where something else was opened
   * meanwhile, or it is not `wanted` any more.
   */
  readonly carryOn: TurnOver;
  /** Shows everything and forgets the history: another source is opened. */
  readonly resetView: () => void;
}

const NOTHING = {
  ...ALL_SEEN,
  choices: undefined,
  choicesFault: undefined,
  enterPart: undefined,
  past: [],
  future: [],
} as const;

/** The scene id of what is selected, or of the line that stands for it, where it is drawn. */
export const drawnSelection = (state: State): string | undefined =>
  state.selected?.kind === 'resource' ? drawnAs(state, state.selected.ref) : undefined;

export function viewSlice(making: Making): ViewSlice {
  const { link, set, get } = making;
  const engine = link.engine.call;
  let turn = 0;

  /** Away from a plan or a comparison on the canvas, back to the view there was before. */
  function plain(): void {
    get().drawPlan(false);
    get().drawDiff(false);
  }

  /**
   * Shows it, unless it cannot be shown; then the user is told why, and all stays as it is. What `along` makes of the
   * scene changes with it: a step of the history is there as soon as what it takes back is.
   */
  const turnTo: TurnTo = async (
    seen,
    along,
    refused = (fault) => get().notify('failed', fault),
    sight,
  ) => {
    const { source } = get();
    if (source.phase !== 'open') return false;
    plain();
    const mine = ++turn;
    const { handle } = source.opened;
    const stay = sameSight(seenIn(get()), seen);
    try {
      const held = get().source;
      const scene = await askScene(
        engine,
        handle,
        viewAsked(seen),
        held.phase === 'open' ? held.scene : undefined,
      );
      await getReady(scene);
      if (mine !== turn) return false;
      // A plan or a comparison may have been put on the canvas meanwhile.
      plain();
      const now = get().source;
      if (now.phase !== 'open' || now.opened.handle !== handle) return false;
      set({ source: { ...now, scene }, ...seen, ...along(scene) });
      if (sight && 'pan' in sight) get().look({ kind: 'stand', at: sight });
      else if (sight) get().look({ kind: 'at', ...sight });
      else if (!stay) get().look({ kind: 'fit' });
      return true;
    } catch (error) {
      if (mine === turn) refused(faultOf(error));
      return false;
    }
  };

  const { inTurn, forget, step, entering } = historyOf(making, turnTo);
  const turnOver = turnOverOf(making, { plain, inTurn, overtake: () => (turn += 1) });

  async function shown(
    after: Seen,
    label: string,
    at: Sight | Viewport | undefined,
    { told = (seen) => seen, looks = false, left }: Changing = {},
  ): Promise<boolean> {
    const before = seenIn(get());
    const sights = looks || !sameSight(before, after) ? { before: at } : undefined;
    const done = await turnTo(after, (scene) => {
      const entered = told(after, scene);
      const more = { ...(sights && { sights }), ...(left !== undefined && { left }) };
      const deed: Deed = { kind: 'view', label, before, after: entered, ...more };
      return { ...entered, ...entering(deed) };
    });
    if (done) get().keep();
    return done;
  }

  return {
    ...NOTHING,
    inTurn,
    show: (part, label) => get().change((now) => ({ ...now, ...part }), label),
    async change(to, label, more) {
      const done = await inTurn(async () => {
        const at = todayAt(get());
        plain();
        const after = to(seenIn(get()));
        return after !== undefined && (await shown(after, label, at, more));
      });
      return done === true;
    },
    async setFocus(focus) {
      await get().show({ focus }, focus ? `focus on ${focus.label}` : 'leave the focus');
    },
    async showAll() {
      const part = { focus: undefined, filters: {}, anew: undefined };
      await get().show(part, 'show the whole network');
    },
    filterBy: (part, value, label) =>
      get().change((now) => {
        const rest = Object.fromEntries(Object.entries(now.filters).filter(([of]) => of !== part));
        return { ...now, filters: value === undefined ? rest : { ...rest, [part]: value } };
      }, label),
    async viewFinding(fingerprint) {
      await get().filterBy('finding', fingerprint, 'show only what the finding touches');
    },
    async viewPath() {
      const { tracing, way } = get();
      if (tracing.phase !== 'done') return;
      await get().filterBy('path', shownOf(tracing.trace, way), 'show only the path');
    },
    async hideSelected() {
      const id = drawnSelection(get());
      if (id === undefined) return;
      const { selected } = get();
      const name = called(get(), id);
      const done = await get().change(
        (now) => {
          const hidden = [...new Set([...(now.filters.hidden ?? []), id])].sort();
          return { ...now, filters: { ...now.filters, hidden } };
        },
        `hide ${name}`,
        { left: selected?.kind === 'resource' ? selected.ref : undefined },
      );
      if (!done) return;
      get().clearSelection();
      get().notify('done', `Hidden: ${name}.`, 'undo');
    },
    async isolateSelected() {
      const { selected } = get();
      if (selected?.kind === 'finding') return get().viewFinding(selected.fingerprint);
      const ref = drawnSelection(get());
      // The frame of a route table stands for what it serves; the table itself, for its gateway.
      if (ref?.startsWith('tgw-rtb-'))
        await get().filterBy('segments', [ref], `show only what ${ref} serves`);
      else if (ref !== undefined)
        await get().setFocus({ ref, label: called(get(), ref), depth: 0 });
    },
    openView(part) {
      set({ enterPart: part });
      get().showTab('view');
    },
    entered: () => set({ enterPart: undefined }),
    async loadChoices() {
      const { source, choices } = get();
      if (source.phase !== 'open' || choices) return;
      const { handle } = source.opened;
      set({ choicesFault: undefined });
      try {
        const found = await engine.choices({ handle });
        const now = get().source;
        if (now.phase === 'open' && now.opened.handle === handle) set({ choices: found });
      } catch (error) {
        set({ choicesFault: faultOf(error) });
      }
    },
    carryOn: turnOver,
    record: (deed) => set(entering(deed)),
    undo: () => inTurn(step(true)),
    redo: () => inTurn(step(false)),
    resetView() {
      turn++;
      forget();
      set(NOTHING);
    },
  };
}
