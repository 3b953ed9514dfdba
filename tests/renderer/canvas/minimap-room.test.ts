/** The map of the whole picture: small on a small canvas, and in the corner where it hides least. */
import { describe, expect, it } from 'vitest';
import type { Box } from '#app/scene/scene.ts';
import { CORNERS, mapBox, mapCorner, mapScale } from '#renderer/canvas/minimap-room.ts';

const picture = { width: 2000, height: 1000 };
const small = { width: 560, height: 390 };
const large = { width: 1100, height: 800 };
const NONE = { panels: [], lit: [], boxes: [] };
const mapIn = (free: typeof small) => {
  const scale = mapScale(picture, free);
  return { width: picture.width * scale, height: picture.height * scale };
};
/** A box in the middle of where the map would stand. */
const under = (corner: (typeof CORNERS)[number], free = small): Box => {
  const { x, y, width, height } = mapBox(corner, mapIn(free), free);
  return { x: x + width / 2 - 20, y: y + height / 2 - 10, width: 40, height: 20 };
};

describe('the size of the map', () => {
  it('is 200 by 140 at most, keeps the shape of the picture, and shrinks with the canvas', () => {
    expect(mapIn(large)).toEqual({ width: 200, height: 100 });
    expect(mapScale({ width: 1000, height: 1000 }, large)).toBe(0.14);
    const { width, height } = mapIn(small);
    expect(width).toBeLessThan(small.width / 4);
    expect(height).toBeLessThan(small.height / 4);
    expect(width / height).toBeCloseTo(2);
  });

  it('is never too small to be used', () => {
    expect(mapIn({ width: 200, height: 150 }).width).toBe(96);
  });
});

describe('the corner of the map', () => {
  it.each(CORNERS)('%s lies within the canvas, away from its edge', (corner) => {
    const { x, y, width, height } = mapBox(corner, mapIn(small), small);
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(12);
    expect(x + width).toBeLessThanOrEqual(small.width - 12);
    expect(y + height).toBeLessThanOrEqual(small.height - 12);
  });

  it('is left for one that hides nothing, where a card would be hidden', () => {
    const boxes = [under('bottom-right')];
    expect(mapCorner('bottom-right', mapIn(small), small, { ...NONE, boxes })).toBe('bottom-left');
    boxes.push(under('bottom-left'), under('top-right'));
    expect(mapCorner('bottom-right', mapIn(small), small, { ...NONE, boxes })).toBe('top-left');
  });

  it('hides a caption rather than a box that is lit', () => {
    const lit = [under('bottom-left')];
    const panels = (['bottom-right', 'top-right', 'top-left'] as const).map((c) => under(c));
    const things = { ...NONE, lit, panels };
    expect(mapCorner('bottom-left', mapIn(small), small, things)).toBe('bottom-right');
  });

  it('is the first again as soon as nothing is hidden there', () => {
    for (const corner of CORNERS)
      expect(mapCorner(corner, mapIn(small), small, NONE)).toBe('bottom-right');
  });

  it('stays where all hide as much', () => {
    const boxes = CORNERS.map((corner) => under(corner));
    for (const corner of CORNERS)
      expect(mapCorner(corner, mapIn(small), small, { ...NONE, boxes })).toBe(corner);
  });

  it('hides what is not lit sooner than what is, and both sooner than a bar', () => {
    const things = {
      panels: [under('bottom-left')],
      lit: [under('bottom-right'), under('top-right')],
      boxes: [under('bottom-right'), under('top-right'), under('top-left')],
    };
    expect(mapCorner('bottom-right', mapIn(small), small, things)).toBe('top-left');
  });

  it('on a large canvas is left for what is lit, and for nothing less', () => {
    const boxes = [under('bottom-right', large)];
    const corner = (lit: readonly Box[]) =>
      mapCorner('bottom-right', mapIn(large), large, { ...NONE, lit, boxes });
    expect(corner([])).toBe('bottom-right');
    expect(corner(boxes)).toBe('bottom-left');
  });
});
