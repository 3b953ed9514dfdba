/** Where a line meets the outline of a node. */
import { nodeLooks } from '../legend.ts';
import type { Box, NodeShape, Point } from '../scene.ts';

export const centreOf = (box: Box): Point => ({
  x: box.x + box.width / 2,
  y: box.y + box.height / 2,
});

/** The smallest box around points. */
export const boundsOf = (points: readonly Point[]): Box => {
  const left = Math.min(...points.map((p) => p.x));
  const top = Math.min(...points.map((p) => p.y));
  return {
    x: left,
    y: top,
    width: Math.max(...points.map((p) => p.x)) - left,
    height: Math.max(...points.map((p) => p.y)) - top,
  };
};

const round = (p: Point): Point => ({ x: Math.round(p.x * 10) / 10, y: Math.round(p.y * 10) / 10 });

/** The point of a node's outline on the way from its centre to a target. */
export function borderPoint(box: Box, shape: NodeShape, target: Point): Point {
  const c = centreOf(box);
  const dx = target.x - c.x;
  const dy = target.y - c.y;
  if (dx === 0 && dy === 0) return round({ x: c.x, y: c.y + box.height / 2 });
  const halfWidth = box.width / 2;
  const halfHeight = box.height / 2;
  let t = Math.min(halfWidth / Math.abs(dx || 1e-9), halfHeight / Math.abs(dy || 1e-9));
  const look = nodeLooks[shape];
  if (look.outline === 'octagon') {
    // The cut corner is the line |x| + |y| = halfWidth + halfHeight - cut.
    t = Math.min(t, (halfWidth + halfHeight - look.corner) / (Math.abs(dx) + Math.abs(dy)));
  } else if (look.outline === 'pill') {
    const r = Math.min(halfHeight, halfWidth);
    const reach = halfWidth - r;
    // Ray against the round end, where it leaves beyond the straight part.
    if (Math.abs(dx * t) > reach) {
      const ux = Math.abs(dx);
      const uy = Math.abs(dy);
      const a = ux * ux + uy * uy;
      const b = -2 * ux * reach;
      const k = reach * reach - r * r;
      t = (-b + Math.sqrt(Math.max(0, b * b - 4 * a * k))) / (2 * a);
    }
  }
  return round({ x: c.x + dx * t, y: c.y + dy * t });
}

/** How far from the middle of its upper and lower sides (`fromLevel`), or of the two others, lines may leave a node. */
export function reachOf({ width, height }: Box, shape: NodeShape, fromLevel: boolean): number {
  const look = nodeLooks[shape];
  if (look.outline === 'pill') return fromLevel ? Math.max(0, (width - height) / 2) : 0;
  return Math.max(0, (fromLevel ? width : height) / 2 - look.corner - 4);
}

/** A straight line between two nodes, from outline to outline. */
export function straight(a: Box, aShape: NodeShape, b: Box, bShape: NodeShape): Point[] {
  return [borderPoint(a, aShape, centreOf(b)), borderPoint(b, bShape, centreOf(a))];
}

/** The same line without repeated points and without bends that do not bend. */
export function tidy(points: readonly Point[]): Point[] {
  const out: Point[] = [];
  for (const p of points.map(round)) {
    const last = out.at(-1);
    if (last && last.x === p.x && last.y === p.y) continue;
    const before = out.at(-2);
    if (
      last &&
      before &&
      ((before.x === last.x && last.x === p.x) || (before.y === last.y && last.y === p.y)) &&
      (last.x - before.x) * (p.x - last.x) + (last.y - before.y) * (p.y - last.y) > 0
    ) {
      out.pop();
    }
    out.push(p);
  }
  return out.length > 1 ? out : [...out, ...out];
}
