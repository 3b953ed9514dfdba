/** The shortest way of a line past the cards between two boxes, in straight legs from corner to corner of what is in the way. */
import type { Box, NodeShape, Point, SceneNode } from '../scene.ts';
import { borderPoint, centreOf, straight } from './border.ts';
import { cuts } from './field.ts';

/** Between a card and a line that passes its corner. */
const AIR = 9;
/** How far aside of the two boxes cards are looked at, and at most so many. */
const ASIDE = 260;
const MOST_CARDS = 40;
/** A line that can do without looks at no more than lie in its way. */
const MOST_ROUND = 12;

interface End {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shape: NodeShape;
}

/** Points from outline to outline; undefined where there is no way near by. `cards` has neither of the two. */
export function sidestep(from: End, to: End, cards: readonly Box[]): Point[] | undefined {
  const left = Math.min(from.x, to.x) - ASIDE;
  const right = Math.max(from.x + from.width, to.x + to.width) + ASIDE;
  const top = Math.min(from.y, to.y) - ASIDE;
  const bottom = Math.max(from.y + from.height, to.y + to.height) + ASIDE;
  const near = cards.filter(
    ({ x, y, width, height }) => x < right && x + width > left && y < bottom && y + height > top,
  );
  if (near.length > MOST_CARDS) return undefined;
  const free = (a: Point, b: Point, own: readonly End[]): boolean =>
    ![...near, ...own].some(({ x, y, width, height }) =>
      cuts(a, b, { x: x - 3, y: y - 3, width: width + 6, height: height + 6 }),
    );
  const corners = [from, to, ...near].flatMap(({ x, y, width, height }) =>
    [x - AIR, x + width + AIR].flatMap((cx) =>
      [y - AIR, y + height + AIR].map((cy) => ({ x: cx, y: cy })),
    ),
  );
  const stops: readonly Point[] = [centreOf(from), ...corners, centreOf(to)];
  const last = stops.length - 1;
  /** A leg that begins or ends in neither of the two runs over neither. */
  const ends = (a: number, b: number): End[] => [
    ...(a === 0 ? [] : [from]),
    ...(b === last ? [] : [to]),
  ];
  const far = stops.map((_, i) => (i === 0 ? 0 : Infinity));
  const via = stops.map(() => 0);
  const done = new Set<number>();
  // Dijkstra's shortest path; a bend costs a little, so that few are made.
  for (;;) {
    let at = -1;
    far.forEach((length, i) => {
      if (!done.has(i) && length < (at < 0 ? Infinity : far[at]!)) at = i;
    });
    if (at < 0) return undefined;
    if (at === last) break;
    done.add(at);
    const here = stops[at]!;
    stops.forEach((there, i) => {
      if (done.has(i)) return;
      const length = far[at]! + Math.hypot(there.x - here.x, there.y - here.y) + AIR;
      if (length >= far[i]! || !free(here, there, ends(at, i))) return;
      far[i] = length;
      via[i] = at;
    });
  }
  const way: Point[] = [];
  for (let at = via[last]!; at !== 0; at = via[at]!) way.unshift(stops[at]!);
  const first = way[0] ?? centreOf(to);
  const end = way.at(-1) ?? centreOf(from);
  return [borderPoint(from, from.shape, first), ...way, borderPoint(to, to.shape, end)];
}

/** Straight, or round the cards that are in the way of that, and of the way round them; undefined where they are many. */
export function past(
  from: SceneNode,
  to: SceneNode,
  cards: readonly SceneNode[],
): readonly Point[] | undefined {
  const round: SceneNode[] = [];
  let way: readonly Point[] | undefined = straight(from, from.shape, to, to.shape);
  while (way && round.length <= MOST_ROUND) {
    const points = way;
    const more = cards.filter(
      (card) =>
        card.id !== from.id &&
        card.id !== to.id &&
        !round.includes(card) &&
        points.some((p, i) => i > 0 && cuts(points[i - 1]!, p, card)),
    );
    if (more.length === 0) return points;
    round.push(...more);
    way = sidestep(from, to, round);
  }
  return undefined;
}
