/** Finding meshes in graphs: what is planted is found, what is found is a mesh, and the worst graphs end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findGroups } from '#app/mesh/groups.ts';

type Edge = readonly [number, number];
const OPTIONS = { minSize: 4, density: 0.6 };

const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);
const clique = (ids: readonly number[]): Edge[] =>
  ids.flatMap((a, i) => ids.slice(i + 1).map((b): Edge => [a, b]));
function graph(n: number, edges: readonly Edge[]): number[][] {
  const sets = range(n).map(() => new Set<number>());
  for (const [a, b] of edges) {
    if (a === b) continue;
    sets[a]!.add(b);
    sets[b]!.add(a);
  }
  return sets.map((set) => [...set].sort((x, y) => x - y));
}
const find = (n: number, edges: readonly Edge[], options = OPTIONS) =>
  findGroups(graph(n, edges), options);

/** Numbers between 0 and 1, the same every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('shapes', () => {
  it('finds a clique, and none in a star, a ring or a tree', () => {
    expect(find(7, clique(range(7)))).toEqual([range(7)]);
    expect(
      find(
        30,
        range(29, 1).map((i): Edge => [0, i]),
      ),
    ).toEqual([]);
    expect(
      find(
        8,
        range(8).map((i): Edge => [i, (i + 1) % 8]),
      ),
    ).toEqual([]);
    expect(
      find(
        15,
        range(14, 1).map((i): Edge => [i, (i - 1) >> 1]),
      ),
    ).toEqual([]);
  });

  it('finds a near-mesh that holds no clique of four', () => {
    // Five, without two pairs that share no member: the largest clique left has three.
    const edges = clique(range(5)).filter(
      ([a, b]) => !(a === 0 && b === 1) && !(a === 2 && b === 3),
    );
    expect(find(5, edges)).toEqual([range(5)]);
  });

  it('leaves out a spoke that only one member is peered with', () => {
    expect(find(8, [...clique(range(5)), [4, 5], [4, 6], [0, 7]])).toEqual([range(5)]);
  });

  it('takes in a VPC that is peered with most members, and not one with few', () => {
    const near: Edge[] = range(5).map((i) => [i, 7]);
    const far: Edge[] = [
      [0, 8],
      [1, 8],
    ];
    expect(find(9, [...clique(range(7)), ...near, ...far])).toEqual([range(8)]);
  });

  it('keeps meshes apart that share one member, and joins those that share most', () => {
    expect(find(9, [...clique(range(5)), ...clique(range(5, 4))])).toEqual([range(5), range(5, 4)]);
    expect(find(7, [...clique(range(6)), ...clique(range(6, 1))])).toEqual([range(7)]);
  });

  it('finds meshes hung on one hub, each by itself', () => {
    const meshes = range(6).map((i) => range(6, 1 + 6 * i));
    const edges = [...meshes.flatMap(clique), ...range(36, 1).map((i): Edge => [0, i])];
    // The hub is peered with all members of each mesh, so it is a member of each.
    expect(find(37, edges)).toEqual(meshes.map((mesh) => [0, ...mesh]));
  });

  it('does not take two hubs and their spokes for meshes', () => {
    const edges: Edge[] = [
      [0, 1],
      ...range(20, 2).flatMap((i): Edge[] => [
        [0, i],
        [1, i],
      ]),
    ];
    expect(find(22, edges)).toEqual([]);
  });

  it('obeys its options', () => {
    expect(find(4, clique(range(4)), { minSize: 5, density: 0.6 })).toEqual([]);
    expect(find(3, clique(range(3)), { minSize: 3, density: 0.6 })).toEqual([range(3)]);
    // Without near-meshes two cliques are left; the second is mostly inside the first and not told again.
    expect(find(6, clique(range(6)).slice(1), { minSize: 4, density: 1 })).toEqual([
      [0, 2, 3, 4, 5],
    ]);
  });
});

describe('any graph', () => {
  const graphs = fc
    .integer({ min: 4, max: 14 })
    .chain((n) =>
      fc.tuple(
        fc.constant(n),
        fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: n * 5 }),
      ),
    );

  it('every group is large, dense, and no member stands aside', () => {
    fc.assert(
      fc.property(graphs, ([n, edges]) => {
        const adjacent = graph(n, edges);
        for (const group of find(n, edges)) {
          const degrees = group.map((v) => adjacent[v]!.filter((w) => group.includes(w)).length);
          const joined = degrees.reduce((a, b) => a + b, 0) / 2;
          expect(group.length).toBeGreaterThanOrEqual(4);
          expect(joined).toBeGreaterThanOrEqual(0.6 * ((group.length * (group.length - 1)) / 2));
          expect(2 * Math.min(...degrees)).toBeGreaterThanOrEqual(group.length - 1);
        }
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it('no clique of four is overlooked: each shares an edge with a group', () => {
    fc.assert(
      fc.property(graphs, ([n, edges]) => {
        const adjacent = graph(n, edges).map((list) => new Set(list));
        const groups = find(n, edges).map((g) => new Set(g));
        const joined = (a: number, b: number) => adjacent[a]!.has(b);
        for (const a of range(n))
          for (const b of range(n - a - 1, a + 1)) {
            if (!joined(a, b)) continue;
            for (const c of range(n - b - 1, b + 1)) {
              if (!joined(a, c) || !joined(b, c)) continue;
              for (const d of range(n - c - 1, c + 1)) {
                if (![a, b, c].every((v) => joined(v, d))) continue;
                const held = clique([a, b, c, d]).some(([x, y]) =>
                  groups.some((g) => g.has(x) && g.has(y)),
                );
                expect(held, `${[a, b, c, d].join()} of ${JSON.stringify(edges)}`).toBe(true);
              }
            }
          }
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  it('finds a mesh planted among sparse peerings, and nothing but it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 25 }),
        fc.array(fc.tuple(fc.integer({ min: 25, max: 79 }), fc.integer({ min: 25, max: 79 })), {
          maxLength: 30,
        }),
        (size, noise) => {
          // A forest of noise cannot hold a mesh: each vertex hangs on one before it.
          const sparse = noise.map(([a]): Edge => [a, Math.max(25, a - 1)]);
          const links: Edge[] = [
            [0, 25],
            [1, 30],
          ];
          expect(find(80, [...clique(range(size)), ...sparse, ...links])).toEqual([range(size)]);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });
});

describe('large graphs', () => {
  it('separates forty meshes of 126, the most that peering allows, tied in a ring', () => {
    const blocks = range(40).map((i) => range(126, 126 * i));
    const ring = range(40).map((i): Edge => [126 * i, (126 * i + 127) % 5040]);
    expect(find(5040, [...blocks.flatMap(clique), ...ring])).toEqual(blocks);
  });

  it('finds forty near-meshes of 126 with a fifth of their pairs missing', () => {
    const next = numbers(7);
    const blocks = range(40).map((i) => range(126, 126 * i));
    const edges = blocks.flatMap(clique).filter(() => next() > 0.2);
    expect(find(5040, edges)).toEqual(blocks);
  });

  it('ends on a thousand VPCs with 125 peerings each at random', () => {
    const next = numbers(11);
    const edges = range(62_500).map((): Edge => [
      Math.floor(next() * 1000),
      Math.floor(next() * 1000),
    ]);
    const groups = find(1000, edges);
    expect(groups.length).toBeGreaterThan(0);
    // One in eight pairs is joined, so nothing large and dense can be there.
    for (const group of groups) expect(group.length).toBeLessThan(25);
  });
});
