/** Packs boxes onto a sheet of given width, in the order given: each as high up as it fits, leftmost first. */

export interface Sized {
  readonly width: number;
  readonly height: number;
}

export interface Packed {
  readonly width: number;
  readonly height: number;
  /** Top-left corners, in the order of the boxes. */
  readonly at: readonly { readonly x: number; readonly y: number }[];
}

interface Step {
  x: number;
  y: number;
  width: number;
}

/** The skyline where a box of this width would rest, starting at step i; undefined where it does not fit. */
function rest(sky: readonly Step[], i: number, width: number, sheet: number): number | undefined {
  const first = sky[i];
  if (!first || (first.x > 0 && first.x + width > sheet + 0.01)) return undefined;
  let y = 0;
  let left = width;
  for (let j = i; left > 0.01; j++) {
    const step = sky[j];
    if (!step) return first.x === 0 ? y : undefined;
    y = Math.max(y, step.y);
    left -= step.width;
  }
  return y;
}

/** In place: of a long skyline only the steps under the box change. */
function raise(sky: Step[], x: number, y: number, width: number): void {
  const right = x + width;
  let first = 0;
  while (first < sky.length && sky[first]!.x + sky[first]!.width <= x + 0.01) first++;
  let next = first;
  while (next < sky.length && sky[next]!.x < right - 0.01) next++;
  const made: Step[] = [];
  if (next > first) {
    const [left, last] = [sky[first]!, sky[next - 1]!];
    if (left.x < x) made.push({ x: left.x, y: left.y, width: x - left.x });
    made.push({ x, y, width });
    const end = last.x + last.width;
    if (end > right) made.push({ x: right, y: last.y, width: end - right });
  } else made.push({ x, y, width });
  sky.splice(first, next - first, ...made);
  // Steps of one height are one step.
  for (let i = Math.min(sky.length - 1, first + made.length); i > 0 && i >= first; i--) {
    const [before, step] = [sky[i - 1]!, sky[i]!];
    if (Math.abs(before.y - step.y) >= 0.01) continue;
    before.width += step.width;
    sky.splice(i, 1);
  }
}

export function pack(boxes: readonly Sized[], sheet: number, gap: number): Packed {
  const wide = Math.max(sheet, ...boxes.map((b) => b.width)) + gap;
  const sky: Step[] = [{ x: 0, y: 0, width: wide }];
  const at: { x: number; y: number }[] = [];
  let width = 0;
  let height = 0;
  for (const box of boxes) {
    let best: { x: number; y: number } | undefined;
    for (let i = 0; i < sky.length; i++) {
      const y = rest(sky, i, box.width + gap, wide);
      if (y !== undefined && (!best || y < best.y)) best = { x: sky[i]?.x ?? 0, y };
    }
    const spot = best ?? { x: 0, y: height + gap };
    raise(sky, spot.x, spot.y + box.height + gap, box.width + gap);
    at.push(spot);
    width = Math.max(width, spot.x + box.width);
    height = Math.max(height, spot.y + box.height);
  }
  return { width, height, at };
}

/** In rows, in the order given: each row as high as its tallest box. */
export function shelve(boxes: readonly Sized[], sheet: number, gap: number): Packed {
  const at: { x: number; y: number }[] = [];
  let width = 0;
  let x = 0;
  let y = 0;
  let tall = 0;
  for (const box of boxes) {
    if (x > 0 && x + box.width > sheet + 0.01) {
      y += tall + gap;
      x = 0;
      tall = 0;
    }
    at.push({ x, y });
    width = Math.max(width, x + box.width);
    tall = Math.max(tall, box.height);
    x += box.width + gap;
  }
  return { width, height: y + tall, at };
}

const area = (boxes: readonly Sized[], gap: number): number =>
  boxes.reduce((sum, b) => sum + (b.width + gap) * (b.height + gap), 0);

/** Rows leave gutters from side to side, in which lines run straight: that is worth some room. */
const ROWS = 0.8;

/** A way to place boxes on a sheet; asked again with the same boxes in another order it uses as wide a sheet. */
export interface Packer {
  readonly pack: (boxes: readonly Sized[]) => Packed;
  /** True where it makes rows, each below all of the one before. */
  readonly inRows: boolean;
}

/** The way of packing, and the sheet, of several tried, that wastes least and comes nearest to the proportion of width to height. */
export function packerFor(
  boxes: readonly Sized[],
  gap: number,
  proportion: number,
  least = 0,
): Packer {
  const ideal = Math.sqrt(area(boxes, gap) * proportion);
  let best: Packer = { pack: (list) => pack(list, ideal, gap), inRows: false };
  let bestCost = Infinity;
  for (let step = 0; step < 9; step++) {
    const sheet = Math.max(least, ideal * (0.8 + 0.1 * step));
    for (const [packing, worth] of [
      [pack, 1],
      [shelve, ROWS],
    ] as const) {
      const { width, height } = packing(boxes, sheet, gap);
      const off = Math.abs(Math.log(width / height / proportion));
      const cost = width * height * (1 + 0.35 * off) * worth;
      if (cost < bestCost - 0.5) {
        bestCost = cost;
        best = { pack: (list) => packing(list, sheet, gap), inRows: packing === shelve };
      }
    }
  }
  return best;
}

/** Packed so. */
export const packTo = (
  boxes: readonly Sized[],
  gap: number,
  proportion: number,
  least = 0,
): Packed =>
  boxes.length === 0
    ? { width: 0, height: 0, at: [] }
    : packerFor(boxes, gap, proportion, least).pack(boxes);
