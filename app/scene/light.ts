/** Which drawn things light up for a list of resources, and which way the arrows of a path point. */
import { append } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { kinds, type Resource } from '../kinds/index.gen.ts';
import type { Topology } from '../topology/topology.ts';
import { nodeLooks } from './legend.ts';
import { isInside } from './open.ts';
import type { Scene, SceneEdge, SceneNode } from './scene.ts';

const isContainer = (node: SceneNode): boolean => nodeLooks[node.shape].container;

export type Arrow = 'none' | 'forward' | 'backward' | 'both';

/**
 * Why something lights up: a resource was selected (the rest stays as it is), a finding was (the rest steps back),
 * or a path is shown (the rest steps back and its lines get arrows).
 */
export type Reason = 'resource' | 'finding' | 'path';

/** Where a path ends before its destination, and why: nothing lets it go on, or nobody can say. */
export interface Stop {
  /** The last node or edge that was reached. */
  readonly at: string;
  readonly tone: 'bad' | 'open';
  readonly reason: string;
}

/** Scene ids. */
export interface Light {
  readonly reason: Reason;
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlyMap<string, Arrow>;
  /** Of `nodes`, what goes with a selected resource: the subnets of a route table, the table of a subnet. */
  readonly kin?: ReadonlySet<string>;
  readonly stop?: Stop;
}

export const NO_LIGHT: Light = { reason: 'resource', nodes: new Set(), edges: new Map() };

/** True where everything else should step back. */
export const dims = (light: Light): boolean =>
  light.reason !== 'resource' && light.nodes.size + light.edges.size > 0;

interface Drawn {
  /** Nodes by ref. */
  readonly nodes: ReadonlyMap<string, string>;
  /** Ids of boxes, and of boxes and containers. */
  readonly boxes: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  readonly edges: ReadonlyMap<string, SceneEdge>;
  /** Edges by their ends, made when a path is first lit. */
  between?: ReadonlyMap<string, readonly SceneEdge[]>;
  /** The VPC that something stands in, by its id. */
  readonly around: ReadonlyMap<string, string>;
  /** Who goes with whom in a VPC, by id: tables and their subnets, both ways. */
  readonly kin: ReadonlyMap<string, readonly string[]>;
}

const indexes = new WeakMap<Scene, Drawn>();
const pair = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);

function indexOf(scene: Scene): Drawn {
  const known = indexes.get(scene);
  if (known) return known;
  const nodes = new Map<string, string>();
  // A segment carries the ref of its gateway or table; the box of a resource itself comes first.
  const containers = scene.nodes.filter((node) => isContainer(node));
  const boxes = scene.nodes.filter((node) => !isContainer(node));
  for (const node of [...boxes, ...containers]) {
    if (!nodes.has(node.ref)) nodes.set(node.ref, node.id);
    for (const ref of node.holds ?? []) nodes.set(ref, node.id);
  }
  const around = new Map<string, string>();
  const kin = new Map<string, string[]>();
  for (const node of boxes) {
    if (isInside(node) && node.parent !== undefined) around.set(node.id, node.parent);
    const table = node.table === undefined ? undefined : nodes.get(node.table);
    if (table === undefined) continue;
    append(kin, table, node.id);
    append(kin, node.id, table);
  }
  const edges = new Map<string, SceneEdge>();
  for (const edge of scene.edges) for (const ref of edge.refs) edges.set(ref, edge);
  const index = {
    nodes,
    boxes: new Set(boxes.map((node) => node.id)),
    all: new Set(scene.nodes.map((node) => node.id)),
    edges,
    around,
    kin,
  };
  indexes.set(scene, index);
  return index;
}

function edgesBetween(scene: Scene, drawn: Drawn): ReadonlyMap<string, readonly SceneEdge[]> {
  if (drawn.between) return drawn.between;
  const between = new Map<string, SceneEdge[]>();
  for (const edge of scene.edges) {
    const key = pair(edge.from, edge.to);
    const known = between.get(key);
    if (known) known.push(edge);
    else between.set(key, [edge]);
  }
  return (drawn.between = between);
}

const join = (a: Arrow | undefined, b: Arrow): Arrow =>
  a === undefined || a === 'none' || a === b ? b : b === 'none' ? a : 'both';

/** Along the way: a box, and what in it is named (itself, if nothing is); or a line. */
type Step = { readonly node: string; readonly at: string } | { readonly edge: SceneEdge };

/**
 * Lights resources in the order given. A resource that is not drawn lights the node that stands for it (`nodeOf`).
 * For a path, lines point the way it goes, and a line between two neighbours is lit too.
 */
export function lightOf(
  scene: Scene,
  refs: readonly string[],
  nodeOf: (ref: string) => string | undefined,
  reason: Reason,
  stopped?: Omit<Stop, 'at'>,
): Light {
  const drawn = indexOf(scene);
  const nodes = new Set<string>();
  const edges = new Map<string, Arrow>();
  // A path runs from box to box; elsewhere a container may light up as well.
  const ids = reason === 'path' ? drawn.boxes : drawn.all;

  /** Nodes and edges along the way, in order. */
  const steps: Step[] = [];
  for (const ref of refs) {
    const edge = drawn.edges.get(ref);
    const node = [drawn.nodes.get(ref), edge ? undefined : nodeOf(ref)].find(
      (id) => id !== undefined && ids.has(id),
    );
    const last = steps.at(-1);
    // Lines end at the VPC, whatever in it is named.
    if (node !== undefined) steps.push({ node: drawn.around.get(node) ?? node, at: node });
    else if (edge && !(last && 'edge' in last && last.edge === edge)) steps.push({ edge });
  }

  for (const step of steps) {
    if ('node' in step) nodes.add(step.node).add(step.at);
    else {
      edges.set(step.edge.id, join(edges.get(step.edge.id), 'none'));
      nodes.add(step.edge.from).add(step.edge.to);
    }
  }
  if (reason === 'path') point(steps, edgesBetween(scene, drawn), edges);
  const last = steps.at(-1);
  const kin = new Set(
    reason === 'resource' ? [...nodes].flatMap((id) => drawn.kin.get(id) ?? []) : [],
  );
  for (const id of kin) nodes.add(id);
  const light: Light = { reason, nodes, edges, ...(kin.size > 0 && { kin }) };
  if (!stopped || !last) return light;
  return { ...light, stop: { at: 'node' in last ? last.at : last.edge.id, ...stopped } };
}

/** Pixels at scale 1 between the sign of a stop on a line and the end of the line. */
const BEFORE_END = 32;

/**
 * How far along a line, from 0 to 1, the sign of a stop stands: before the end that the flow was headed for, since that end does not
 * pass it on; in the middle where nobody knows which end that is.
 */
export function stopShare({ edges }: Pick<Light, 'edges'>, { id, points }: SceneEdge): number {
  let length = 0;
  for (let i = 1; i < points.length; i++)
    length += Math.hypot(points[i]!.x - points[i - 1]!.x, points[i]!.y - points[i - 1]!.y);
  const near = Math.min(0.5, BEFORE_END / length);
  const arrow = edges.get(id);
  return arrow === 'forward' ? 1 - near : arrow === 'backward' ? near : 0.5;
}

/** Walks the steps and gives every line the direction it is walked in. */
function point(
  steps: readonly Step[],
  between: ReadonlyMap<string, readonly SceneEdge[]>,
  edges: Map<string, Arrow>,
): void {
  const walk = (edge: SceneEdge, from: string): string => {
    const forward = edge.from === from;
    edges.set(edge.id, join(edges.get(edge.id), forward ? 'forward' : 'backward'));
    return forward ? edge.to : edge.from;
  };
  let at: string | undefined;
  steps.forEach((step, i) => {
    if ('edge' in step) {
      const { edge } = step;
      if (at === undefined) {
        // Starts on a line: the next node tells which end it is left by.
        const next = steps.slice(i + 1).find((s) => 'node' in s)?.node;
        at = next === edge.from ? edge.to : edge.from;
      }
      if (at === edge.from || at === edge.to) at = walk(edge, at);
    } else {
      if (at !== undefined && at !== step.node) {
        const lines = between.get(pair(at, step.node)) ?? [];
        const line = lines.find((edge) => edge.active) ?? lines[0];
        if (line) walk(line, at);
      }
      at = step.node;
    }
  });
}

/** What is drawn, by its id and by the ids of what it holds. */
export const drawnIn = ({ nodes }: Pick<Scene, 'nodes'>): ReadonlyMap<string, string> =>
  new Map(
    nodes.flatMap(({ id, holds = [] }) => [
      [id, id] as const,
      ...holds.map((inner) => [inner, id] as const),
    ]),
  );

/** Makes what lightOf() looks up before it is asked: in a large scene that takes its time. */
export const indexForLight = (scene: Scene): void => void indexOf(scene);

/**
 * The box that stands for a resource: its own, its subnet's, its VPC's, or that of something it points to. `nodes` is
 * drawnIn() of the scene.
 */
export function boxOf(
  topology: Topology,
  ref: Ref,
  nodes: ReadonlyMap<string, string>,
): string | undefined {
  const own = nodes.get(ref);
  if (own !== undefined) return own;
  const resource = topology.find(ref);
  // What stands in a subnet stands there, where the VPC is opened.
  const subnet = resource && 'subnet' in resource ? resource.subnet : undefined;
  const inner = subnet === undefined ? undefined : nodes.get(subnet);
  if (inner !== undefined) return inner;
  const vpc = topology.vpcOf(ref)?.id;
  const box = vpc === undefined ? undefined : nodes.get(vpc);
  if (box !== undefined) return box;
  if (!resource) return undefined;
  const references = (
    kinds[resource.kind].references as (r: Resource) => readonly { readonly id: Ref }[]
  )(resource);
  for (const { id } of references) {
    const found = nodes.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}
