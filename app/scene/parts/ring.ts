/** Rings: members of a mesh on an ellipse, sliced by the containers they stand in; and the soft hull around them. */
import type { Box, Point } from '../scene.ts';

const GAP_X = 22;
const GAP_Y = 20;

/** Centres of n boxes on an ellipse around the origin, clear of each other and of a box in the middle. */
export function ellipse(
  n: number,
  card: { readonly width: number; readonly height: number },
  options: {
    readonly pairFirst?: boolean;
    readonly middle?: { readonly width: number; readonly height: number };
  } = {},
): Point[] {
  if (n === 1) return [{ x: 0, y: 0 }];
  const turn = options.pairFirst ? Math.PI / n : 0;
  const middle = options.middle;
  const spots = (b: number): Point[] =>
    Array.from({ length: n }, (_, i) => {
      const angle = Math.PI + turn + (2 * Math.PI * i) / n;
      return { x: Math.cos(angle) * (b * 1.12 + 70), y: Math.sin(angle) * b };
    });
  const clear = (p: Point, q: Point, width: number, height: number): boolean =>
    Math.abs(p.x - q.x) >= width || Math.abs(p.y - q.y) >= height;
  let b = middle ? 100 : 84 + 11 * n;
  for (;;) {
    const at = spots(b);
    const apart = at.every((p, i) =>
      [1, 2].every((step) => {
        const q = at[(i + step) % n];
        return n <= step || !q || q === p || clear(p, q, card.width + GAP_X, card.height + GAP_Y);
      }),
    );
    const around =
      !middle ||
      at.every((p) =>
        clear(
          p,
          { x: 0, y: 0 },
          (card.width + middle.width) / 2 + 56,
          (card.height + middle.height) / 2 + 40,
        ),
      );
    if (apart && around) return at;
    b *= 1.03;
  }
}

export interface Slice {
  /** Width and height of the slice; all slices of a ring have the same height. */
  readonly width: number;
  readonly height: number;
  /** Top-left corners, one per member of the slice, relative to the slice's own corner. */
  readonly at: readonly Point[];
  /** Room above and below (and at the ring's ends) that a soft oval round the whole ring needs. */
  readonly air: number;
}

/** Least distance between a member of a ring and the soft oval round it. */
export const OVAL_AIR = 12;

/**
 * One ring cut by vertical lines into slices of the given member counts, left to right.
 * The slices may later stand any distance apart: each keeps its arc, and together they read as one ring.
 */
export function slices(
  counts: readonly number[],
  card: { readonly width: number; readonly height: number },
): Slice[] {
  const n = counts.reduce((a, b) => a + b, 0);
  const round = ellipse(n, card, { pairFirst: counts.length > 1 && (counts[0] ?? 1) % 2 === 0 });
  const ranked = round
    .map((p, i) => ({ p: { x: Math.round(p.x), y: Math.round(p.y) }, i }))
    .sort((a, b) => a.p.x - b.p.x || a.i - b.i);
  const top = Math.min(...ranked.map((r) => r.p.y)) - card.height / 2;
  const bottom = Math.max(...ranked.map((r) => r.p.y)) + card.height / 2;
  const boxes = ranked.map(({ p }) => ({
    ...p,
    ...card,
    x: p.x - card.width / 2,
    y: p.y - card.height / 2,
  }));
  const factor = ovalFactor(boxes, OVAL_AIR);
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const air = Math.ceil(OVAL_AIR + (factor - 1) * Math.max(right, (bottom - top) / 2 + OVAL_AIR));
  let from = 0;
  return counts.map((count) => {
    const group = ranked.slice(from, from + count).sort((a, b) => a.i - b.i);
    from += count;
    const left = Math.min(...group.map((r) => r.p.x)) - card.width / 2;
    const right = Math.max(...group.map((r) => r.p.x)) + card.width / 2;
    return {
      width: right - left,
      height: bottom - top,
      air,
      at: group.map((r) => ({
        x: r.p.x - card.width / 2 - left,
        y: r.p.y - card.height / 2 - top,
      })),
    };
  });
}

const cross = (o: Point, a: Point, b: Point): number =>
  (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);

/** Convex hull, anticlockwise on screen, by Andrew's monotone chain. */
export function convex(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list: readonly Point[]): Point[] => {
    const out: Point[] = [];
    for (const p of list) {
      for (;;) {
        const a = out.at(-2);
        const b = out.at(-1);
        if (!a || !b || cross(a, b, p) > 0) break;
        out.pop();
      }
      out.push(p);
    }
    return out.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Soft outline around boxes: the hull of circles of the given radius on every corner. */
export function hullAround(boxes: readonly Box[], radius: number): Point[] {
  const points: Point[] = [];
  const turns = 24;
  for (const box of boxes) {
    for (const [x, y] of [
      [box.x, box.y],
      [box.x + box.width, box.y],
      [box.x, box.y + box.height],
      [box.x + box.width, box.y + box.height],
    ] as const) {
      for (let i = 0; i < turns; i++) {
        const angle = (2 * Math.PI * i) / turns;
        points.push({
          x: Math.round((x + Math.cos(angle) * radius) * 10) / 10,
          y: Math.round((y + Math.sin(angle) * radius) * 10) / 10,
        });
      }
    }
  }
  return convex(points);
}

/** Exponent of the outline |x/a|^n + |y/b|^n = 1: an ellipse with fuller shoulders. */
const FULLNESS = 2.6;

/** How far a soft oval round boxes reaches beyond their bounding box, as a factor of its half width and height. */
export function ovalFactor(boxes: readonly Box[], air: number): number {
  const { a, b, x, y } = halves(boxes, air);
  let most = 1;
  for (const box of boxes) {
    for (const cx of [box.x - air, box.x + box.width + air]) {
      for (const cy of [box.y - air, box.y + box.height + air]) {
        const far = Math.abs((cx - x) / a) ** FULLNESS + Math.abs((cy - y) / b) ** FULLNESS;
        most = Math.max(most, far ** (1 / FULLNESS));
      }
    }
  }
  return most;
}

function halves(
  boxes: readonly Box[],
  air: number,
): { a: number; b: number; x: number; y: number } {
  const left = Math.min(...boxes.map((q) => q.x)) - air;
  const right = Math.max(...boxes.map((q) => q.x + q.width)) + air;
  const top = Math.min(...boxes.map((q) => q.y)) - air;
  const bottom = Math.max(...boxes.map((q) => q.y + q.height)) + air;
  return {
    a: (right - left) / 2,
    b: (bottom - top) / 2,
    x: (left + right) / 2,
    y: (top + bottom) / 2,
  };
}

/** A soft oval that holds every box. */
export function ovalAround(boxes: readonly Box[], air: number): Point[] {
  const { a, b, x, y } = halves(boxes, air);
  const s = ovalFactor(boxes, air);
  const steps = 96;
  return Array.from({ length: steps }, (_, i) => {
    const t = (2 * Math.PI * i) / steps;
    const bend = (v: number): number => Math.sign(v) * Math.abs(v) ** (2 / FULLNESS);
    return {
      x: Math.round((x + a * s * bend(Math.cos(t))) * 10) / 10,
      y: Math.round((y + b * s * bend(Math.sin(t))) * 10) / 10,
    };
  });
}
