/** Finds a free place for one more box in a picture where nothing else may move. */
import type { Box, Point } from '../scene.ts';

/** Places are tried on a grid of so many pixels. */
const CELL = 8;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The top-left corner nearest to `wish` at which a box of this size lies within `room` and keeps `gap` pixels from
 * everything in `taken`; undefined where there is no such place. Of equally near ones the upper, then the left one.
 */
export function freeSpot(
  size: Size,
  wish: Point,
  room: Box,
  taken: readonly Box[],
  gap: number,
): Point | undefined {
  const columns = Math.floor((room.width - size.width) / CELL) + 1;
  const rows = Math.floor((room.height - size.height) / CELL) + 1;
  if (columns <= 0 || rows <= 0) return undefined;
  const blocked = new Uint8Array(columns * rows);
  for (const box of taken) {
    // Corners from which the new box would come nearer than the gap.
    const [left, right] = cells(box.x - size.width - gap, box.x + box.width + gap, room.x, columns);
    const [top, bottom] = cells(box.y - size.height - gap, box.y + box.height + gap, room.y, rows);
    for (let row = top; row <= bottom; row++)
      blocked.fill(1, row * columns + left, row * columns + right + 1);
  }
  let best: Point | undefined;
  let least = Infinity;
  for (let row = 0; row < rows; row++) {
    const y = room.y + row * CELL;
    const dy = (y - wish.y) ** 2;
    if (dy >= least) continue;
    for (let column = 0; column < columns; column++) {
      if (blocked[row * columns + column] === 1) continue;
      const x = room.x + column * CELL;
      const far = dy + (x - wish.x) ** 2;
      if (far >= least) continue;
      least = far;
      best = { x, y };
    }
  }
  return best;
}

/** Numbers of the first and last cell whose corner lies strictly between two coordinates; an empty range where none does. */
function cells(low: number, high: number, start: number, many: number): [number, number] {
  const first = Math.max(0, Math.floor((low - start) / CELL) + 1);
  const last = Math.min(many - 1, Math.ceil((high - start) / CELL) - 1);
  return first <= last ? [first, last] : [0, -1];
}
