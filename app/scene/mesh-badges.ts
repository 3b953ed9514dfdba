/** One badge for the lines of a mesh, where a badge on each would cover it: few that are worse than the rest keep theirs. */
import { count } from '../base/count.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { severityLooks } from './legend.ts';
import type { Point, Scene, SceneEdge, SceneHull } from './scene.ts';

type Badge = NonNullable<SceneEdge['badge']>;

/** Lines of one mesh bear at most so many badges. */
const MOST = 12;

export interface MeshBadges {
  /** By the id of the mesh's outline: the worst of the lines that it speaks for, and how many of those bear that. */
  readonly hulls: ReadonlyMap<string, Badge>;
  /** Lines that their mesh speaks for. */
  readonly lines: ReadonlySet<string>;
}

/** `badgeOf`: what a line bears. */
export function meshBadges(
  { hulls, edges }: Pick<Scene, 'hulls' | 'edges'>,
  badgeOf: (edge: SceneEdge) => Badge | undefined,
): MeshBadges {
  const hullOf = new Map(hulls.flatMap((h) => h.members.map((id) => [id, h.id] as const)));
  const borne = new Map<string, { readonly id: string; readonly badge: Badge }[]>();
  if (hullOf.size > 0) {
    for (const edge of edges) {
      const hull = edge.kind === 'peering' ? hullOf.get(edge.from) : undefined;
      const badge = hull !== undefined && hullOf.get(edge.to) === hull ? badgeOf(edge) : undefined;
      if (hull === undefined || !badge) continue;
      const list = borne.get(hull) ?? [];
      list.push({ id: edge.id, badge });
      borne.set(hull, list);
    }
  }
  const worst = new Map<string, Badge>();
  const lines = new Set<string>();
  for (const [hull, list] of borne) {
    if (list.length <= MOST) continue;
    const found = SEVERITIES.map((severity) => ({
      severity,
      ids: list.filter(({ badge }) => badge.severity === severity).map(({ id }) => id),
    })).filter(({ ids }) => ids.length > 0);
    // The few errors among hundreds of warnings are what is looked for.
    const rest = found[0]!.ids.length <= MOST ? found.slice(1) : found;
    for (const { ids } of rest) for (const id of ids) lines.add(id);
    const [first] = rest;
    if (first) worst.set(hull, { severity: first.severity, count: first.ids.length });
  }
  return { hulls: worst, lines };
}

const bare = new WeakMap<SceneEdge, SceneEdge>();

/** The same line without its badge; of the same line the same object. */
function withoutBadge(edge: SceneEdge): SceneEdge {
  const known = bare.get(edge) ?? { ...edge, badge: undefined };
  bare.set(edge, known);
  return known;
}

/** The picture with one badge for each mesh whose lines bear many. */
export function gathered<T extends Pick<Scene, 'hulls' | 'edges'>>(scene: T): T {
  const found = meshBadges(scene, ({ badge }) => badge);
  if (found.lines.size === 0) return scene;
  return {
    ...scene,
    hulls: scene.hulls.map((hull) => ({ ...hull, badge: found.hulls.get(hull.id) })),
    edges: scene.edges.map((edge) => (found.lines.has(edge.id) ? withoutBadge(edge) : edge)),
  };
}

/** Where a mesh bears its badge: on its outline, at the upper right, away from its caption. */
export function meshBadgeAt({ outline }: Pick<SceneHull, 'outline'>): Point {
  return outline.reduce((best, p) => (p.x - p.y > best.x - best.y ? p : best));
}

/** "300 peerings of this mesh: Warning". */
export const meshBadgeWords = ({ severity, count: n }: Badge): string =>
  `${count(n, 'peering')} of this mesh: ${severityLooks[severity].title}`;
