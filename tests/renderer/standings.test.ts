/** Where accounts and Regions of a collection stand: told bit by bit, summed, and as rows of a tree. */
import { expect, it } from 'vitest';
import type { PlaceProgress } from '#app/api/collect.ts';
import { advanced, standingRows, sumOf } from '#renderer/state/standings.ts';

const place = (
  account: string,
  region: string,
  phase: PlaceProgress['phase'],
  figures: Partial<PlaceProgress> = {},
): PlaceProgress => ({ account, region, phase, calls: 40, done: 0, gaps: 0, ...figures });

it('sums the Regions of an account; what all of them answer alike is no Region', () => {
  const [one] = advanced(
    advanced([], {
      accounts: [{ account: '1', name: 'net', phase: 'reading' }],
      places: [place('1', 'global', 'read', { done: 40 }), place('1', 'us-east-1', 'waiting')],
    }),
    {
      accounts: [],
      places: [
        place('1', 'us-east-1', 'read', { calls: 45, done: 45, gaps: 2 }),
        place('1', 'eu-west-1', 'reading', { done: 7 }),
        place('1', 'me-south-1', 'disabled', { done: 40, gaps: 40 }),
      ],
    },
  );
  expect(sumOf(one!)).toEqual({ over: 2, regions: 3, calls: 165, done: 132, gaps: 42 });
  expect(one!.places.map(({ region }) => region)).toEqual([
    'global',
    'us-east-1',
    'eu-west-1',
    'me-south-1',
  ]);
});

it('rows: those being read first, Regions where they are unfolded, and places counted as a reader hears them', () => {
  const accounts = advanced([], {
    accounts: [
      { account: '1', name: '', phase: 'read' },
      { account: '2', name: '', phase: 'waiting' },
      { account: '3', name: '', phase: 'reading' },
    ],
    places: [place('1', 'us-east-1', 'read'), place('3', 'a', 'read'), place('3', 'b', 'reading')],
  });
  expect(
    standingRows(accounts, (account) => account === '3').map(({ id, place, of, expanded }) => [
      id,
      `${place}/${of}`,
      expanded,
    ]),
  ).toEqual([
    ['3', '1/3', true],
    ['3/a', '1/2', undefined],
    ['3/b', '2/2', undefined],
    ['2', '2/3', undefined],
    ['1', '3/3', false],
  ]);
});

it('a thousand accounts of seventeen Regions, all of them heard again, take a moment', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => String(i));
  const all = advanced([], {
    accounts: ids.map((account) => ({ account, name: '', phase: 'reading' as const })),
    places: ids.flatMap((id) =>
      Array.from({ length: 17 }, (_, r) => place(id, `r${r}`, 'reading')),
    ),
  });
  const again = advanced(all, { accounts: [], places: all.flatMap(({ places }) => places) });
  expect(again).toEqual(all);
  expect(standingRows(again, () => true)).toHaveLength(18_000);
});
