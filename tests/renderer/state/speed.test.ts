/** What draws faster is measured while the window rests: never while something is opened, and a while after that. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { learnSpeeds } from '#renderer/canvas/speed/speed.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** How many workers have been begun to measure with. */
function counted(): () => number {
  let begun = 0;
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        begun++;
      }
      addEventListener(): void {
        // It never answers.
      }
    },
  );
  return () => begun;
}

test('nothing is measured while something is opened, and once when the window has rested', () => {
  const begun = counted();
  let busy = true;
  learnSpeeds(
    () => undefined,
    () => busy,
  );
  vi.advanceTimersByTime(20_000);
  expect(begun()).toBe(0);
  busy = false;
  // The first picture of what was opened is painted now.
  vi.advanceTimersByTime(1_000);
  expect(begun()).toBe(0);
  vi.advanceTimersByTime(20_000);
  expect(begun()).toBe(1);
});
