/** Files that go to the page in portions: together again they are what they were, and nothing is held for ever. */
import { expect, test } from 'vitest';
import { PORTION } from '#app/api/file.ts';
import { Downloads } from '#main/engine/downloads.ts';
import { fetched } from '#tests/kit/fetched.ts';

const start = () => {
  const downloads = new Downloads();
  return {
    downloads,
    engine: {
      portion: (of: { download: number; from: number }) =>
        Promise.resolve(downloads.portion(of.download, of.from)),
    },
  };
};

test.each([
  ['none', new Uint8Array()],
  ['one', Uint8Array.of(255)],
  ['a portion', new Uint8Array(PORTION).fill(7)],
  ['a portion and a bit', new Uint8Array(PORTION + 1).map((_, i) => i)],
  ['three', new Uint8Array(3 * PORTION).map((_, i) => i >> 3)],
])('of %s bytes', async (_name, body) => {
  const { downloads, engine } = start();
  const [told] = downloads.add([{ name: 'a', mime: 'application/x', body, note: 'Smaller.' }]);
  expect(told).toMatchObject({ name: 'a', mime: 'application/x', note: 'Smaller.' });
  expect(told!.bytes).toBe(body.length);
  expect((await fetched(engine, told!)).equals(body)).toBe(true);
});

test('text is cut where it may be in the midst of a letter', async () => {
  const { downloads, engine } = start();
  const text = 'Zürich \u{1F30D}\u202e'.repeat(40_000);
  const told = downloads.one({ name: 'a.txt', mime: 'text/plain', body: text });
  expect((await fetched(engine, told)).toString()).toBe(text);
});

test('a file is fetched once, and those that nobody fetches go in the end', async () => {
  const { downloads, engine } = start();
  const one = (body: string) => downloads.one({ name: 'a', mime: 'text/plain', body });
  const first = one('first');
  await fetched(engine, first);
  expect(() => downloads.portion(first.download, 0)).toThrow('This file is not here any more.');
  const left = one('left');
  for (let i = 0; i < 100; i++) one(String(i));
  expect(() => downloads.portion(left.download, 0)).toThrow('Write it again.');
  expect((await fetched(engine, one('last'))).toString()).toBe('last');
});
