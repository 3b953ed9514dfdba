/** Lines within a ring: from the inner side of one member to that of another, unless a card is in their way. */
import type { Box, NodeShape, Point } from '../scene.ts';
import { borderPoint, centreOf, straight } from './border.ts';
import { cuts } from './field.ts';

export interface Member {
  readonly id: string;
  readonly box: Box;
  readonly shape: NodeShape;
}

/** What the lines of a ring are drawn round. */
export interface Middle {
  readonly middle: Point;
  /** True where a node stands in the middle: lines then aim at each other, not at the middle. */
  readonly centred: boolean;
}

/** A line along a card's border is not over it. */
const INSET = 1;

function over(a: Point, b: Point, box: Box): boolean {
  const x = box.x + INSET;
  const y = box.y + INSET;
  const width = box.width - 2 * INSET;
  const height = box.height - 2 * INSET;
  // Most cards of a large ring are nowhere near.
  if (Math.max(a.x, b.x) <= x || Math.min(a.x, b.x) >= x + width) return false;
  if (Math.max(a.y, b.y) <= y || Math.min(a.y, b.y) >= y + height) return false;
  return cuts(a, b, { x, y, width, height });
}

/** True where a line that ends here leads away from the box, neither through it nor along its side. */
function leaves(box: Box, from: Point, to: Point): boolean {
  const c = centreOf(box);
  // The side a point lies on is the one whose half size it takes up most of.
  const across = Math.abs(from.x - c.x) / box.width;
  const down = Math.abs(from.y - c.y) / box.height;
  const ahead = across > down ? (to.x - from.x) * (from.x - c.x) : (to.y - from.y) * (from.y - c.y);
  return ahead > 0 && !over(from, to, box);
}

const sides = (box: Box): Point[] => {
  const c = centreOf(box);
  return [
    { x: box.x + box.width, y: c.y },
    { x: c.x, y: box.y + box.height },
    { x: box.x, y: c.y },
    { x: c.x, y: box.y },
  ];
};

/** How far a line between two inner sides bows towards the middle to pass a card that stands between them. */
const BOWS = [24, 48, 96];

function bowed(a: Point, b: Point, middle: Point, by: number): Point[] {
  const half = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const far = Math.hypot(middle.x - half.x, middle.y - half.y) || 1;
  const bend = {
    x: Math.round(half.x + ((middle.x - half.x) * by) / far),
    y: Math.round(half.y + ((middle.y - half.y) * by) / far),
  };
  return [a, bend, b];
}

/**
 * Between two members of a ring of boxes; undefined where cards leave no way. The inner sides make the pattern by which a mesh is known; neighbours on a
 * steep part of the ring would leave them through their own cards, and those beyond them through the card between.
 */
export function chord(
  a: Member,
  b: Member,
  { middle, centred }: Middle,
  members: readonly Member[],
): Point[] | undefined {
  const from = borderPoint(a.box, a.shape, middle);
  const to = borderPoint(b.box, b.shape, middle);
  const direct = straight(a.box, a.shape, b.box, b.shape);
  /** True where both ends lead away from their cards, and no other card is run over. */
  const free = (way: readonly Point[]): boolean => {
    const [p, q = p] = way;
    const end = way.at(-1);
    const before = way.at(-2);
    if (!p || !q || !end || !before || !leaves(a.box, p, q) || !leaves(b.box, end, before))
      return false;
    for (const { id, box } of members) {
      if (id === a.id || id === b.id) continue;
      if (over(p, q, box) || (way.length > 2 && over(before, end, box))) return false;
    }
    return true;
  };
  const length = ([p, q]: readonly Point[]): number =>
    p && q ? Math.hypot(p.x - q.x, p.y - q.y) : Infinity;
  const aside = (): Point[][] =>
    [from, ...sides(a.box)]
      .flatMap((p) => [to, ...sides(b.box)].map((q) => [p, q]))
      .sort((v, w) => length(v) - length(w));
  const bows = (ways: readonly (readonly Point[])[]): Point[][] =>
    BOWS.flatMap((by) => ways.map(([p = from, q = to]) => bowed(p, q, middle, by)));
  for (const ways of [
    () => (centred ? [direct, [from, to]] : [[from, to], direct]),
    () => bows([[from, to]]),
    aside,
    () => bows(aside()),
  ]) {
    const way = ways().find(free);
    if (way) return way;
  }
  return undefined;
}
