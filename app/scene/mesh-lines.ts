/** Which lines are of a mesh: they have a colour of their own. */
import type { Scene, SceneEdge } from './scene.ts';

/** Tells whether a line is a peering between two members of one mesh. */
export function meshLines({
  hulls,
}: Pick<Scene, 'hulls'>): (edge: Pick<SceneEdge, 'kind' | 'from' | 'to'>) => boolean {
  // Pieces of one mesh, on the page of a Region, have its id.
  const meshOf = new Map(hulls.flatMap((h) => h.members.map((m) => [m, h.id] as const)));
  return ({ kind, from, to }) =>
    kind === 'peering' && meshOf.has(from) && meshOf.get(from) === meshOf.get(to);
}
