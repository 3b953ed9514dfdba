/** Badges of the picture: what the list of findings shows, by the boxes and lines it touches. Pure. */
import type { FindingRow } from '#app/api/lint.ts';
import { SEVERITIES } from '#app/rules/rule.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { meshBadges, type MeshBadges } from '#app/scene/mesh-badges.ts';
import { isInside } from '#app/scene/open.ts';
import type { Scene, SceneNode } from '#app/scene/scene.ts';
import type { State } from '../state.ts';
import { visibleIn } from '../state/findings.ts';

/** Worst severity, and how many findings have it. */
export type Badge = NonNullable<SceneNode['badge']>;

/** By scene id. */
export interface Marks {
  readonly nodes: ReadonlyMap<string, Badge>;
  readonly edges: ReadonlyMap<string, Badge>;
  /** Of meshes that speak for their lines. */
  readonly meshes: MeshBadges;
}

export const NO_MARKS: Marks = {
  nodes: new Map(),
  edges: new Map(),
  meshes: { hulls: new Map(), lines: new Set() },
};

function worst(rows: ReadonlySet<FindingRow>): Badge | undefined {
  for (const severity of SEVERITIES) {
    let count = 0;
    for (const row of rows) if (row.severity === severity) count++;
    if (count > 0) return { severity, count };
  }
  return undefined;
}

const byRefs = new WeakMap<readonly FindingRow[], ReadonlyMap<string, readonly FindingRow[]>>();

/** Rows by what they touch; kept as long as the list is, whatever the picture shows of it. */
function byRefOf(rows: readonly FindingRow[]): ReadonlyMap<string, readonly FindingRow[]> {
  const known = byRefs.get(rows);
  if (known) return known;
  const byRef = new Map<string, FindingRow[]>();
  for (const row of rows) {
    for (const ref of row.marks) {
      const list = byRef.get(ref);
      if (list) list.push(row);
      else byRef.set(ref, [row]);
    }
  }
  byRefs.set(rows, byRef);
  return byRef;
}

/** Each finding counts once at a box, and once at a bundle of lines. */
export function marksOf(scene: Scene, rows: readonly FindingRow[]): Marks {
  const byRef = byRefOf(rows);
  const marked = <T extends { readonly id: string }>(
    items: readonly T[],
    refsOf: (item: T) => readonly string[],
    elsewhere: ReadonlyMap<string, ReadonlySet<FindingRow>> = new Map(),
  ): ReadonlyMap<string, Badge> => {
    const out = new Map<string, Badge>();
    for (const item of items) {
      const refs = refsOf(item);
      // Most of a large network has none.
      if (!refs.some((ref) => byRef.has(ref))) continue;
      const found = new Set(refs.flatMap((ref) => byRef.get(ref) ?? []));
      for (const row of elsewhere.get(item.id) ?? []) found.delete(row);
      const badge = found.size > 0 ? worst(found) : undefined;
      if (badge) out.set(item.id, badge);
    }
    return out;
  };
  const inner = new Map<string, Set<FindingRow>>();
  for (const node of scene.nodes) {
    if (!isInside(node) || node.parent === undefined) continue;
    const rows = inner.get(node.parent) ?? new Set<FindingRow>();
    for (const row of byRef.get(node.ref) ?? []) rows.add(row);
    inner.set(node.parent, rows);
  }
  const edges = marked(scene.edges, (edge) => edge.refs);
  return {
    // What touches something in an opened VPC is marked there.
    nodes: marked(scene.nodes, ({ id, holds = [] }) => [id, ...holds], inner),
    edges,
    meshes: meshBadges(scene, ({ id }) => edges.get(id)),
  };
}

const sums = new WeakMap<Marks, ReadonlyMap<string, Badge>>();

/** The worst of each Region by its id, and how many its boxes have of that: a finding counts once at each box it touches. */
export function sumsOf(marks: Marks, scene: Scene): ReadonlyMap<string, Badge> {
  const known = sums.get(marks);
  if (known) return known;
  const containers = new Map(
    scene.nodes.filter(({ shape }) => nodeLooks[shape].container).map((node) => [node.id, node]),
  );
  const out = new Map<string, Badge>();
  for (const node of scene.nodes) {
    const mark = marks.nodes.get(node.id);
    if (!mark || nodeLooks[node.shape].container) continue;
    let home = containers.get(node.parent ?? '');
    while (home && home.shape !== 'region') home = containers.get(home.parent ?? '');
    if (!home) continue;
    const before = out.get(home.id);
    const order = before
      ? SEVERITIES.indexOf(mark.severity) - SEVERITIES.indexOf(before.severity)
      : -1;
    if (order > 0) continue;
    const count = mark.count + (order === 0 ? (before?.count ?? 0) : 0);
    out.set(home.id, { severity: mark.severity, count });
  }
  sums.set(marks, out);
  return out;
}

let last:
  | { readonly scene: Scene; readonly rows: readonly FindingRow[]; readonly marks: Marks }
  | undefined;

/** What is marked now; the same object as long as nothing changes. */
export function marksIn(state: State): Marks {
  if (state.source.phase !== 'open') return NO_MARKS;
  const { scene } = state.source;
  const rows = visibleIn(state);
  if (last?.scene !== scene || last.rows !== rows)
    last = { scene, rows, marks: marksOf(scene, rows) };
  return last.marks;
}
