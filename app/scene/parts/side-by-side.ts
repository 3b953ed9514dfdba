/** Lines of several kinds between the same two boxes, of which one is collapsed: straight ones run beside each other. */
import { groupBy } from '../../base/order.ts';
import type { Box, Point, SceneEdge, SceneNode } from '../scene.ts';
import { centreOf, reachOf } from './border.ts';
import { LANE } from './tracks.ts';

/** From one to the next, in pixels at scale 1: as far as the boxes have room, so that what is said of one stands on no other. */
const APART = [13 * LANE, 5 * LANE, 3 * LANE, 2 * LANE] as const;

/** True for a point at the left or right side of a box. */
const isBeside = ({ x }: Point, box: Box): boolean =>
  Math.abs(x - box.x) < 1 || Math.abs(x - box.x - box.width) < 1;

const segmentOf = ({ points }: SceneEdge): string =>
  points
    .map(({ x, y }) => `${x} ${y}`)
    .sort()
    .join();

/** The same lines in the same order; those that lay on another are moved along the sides of their boxes. */
export function sideBySide(
  edges: readonly SceneEdge[],
  nodes: ReadonlyMap<string, SceneNode>,
): readonly SceneEdge[] {
  const straight = edges.filter(
    ({ from, to, points }) =>
      points.length === 2 && [from, to].some((id) => nodes.get(id)?.shape === 'folded'),
  );
  const moved = new Map<string, SceneEdge>();
  for (const set of groupBy(straight, segmentOf).values()) {
    if (set.length < 2) continue;
    const [{ from, to, points }] = set as [SceneEdge];
    const [a, b] = [from, to].map((id, i) => isBeside(points[i]!, nodes.get(id)!));
    // Round a corner they would cross.
    if (a !== b) continue;
    const room = Math.min(
      ...[from, to].map((id, i) => {
        const { x, y } = points[i]!;
        const box = nodes.get(id)!;
        const middle = centreOf(box);
        return reachOf(box, box.shape, !a) - Math.abs(a ? y - middle.y : x - middle.x);
      }),
    );
    const steps = (set.length - 1) / 2;
    const apart = APART.find((most) => most * steps <= room) ?? 2 * LANE;
    set.forEach((edge, i) => {
      const by = (i - steps) * apart;
      const aside = ({ x, y }: Point): Point => (a ? { x, y: y + by } : { x: x + by, y });
      moved.set(edge.id, { ...edge, points: edge.points.map(aside) });
    });
  }
  return moved.size === 0 ? edges : edges.map((edge) => moved.get(edge.id) ?? edge);
}
