/** Scene to Cytoscape elements: the boxes and lines of the network. Pure; containers and hulls are painted beneath. */
import type { EdgeDefinition, NodeDefinition } from 'cytoscape';
import { nodeLooks } from '#app/scene/legend.ts';
import { meshLines } from '#app/scene/mesh-lines.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import type { Point, Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';

export interface Elements {
  readonly nodes: readonly NodeDefinition[];
  readonly edges: readonly EdgeDefinition[];
}

/** Containers hold other nodes; they are painted beneath, since compound parents are slow in Cytoscape. */
export const isContainer = (node: SceneNode): boolean => nodeLooks[node.shape].container;

const centre = (box: SceneNode): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** Classes of what a plan does to something; none outside a plan. */
const marked = (id: string, diff: string | undefined, marks: PlanMarks): string[] => [
  ...(marks.idle.has(id) ? ['idle'] : []),
  ...(diff === undefined ? [] : [diff]),
];

function nodeElement(node: SceneNode, marks: PlanMarks): NodeDefinition {
  return {
    group: 'nodes',
    data: { id: node.id, width: node.width, height: node.height },
    position: { ...centre(node) },
    // Dragging from a box pans the picture, as dragging from anywhere else does.
    pannable: true,
    classes: [
      node.shape,
      ...(node.ghost ? ['ghost'] : []),
      ...marked(node.id, marks.nodes.get(node.id), marks),
    ],
  };
}

/**
 * Bends as Cytoscape wants them: for each, how far along the line from end to end it stands (0 to 1), and how far
 * off that line, positive to the right of the direction of travel with y pointing down.
 * See https://js.cytoscape.org/#style/segments-edges
 */
export function bendsOf(points: readonly Point[]): {
  readonly weights: number[];
  readonly distances: number[];
} {
  const [start, end] = [points[0]!, points.at(-1)!];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  if (length === 0) return { weights: [], distances: [] };
  const bends = points.slice(1, -1);
  return {
    weights: bends.map((p) => ((p.x - start.x) * dx + (p.y - start.y) * dy) / length ** 2),
    distances: bends.map((p) => ((p.y - start.y) * dx - (p.x - start.x) * dy) / length),
  };
}

const endpoint = (point: Point, node: SceneNode): string => {
  const { x, y } = centre(node);
  return `${point.x - x}px ${point.y - y}px`;
};

function edgeElement(
  edge: SceneEdge,
  from: SceneNode,
  to: SceneNode,
  inMesh: boolean,
  marks: PlanMarks,
): EdgeDefinition {
  const { weights, distances } = bendsOf(edge.points);
  return {
    group: 'edges',
    data: {
      id: edge.id,
      source: edge.from,
      target: edge.to,
      start: endpoint(edge.points[0]!, from),
      end: endpoint(edge.points.at(-1)!, to),
      ...(weights.length > 0 && { weights: weights.join(' '), distances: distances.join(' ') }),
    },
    classes: [
      edge.kind,
      ...(inMesh ? ['in-mesh'] : []),
      ...(edge.active ? [] : ['inactive']),
      ...(edge.refs.length > 1 ? ['bundle'] : []),
      ...(weights.length > 0 ? ['bent'] : []),
      ...marked(edge.id, marks.edges.get(edge.id), marks),
    ],
  };
}

/** Elements of a scene, in its order. A line to a box that is not drawn is left out. */
export function elementsOf(scene: Scene, marks: PlanMarks = NO_PLAN_MARKS): Elements {
  const boxes = new Map(
    scene.nodes.filter((node) => !isContainer(node)).map((node) => [node.id, node]),
  );
  const inMesh = meshLines(scene);
  return {
    nodes: [...boxes.values()].map((node) => nodeElement(node, marks)),
    edges: scene.edges.flatMap((edge) => {
      const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
      return from && to && edge.points.length >= 2
        ? [edgeElement(edge, from, to, inMesh(edge), marks)]
        : [];
    }),
  };
}
