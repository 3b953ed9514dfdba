/** Runs actions: the one way in for keys, menus, palette, buttons and the desktop's own menu. */
import { actions } from './actions/index.gen.ts';
import type { Action } from './actions/action.ts';
import { chordOf, isSingle, keysOf, pressed, typing } from './keys.ts';
import type { State, Store } from './state.ts';
import { faultOf } from './words/fault.ts';

export type ActionId = string;

const byId = new Map(actions.map((action) => [action.id, action]));
const chords = actions.flatMap((action) =>
  keysOf(action).map((keys) => ({ action, chord: chordOf(keys), single: isSingle(keys) })),
);

/** Throws RangeError for an id that no action has: a mistake of ours, never of the user. */
export function actionOf(id: ActionId): Action {
  const action = byId.get(id);
  if (!action) throw new RangeError(`no action ${id}`);
  return action;
}

export const whyNot = (action: Action, state: State): string | undefined =>
  action.disabled?.({ state });

/** Does it, or says why it cannot be done now. */
export function perform(store: Store, id: ActionId): void {
  const action = byId.get(id);
  if (!action) return;
  const state = store.getState();
  const reason = whyNot(action, state);
  if (reason !== undefined) return state.notify('hint', reason);
  Promise.resolve(action.perform({ state })).catch((error: unknown) =>
    state.notify('failed', faultOf(error)),
  );
}

/**
 * The action a key press stands for. Plain keys belong to the text while the user types, Escape included; `single`: whether
 * those of one character stand for anything (https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts).
 */
export function actionFor(event: KeyboardEvent, mac: boolean, single: boolean): Action | undefined {
  const found = chords.find(({ chord }) => pressed(chord, event, mac));
  if (!found || (found.single && !single)) return undefined;
  // Taking back what was typed is the field's own matter too.
  const forText = !found.chord.mod || /^[ZY]$/.test(found.chord.key);
  return forText && typing(event.target) ? undefined : found.action;
}
