/** The legend of a picture: what it uses of the table of looks, and what each of that means. */
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import {
  type DiffLook,
  diffLooks,
  edgeLooks,
  flowLook,
  hullLook,
  idleLook,
  nodeLooks,
  reachLook,
  severityLooks,
  stopLooks,
} from './legend.ts';
import type { Stop } from './light.ts';
import { marksIn } from './marked.ts';
import { meshLines } from './mesh-lines.ts';
import type { Diff, PlanMarks } from './planned.ts';
import type { EdgeKind, NodeShape, Scene } from './scene.ts';

/** One line of a legend. */
export type LegendEntry =
  | {
      readonly sort: 'node';
      readonly shape: NodeShape;
      readonly ghost: boolean;
      readonly title: string;
    }
  | {
      readonly sort: 'edge';
      readonly kind: EdgeKind;
      readonly active: boolean;
      /** Of a mesh, whose lines have a colour of their own. */
      readonly inMesh: boolean;
      readonly title: string;
    }
  | { readonly sort: 'hull'; readonly title: string }
  | {
      readonly sort: 'badge';
      readonly severity: Severity;
      /** Of a badge that is in the picture. */
      readonly count: number;
      readonly title: string;
    }
  | {
      /** Of a mesh or a hub that speaks for its lines: one that is in the picture. */
      readonly sort: 'shared';
      readonly severity: Severity;
      readonly count: number;
      readonly title: string;
    }
  | { readonly sort: 'way'; readonly title: string }
  | {
      /** What is marked: what a step does, or two snapshots say differently. */
      readonly sort: 'mark';
      readonly look: Pick<DiffLook, 'sign' | 'token'>;
      readonly title: string;
    }
  | { readonly sort: 'idle'; readonly kind: EdgeKind; readonly title: string }
  | { readonly sort: 'stop'; readonly tone: Stop['tone']; readonly title: string };

export const sharedTitle = 'On a mesh or below a box: so many of its links have it';

/** What is marked as changed in a picture, in the order of the table. */
export function diffsOf({ nodes, edges }: Pick<PlanMarks, 'nodes' | 'edges'>): readonly Diff[] {
  const used = new Set<Diff>([...nodes.values(), ...edges.values()]);
  return (Object.keys(diffLooks) as Diff[]).filter((diff) => used.has(diff));
}

/** What such marks take the place of. */
export const coveredBy =
  ({ edges }: Pick<PlanMarks, 'edges'>): Covered =>
  (id) => {
    const diff = edges.get(id);
    return diff && (diffLooks[diff].dash.length > 0 ? 'all' : 'colour');
  };

type Drawn = Pick<Scene, 'nodes' | 'edges' | 'hulls' | 'way' | 'marked'>;

/**
 * What of a line's own look something else takes the place of, by its id: its colour, where a flow takes it, or its dashes too, in
 * a comparison; undefined: nothing.
 */
export type Covered = (id: string) => 'colour' | 'all' | undefined;

/** A line for each kind that is drawn, of meshes too, and one for each that is not active. */
function linesOf(scene: Drawn, covered: Covered): readonly LegendEntry[] {
  const isOfMesh = meshLines(scene);
  const looks = new Set(
    scene.edges.flatMap(({ id, kind, active, ...ends }) => {
      const by = covered(id);
      if (by === undefined) return [`${kind} ${active} ${isOfMesh({ kind, ...ends })}`];
      const isDashed = !active || edgeLooks[kind].dash.length > 0;
      return by === 'colour' && isDashed ? [`${kind} ${active} false`] : [];
    }),
  );
  const out: LegendEntry[] = [];
  for (const active of [true, false])
    for (const kind of Object.keys(edgeLooks) as EdgeKind[])
      for (const inMesh of [true, false]) {
        if (!looks.has(`${kind} ${active} ${inMesh}`)) continue;
        const title = inMesh ? hullLook.lines : edgeLooks[kind].title;
        out.push({
          sort: 'edge',
          kind,
          active,
          inMesh,
          title: active ? title : `${title}, not active`,
        });
      }
  return out;
}

/** The signs of what is marked in a part of a picture, in the order of the table. */
function marksOf({ marked, ...scene }: Drawn): readonly LegendEntry[] {
  if (!marked) return [];
  const here = marksIn(marked.marks, scene);
  const waits = scene.edges.find(({ id }) => here.idle.has(id));
  return [
    ...diffsOf(here).map((diff) => ({
      sort: 'mark' as const,
      look: diffLooks[diff],
      title: marked.titles[diff],
    })),
    ...(waits ? [{ sort: 'idle' as const, kind: waits.kind, title: idleLook.title }] : []),
    ...(here.reach && here.reach.size > 0
      ? [{ sort: 'mark' as const, look: reachLook, title: reachLook.title }]
      : []),
  ];
}

/** In the picture of a flow its way covers lines; in that of a plan or a comparison, what is marked does. */
export function coveredIn({
  way,
  marked,
}: {
  readonly way?: Drawn['way'] | undefined;
  readonly marked?: Drawn['marked'] | undefined;
}): Covered {
  const changed = marked && coveredBy(marked.marks);
  return (id) => (way?.edges.has(id) ? 'colour' : changed?.(id));
}

/** Of each severity that is worn, what the first badge of it counts: that of a box or a line rather than one that speaks for many. */
function badgesOf({ nodes, edges, hulls }: Drawn): ReadonlyMap<Severity, number> {
  const out = new Map<Severity, number>();
  for (const badge of [
    ...[...nodes, ...edges, ...hulls].map((one) => one.badge),
    ...nodes.map(({ links }) => links),
  ])
    if (badge && !out.has(badge.severity)) out.set(badge.severity, badge.count);
  return out;
}

/** What a scene uses, in the order of the tables above. */
export function legendOf(
  scene: Drawn,
  covered: Covered = coveredIn(scene),
): readonly LegendEntry[] {
  const shapes = new Set(scene.nodes.map((n) => n.shape));
  const badges = badgesOf(scene);
  const out: LegendEntry[] = [];
  for (const shape of Object.keys(nodeLooks) as NodeShape[]) {
    if (shape === 'account' || shape === 'region' || !shapes.has(shape)) continue;
    out.push({ sort: 'node', shape, ghost: false, title: nodeLooks[shape].title });
  }
  if (scene.nodes.some((n) => n.ghost && !nodeLooks[n.shape].container)) {
    out.push({ sort: 'node', shape: 'vpc', ghost: true, title: 'Outside the accounts collected' });
  }
  if (scene.hulls.length > 0) out.push({ sort: 'hull', title: hullLook.title });
  out.push(...linesOf(scene, covered));
  for (const severity of SEVERITIES) {
    const count = badges.get(severity);
    const title = `${severityLooks[severity].title}, and how many`;
    if (count !== undefined) out.push({ sort: 'badge', severity, count, title });
  }
  const [shared] = [
    ...scene.hulls.map(({ badge }) => badge),
    ...scene.nodes.map((n) => n.links),
  ].flatMap((badge) => badge ?? []);
  if (shared) out.push({ sort: 'shared', ...shared, title: sharedTitle });
  const { way } = scene;
  if (way && scene.edges.some(({ id }) => way.edges.has(id)))
    out.push({ sort: 'way', title: flowLook.title });
  const stop = way?.stop;
  if (stop && [...scene.nodes, ...scene.edges].some(({ id }) => id === stop.at))
    out.push({ sort: 'stop', tone: stop.tone, title: stopLooks[stop.tone].title });
  return [...out, ...marksOf(scene)];
}
