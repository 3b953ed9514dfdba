/** Two snapshots in one picture: everything of both at one place, and how it looks before, after and both at once. */
import { nodeLooks } from './legend.ts';
import { titleOf } from './parts/title.ts';
import type { Diff, PlanMarks, Stepped } from './planned.ts';
import type { Scene, SceneEdge, SceneHull, SceneNode } from './scene.ts';

export type Showing = 'before' | 'both' | 'after';

/** The side on which something is alone. */
export type Side = 'before' | 'after';

/** How one side says it, where that is not how the picture of both does. */
export type NodeTexts = Pick<SceneNode, 'label' | 'lines' | 'ghost'>;
export type EdgeTexts = Pick<SceneEdge, 'label' | 'active' | 'refs'>;

/** Something drawn that differs, or is not on both sides. */
export interface ComparedThing<Texts> {
  readonly id: string;
  readonly only?: Side;
  /** Absent where it is said otherwise, but nothing is known to have changed. */
  readonly mark?: Diff;
  readonly before?: Texts;
  readonly after?: Texts;
}

export interface ComparedHull {
  readonly id: string;
  /** Captions; absent where that side has no such mesh. */
  readonly before?: string;
  readonly after?: string;
}

export interface ComparedScene {
  /** Everything of both sides. Nothing has another place or size when one side is shown. */
  readonly scene: Scene;
  /** Sorted by id; all else is the same on both sides. */
  readonly nodes: readonly ComparedThing<NodeTexts>[];
  readonly edges: readonly ComparedThing<EdgeTexts>[];
  readonly hulls: readonly ComparedHull[];
  /** Boxes at an end of pairs that surely fare differently now; sorted. */
  readonly reach: readonly string[];
}

/** The id of the line that stands for a pair, there and back. */
export const pairLine = (from: string, to: string): string =>
  `reach/${[from, to].sort().join('/')}`;

export const isPairLine = (id: string): boolean => id.startsWith('reach/');

const TITLES: Readonly<Record<Showing, string>> = {
  before: 'before',
  both: 'before and after',
  after: 'after',
};

/** What one side shows, or both. What does not change is the same object. */
export function comparedAt(compared: ComparedScene, showing: Showing): Stepped {
  const { scene } = compared;
  const nodes = new Map(compared.nodes.map((thing) => [thing.id, thing]));
  const edges = new Map(compared.edges.map((thing) => [thing.id, thing]));
  const hulls = new Map(compared.hulls.map((hull) => [hull.id, hull]));

  const shownNodes = scene.nodes.flatMap((node): readonly SceneNode[] => {
    const thing = nodes.get(node.id);
    if (!thing) return [node];
    if (!isShown(thing, showing)) return [];
    const texts = textsOf(thing, showing);
    return [texts ? { ...node, ...texts } : node];
  });
  const held = holding(scene.nodes);
  const holds = holding(shownNodes);
  // A container that holds things of the other side only is not of this one.
  const drawnNodes = shownNodes.filter(({ id }) => !held.has(id) || holds.has(id));
  const there = new Set(drawnNodes.map(({ id }) => id));
  const drawnEdges = scene.edges.flatMap((edge): readonly SceneEdge[] => {
    if (!there.has(edge.from) || !there.has(edge.to)) return [];
    const thing = edges.get(edge.id);
    if (!thing) return [edge];
    if (!isShown(thing, showing)) return [];
    const texts = textsOf(thing, showing);
    return [texts ? { ...edge, ...texts } : edge];
  });
  return {
    scene: {
      ...scene,
      title: `${titleOf(drawnNodes)}: ${TITLES[showing]}`,
      nodes: drawnNodes,
      edges: drawnEdges,
      hulls: scene.hulls.flatMap((hull) => hullAt(hull, hulls.get(hull.id), showing)),
    },
    marks: marksOf(compared, there, new Set(drawnEdges.map(({ id }) => id))),
  };
}

/** Ids of containers that hold a box, in whatever depth. */
function holding(nodes: readonly SceneNode[]): ReadonlySet<string> {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const out = new Set<string>();
  for (const { shape, parent } of nodes) {
    if (nodeLooks[shape].container) continue;
    for (let at = parent; at !== undefined && !out.has(at); at = parents.get(at)) out.add(at);
  }
  return out;
}

/** What was not seen on a side may be there all the same: it stays in the picture of both, with its mark. */
const isShown = ({ only, mark }: ComparedThing<unknown>, showing: Showing): boolean =>
  only === undefined || showing === 'both' || only === showing || mark === 'unseen';

function textsOf<Texts>(thing: ComparedThing<Texts>, showing: Showing): Texts | undefined {
  return showing === 'both' ? undefined : thing[showing];
}

function hullAt(
  hull: SceneHull,
  captions: ComparedHull | undefined,
  showing: Showing,
): readonly SceneHull[] {
  if (!captions) return [hull];
  const { before, after } = captions;
  if (showing === 'both') return [hull];
  const caption = showing === 'before' ? before : after;
  if (caption === undefined) return [];
  return [caption === hull.caption ? hull : { ...hull, caption }];
}

function marksOf(
  { nodes, edges, reach }: ComparedScene,
  nodeIds: ReadonlySet<string>,
  edgeIds: ReadonlySet<string>,
): PlanMarks {
  const marks = (
    things: readonly ComparedThing<unknown>[],
    there: ReadonlySet<string>,
  ): ReadonlyMap<string, Diff> =>
    new Map(
      things.flatMap(({ id, mark }) =>
        mark !== undefined && there.has(id) ? [[id, mark] as const] : [],
      ),
    );
  return {
    nodes: marks(nodes, nodeIds),
    edges: marks(edges, edgeIds),
    idle: new Set(),
    reach: new Set(reach.filter((id) => nodeIds.has(id))),
  };
}
