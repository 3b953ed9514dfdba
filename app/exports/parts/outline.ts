/** Corners of outlines that are no plain box, in the coordinates of the box. */
import type { Box, Point } from '../../scene/scene.ts';

/** A box with its corners cut off, clockwise from the upper left. */
export function octagon({ x, y, width: w, height: h }: Box, corner: number): readonly Point[] {
  const c = Math.min(corner, h / 3);
  return [
    [c, 0],
    [w - c, 0],
    [w, c],
    [w, h - c],
    [w - c, h],
    [c, h],
    [0, h - c],
    [0, c],
  ].map(([px = 0, py = 0]) => ({ x: x + px, y: y + py }));
}
