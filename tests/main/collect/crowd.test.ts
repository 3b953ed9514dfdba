/** Who may begin: as many as get through, in the order of coming; waiting for time to pass holds up nobody. */
import { expect, it } from 'vitest';
import { Crowd } from '#main/collect/crowd.ts';

const turn = () => new Promise((done) => setImmediate(done));

it('lets others begin as calls get through, first come, first served', async () => {
  const crowd = new Crowd(4);
  const began: number[] = [];
  const all = [1, 2, 3, 4].map((n) =>
    crowd.within(3, async () => {
      began.push(n);
      await turn();
    }),
  );
  await turn();
  // Below its limit somebody may begin, however many calls that brings.
  expect(began).toEqual([1, 2]);
  crowd.over();
  crowd.over();
  await turn();
  expect(began).toEqual([1, 2]);
  crowd.over();
  await turn();
  expect(began).toEqual([1, 2, 3]);
  for (let i = 0; i < 3; i++) crowd.over();
  await Promise.all(all);
  expect(began).toEqual([1, 2, 3, 4]);
});

it('does not count calls that wait for time to pass', async () => {
  const crowd = new Crowd(1);
  let wake = () => {};
  const began: string[] = [];
  const first = crowd.within(1, async () => {
    began.push('first');
    await crowd.aside(new Promise<void>((done) => (wake = done)));
    crowd.over();
  });
  const second = crowd.within(1, async () => {
    began.push('second');
    await turn();
    crowd.over();
  });
  await second;
  expect(began).toEqual(['first', 'second']);
  wake();
  await first;
});

it('has no more work open at once than it may', async () => {
  const crowd = new Crowd(Infinity, 2);
  let open = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++open);
    await turn();
    open--;
  };
  await Promise.all(Array.from({ length: 7 }, () => crowd.within(0, work)));
  expect(most).toBe(2);
});

it('goes on after work that failed', async () => {
  const crowd = new Crowd(1);
  await expect(
    crowd.within(1, () => {
      crowd.over();
      return Promise.reject(new Error('no'));
    }),
  ).rejects.toThrow('no');
  expect(await crowd.within(1, () => Promise.resolve('yes'))).toBe('yes');
});
