/** Boxes held against each other. */
import type { Box, Point } from '../../scene/scene.ts';

export const holds = (outer: Box, { x, y, width, height }: Box): boolean =>
  x >= outer.x &&
  y >= outer.y &&
  x + width <= outer.x + outer.width &&
  y + height <= outer.y + outer.height;

export const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export type Axis = 'x' | 'y';
export const LENGTHS = { x: 'width', y: 'height' } as const;
/** Where a box begins and ends along an axis. */
export const from = (box: Box, axis: Axis): number => box[axis];
export const to = (box: Box, axis: Axis): number => box[axis] + box[LENGTHS[axis]];

export const boxOf = (left: number, top: number, right: number, bottom: number): Box => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
});

/** What holds two boxes. */
export const both = (a: Box, b: Box): Box =>
  boxOf(
    Math.min(a.x, b.x),
    Math.min(a.y, b.y),
    Math.max(to(a, 'x'), to(b, 'x')),
    Math.max(to(a, 'y'), to(b, 'y')),
  );

/** What two boxes have in common. */
export const shared = (a: Box, b: Box): Box =>
  boxOf(
    Math.max(a.x, b.x),
    Math.max(a.y, b.y),
    Math.min(to(a, 'x'), to(b, 'x')),
    Math.min(to(a, 'y'), to(b, 'y')),
  );

/** What holds the points of a line. */
export const around = (points: readonly Point[]): Box =>
  points.reduce<Box>(
    (sum, { x, y }) => both(sum, boxOf(x, y, x, y)),
    boxOf(points[0]!.x, points[0]!.y, points[0]!.x, points[0]!.y),
  );
