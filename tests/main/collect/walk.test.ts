/** Pages are walked as far as their tokens lead on. */
import { expect, it } from 'vitest';
import { Circle, onward } from '#main/collect/walk.ts';

it.each([['again'], [{ a: [1] }], [7], [['x']]])(
  'ends where the token %j comes a second time, be it text or not',
  async (token) => {
    let asked = 0;
    // eslint-disable-next-line @typescript-eslint/require-await -- as the SDK's pages come
    async function* pages() {
      // Read from the wire, each is a value of its own.
      while (asked < 50) yield { NextToken: structuredClone(token) as unknown, n: asked++ };
    }
    const walk = async () => {
      for await (const { n } of onward(pages())) expect(n).toBeLessThan(2);
    };
    await expect(walk()).rejects.toThrow(Circle);
    expect(asked).toBe(2);
  },
);
