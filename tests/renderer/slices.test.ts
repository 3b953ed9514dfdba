/** Long work in slices: all of it is done, or, where nobody wants it any more, left. */
import { expect, it } from 'vitest';
import type { Pausing } from '#app/base/pausing.ts';
import { inSlices } from '#renderer/slices.ts';

/** Longer than any slice, in steps. */
function* long(done: number[]): Pausing<void> {
  for (let i = 0; i < 4; i++) {
    const began = performance.now();
    while (performance.now() - began < 10);
    done.push(i);
    yield;
  }
}

it('lets others go on in between, and does all of it', async () => {
  const done: number[] = [];
  let others = 0;
  const other = setInterval(() => others++, 0);
  expect(await inSlices([long(done), long(done)])).toBe(true);
  clearInterval(other);
  expect(done).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  expect(others).toBeGreaterThan(0);
});

it('is left once it is not wanted', async () => {
  const done: number[] = [];
  expect(await inSlices([long(done)], () => done.length < 2)).toBe(false);
  expect(done).toEqual([0, 1]);
});
