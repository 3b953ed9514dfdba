/** A scene as a tree: all that is drawn, in rows. Pure. */
import { nodeLooks } from '#app/scene/legend.ts';
import { isOpened } from '#app/scene/open.ts';
import type { Scene, SceneNode } from '#app/scene/scene.ts';
import type { TreeRow } from '../parts/tree.tsx';
import { drawnOf } from './drawn.ts';

/** The rows of a scene's tree, in the scene's order; a collapsed container is a row that can be expanded. */
export function outlineOf(scene: Scene): TreeRow<SceneNode>[] {
  const { nodes } = drawnOf(scene);
  const children = new Map<string, SceneNode[]>();
  for (const node of scene.nodes) {
    const parent = node.parent !== undefined && nodes.has(node.parent) ? node.parent : '';
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  const rows: TreeRow<SceneNode>[] = [];
  const walk = (parent: string, level: number): void => {
    const siblings = children.get(parent) ?? [];
    for (const [i, node] of siblings.entries()) {
      const expanded =
        nodeLooks[node.shape].container || isOpened(node)
          ? true
          : node.shape === 'folded'
            ? false
            : undefined;
      rows.push({
        id: node.id,
        level,
        place: i + 1,
        of: siblings.length,
        expanded,
        item: node,
      });
      if (expanded) walk(node.id, level + 1);
    }
  };
  walk('', 1);
  return rows;
}
