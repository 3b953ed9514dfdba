/** One badge for all lines of a mesh, where a badge on each would cover it: at its outline, with how many lines bear one. */
import { count } from '../base/count.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { severityLooks } from './legend.ts';
import type { Point, Scene, SceneEdge, SceneHull } from './scene.ts';

type Badge = NonNullable<SceneEdge['badge']>;

/** More badges than this on the lines of one mesh are one badge of the mesh. */
const MOST = 12;

export interface MeshBadges {
  /** By the id of the mesh's outline: the worst that its lines bear, and how many lines bear that. */
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
    for (const { id } of list) lines.add(id);
    const severity = SEVERITIES.find((one) => list.some(({ badge }) => badge.severity === one))!;
    const those = list.filter(({ badge }) => badge.severity === severity);
    worst.set(hull, { severity, count: those.length });
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
