/** Keys: how `Mod+Shift+O` reads, when a key press means it, and how it is shown. */
import type { Action } from './actions/action.ts';

export interface Chord {
  readonly mod: boolean;
  readonly shift: boolean;
  /** As `KeyboardEvent.key` gives it, letters in upper case. */
  readonly key: string;
}

/** Reads `Mod+Shift+O`, `Escape`, `?`, `+`. Throws RangeError where a part is not understood. */
export function chordOf(keys: string): Chord {
  // A plus at the end is the key itself.
  const parts =
    keys === '+'
      ? ['+']
      : keys.endsWith('++')
        ? [...keys.slice(0, -2).split('+'), '+']
        : keys.split('+');
  const key = parts.pop()!;
  for (const part of parts) {
    if (part !== 'Mod' && part !== 'Shift')
      throw new RangeError(`${keys}: ${part} is neither Mod nor Shift`);
  }
  if (key === '') throw new RangeError(`${keys}: names no key`);
  return {
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    key: key.length === 1 ? key.toUpperCase() : key,
  };
}

const isLetter = (key: string): boolean => /^[A-Z]$/.test(key);

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>;

/**
 * True where Alt, or AltGr, was held to type a sign: `[` and `{` are there on many keyboards and nowhere else. Of a letter
 * or a digit it makes something of its own.
 */
function typesSign(event: Press, mac: boolean): boolean {
  if (event.key.length !== 1 || /^[\p{L}\p{N}]$/u.test(event.key)) return false;
  return event.getModifierState?.('AltGraph') === true || (mac && event.altKey);
}

/**
 * True where a key press is this chord. Shift counts for letters only: `?` and `+` need it on some keyboards. So does Alt,
 * and AltGr, which some systems tell as Ctrl and Alt together.
 */
export function pressed(chord: Chord, event: Press, mac: boolean): boolean {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const sign = typesSign(event, mac);
  const ctrl = event.ctrlKey && !(sign && !mac);
  const [mod, other] = mac ? [event.metaKey, ctrl] : [ctrl, event.metaKey];
  if (key !== chord.key || mod !== chord.mod || other || (event.altKey && !sign)) return false;
  return !isLetter(key) || event.shiftKey === chord.shift;
}

/** The keys one by one, as the user's keyboard names them. */
export function shownKeys(keys: string, mac: boolean): readonly string[] {
  const { mod, shift, key } = chordOf(keys);
  const names: Readonly<Record<string, string>> = { Escape: 'Esc', '-': '−' };
  return [
    ...(mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(shift ? [mac ? '⇧' : 'Shift'] : []),
    names[key] ?? key,
  ];
}

/** True for one that types a letter, a digit or a sign: where such act, speech and stray fingers act too. */
export function isSingle(keys: string): boolean {
  const { mod, key } = chordOf(keys);
  return !mod && key.length === 1;
}

/** What to show as the keys of an action, by whether single ones are on. */
export const keysShown = ({ keys }: Action, single: boolean): string | undefined =>
  keys !== undefined && (single || !isSingle(keys)) ? keys : undefined;

/** All keys that do it. */
export const keysOf = ({ keys, otherKeys = [] }: Action): readonly string[] =>
  keys === undefined ? otherKeys : [keys, ...otherKeys];

/** Pairs of actions that claim one key. */
export function clashes(actions: readonly Action[]): readonly (readonly [string, string])[] {
  const seen = new Map<string, string>();
  const out: [string, string][] = [];
  for (const action of actions)
    for (const keys of keysOf(action)) {
      const name = JSON.stringify(chordOf(keys));
      const first = seen.get(name);
      if (first === undefined) seen.set(name, action.id);
      else out.push([first, action.id]);
    }
  return out;
}

export const isMac = (): boolean => /Mac|iP(hone|ad)/.test(navigator.platform);

/** True while the user types: plain letters then belong to the text. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A slider takes no text.
  if (target instanceof HTMLInputElement && target.type === 'range') return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
