/** The matrix panel's pure parts: filter, blocks, words and keys. */
import { describe, expect, it } from 'vitest';
import { PAIR_OUTCOMES, pairSigns } from '#app/routing/signs.ts';
import { blocksOf, inSteps, meets, pieces } from '#renderer/panels/matrix/blocks.ts';
import { matching } from '#renderer/panels/matrix/filter.ts';
import { headNames, headOf } from '#renderer/panels/matrix/measures.ts';
import { step } from '#renderer/panels/matrix/step.ts';
import { cellName } from '#renderer/panels/matrix/words.ts';
import { pairNames } from '#app/routing/outcome-words.ts';

const vpc = (label: string, account: string, region: string) => ({
  ref: `vpc-${label}`,
  label,
  account,
  region,
});

const vpcs = [
  vpc('egress', '1111', 'eu-west-1'),
  vpc('store-web', '1111', 'eu-west-1'),
  vpc('store-db', '1111', 'us-east-1'),
  vpc('Lake', '2222', 'us-east-1'),
];

describe('filter', () => {
  it.each([
    ['', [0, 1, 2, 3]],
    ['store', [1, 2]],
    ['store us-east', [2]],
    ['  2222 ', [3]],
    ['lake', [3]],
    ['vpc-egress', [0]],
    ['store lake', []],
  ])('%j leaves %j', (filter, left) => {
    expect(matching(vpcs, filter)).toEqual(left);
  });
});

describe('blocks', () => {
  it('hold neighbours of one account and Region, and say where an account begins', () => {
    expect(blocksOf(vpcs, [0, 1, 2, 3])).toEqual([
      { account: '1111', region: 'eu-west-1', start: 0, count: 2, opensAccount: true },
      { account: '1111', region: 'us-east-1', start: 2, count: 1, opensAccount: false },
      { account: '2222', region: 'us-east-1', start: 3, count: 1, opensAccount: true },
    ]);
  });

  it('count what the filter shows, not what it hides', () => {
    expect(blocksOf(vpcs, [1, 3]).map(({ start, count }) => [start, count])).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(blocksOf(vpcs, [])).toEqual([]);
  });

  it('are in sight where they share a row with it', () => {
    const sight = { start: 10, end: 20 };
    const shown = [
      [0, 10],
      [5, 6],
      [19, 1],
      [20, 5],
    ].map(([start = 0, count = 0]) => meets({ start, count }, sight));
    expect(shown).toEqual([false, true, true, false]);
  });
});

describe('spans', () => {
  it('grow to whole steps, never past the end', () => {
    expect(inSteps({ start: 17, end: 33 }, 16, 100)).toEqual({ start: 16, end: 48 });
    expect(inSteps({ start: 90, end: 99 }, 16, 100)).toEqual({ start: 80, end: 100 });
  });

  it('are cut into pieces that cover them once', () => {
    expect(pieces({ start: 64, end: 200 }, 64)).toEqual([
      { start: 64, end: 128 },
      { start: 128, end: 192 },
      { start: 192, end: 200 },
    ]);
    expect(pieces({ start: 3, end: 3 }, 64)).toEqual([]);
  });
});

describe('words', () => {
  const plain = { natted: 'none' } as const;
  it('say both ways of a pair', () => {
    const [from, to] = [{ label: 'store-web' }, { label: 'egress' }];
    expect(cellName(from, to, { ...plain, outcome: 'delivered', back: 'delivered' })).toBe(
      'store-web to egress: delivered, back delivered',
    );
    expect(cellName(from, to, { ...plain, outcome: 'no-attachment-in-az', back: 'no-route' })).toBe(
      'store-web to egress: no attachment in the Availability Zone, back no route',
    );
    expect(cellName(from, to, undefined)).toBe('store-web to egress: not read yet');
    expect(cellName(from, from, undefined, true)).toBe('store-web to itself');
  });

  it('say that what arrives passes a NAT gateway, or some of it', () => {
    const [from, to] = [{ label: 'store-web' }, { label: 'egress' }];
    const cell = { outcome: 'delivered', back: 'no-route' } as const;
    expect(cellName(from, to, { ...cell, natted: 'all' })).toBe(
      'store-web to egress: delivered via NAT, back no route',
    );
    expect(cellName(from, to, { ...cell, outcome: 'mixed', natted: 'some' })).toBe(
      'store-web to egress: mixed, partly via NAT, back no route',
    );
  });

  it('show what hides in a name', () => {
    expect(cellName({ label: 'a\u202eb' }, { label: 'c' }, undefined)).toContain('⟨RLO⟩');
  });

  it('have a name and a sign of its own for every outcome', () => {
    expect(Object.keys(pairNames).sort()).toEqual([...PAIR_OUTCOMES].sort());
    expect(new Set(PAIR_OUTCOMES.map((outcome) => pairSigns[outcome])).size).toBe(
      PAIR_OUTCOMES.length,
    );
  });
});

describe('headers', () => {
  it('of names that begin alike still tell them apart, and short ones are whole', () => {
    const teams = ['1', '12', '2'].flatMap((team) =>
      ['payments', 'orders'].map((what) => `development-eu-west-1-team-${team}-${what}`),
    );
    const all = [...teams, 'core'].map((label) => vpc(label, '1111', 'eu-west-1'));
    const nameIn = headNames(all, headOf(all, 1), 1);
    for (const of of ['row', 'column'] as const) {
      const told = all.map((each) => nameIn(each, of));
      expect(new Set(told).size).toBe(all.length);
      expect(told.at(-1)).toBe('core');
      expect(told.slice(0, -1).every((name) => name.includes('…'))).toBe(true);
    }
  });

  it('of names that are the same say the end of the id as well', () => {
    const named = (label: string, ref: string) => ({ ...vpc(label, '1', 'eu-west-1'), ref });
    const all = [
      named('default', 'vpc-0123456789abcdef0'),
      named('default', 'vpc-0fedcba987654321a'),
    ];
    const nameIn = headNames(all, headOf(all, 1), 1);
    expect(all.map((each) => nameIn(each, 'column'))).toEqual(['default def0', 'default 321a']);
  });
});

describe('keys', () => {
  const size = { rows: 100, columns: 50, page: 20 };
  const at = { row: 10, column: 10 };
  it.each([
    ['ArrowUp', false, [9, 10]],
    ['ArrowDown', false, [11, 10]],
    ['ArrowLeft', false, [10, 9]],
    ['ArrowRight', false, [10, 11]],
    ['ArrowRight', true, [10, 49]],
    ['ArrowUp', true, [0, 10]],
    ['Home', false, [10, 0]],
    ['End', false, [10, 49]],
    ['Home', true, [0, 0]],
    ['End', true, [99, 49]],
    ['PageUp', false, [0, 10]],
    ['PageDown', false, [30, 10]],
  ] as const)('%s, with Ctrl %j, leads to %j', (key, mod, [row, column]) => {
    expect(step(key, mod, at, size)).toEqual({ row, column });
  });

  it('stops at the edges, and leaves other keys to others', () => {
    expect(step('ArrowLeft', false, { row: 0, column: 0 }, size)).toEqual({ row: 0, column: 0 });
    expect(step('PageDown', false, { row: 95, column: 0 }, size)).toEqual({ row: 99, column: 0 });
    expect(step('t', false, at, size)).toBe(undefined);
  });
});

it('headers grow with the longest name, within bounds', () => {
  const short = headOf([vpc('a', '1', 'r')], 1);
  const long = headOf([vpc('payments-gateway-west', '1', 'r')], 1);
  const endless = headOf([vpc('x'.repeat(4000), '1', 'r')], 1);
  expect(long.height).toBeGreaterThan(short.height);
  expect(endless.height).toBeLessThan(200);
  expect(endless.width).toBeLessThan(260);
});
