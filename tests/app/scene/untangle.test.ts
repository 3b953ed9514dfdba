/** Lines in one gutter: each in the lane in which it crosses the other only where their ends force it. */
import { describe, expect, it } from 'vitest';
import type { Point } from '#app/scene/scene.ts';
import { spread, type Wire } from '#app/scene/parts/lanes.ts';
import { crossings, onTop } from '#tests/kit/drawn.ts';

const wire = (net: string, ...points: readonly (readonly [number, number])[]): Wire => ({
  net,
  points: points.map(([x, y]): Point => ({ x, y })),
  slack: [0, 0],
  cost: () => 0,
});

/** From the left at one height into the gutter at x = 100, and out to the right at another. */
const through = (net: string, from: number, to: number): Wire =>
  wire(net, [0, from], [100, from], [100, to], [200, to]);

const drawn = (wires: readonly Wire[]) => spread(wires, []).map((points) => ({ points }));
const lying = (lines: readonly { readonly points: readonly Point[] }[]): string[] =>
  onTop(
    {
      title: '',
      width: 0,
      height: 0,
      nodes: [],
      hulls: [],
      leftOut: [],
      edges: lines.map(({ points }, i) => ({
        id: `${i}`,
        refs: [],
        kind: 'peering',
        from: '',
        to: '',
        active: true,
        label: '',
        points,
        badge: undefined,
      })),
    },
    0,
  );

describe('lines in one gutter', () => {
  it.each([
    ['downwards', [through('a', 0, 60), through('b', 20, 100)]],
    ['downwards, the lower first', [through('b', 20, 100), through('a', 0, 60)]],
    ['upwards', [through('a', 60, 0), through('b', 100, 20)]],
    ['of four', [0, 20, 40, 60].map((y, i) => through(`${i}`, y, y + 90))],
  ])('that keep their order do not cross: %s', (_, wires) => {
    const lines = drawn(wires);
    expect(crossings(lines)).toBe(0);
    expect(lying(lines)).toEqual([]);
  });

  it('that change places cross once', () => {
    const lines = drawn([through('a', 0, 100), through('b', 20, 60)]);
    expect(crossings(lines)).toBe(1);
    expect(lying(lines)).toEqual([]);
  });

  it('go another way where that spares two crossings, if it is not far', () => {
    const bars = [80, 120].map((x) => wire(`bar ${x}`, [x, -50], [x, 50]));
    const free = wire('free', [0, 0], [200, 0]);
    const round = wire('round', [0, 0], [0, 60], [200, 60], [200, 0]);
    const way = (course: Wire): Wire => ({ ...free, again: () => [course] });
    expect(crossings(drawn([...bars, way(round)]))).toBe(0);
    const far = wire('far', [0, 0], [0, 900], [200, 900], [200, 0]);
    expect(crossings(drawn([...bars, way(far)]))).toBe(2);
  });

  it('end at a card aside of each other, where they would look like one that runs behind it', () => {
    // A card from 100 to 200, and at its other end each line has another one, 20 high on each side of its middle.
    const [left, right] = [wire('left', [0, 0], [100, 0]), wire('right', [200, 0], [300, 0])];
    const slack = [20, 20] as const;
    const at = (behind: number) =>
      drawn([
        { ...left, slack, behind: [0, behind] },
        { ...right, slack, behind: [behind, 0] },
      ]).map(({ points }) => points.map(({ y }) => y));
    expect(at(0)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const [[a, b], [c, d]] = at(100) as [[number, number], [number, number]];
    expect([a - b, c - d]).toEqual([0, 0]);
    expect(Math.abs(a - c)).toBeGreaterThan(3);
  });

  it('stay where they are told to', () => {
    const { net, points, slack } = through('a', 0, 60);
    const fixed = { net, points, slack };
    expect(drawn([fixed, through('b', 20, 100)])[0]!.points).toEqual(fixed.points);
  });
});
