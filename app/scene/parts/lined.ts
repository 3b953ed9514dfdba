/** Draws the lines of a picture whose boxes and hulls stand, and makes its sheet large enough for all of it. */
import type { Laid } from '../layout.ts';
import type { SceneHull, SceneNode } from '../scene.ts';
import type { Ground } from './ground.ts';
import { relined } from './relined.ts';
import { PAGE } from './spacing.ts';

/** `from` has the lines as they were drawn for its own places, and the least size of the sheet. */
export function lined(
  from: Pick<Laid, 'nodes' | 'edges' | 'width' | 'height'>,
  nodes: readonly SceneNode[],
  hulls: readonly SceneHull[],
  ground: Pick<Ground, 'extent'>,
): Laid {
  const wide = ground.extent();
  const size = {
    width: Math.max(from.width, Math.ceil(wide.width + PAGE)),
    height: Math.max(from.height, Math.ceil(wide.height + PAGE)),
  };
  const edges = relined(from, nodes, hulls, size);
  // Lines and hulls may reach further than boxes.
  const points = [...hulls.map((h) => h.outline), ...edges.map((e) => e.points)];
  for (const { x, y } of points.flat()) {
    size.width = Math.max(size.width, Math.ceil(x));
    size.height = Math.max(size.height, Math.ceil(y));
  }
  return { nodes, edges, hulls, ...size };
}
