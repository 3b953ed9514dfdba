/** Lines of Graphviz: a picture's bends as a spline, and room at its ends for the heads of arrows. */
import type { Point } from '../../scene/scene.ts';
import type { Walked } from './flow-marks.ts';

/** Length of the head of an arrow. */
const HEAD = 10;

/** Where the head of an arrow stands the line ends before it. Source: https://graphviz.org/docs/attr-types/splineType/ */
function shortened(points: readonly Point[], way: Walked | undefined): readonly Point[] {
  const towards = (end: Point, from: Point): Point => {
    const length = Math.hypot(end.x - from.x, end.y - from.y) || 1;
    const share = Math.min(HEAD, length / 2) / length;
    return { x: end.x + (from.x - end.x) * share, y: end.y + (from.y - end.y) * share };
  };
  return points.map((p, i) => {
    if (i === 0 && way?.back && points[1]) return towards(p, points[1]);
    const before = points[i - 1];
    return i === points.length - 1 && way?.ahead && before ? towards(p, before) : p;
  });
}

/**
 * The bends as a B-spline of straight pieces; `at`: how Graphviz says a point.
 * Source: https://graphviz.org/docs/attr-types/splineType/
 */
export function splineOf(
  points: readonly Point[],
  way: Walked | undefined,
  at: (p: Point) => string,
): string {
  const [tip, tail] = [points.at(-1), points[0]];
  const [first, ...rest] = shortened(points, way);
  if (!first) return '';
  const out = [
    ...(way?.back && tail ? [`s,${at(tail)}`] : []),
    ...(way?.ahead && tip ? [`e,${at(tip)}`] : []),
    at(first),
  ];
  let from = first;
  for (const to of rest) {
    const third = (n: number): string =>
      at({
        x: from.x + ((to.x - from.x) * n) / 3,
        y: from.y + ((to.y - from.y) * n) / 3,
      });
    out.push(third(1), third(2), at(to));
    from = to;
  }
  return out.join(' ');
}
