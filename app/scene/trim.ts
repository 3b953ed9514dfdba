/** Cuts the empty rim off a picture whose boxes kept their places while others were left out. */
import { PAGE } from './parts/spacing.ts';
import type { Point, Scene } from './scene.ts';

/** Lines and captions may reach nearer to the edge of the sheet than boxes. */
const RIM = 6;

/** The same picture, shifted as a whole, on a sheet no larger than it needs; a full sheet is returned as it is. */
export function trimmed(scene: Scene): Scene {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (x: number, y: number, air: number): void => {
    left = Math.min(left, x - air);
    top = Math.min(top, y - air);
    right = Math.max(right, x + air);
    bottom = Math.max(bottom, y + air);
  };
  for (const { x, y, width, height } of scene.nodes) {
    take(x, y, PAGE);
    take(x + width, y + height, PAGE);
  }
  const points = [...scene.edges.map((e) => e.points), ...scene.hulls.map((h) => h.outline)];
  for (const { x, y } of points.flat()) take(x, y, RIM);
  if (left === Infinity) return scene;
  const [dx, dy] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))];
  const width = Math.min(scene.width, Math.ceil(right)) - dx;
  const height = Math.min(scene.height, Math.ceil(bottom)) - dy;
  if (width === scene.width && height === scene.height) return scene;
  const by = <T extends Point>(thing: T): T => ({ ...thing, x: thing.x - dx, y: thing.y - dy });
  return {
    ...scene,
    width,
    height,
    nodes: scene.nodes.map(by),
    edges: scene.edges.map((edge) => ({ ...edge, points: edge.points.map(by) })),
    hulls: scene.hulls.map((hull) => ({
      ...hull,
      outline: hull.outline.map(by),
      captionAt: by(hull.captionAt),
    })),
  };
}
