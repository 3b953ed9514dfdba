/** One badge for the lines of a mesh or a hub, where a badge on each would cover it: few that are worse than the rest keep theirs. */
import { count } from '../base/count.ts';
import { append } from '../base/order.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { severityLooks } from './legend.ts';
import type { Box, Point, Scene, SceneEdge, SceneHull, SceneNode } from './scene.ts';

type Badge = NonNullable<SceneEdge['badge']>;

/** Lines of one mesh, or at one box, bear at most so many badges. */
const MOST = 12;

/** The worst of the lines that something speaks for, and how many of those bear that. */
export interface MeshBadges {
  /** By the id of a mesh's outline. */
  readonly hulls: ReadonlyMap<string, Badge>;
  /** By the id of a box with many lines that are of no mesh. */
  readonly hubs: ReadonlyMap<string, Badge>;
  /** Lines that are spoken for. */
  readonly lines: ReadonlySet<string>;
}

interface Borne {
  readonly edge: SceneEdge;
  readonly badge: Badge;
}

/** Speaks for all but the few that are worse than the rest; undefined where these are few. */
function spoken(borne: readonly Borne[], lines: Set<string>): Badge | undefined {
  if (borne.length <= MOST) return undefined;
  const found = SEVERITIES.map((severity) => ({
    severity,
    ids: borne.filter(({ badge }) => badge.severity === severity).map(({ edge }) => edge.id),
  })).filter(({ ids }) => ids.length > 0);
  // The few errors among hundreds of warnings are what is looked for.
  const rest = found[0]!.ids.length <= MOST ? found.slice(1) : found;
  for (const { ids } of rest) for (const id of ids) lines.add(id);
  const [first] = rest;
  return first && { severity: first.severity, count: first.ids.length };
}

/** Lines by the box that speaks for them: of the two ends the one with more. */
function byHub(borne: readonly Borne[]): ReadonlyMap<string, readonly Borne[]> {
  const sizes = new Map<string, number>();
  for (const { edge } of borne)
    for (const end of [edge.from, edge.to]) sizes.set(end, (sizes.get(end) ?? 0) + 1);
  const hubs = new Map<string, Borne[]>();
  for (const one of borne) {
    const { from, to } = one.edge;
    const [a, b] = [sizes.get(from)!, sizes.get(to)!];
    append(hubs, a > b || (a === b && from < to) ? from : to, one);
  }
  return hubs;
}

/** `badgeOf`: what a line bears. */
export function meshBadges(
  { hulls, edges }: Pick<Scene, 'hulls' | 'edges'>,
  badgeOf: (edge: SceneEdge) => Badge | undefined,
): MeshBadges {
  const hullOf = new Map(hulls.flatMap((h) => h.members.map((id) => [id, h.id] as const)));
  const inside = new Map<string, Borne[]>();
  const others: Borne[] = [];
  for (const edge of edges) {
    const badge = badgeOf(edge);
    if (!badge) continue;
    const hull = edge.kind === 'peering' ? hullOf.get(edge.from) : undefined;
    if (hull !== undefined && hullOf.get(edge.to) === hull) append(inside, hull, { edge, badge });
    else others.push({ edge, badge });
  }
  const lines = new Set<string>();
  const worstOf = (sets: ReadonlyMap<string, readonly Borne[]>): ReadonlyMap<string, Badge> =>
    new Map(
      [...sets].flatMap(([id, borne]) => {
        const badge = spoken(borne, lines);
        return badge ? [[id, badge] as const] : [];
      }),
    );
  return { hulls: worstOf(inside), hubs: worstOf(byHub(others)), lines };
}

const bare = new WeakMap<SceneEdge, SceneEdge>();

/** The same line without its badge; of the same line the same object. */
function withoutBadge(edge: SceneEdge): SceneEdge {
  const known = bare.get(edge) ?? { ...edge, badge: undefined };
  bare.set(edge, known);
  return known;
}

const bearing = new WeakMap<SceneNode, SceneNode>();

/** The same hub with the badge of its lines; of the same hub and badge the same object. */
function withLinks(node: SceneNode, links: Badge): SceneNode {
  const { severity, count: n } = bearing.get(node)?.links ?? {};
  if (severity !== links.severity || n !== links.count) bearing.set(node, { ...node, links });
  return bearing.get(node)!;
}

/** The picture with one badge for each mesh and each hub whose lines bear many. */
export function gathered<T extends Pick<Scene, 'hulls' | 'edges' | 'nodes'>>(scene: T): T {
  const found = meshBadges(scene, ({ badge }) => badge);
  if (found.lines.size === 0) return scene;
  return {
    ...scene,
    nodes: scene.nodes.map((node) => {
      const links = found.hubs.get(node.id);
      return links ? withLinks(node, links) : node;
    }),
    hulls: scene.hulls.map((hull) => ({ ...hull, badge: found.hulls.get(hull.id) })),
    edges: scene.edges.map((edge) => (found.lines.has(edge.id) ? withoutBadge(edge) : edge)),
  };
}

/** Where a hub bears the badge of its lines: on its lower right corner, as its own is on the upper one. */
const hubBadgeAt = ({ x, y, width, height }: Box): Point => ({
  x: x + width - 14,
  y: y + height,
});

/** "200 links that end here: Warning". */
const hubBadgeWords = ({ severity, count: n }: Badge): string =>
  `${count(n, 'link')} that end here: ${severityLooks[severity].title}`;

/** Where a mesh bears its badge: on its outline, at the upper right, away from its caption. */
export function meshBadgeAt({ outline }: Pick<SceneHull, 'outline'>): Point {
  return outline.reduce((best, p) => (p.x - p.y > best.x - best.y ? p : best));
}

/** "300 peerings of this mesh: Warning". */
const meshBadgeWords = ({ severity, count: n }: Badge): string =>
  `${count(n, 'peering')} of this mesh: ${severityLooks[severity].title}`;

export interface SharedBadge {
  readonly badge: Badge;
  readonly at: Point;
  readonly words: string;
}

/** Of what speaks for many of its lines. */
export const sharedOnMesh = (hull: SceneHull, badge: Badge): SharedBadge => ({
  badge,
  at: meshBadgeAt(hull),
  words: meshBadgeWords(badge),
});
export const sharedOnHub = (node: Box, badge: Badge): SharedBadge => ({
  badge,
  at: hubBadgeAt(node),
  words: hubBadgeWords(badge),
});

/** All of a picture in a file. */
export const sharedIn = ({
  nodes,
  hulls,
}: Pick<Scene, 'nodes' | 'hulls'>): readonly SharedBadge[] => [
  ...hulls.flatMap((hull) => (hull.badge ? sharedOnMesh(hull, hull.badge) : [])),
  ...nodes.flatMap((node) => (node.links ? sharedOnHub(node, node.links) : [])),
];
