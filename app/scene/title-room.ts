/** How far the title of a route table's frame may reach before it meets a line: lanes come in through the frame's top. */
import { append } from '../base/order.ts';
import type { Scene, SceneNode } from './scene.ts';

/** A line that comes so far down into a title's band (from the frame's top) stands so far right (from its left edge). */
interface Lane {
  readonly top: number;
  readonly x: number;
}

/** No title reaches further down than this, in pixels at scale 1. */
const BAND = 60;
/** The lane of a single column runs down left of the title. */
const BESIDE = 14;

const known = new WeakMap<Scene, ReadonlyMap<string, readonly Lane[]>>();

/** Lines that reach into the bands of titles, by frame; of those that run behind others only the others. */
function lanesOf(scene: Scene): ReadonlyMap<string, readonly Lane[]> {
  const found = known.get(scene);
  if (found) return found;
  const nodes = new Map(scene.nodes.map((n) => [n.id, n]));
  const lanes = new Map<string, Lane[]>();
  for (const { from, to, points } of scene.edges) {
    const frames = new Set(
      [from, to].flatMap((id) => nodes.get(nodes.get(id)?.parent ?? '') ?? []),
    );
    for (const frame of frames) {
      if (frame.shape !== 'segment') continue;
      for (let i = 1; i < points.length; i++) {
        const [p, q] = [points[i - 1]!, points[i]!];
        const top = Math.max(0, Math.min(p.y, q.y) - frame.y);
        const x = Math.max(0, Math.min(p.x, q.x) - frame.x);
        const under = Math.max(p.y, q.y) <= frame.y || top > BAND;
        if (under || x >= frame.width || Math.max(p.x, q.x) - frame.x < BESIDE) continue;
        const before = lanes.get(frame.id);
        if (before?.some((lane) => lane.top <= top && lane.x <= x)) continue;
        append(lanes, frame.id, { top, x });
      }
    }
  }
  known.set(scene, lanes);
  return lanes;
}

/** Width in pixels at scale 1, from the frame's left edge, that a title has whose letters end so far below its top. */
export function titleRoom(scene: Scene, frame: SceneNode, bottom: number): number {
  const lanes = lanesOf(scene).get(frame.id) ?? [];
  return Math.min(frame.width, ...lanes.flatMap(({ top, x }) => (top < bottom ? x : [])));
}
