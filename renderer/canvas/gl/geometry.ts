/** Lines and boxes as numbers for the graphics card: segments and corners. Pure. */
import type { Box, Point } from '#app/scene/scene.ts';
import { bendAt } from '../canvas-pen.ts';
import type { Wire } from '../network.ts';
import type { ArrowHead, CardLook } from '../pen.ts';

/** Numbers a segment: where it begins and ends, and how far along its line it begins. */
export const SEGMENT = 5;

/** Straight pieces of a rounded bend. */
const PIECES = 6;

/** The points of a line, its bends as short straight pieces where they are to look round. */
export function pathOf(points: readonly Point[], round: boolean): readonly Point[] {
  if (!round || points.length < 3) return points;
  const out: Point[] = [points[0]!];
  for (let i = 1; i < points.length - 1; i++)
    out.push(...bend(points[i - 1]!, points[i]!, points[i + 1]!));
  out.push(points.at(-1)!);
  return out;
}

/** The arc that `arcTo` of Canvas 2D draws: it touches both legs. */
function bend(before: Point, at: Point, after: Point): readonly Point[] {
  const [a, b] = [leg(at, before), leg(at, after)];
  const radius = bendAt(before, at, after);
  const cos = a.x * b.x + a.y * b.y;
  const side = a.x * b.y - a.y * b.x;
  if (radius === 0 || Math.abs(side) < 1e-6) return [at];
  /** Half of the angle between the legs. */
  const half = Math.acos(Math.max(-1, Math.min(1, cos))) / 2;
  const along = radius / Math.tan(half);
  const far = radius / Math.sin(half);
  const middle = leg({ x: 0, y: 0 }, { x: a.x + b.x, y: a.y + b.y });
  const centre = { x: at.x + middle.x * far, y: at.y + middle.y * far };
  const start = Math.atan2(at.y + a.y * along - centre.y, at.x + a.x * along - centre.x);
  const turn = (Math.PI - 2 * half) * (side > 0 ? -1 : 1);
  return Array.from({ length: PIECES + 1 }, (_, i) => {
    const angle = start + (turn * i) / PIECES;
    return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
  });
}

/** From a point towards another, one long. */
function leg(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** Every line in pieces, each beginning where the one before ends. */
function segments(paths: readonly (readonly Point[])[]): Float32Array {
  const many = paths.reduce((sum, path) => sum + path.length - 1, 0);
  const out = new Float32Array(many * SEGMENT);
  let at = 0;
  for (const path of paths) {
    let along = 0;
    for (let i = 1; i < path.length; i++) {
      const [a, b] = [path[i - 1]!, path[i]!];
      out.set([a.x, a.y, b.x, b.y, along], at);
      at += SEGMENT;
      along += Math.hypot(b.x - a.x, b.y - a.y);
    }
  }
  return out;
}

export const wireSegments = (wires: readonly Wire[], round: boolean): Float32Array =>
  segments(wires.map(({ edge }) => pathOf(edge.points, round)));

/** Arrows are segments that grow from nothing at their tip. */
export const arrowSegments = (heads: readonly ArrowHead[]): Float32Array =>
  segments(heads.map(({ tip, foot }) => [tip, foot]));

/** Borders that are dashed are lines; each begins where Canvas 2D begins it, so that dashes fall on the same places. */
export const borderSegments = (
  boxes: readonly Box[],
  look: Pick<CardLook, 'corner' | 'width' | 'outline'>,
): Float32Array => segments(boxes.map((box) => border(box, look)));

function border(box: Box, look: Pick<CardLook, 'corner' | 'width' | 'outline'>): readonly Point[] {
  const inside = look.width / 2;
  const [left, top] = [box.x + inside, box.y + inside];
  const [right, bottom] = [box.x + box.width - inside, box.y + box.height - inside];
  const octagon = look.outline === 'octagon';
  const corner = octagon
    ? Math.min(look.corner, (right - left) / 2, (bottom - top) / 2)
    : Math.max(0, Math.min(look.corner, (bottom - top) / 2) - inside);
  const out: Point[] = [];
  /** A corner, from where it leaves one side to where it meets the next. */
  const turn = (x: number, y: number, from: number): void => {
    const pieces = octagon ? 1 : PIECES;
    for (let i = 0; i <= pieces; i++) {
      const angle = from + (Math.PI / 2) * (i / pieces);
      out.push({ x: x + corner * Math.cos(angle), y: y + corner * Math.sin(angle) });
    }
  };
  out.push({ x: left + corner, y: top });
  turn(right - corner, top + corner, -Math.PI / 2);
  turn(right - corner, bottom - corner, 0);
  turn(left + corner, bottom - corner, Math.PI / 2);
  turn(left + corner, top + corner, Math.PI);
  return out;
}

/** Numbers a box: its corner and its size. */
export const BOX = 4;

export function boxNumbers(boxes: readonly Box[]): Float32Array {
  const out = new Float32Array(boxes.length * BOX);
  boxes.forEach(({ x, y, width, height }, i) => out.set([x, y, width, height], i * BOX));
  return out;
}

/** `#rrggbb` as shares of red, green and blue. */
export function shares(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
