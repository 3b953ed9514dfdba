/** Parcels: what comes in pieces is whole once the last has come, whoever asks first. */
import { expect, it } from 'vitest';
import { Parcels } from '#app/api/parcels.ts';

it('is whole for who asked before the first piece, and for who asks after the last', async () => {
  const parcels = new Parcels<string>();
  const early = parcels.whole(1);
  for (const number of [1, 2]) for (const piece of ['a', 'b']) parcels.add(number, piece);
  for (const number of [1, 2]) parcels.end(number);
  expect([await early, parcels.take(2)]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

it('is handed out once: the same number begins anew', async () => {
  const parcels = new Parcels<string>();
  parcels.add(1, 'old');
  parcels.end(1);
  parcels.take(1);
  expect(() => parcels.take(1)).toThrow('Not all of the file has come.');
  parcels.add(1, 'new');
  parcels.end(1);
  expect(await parcels.whole(1)).toEqual(['new']);
});

it('says why it will never be whole, and holds nothing of it', async () => {
  const parcels = new Parcels<string>();
  parcels.add(1, 'torn');
  const asked = parcels.whole(1);
  parcels.end(1, 'It is too large.');
  await expect(asked).rejects.toThrow('It is too large.');
  parcels.add(1, 'new');
  parcels.end(1);
  expect(await parcels.whole(1)).toEqual(['new']);
});

it('lets go of the oldest of many that never end', async () => {
  const parcels = new Parcels<string>();
  const asked = parcels.whole(1);
  for (let number = 2; number < 12; number++) parcels.add(number, 'x');
  await expect(asked).rejects.toThrow('Try again.');
});
