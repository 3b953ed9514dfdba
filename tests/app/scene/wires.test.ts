/** The way of one line between two boxes. */
import { describe, expect, it } from 'vitest';
import { cuts, Field } from '#app/scene/parts/field.ts';
import { type Entry, type Terminal, waysOf, wire } from '#app/scene/parts/wires.ts';
import type { Box, NodeShape } from '#app/scene/scene.ts';

const end = (id: string, shape: NodeShape, box: Box): Terminal => ({
  box,
  shape,
  around: [{ id, box, gap: 12 }],
});
const vpc = end('vpc', 'vpc', { x: 100, y: 0, width: 150, height: 50 });
const hub = end('hub', 'transit-gateway', { x: 60, y: 110, width: 200, height: 60 });
/** Of a frame from 400, 0 to 600, 200. */
const entries: readonly Entry[] = [
  { x: 500, y: 200, from: 'below', more: 0 },
  { x: 500, y: 0, from: 'above', more: 0 },
  { x: 400, y: 190, from: 'left', more: 100 },
  { x: 600, y: 190, from: 'right', more: 100 },
];
const frame = { x: 400, y: 0, width: 200, height: 200 };
const inFrame: Terminal = {
  ...end('in frame', 'vpc', { x: 510, y: 60, width: 80, height: 50 }),
  around: [{ id: 'frame', box: frame, gap: 14 }],
  entries,
};
const field = (...boxes: readonly Box[]): Field =>
  new Field(
    boxes.map((box, i) => ({ id: `${i}`, cost: 900, ...box })),
    1000,
    1000,
  );

describe('a square line', () => {
  it('is straight where two boxes stand across from each other, not quite middle to middle', () => {
    // The middle of the gateway is at 160, that of the VPC at 175: both sides reach 160.
    const straight = [
      { x: 160, y: 110 },
      { x: 160, y: 50 },
    ];
    expect(wire(hub, vpc, field(), true)).toEqual(straight);
    // From the VPC it begins in the middle of the VPC, 175: the upper side of the gateway reaches there.
    expect(wire(vpc, hub, field(), true)).toEqual([
      { x: 175, y: 50 },
      { x: 175, y: 110 },
    ]);
    expect(waysOf(hub, vpc, field(), () => 0, true)[0]).toEqual(straight);
  });

  it('bends where something is in the way, or where they stand across by their corners alone', () => {
    const between = { x: 130, y: 70, width: 60, height: 20 };
    expect(wire(hub, vpc, field(between), true).length).toBeGreaterThan(2);
    const aside = end('aside', 'vpc', { x: 254, y: 0, width: 150, height: 50 });
    expect(wire(hub, aside, field(), true).length).toBeGreaterThan(2);
  });

  it('of others runs aslant', () => {
    const [p, q] = wire(hub, vpc, field());
    expect(p!.x).not.toBe(q!.x);
  });
});

describe('a line to a frame', () => {
  const card = inFrame.box;
  it.each([
    ['from its left', { x: 100, y: 165, width: 100, height: 50 }, { x: 400, y: 190 }],
    ['from its right', { x: 800, y: 165, width: 100, height: 50 }, { x: 600, y: 190 }],
    ['from below', { x: 450, y: 400, width: 100, height: 50 }, { x: 500, y: 200 }],
    ['from above', { x: 450, y: -300, width: 100, height: 50 }, { x: 500, y: 0 }],
  ])('%s comes in on that side, and over no card', (_, box, entry) => {
    const points = wire(end('hub', 'transit-gateway', box), inFrame, field(card), true);
    expect(points.at(-1)).toEqual(entry);
    const before = points.at(-2)!;
    const isLevel = entry.x !== 500;
    expect(isLevel ? before.y : before.x).toBe(isLevel ? entry.y : entry.x);
    expect(points.slice(1).some((q, i) => cuts(points[i]!, q, frame))).toBe(false);
  });
});
