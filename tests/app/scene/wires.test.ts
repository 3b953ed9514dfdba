/** The way of one line between two boxes. */
import { describe, expect, it } from 'vitest';
import { Field } from '#app/scene/parts/field.ts';
import { type Terminal, waysOf, wire } from '#app/scene/parts/wires.ts';
import type { Box, NodeShape } from '#app/scene/scene.ts';

const end = (id: string, shape: NodeShape, box: Box): Terminal => ({
  box,
  shape,
  around: [{ id, box, gap: 12 }],
});
const vpc = end('vpc', 'vpc', { x: 100, y: 0, width: 150, height: 50 });
const hub = end('hub', 'transit-gateway', { x: 60, y: 110, width: 200, height: 60 });
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
