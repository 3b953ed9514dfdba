/** What a scene is cut into for pages: what should be whole on one, and what a cut should not run through. */
import { captionBox } from '../../scene/caption.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import type { Box, Scene, SceneNode } from '../../scene/scene.ts';
import { around } from './boxes.ts';

/** What says the words of a box that is cut: those of an opened VPC have three rows. */
export const headOf = (node: SceneNode): Box => ({
  ...node,
  ...(nodeLooks[node.shape].container
    ? { width: Math.min(node.width, 90), height: 44 }
    : { width: Math.min(node.width, 160), height: 60 }),
});

/** What a cut costs that runs through one of these; one page more costs `page`. */
export const COSTS = {
  page: 100,
  card: 1000,
  words: 300,
  hull: 160,
  segment: 120,
  account: 50,
  region: 30,
  line: 2,
  /** Of pages that are not equally full. */
  uneven: 20,
} as const;

/** What is to be whole on one page. */
export interface Item extends Box {
  /** The containers it stands in. */
  readonly frames: readonly SceneNode[];
  /** True for the title of a container and the caption of a mesh, for which alone no page is made. */
  readonly words: boolean;
}

export interface Obstacle extends Box {
  readonly cost: number;
  readonly frame: boolean;
}

/** What a scene is cut into: what should be whole, and what a cut should not run through. */
export function stuffOf(scene: Scene, larger: ReadonlySet<string>) {
  const { nodes, edges, hulls } = scene;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const framesOf = (node: SceneNode): SceneNode[] => {
    const out: SceneNode[] = [];
    for (let at = byId.get(node.parent ?? ''); at; at = byId.get(at.parent ?? ''))
      if (nodeLooks[at.shape].container) out.push(at);
    return out;
  };
  const items: Item[] = [];
  const obstacles: Obstacle[] = [];
  const block = ({ x, y, width, height }: Box, cost: number, frame = false): void => {
    obstacles.push({ x, y, width, height, cost, frame });
  };
  const add = (
    { x, y, width, height }: Box,
    frames: readonly SceneNode[],
    words: boolean,
  ): void => {
    items.push({ x, y, width, height, frames, words });
    block(items.at(-1)!, words ? COSTS.words : COSTS.card);
  };
  for (const node of nodes) {
    const { id, shape, parent, label } = node;
    if (nodeLooks[shape].container) {
      const cost = shape === 'account' || shape === 'region' ? COSTS[shape] : COSTS.segment;
      block(node, cost, true);
      if (label !== '') add(headOf(node), [node, ...framesOf(node)], true);
    } else if (!isInside(node) || larger.has(parent ?? ''))
      add(larger.has(id) ? headOf(node) : node, framesOf(node), false);
  }
  for (const hull of hulls) {
    block(around(hull.outline), COSTS.hull);
    if (hull.caption !== '') add(captionBox(hull), [], true);
  }
  for (const { points } of edges) block(around(points), COSTS.line);
  return { items, obstacles };
}
