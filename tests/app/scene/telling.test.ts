/** Names that are cut: what is left of each tells it from the others. */
import { describe, expect, it } from 'vitest';
import { Names } from '#app/scene/telling.ts';
import { Dice } from '#tests/kit/random-world.ts';

/** As a face with letters of one width would have it. */
const within =
  (most: number) =>
  (text: string): boolean =>
    Array.from(text).length <= most;
const cutAll = (all: readonly string[], most: number): string[] => {
  const names = new Names(all);
  return all.map((name) => names.cut(name, within(most)));
};

describe('a name that has no room', () => {
  it.each([
    // What no other begins with needs no end.
    [['payments', 'inventory'], 5, ['paym…', 'inve…']],
    [['core-east', 'core-west'], 9, ['core-east', 'core-west']],
    [['core-east', 'core-west'], 8, ['core-ea…', 'core-we…']],
    [['core-east', 'core-west'], 7, ['core-e…', 'core-w…']],
    [['core-east', 'core-west'], 6, ['c…east', 'c…west']],
    [['core-east', 'core-west'], 5, ['…east', '…west']],
    [['core-east', 'core-west'], 4, ['east', 'west']],
    [['core-east', 'core-west'], 3, ['', '']],
    [['core-east-prod', 'core-west-prod'], 6, ['…east…', '…west…']],
    [['CoreEast', 'CoreWest'], 5, ['…East', '…West']],
    // One begins as the other does.
    [['payments', 'payments-vault'], 8, ['payments', 'pa…vault']],
    // One of them alone has the word.
    [['app-17', 'app-117', 'app-7'], 4, ['…17', '…117', '…7']],
    // The same name twice is no other name.
    [['default-vpc', 'default-vpc'], 5, ['defa…', 'defa…']],
    [['', '…', '-', '--'], 1, ['', '…', '-', '']],
  ])('%j in %i letters', (names, most, said) => {
    expect(cutAll(names, most)).toEqual(said);
  });

  it('goes on behind what is written of it on the line above', () => {
    const names = new Names(['payments-gateway', 'payments-gateway-west', 'orders-gateway-east']);
    expect(names.cut('gateway-west', within(10), 'payments-')).toBe('gateway-w…');
    expect(names.cut('gateway-west', within(8), 'payments-')).toBe('gat…west');
  });

  it('never reads like another name, nor takes more room than there is', () => {
    const dice = new Dice(7);
    const words = [
      'core',
      'east',
      'west',
      'prod',
      'app',
      'a',
      '1',
      '17',
      'データ',
      '👩‍💻',
      '\u202E',
      '`$(x)`',
    ];
    for (let round = 0; round < 150; round++) {
      const all = Array.from({ length: dice.int(2, 40) }, () =>
        Array.from({ length: dice.int(1, 4) }, () => dice.pick(words)!).join(
          dice.pick(['-', '_', '', '.']),
        ),
      );
      const most = dice.int(1, 12);
      const said = new Map<string, string>();
      cutAll(all, most).forEach((text, i) => {
        expect(within(most)(text)).toBe(true);
        if (text === '') return;
        expect(said.get(text) ?? all[i], `${text} in ${most}`).toBe(all[i]);
        said.set(text, all[i]!);
      });
    }
  });
});
