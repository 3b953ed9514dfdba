/** Actions and keys: every action once, every key once. */
import { describe, expect, it } from 'vitest';
import { actions } from '#renderer/actions/index.gen.ts';
import { chordOf, clashes, pressed, shownKeys } from '#renderer/keys.ts';

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

  it('what is no key is refused', () => {
    expect(() => chordOf('Hyper+K')).toThrow(/Hyper/);
    expect(() => chordOf('Mod+')).toThrow(/names no key/);
  });
});
