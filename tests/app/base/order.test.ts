/** Orders: total, and the same in every locale. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { by, byText, groupBy, thenBy, uniq } from '#app/base/order.ts';

test('text is ordered by code unit, not by what a locale thinks', () => {
  expect(['ä', 'z', 'Z', 'a', 'vpc-10', 'vpc-9'].sort(byText)).toEqual([
    'Z',
    'a',
    'vpc-10',
    'vpc-9',
    'z',
    'ä',
  ]);
});

test('the order of text is total: antisymmetric, transitive, zero only for equals', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
      expect(byText(a, b) === 0).toBe(a === b);
      expect(byText(a, b) < 0).toBe(byText(b, a) > 0);
      if (byText(a, b) <= 0 && byText(b, c) <= 0) expect(byText(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('a later order decides only where the earlier ones find no difference', () => {
  const items = [
    { x: 'b', y: '1' },
    { x: 'a', y: '2' },
    { x: 'a', y: '1' },
  ];
  const sorted = items.sort(
    thenBy(
      by((i) => i.x),
      by((i) => i.y),
    ),
  );
  expect(sorted.map((i) => i.x + i.y)).toEqual(['a1', 'a2', 'b1']);
});

test('uniq sorts and drops repeats; groupBy keeps the order of arrival', () => {
  expect(uniq(['b', 'a', 'b'])).toEqual(['a', 'b']);
  expect([...groupBy([3, 1, 2, 4], (n) => n % 2)]).toEqual([
    [1, [3, 1]],
    [0, [2, 4]],
  ]);
});
