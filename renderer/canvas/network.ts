/** A large network, sorted for painting: what looks alike is one stroke. And what of it is under the hand. Pure. */
import { atOnce, type Pausing, pausingEach } from '#app/base/pausing.ts';
import {
  diffLooks,
  edgeLooks,
  idleLook,
  inactiveDash,
  nodeLooks,
  type Token,
} from '#app/scene/legend.ts';
import { meshLines } from '#app/scene/mesh-lines.ts';
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import { isInside } from '#app/scene/open.ts';
import { isContainer } from './elements.ts';
import { strokes } from './looks.ts';
import { levelAt } from './viewport.ts';

export interface Stroke {
  readonly line: Token;
  readonly width: number;
  readonly dash: readonly number[];
  readonly strength: number;
}

export interface Wire {
  readonly edge: SceneEdge;
  readonly bounds: Box;
  readonly stroke: Stroke;
}

export interface Network {
  readonly boxes: ReadonlyMap<string, SceneNode>;
  readonly wires: ReadonlyMap<string, Wire>;
  /** Each holds what has one look. */
  readonly boxBatches: readonly (readonly SceneNode[])[];
  readonly wireBatches: readonly (readonly Wire[])[];
}

/**
 * Above this many boxes and lines Cytoscape holds none of them, only the viewport: styling and drawing thousands one by
 * one blocks the window for a second (docs/decisions/0017).
 */
const LARGE = 300;

export const isLarge = ({ nodes, edges }: Scene): boolean => nodes.length + edges.length > LARGE;
const bounds = new WeakMap<readonly Point[], Box>();

/** The box around a line, made once. */
export function boundsOf(points: readonly Point[]): Box {
  const known = bounds.get(points);
  if (known) return known;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const box = { x: left, y: top, width: right - left, height: bottom - top };
  bounds.set(points, box);
  return box;
}

/** Strokes by what decides them, so that equal ones are the same: thousands of lines have a handful of looks. */
function strokesOf(marks: PlanMarks): (edge: SceneEdge, inMesh: boolean) => Stroke {
  const known = new Map<string, Stroke>();
  return (edge, inMesh) => {
    const { kind, active, refs, id } = edge;
    const bundle = refs.length > 1;
    const key = `${kind} ${active} ${bundle} ${inMesh} ${marks.edges.get(id)} ${marks.idle.has(id)}`;
    const stroke = known.get(key) ?? strokeOf(edge, inMesh, marks);
    known.set(key, stroke);
    return stroke;
  };
}

/** The rules of the Cytoscape style, in its order: kind, mesh, bundle, inactive, then what a plan does to it. */
function strokeOf(edge: SceneEdge, inMesh: boolean, { edges, idle }: PlanMarks): Stroke {
  const { line, width, dash } = edgeLooks[edge.kind];
  const diff = edges.get(edge.id);
  const changed = diff === undefined ? undefined : diffLooks[diff];
  const plain = !edge.active ? inactiveDash : dash;
  const waiting = idle.has(edge.id);
  return {
    line: changed?.token ?? (inMesh ? 'mesh-line' : line),
    width: changed ? strokes.diffEdge : edge.refs.length > 1 ? strokes.bundle : width,
    dash:
      changed && changed.dash.length > 0 && edge.kind !== 'reach'
        ? changed.dash
        : waiting
          ? idleLook.dash
          : plain,
    strength: waiting ? idleLook.strength : 1,
  };
}

function batches<T>(items: Iterable<T>, keyOf: (item: T) => unknown): readonly (readonly T[])[] {
  const found = new Map<unknown, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const batch = found.get(key);
    if (batch) batch.push(item);
    else found.set(key, [item]);
  }
  return [...found.values()];
}

/** Sorts a scene, and pauses now and then. */
function* sorting(scene: Scene, marks: PlanMarks): Pausing<Network> {
  const inMesh = meshLines(scene);
  const strokeFor = strokesOf(marks);
  const boxes = new Map(scene.nodes.filter((n) => !isContainer(n)).map((n) => [n.id, n]));
  yield;
  const wires = new Map<string, Wire>();
  yield* pausingEach(scene.edges, (edge) => {
    if (edge.points.length < 2 || !boxes.has(edge.from) || !boxes.has(edge.to)) return;
    const stroke = strokeFor(edge, inMesh(edge));
    wires.set(edge.id, { edge, bounds: boundsOf(edge.points), stroke });
  });
  yield;
  // What stands in an opened VPC goes over it, whatever looks VPCs have.
  const outer = [...boxes.values()].filter((n) => !isInside(n));
  const inner = [...boxes.values()].filter(isInside);
  const boxBatches = batches(
    [...outer, ...inner],
    ({ id, shape, ghost }) => `${shape} ${ghost} ${marks.nodes.get(id) ?? ''}`,
  );
  yield;
  return { boxes, wires, boxBatches, wireBatches: batches(wires.values(), (w) => w.stroke) };
}

/** What was sorted ahead, with what a plan or a comparison does to it. */
const sorted = new WeakMap<Scene, { readonly marks: PlanMarks; readonly network: Network }>();

export function networkOf(scene: Scene, marks: PlanMarks): Network {
  const known = sorted.get(scene);
  return known?.marks === marks ? known.network : atOnce(sorting(scene, marks));
}

/** Sorts a scene before it is shown, and pauses now and then. */
export function* sortAhead(scene: Scene, marks: PlanMarks = NO_PLAN_MARKS): Pausing<void> {
  if (sorted.get(scene)?.marks === marks) return;
  sorted.set(scene, { marks, network: yield* sorting(scene, marks) });
}

/** How far off a box or a line, in pixels of the screen, the hand still means it. */
const NEAR_BOX = 2;
const NEAR_WIRE = 8;

function away({ x, y }: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - a.x) * dx + (y - a.y) * dy) / length;
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

const around = (box: Box, { x, y }: Point, air: number): boolean =>
  x >= box.x - air &&
  y >= box.y - air &&
  x <= box.x + box.width + air &&
  y <= box.y + box.height + air;

/** A box or a line that the pointer means. */
export interface Hit {
  readonly kind: 'node' | 'edge';
  readonly id: string;
}

/** What is at a point of the picture: a box before the nearest line, and what stands in it before a box. */
export function under({ boxes, wires }: Network, at: Point, zoom: number): Hit | undefined {
  let hit: SceneNode | undefined;
  for (const box of boxes.values()) {
    if (!around(box, at, NEAR_BOX / zoom)) continue;
    // From afar what stands in a VPC is not painted.
    if (isInside(box) && levelAt(zoom) === 'far') continue;
    if (!hit || (isInside(box) && box.parent === hit.id)) hit = box;
  }
  if (hit) return { kind: 'node', id: hit.id };
  let best: { readonly id: string; readonly far: number } | undefined;
  for (const { edge, bounds, stroke } of wires.values()) {
    const reach = NEAR_WIRE / zoom + stroke.width / 2;
    if (!around(bounds, at, reach)) continue;
    for (let i = 1; i < edge.points.length; i++) {
      const far = away(at, edge.points[i - 1]!, edge.points[i]!);
      if (far <= reach && far < (best?.far ?? Infinity)) best = { id: edge.id, far };
    }
  }
  return best && { kind: 'edge', id: best.id };
}

/** The width of a box's border; a plan's mark is drawn stronger. */
export const borderOf = (node: SceneNode, { nodes }: PlanMarks): number =>
  nodes.has(node.id) ? strokes.diffNode : nodeLooks[node.shape].width;
