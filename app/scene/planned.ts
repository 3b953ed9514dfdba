/** A plan in the picture: one scene that holds the network before, after and between, and how it looks at each step. */
import { count } from '../base/count.ts';
import type { Ref } from '../base/ref.ts';
import { titleOf } from './parts/title.ts';
import { boundsOf } from './parts/border.ts';
import type { Box, Scene, SceneEdge, SceneHull } from './scene.ts';

/** When a resource of the plan is there and carries traffic. Steps count from 1; 0 is the network before the first. */
export interface Life {
  /** It is there after this step. */
  readonly from: number;
  /** This step takes it away; undefined where none does. */
  readonly until: number | undefined;
  /** Steps at which routes begin to lead over it, and cease to, in turn; it begins with none. */
  readonly turns: readonly number[];
}

export interface PlannedScene {
  /** The scene before the plan, where everything keeps its place, and in it what the plan adds. */
  readonly scene: Scene;
  /** By resource, for what the plan makes, uses or takes away; all else stays as it is. */
  readonly lives: readonly (readonly [Ref, Life])[];
  /** VPCs whose routes a step changes; the first entry is that of step 1. */
  readonly touched: readonly (readonly Ref[])[];
}

/**
 * What a step does to something drawn, or what two snapshots say differently of it.
 * - removed: by this very step, the next picture is without it; or it was there before
 * - unseen: only of snapshots: on one side nobody could look, so that nothing can be told
 */
export type Diff = 'added' | 'removed' | 'changed' | 'unseen';

/** By scene id; what is in neither is as it was before. */
export interface PlanMarks {
  readonly nodes: ReadonlyMap<string, Diff>;
  readonly edges: ReadonlyMap<string, Diff>;
  /** Lines of the plan that no route leads over. */
  readonly idle: ReadonlySet<string>;
  /** Boxes at an end of pairs that fare differently; only between two snapshots. */
  readonly reach?: ReadonlySet<string>;
}

export interface Stepped {
  readonly scene: Scene;
  readonly marks: PlanMarks;
}

export const NO_PLAN_MARKS: PlanMarks = { nodes: new Map(), edges: new Map(), idle: new Set() };

const isThere = (life: Life, step: number): boolean =>
  life.from <= step && (life.until === undefined || step < life.until);

const isUsed = (life: Life, step: number): boolean =>
  life.turns.filter((turn) => turn <= step).length % 2 === 1;

/**
 * The network after a step: 0 is before the first, `touched.length` after the last. Nothing has another place or size
 * than at any other step, and what does not change is the same object.
 */
export function sceneAt(planned: PlannedScene, step: number): Stepped {
  const { scene, touched } = planned;
  const lives = new Map(planned.lives);
  const last = touched.length;
  const nodes = new Map<string, Diff>();
  const edges = new Map<string, Diff>();
  const idle = new Set<string>();
  // The last picture is of the network as it will be: it shows what came, and no trace of what went.
  const here = new Set(step < last ? touched[step - 1] : []);

  const drawnNodes = scene.nodes.filter((node) => {
    const life = lives.get(node.id);
    if (!life || node.shape === 'segment') {
      if (here.has(node.id)) nodes.set(node.id, 'changed');
      return true;
    }
    if (!isThere(life, step)) return false;
    if (life.from > 0) nodes.set(node.id, 'added');
    return true;
  });

  const drawnEdges = scene.edges.flatMap((edge): readonly SceneEdge[] => {
    const own = edge.refs.flatMap((ref) => lives.get(ref) ?? []);
    if (own.length === 0) return [edge];
    const refs = edge.refs.filter((ref) => {
      const life = lives.get(ref);
      return !life || isThere(life, step);
    });
    const leaving = own.some((life) => life.until === step && step < last);
    if (refs.length === 0 && !leaving) return [];
    const used =
      refs.length > own.filter((life) => isThere(life, step)).length ||
      own.some((life) => isThere(life, step) && isUsed(life, step));
    if (refs.length === 0) edges.set(edge.id, 'removed');
    else if (own.every((life) => life.from > 0)) edges.set(edge.id, 'added');
    else if (step > 0 && step < last && own.some((life) => life.turns.includes(step)))
      edges.set(edge.id, 'changed');
    if (refs.length > 0 && !used) idle.add(edge.id);
    return [refs.length === 0 || refs.length === edge.refs.length ? edge : { ...edge, refs }];
  });

  const hulls = scene.hulls.flatMap((hull) => hullAt(hull, planned, lives, step) ?? []);
  return {
    scene: {
      ...scene,
      title: titleOf(drawnNodes),
      nodes: drawnNodes,
      edges: drawnEdges,
      hulls,
    },
    marks: { nodes, edges, idle },
  };
}

/** A mesh says how much is left of it; undefined once nothing is. */
function hullAt(
  hull: SceneHull,
  { scene }: PlannedScene,
  lives: ReadonlyMap<Ref, Life>,
  step: number,
): SceneHull | undefined {
  const members = new Set(hull.members);
  const peerings = scene.edges
    .filter((e) => e.kind === 'peering' && members.has(e.from) && members.has(e.to))
    .flatMap((e) => e.refs);
  const left = peerings.filter((ref) => {
    const life = lives.get(ref);
    return !life || isThere(life, step);
  });
  const going = left.flatMap((ref) => lives.get(ref) ?? []);
  if (step === 0 || (left.length === peerings.length && going.length === 0)) return hull;
  if (left.length === 0) return undefined;
  const used = left.length - going.filter((life) => !isUsed(life, step)).length;
  const caption = `Mesh of ${hull.members.length}: ${left.length} of ${count(peerings.length, 'peering')} left, ${used} with routes`;
  return { ...hull, caption };
}

/** Room above a mesh for what its caption needs beyond the margin of the viewport, in pixels at scale 1. */
const CAPTION = 44;

/** What the viewport has to hold so that nothing of the plan happens out of sight, at whatever step. */
export function areaOf({ scene, lives }: PlannedScene, members: readonly Ref[]): Box | undefined {
  const own = new Set([...members, ...lives.map(([ref]) => ref)]);
  const points = [
    ...scene.nodes
      .filter(({ id, shape }) => shape !== 'segment' && own.has(id))
      .flatMap(({ x, y, width, height }) => [
        { x, y },
        { x: x + width, y: y + height },
      ]),
    // The whole of a mesh that it is about, with its caption; a larger one would take the eye off it.
    ...scene.hulls
      .filter((hull) => hull.members.every((id) => own.has(id)))
      .flatMap((hull) =>
        hull.outline.flatMap(({ x, y }) => [
          { x, y },
          { x, y: y - CAPTION },
        ]),
      ),
  ];
  return points.length === 0 ? undefined : boundsOf(points);
}
