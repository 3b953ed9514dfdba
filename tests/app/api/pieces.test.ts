/** Long lists of an answer travel in pieces, and nobody who asks or answers can tell. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract } from '#app/api/contract.ts';
import { PIECE, putTogether, takeApart } from '#app/api/pieces.ts';
import { connect, serve } from '#app/api/rpc.ts';
import { memoryWires } from '#app/api/wire.ts';

const long = (from: number, many: number) =>
  Array.from({ length: many }, (_, i) => ({ id: `vpc-${from + i}`, lines: ['10.0.0.0/16'] }));

const answer = {
  title: 'all',
  nodes: long(0, 3 * PIECE + 1),
  few: long(0, PIECE),
  scene: { edges: long(5000, 2 * PIECE), none: [], ['__proto__x']: null },
};

const over = async (result: unknown) => {
  const [near, far] = memoryWires();
  const heard: string[] = [];
  near.onMessage((text) => heard.push(text));
  const contract = defineContract('engine', { ask: z.object({}) });
  serve(contract, { ask: () => Promise.resolve(result) }, far);
  const { call } = connect(contract, near);
  return { got: await call.ask({}), heard };
};

it('an answer with long lists comes out as it went in', async () => {
  const { got, heard } = await over(answer);
  expect(got).toEqual(answer);
  // Four pieces of nodes, two of edges, and the answer.
  expect(heard).toHaveLength(7);
  const most = Math.max(...heard.map((text) => text.length));
  expect(most).toBeLessThan(JSON.stringify(answer).length / 3);
});

it('a list that is the whole answer too, and what has no long list is one message', async () => {
  const list = long(0, PIECE + 1);
  const whole = await over(list);
  expect(whole.got).toEqual(list);
  expect(whole.heard).toHaveLength(3);
  for (const small of [null, 0, 'text', [], { rows: long(0, PIECE) }]) {
    const { got, heard } = await over(small);
    expect(got).toEqual(small);
    expect(heard).toHaveLength(1);
  }
});

it('the answer that was given stays whole: the other side keeps it', () => {
  const kept = structuredClone(answer);
  const { rest, pieces } = takeApart(answer);
  expect(answer).toEqual(kept);
  expect(JSON.parse(JSON.stringify(rest))).toMatchObject({
    title: 'all',
    nodes: [],
    few: kept.few,
  });
  expect(pieces.every(({ items }) => items.length <= PIECE)).toBe(true);
});

it('two answers at once do not mix', async () => {
  const [near, far] = memoryWires();
  const contract = defineContract('engine', { ask: z.object({ from: z.number() }) });
  serve(contract, { ask: ({ from }: { from: number }) => Promise.resolve(long(from, 600)) }, far);
  const { call } = connect(contract, near);
  const both = await Promise.all([call.ask({ from: 0 }), call.ask({ from: 9000 })]);
  expect(both).toEqual([long(0, 600), long(9000, 600)]);
});

it('a path that leads nowhere, or up to a prototype, changes nothing', () => {
  for (const path of [
    ['nodes', 'constructor'],
    ['__proto__'],
    ['constructor', 'prototype'],
    ['gone'],
  ])
    expect(putTogether({ nodes: [1] }, [{ path, items: [2] }])).toEqual({ nodes: [1] });
  expect({}).not.toHaveProperty('0');
});
