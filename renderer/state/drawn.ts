/** What a scene draws, by id and by resource: looked up, not searched for, since a large one has thousands. Pure. */
import { atOnce, type Pausing, pausingEach } from '#app/base/pausing.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import type { State } from '../state.ts';
import type { Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';

export interface Drawn {
  readonly nodes: ReadonlyMap<string, SceneNode>;
  readonly edges: ReadonlyMap<string, SceneEdge>;
  /** Boxes and containers of a resource, in the scene's order. */
  readonly nodesOf: ReadonlyMap<string, readonly SceneNode[]>;
  /** Lines that stand for a resource, alone or with others. */
  readonly edgesOf: ReadonlyMap<string, readonly SceneEdge[]>;
  /** How many boxes there are: containers are none. */
  readonly boxes: number;
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

const known = new WeakMap<Scene, Drawn>();

/** Makes the index, and pauses now and then. */
export function* indexing(scene: Scene): Pausing<Drawn> {
  const found = known.get(scene);
  if (found) return found;
  const nodes = new Map<string, SceneNode>();
  const nodesOf = new Map<string, SceneNode[]>();
  let boxes = 0;
  yield* pausingEach(scene.nodes, (node) => {
    nodes.set(node.id, node);
    append(nodesOf, node.ref, node);
    if (!nodeLooks[node.shape].container) boxes++;
  });
  const edges = new Map<string, SceneEdge>();
  const edgesOf = new Map<string, SceneEdge[]>();
  yield* pausingEach(scene.edges, (edge) => {
    edges.set(edge.id, edge);
    for (const ref of edge.refs) append(edgesOf, ref, edge);
  });
  const drawn = { nodes, edges, nodesOf, edgesOf, boxes };
  known.set(scene, drawn);
  return drawn;
}

/** The index of a scene, made once. */
export const drawnOf = (scene: Scene): Drawn => known.get(scene) ?? atOnce(indexing(scene));

/** The scene id of a resource, or of what stands for it, where it is drawn. */
export function drawnAs(
  { source, places }: Pick<State, 'source' | 'places'>,
  ref: string,
): string | undefined {
  if (source.phase !== 'open') return undefined;
  const { nodes, nodesOf, edgesOf } = drawnOf(source.scene);
  if (nodesOf.has(ref) || nodes.has(ref) || edgesOf.has(ref)) return ref;
  const node = places[ref]?.node;
  return node !== undefined && nodes.has(node) ? node : undefined;
}
