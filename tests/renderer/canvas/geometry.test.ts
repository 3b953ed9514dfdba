/** Lines and boxes as the graphics card gets them: what Canvas 2D would draw, in straight pieces. */
import { expect, test } from 'vitest';
import { NO_PLAN_MARKS } from '#app/scene/planned.ts';
import {
  arrowSegments,
  borderSegments,
  boxNumbers,
  pathOf,
  SEGMENT,
  shares,
  wireSegments,
} from '#renderer/canvas/gl/geometry.ts';
import { networkOf } from '#renderer/canvas/network.ts';
import { standardScene } from '#renderer/canvas/speed/standard.ts';
import { box, line, picture } from '../picture.ts';

const rows = (numbers: Float32Array): number[][] =>
  Array.from({ length: numbers.length / SEGMENT }, (_, i) => [
    ...numbers.subarray(i * SEGMENT, (i + 1) * SEGMENT),
  ]);

test('a bend is the arc that touches both legs, 6 pixels in from the corner', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 80 },
  ];
  const path = pathOf(corner, true);
  expect(path[0]).toEqual({ x: 0, y: 0 });
  expect(path.at(-1)).toEqual({ x: 100, y: 80 });
  expect(path[1]!.x).toBeCloseTo(94);
  expect(path[1]!.y).toBeCloseTo(0);
  expect(path.at(-2)!.x).toBeCloseTo(100);
  expect(path.at(-2)!.y).toBeCloseTo(6);
  // Every point of the arc is as far from its centre, inside the corner.
  for (const { x, y } of path.slice(1, -1)) expect(Math.hypot(x - 94, y - 6)).toBeCloseTo(6);
  // The other way round the same, mirrored.
  const left = pathOf(
    corner.map(({ x, y }) => ({ x: -x, y })),
    true,
  );
  expect(left.map(({ x }) => -x || 0)).toEqual(
    path.map(({ x }) => expect.closeTo(x) as unknown as number),
  );
});

test('from afar, and where a line only goes on or turns back, it has the points it has', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 9 },
  ];
  expect(pathOf(corner, false)).toEqual(corner);
  const straight = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 30, y: 0 },
  ];
  expect(pathOf(straight, true)).toEqual(straight);
  const back = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 0, y: 0 },
  ];
  expect(pathOf(back, true).every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(
    true,
  );
});

test('pieces of a line know how far along it they are: dashes go on around bends', () => {
  const scene = {
    ...picture,
    nodes: [box('a', 0, 0), box('b', 300, 0)],
    edges: [
      line('pcx', 'a', 'b', {
        points: [
          { x: 0, y: 0 },
          { x: 30, y: 40 },
          { x: 30, y: 100 },
        ],
      }),
    ],
  };
  const { wires } = networkOf(scene, NO_PLAN_MARKS);
  expect(rows(wireSegments([...wires.values()], false))).toEqual([
    [0, 0, 30, 40, 0],
    [30, 40, 30, 100, 50],
  ]);
});

test('an arrow begins at its tip; a dashed border runs once around, half its width inside', () => {
  expect(rows(arrowSegments([{ tip: { x: 9, y: 0 }, foot: { x: 0, y: 0 } }]))).toEqual([
    [9, 0, 0, 0, 0],
  ]);
  const around = rows(
    borderSegments([{ x: 10, y: 20, width: 100, height: 50 }], {
      outline: 'box',
      corner: 6,
      width: 2,
    }),
  );
  const [first, last] = [around[0]!, around.at(-1)!];
  expect(first.slice(0, 2)).toEqual([16, 21]);
  expect(last[2]).toBeCloseTo(16);
  expect(last[3]).toBeCloseTo(21);
  for (const [x, y] of around as [number, number][]) {
    expect(x).toBeGreaterThan(10.9);
    expect(x).toBeLessThan(109.1);
    expect(y).toBeGreaterThan(20.9);
    expect(y).toBeLessThan(69.1);
  }
  // Sides of 88 and 38, and four quarters of a circle of radius 5.
  const length = last[4]! + Math.hypot(last[2]! - last[0]!, last[3]! - last[1]!);
  expect(length).toBeCloseTo(2 * 88 + 2 * 38 + 2 * Math.PI * 5, 0);
});

test('boxes and colours are numbers', () => {
  expect([...boxNumbers([box('a', 1, 2)])].slice(0, 2)).toEqual([1, 2]);
  expect(shares('#ff8000')).toEqual([1, 128 / 255, 0]);
});

test('what drawing is measured with is as large as what it stands for', () => {
  const { nodes, edges } = standardScene();
  expect(nodes.filter(({ shape }) => shape === 'vpc')).toHaveLength(5000);
  expect(edges).toHaveLength(5000);
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
});
