/** Draws a network that was read again over its picture: lines and hulls whose boxes stand as they did are drawn as they were. */
import { by } from '../../base/order.ts';
import type { Laid } from '../layout.ts';
import type { SceneHull, SceneNode } from '../scene.ts';
import type { Ground } from './ground.ts';
import { hullsAround } from './hulls.ts';
import { lined } from './lined.ts';

/** `fresh` says what is drawn, `drawn` how it was, `nodes` where everything stands now. */
export function drawnAgain(
  fresh: Laid,
  drawn: Laid,
  nodes: readonly SceneNode[],
  ground: Pick<Ground, 'extent'>,
): Laid {
  const ways = new Map(drawn.edges.map((edge) => [edge.id, edge]));
  const edges = fresh.edges.map((edge) => {
    const was = ways.get(edge.id);
    const same = was?.from === edge.from && was.to === edge.to;
    // A line without points has none yet.
    return { ...edge, points: same ? was.points : [] };
  });
  const outlines = new Map(drawn.hulls.map((hull) => [hull.id, hull]));
  const [known, others]: [SceneHull[], SceneHull[]] = [[], []];
  for (const hull of fresh.hulls) {
    const was = outlines.get(hull.id);
    if (was?.members.join() === hull.members.join())
      known.push({ ...hull, outline: was.outline, captionAt: was.captionAt });
    else others.push(hull);
  }
  const hulls = [
    ...hullsAround({ ...drawn, hulls: known }, nodes),
    ...hullsAround({ ...fresh, hulls: others }, nodes),
  ].sort(by((hull) => hull.id));
  return lined({ ...drawn, edges }, nodes, hulls, ground);
}
