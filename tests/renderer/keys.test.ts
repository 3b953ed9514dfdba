/** Actions and keys: every action once, every key once. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { actions } from '#renderer/actions/index.gen.ts';
import { chordOf, clashes, keysShown, pressed, shownKeys } from '#renderer/keys.ts';
import { actionFor } from '#renderer/perform.ts';

const press = (key: string, part: Partial<Parameters<typeof pressed>[1]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...part,
});

describe('actions', () => {
  it('no two claim one key', () => {
    expect(clashes(actions)).toEqual([]);
  });

  it('a clash is told, whatever the spelling of the keys', () => {
    const one = { ...actions[0]!, id: 'one', keys: 'Mod+Shift+O' };
    const two = { ...actions[0]!, id: 'two', keys: 'Shift+Mod+o' };
    expect(clashes([one, two])).toEqual([['one', 'two']]);
  });

  it('have ids of their own, titles of their own, and a place of their own in their menu', () => {
    for (const key of [(a) => a.id, (a) => a.title, (a) => `${a.menu} ${a.rank}`] satisfies ((
      a: (typeof actions)[number],
    ) => string)[]) {
      const all = actions.map(key);
      expect(all.filter((value, i) => all.indexOf(value) !== i)).toEqual([]);
    }
  });
});

describe('keys', () => {
  // What has the focus is no field; in Node there is nothing that could be.
  beforeAll(() => void vi.stubGlobal('HTMLElement', Map));
  afterAll(() => void vi.unstubAllGlobals());

  it('Mod is Ctrl, and Cmd on a Mac', () => {
    const chord = chordOf('Mod+K');
    expect(pressed(chord, press('k', { ctrlKey: true }), false)).toBe(true);
    expect(pressed(chord, press('k', { metaKey: true }), false)).toBe(false);
    expect(pressed(chord, press('k', { metaKey: true }), true)).toBe(true);
    expect(pressed(chord, press('k'), false)).toBe(false);
    expect(shownKeys('Mod+K', false)).toEqual(['Ctrl', 'K']);
    expect(shownKeys('Mod+K', true)).toEqual(['⌘', 'K']);
  });

  it('Shift tells letters apart, and is needed to type a sign on some keyboards only', () => {
    expect(pressed(chordOf('Mod+O'), press('O', { ctrlKey: true, shiftKey: true }), false)).toBe(
      false,
    );
    expect(
      pressed(chordOf('Mod+Shift+O'), press('O', { ctrlKey: true, shiftKey: true }), false),
    ).toBe(true);
    expect(pressed(chordOf('?'), press('?', { shiftKey: true }), false)).toBe(true);
    expect(pressed(chordOf('+'), press('+'), false)).toBe(true);
  });

  it('a sign is typed with Option on a Mac, and with AltGr elsewhere, as `[` is in German', () => {
    const altGr = { getModifierState: (key: string) => key === 'AltGraph' };
    for (const sign of ['[', ']', '{', '}']) {
      expect(pressed(chordOf(sign), press(sign, { altKey: true }), true)).toBe(true);
      expect(pressed(chordOf(sign), press(sign, altGr), false)).toBe(true);
      // Windows tells AltGr as Ctrl and Alt.
      const both = { ...altGr, ctrlKey: true, altKey: true };
      expect(pressed(chordOf(sign), press(sign, both), false)).toBe(true);
      expect(pressed(chordOf(sign), press(sign, { altKey: true }), false)).toBe(false);
    }
    // Of letters and digits Alt makes something else.
    expect(pressed(chordOf('T'), press('t', { altKey: true }), true)).toBe(false);
    expect(pressed(chordOf('0'), press('0', altGr), false)).toBe(true);
  });

  it('those of one character can be switched off, and no others', () => {
    const event = (key: string, part = {}) =>
      ({ ...press(key, part), target: null }) as KeyboardEvent;
    const idOf = (key: string, single: boolean, part = {}) =>
      actionFor(event(key, part), false, single)?.id;
    for (const [key, id] of [
      ['t', 'trace'],
      ['?', 'keys'],
      ['0', 'fit'],
      [']', 'plan-next-step'],
    ] as const) {
      expect(idOf(key, true)).toBe(id);
      expect(idOf(key, false)).toBe(undefined);
    }
    expect(idOf('Escape', false)).toBe('clear');
    expect(idOf('k', false, { ctrlKey: true })).toBe('search');
    const trace = actions.find(({ id }) => id === 'trace')!;
    const search = actions.find(({ id }) => id === 'search')!;
    expect([keysShown(trace, true), keysShown(trace, false)]).toEqual(['T', undefined]);
    expect(keysShown(search, false)).toBe('Mod+K');
  });

  it('what is no key is refused', () => {
    expect(() => chordOf('Hyper+K')).toThrow(/Hyper/);
    expect(() => chordOf('Mod+')).toThrow(/names no key/);
  });
});
