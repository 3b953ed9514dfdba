/** Work that may pause: done at once or in pieces, it comes to the same. */
import { expect, it } from 'vitest';
import { atOnce, type Pausing, pausingEach } from '#app/base/pausing.ts';

it('does all of it, in order, and hands back what came of it', () => {
  const seen: number[] = [];
  function* work(): Pausing<number> {
    yield* pausingEach([1, 2, 3], (n) => seen.push(n));
    yield;
    return seen.length;
  }
  expect(atOnce(work())).toBe(3);
  expect(seen).toEqual([1, 2, 3]);
});

it('pauses now and then among many, and loses none of them', () => {
  let sum = 0;
  const many = Array.from({ length: 5_000 }, (_, i) => i);
  const pauses = [...pausingEach(many, (n) => (sum += n))].length;
  expect(sum).toBe((4_999 * 5_000) / 2);
  expect(pauses).toBeGreaterThan(1);
});
