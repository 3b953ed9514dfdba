/** Finds free places for one more box in a picture where nothing else may move. */
import type { Box, Point } from '../scene.ts';

/** Places are tried on a grid of so many pixels. */
const CELL = 8;
/** How far is looked first. */
const NEAR = 256;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Top-left corners, nearest to `wish` first and at most `most`, at which a box of this size lies within `room` and keeps
 * `gap` pixels from everything in `taken`. Of equally near ones the upper, then the left one comes first.
 */
export function freeSpots(
  size: Size,
  wish: Point,
  room: Box,
  taken: readonly Box[],
  gap: number,
  most: number,
): Point[] {
  const columns = Math.floor((room.width - size.width) / CELL) + 1;
  const rows = Math.floor((room.height - size.height) / CELL) + 1;
  if (columns <= 0 || rows <= 0) return [];
  const blocked = new Uint8Array(columns * rows);
  for (const box of taken) {
    // Corners from which the new box would come nearer than the gap.
    const [left, right] = cells(box.x - size.width - gap, box.x + box.width + gap, room.x, columns);
    const [top, bottom] = cells(box.y - size.height - gap, box.y + box.height + gap, room.y, rows);
    for (let row = top; row <= bottom; row++)
      blocked.fill(1, row * columns + left, row * columns + right + 1);
  }
  const whole = Math.hypot(room.width, room.height) + Math.hypot(wish.x - room.x, wish.y - room.y);
  // A large room has millions of places: look farther only where there are too few near by.
  for (let radius = NEAR; ; radius *= 2) {
    const spots: (Point & { readonly far: number })[] = [];
    const [left, right] = cells(wish.x - radius, wish.x + radius, room.x, columns);
    const [top, bottom] = cells(wish.y - radius, wish.y + radius, room.y, rows);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        if (blocked[row * columns + column] === 1) continue;
        const [x, y] = [room.x + column * CELL, room.y + row * CELL];
        const far = Math.hypot(x - wish.x, y - wish.y);
        if (far <= radius) spots.push({ x, y, far });
      }
    }
    if (spots.length < most && radius < whole) continue;
    // The sort is stable: equals stay in reading order.
    spots.sort((a, b) => a.far - b.far);
    return spots.slice(0, most).map(({ x, y }) => ({ x, y }));
  }
}

/** Numbers of the first and last cell whose corner lies strictly between two coordinates; an empty range where none does. */
function cells(low: number, high: number, start: number, many: number): [number, number] {
  const first = Math.max(0, Math.floor((low - start) / CELL) + 1);
  const last = Math.min(many - 1, Math.ceil((high - start) / CELL) - 1);
  return first <= last ? [first, last] : [0, -1];
}
