/** Lines after a box that moved: the way stays as far as it can, and only what leads from there to the box is new. */
import type { Box, Point } from '../scene.ts';
import { tidy } from './border.ts';
import { cuts } from './field.ts';
import { BEND, type Cost } from './wires.ts';

/** Shorter, what is left of a leg before a box is not seen. */
const STUB = 10;
/** A pixel of the whole line, of one that is new: no detour is kept only because it was there. */
const OLD = 0.5;
/** To run over a title or a card. */
const NEVER = 450;

interface Moved {
  /** The line as it was, with its end at the box last. */
  readonly points: readonly Point[];
  readonly way: Point;
  /** The box where it stands now. */
  readonly box: Box;
  /** What a new piece of the line runs over. */
  readonly toll: Cost;
  /** Whether a piece of the line runs over no card as they stand now. */
  readonly isFree: (p: Point, q: Point) => boolean;
  /** A new way to the box from the point with this index. */
  readonly from: (index: number) => readonly Point[];
}

const lengthOf = (points: readonly Point[]): number =>
  points
    .slice(1)
    .reduce((sum, q, i) => sum + Math.abs(q.x - points[i]!.x) + Math.abs(q.y - points[i]!.y), 0);

const every = (points: readonly Point[], holds: (p: Point, q: Point) => boolean): boolean =>
  points.slice(1).every((q, i) => holds(points[i]!, q));

const isSquare = (points: readonly Point[]): boolean =>
  every(points, (p, q) => p.x === q.x || p.y === q.y);

/** The same bends, the last of them further on. Undefined where there would be nothing left of the last leg. */
export function stretched({ points, way, box, toll, isFree }: Moved): readonly Point[] | undefined {
  const [before, bend, end] = points.slice(-3);
  if (!before || !bend || !end || !isSquare(points)) return undefined;
  const level = bend.y === end.y;
  if (level !== (before.x === bend.x)) return undefined;
  const foot = { x: end.x + way.x, y: end.y + way.y };
  const [leg, now] = level ? [end.x - bend.x, foot.x - bend.x] : [end.y - bend.y, foot.y - bend.y];
  if (now * Math.sign(leg) < Math.min(STUB, Math.abs(leg))) return undefined;
  const moved = level ? { x: bend.x, y: foot.y } : { x: foot.x, y: bend.y };
  const out = [...points.slice(0, -2), moved, foot];
  const isClear =
    every(out, isFree) &&
    every(out.slice(0, -1), (p, q) => !cuts(p, q, box)) &&
    toll(before, moved) < NEVER &&
    toll(moved, foot) < NEVER;
  return isClear ? tidy(out) : undefined;
}

/** What was kept and what is new, without running there and back where they meet; undefined where the new runs back beyond the last bend. */
function joined(kept: readonly Point[], more: readonly Point[]): readonly Point[] | undefined {
  const [last, corner, next] = [kept.at(-2), kept.at(-1), more[1]];
  if (!last || !corner || !next) return more;
  const back =
    (corner.x - last.x) * (next.x - corner.x) + (corner.y - last.y) * (next.y - corner.y) < 0;
  if (!back) return [...kept, ...more.slice(1)];
  const beyond = (next.x - last.x) * (corner.x - last.x) + (next.y - last.y) * (corner.y - last.y);
  return beyond > 0 ? [...kept.slice(0, -1), ...more.slice(1)] : undefined;
}

/** The way that shares most with the line as it was, and is no detour; undefined where none runs over no card. */
export function trailing(moved: Moved): readonly Point[] | undefined {
  const { points, box, isFree, toll } = moved;
  if (points.length < 3 || !isSquare(points)) return undefined;
  const whole = stretched(moved);
  if (whole) return whole;
  let best: readonly Point[] | undefined;
  let least = Infinity;
  for (let index = points.length - 2; index >= 0; index--) {
    const kept = points.slice(0, index + 1);
    if (!every(kept, (p, q) => isFree(p, q) && !cuts(p, q, box))) continue;
    const more = moved.from(index);
    const line = index === 0 ? more : joined(kept, more);
    if (!line || !every(more, isFree)) continue;
    const price =
      lengthOf(more) +
      OLD * lengthOf(line) +
      BEND * line.length +
      more.slice(1).reduce((sum, q, i) => sum + toll(more[i]!, q), 0);
    if (price < least) [best, least] = [line, price];
  }
  return best && tidy(best);
}
