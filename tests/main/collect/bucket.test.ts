/** The token bucket and the slots, on a clock of the test's own. */
import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Slots, TokenBucket } from '#main/collect/bucket.ts';
import { pauseBefore } from '#main/collect/gate.ts';
import { FakeClock } from './fake-clock.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);

describe('token bucket', () => {
  it('grants at most burst + refill × seconds in any span, and no less than it could', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket({ burst: 5, refill: 2 }, clock);
    const grants: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        await bucket.take(never);
        grants.push(clock.now() / 1000);
      }),
    );
    grants.sort((a, b) => a - b);
    for (let i = 0; i < grants.length; i++) {
      for (let j = i; j < grants.length; j++) {
        expect(j - i + 1).toBeLessThanOrEqual(5 + 2 * (grants[j]! - grants[i]!) + 1e-6);
      }
    }
    // 5 at once, then 35 at 2 a second.
    expect(grants.at(-1)! - grants[0]!).toBeCloseTo(17.5);
  });

  it('waits for a fresh token after AWS said the bucket is empty', async () => {
    const clock = new FakeClock();
    const start = clock.now();
    const bucket = new TokenBucket({ burst: 50, refill: 10 }, clock);
    await bucket.take(never);
    bucket.drain();
    await bucket.take(never);
    expect(clock.now() - start).toBeCloseTo(100);
  });

  it('stops waiting when cancelled', async () => {
    const clock = new FakeClock({ stuck: true });
    const bucket = new TokenBucket({ burst: 1, refill: 0.001 }, clock);
    const controller = new AbortController();
    await bucket.take(controller.signal);
    const waiting = bucket.take(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('slots', () => {
  it('never lets more work run than there are slots, and lets all of it run', async () => {
    const slots = new Slots(3);
    let running = 0;
    let most = 0;
    let done = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        slots.hold(never, async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
          done++;
        }),
      ),
    );
    expect({ most, done }).toEqual({ most: 3, done: 20 });
  });

  it('gives the slot on when work fails, and forgets those who gave up waiting', async () => {
    const slots = new Slots(1);
    const controller = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const first = slots.hold(never, () => new Promise((_, reject) => (fail = reject)));
    const second = slots.hold(controller.signal, () => Promise.resolve('second'));
    const third = slots.hold(never, () => Promise.resolve('third'));
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await expect(third).resolves.toBe('third');
  });
});

describe('pause before a retry', () => {
  it('is anywhere up to a bound that doubles and is capped at 20 s', () => {
    const longest = [1, 2, 3, 4, 5, 6, 12].map((attempt) => pauseBefore(attempt, true, () => 1));
    expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
    expect(pauseBefore(3, true, () => 0)).toBe(0);
    expect(pauseBefore(1, false, () => 0.5)).toBe(50);
  });
});
