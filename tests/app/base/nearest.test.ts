/** Suggestions for mistyped names: near ones only. */
import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '#app/base/nearest.ts';

const RULES = ['peering-mesh', 'peering-one-way', 'peering-not-active', 'route-blackhole'];

describe('nearest', () => {
  it.each([
    ['peering-mehs', 'peering-mesh'], // neighbours swapped
    ['pering-mesh', 'peering-mesh'], // one letter short
    ['Peering-Mesh', 'peering-mesh'], // case
    ['route-black', 'route-blackhole'], // the beginning of it
    ['peering-oneway', 'peering-one-way'],
  ])('%s is %s', (typed, meant) => expect(nearest(typed, RULES)).toBe(meant));

  it.each(['', 'x', 'security-group-open', '__proto__', 'a'.repeat(10_000)])(
    '%s is none of them',
    (typed) => expect(nearest(typed, RULES)).toBeUndefined(),
  );

  it('does not depend on the order of the names', () => {
    expect(nearest('ab', ['ac', 'aa'])).toBe(nearest('ab', ['aa', 'ac']));
  });
});

it('didYouMean is a sentence or nothing', () => {
  expect(didYouMean('peering-mehs', RULES)).toBe(' Did you mean "peering-mesh"?');
  expect(didYouMean('zzz', RULES)).toBe('');
});
