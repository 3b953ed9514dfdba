/** How a line looks in formats that have patterns instead of dashes: kinds that differ by their dashes differ there, too. */
import { edgeLooks } from '../../scene/legend.ts';
import type { SceneEdge } from '../../scene/scene.ts';

export type LineSort = 'plain' | 'dashed' | 'dotted' | 'dash-dotted';

/** What is not active is dashed, and nothing else is. */
export function lineSort({ kind, active }: Pick<SceneEdge, 'kind' | 'active'>): LineSort {
  const [dash] = edgeLooks[kind].dash;
  if (!active) return 'dashed';
  return dash === undefined ? 'plain' : dash < 3 ? 'dotted' : 'dash-dotted';
}
