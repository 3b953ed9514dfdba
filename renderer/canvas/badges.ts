/** Badges of the picture: what the list of findings shows, by the boxes and lines it touches. Pure. */
import type { FindingRow } from '#app/api/lint.ts';
import { append } from '#app/base/order.ts';
import { atOnce, type Pausing, pausingEach } from '#app/base/pausing.ts';
import { SEVERITIES } from '#app/rules/rule.ts';
import {
  meshBadges,
  type MeshBadges,
  type SharedBadge,
  sharedOnHub,
  sharedOnMesh,
} from '#app/scene/mesh-badges.ts';
import { isInside } from '#app/scene/open.ts';
import type { Scene, SceneNode } from '#app/scene/scene.ts';

/** Worst severity, and how many findings have it. */
export type Badge = NonNullable<SceneNode['badge']>;

/** By scene id. */
export interface Marks {
  readonly nodes: ReadonlyMap<string, Badge>;
  readonly edges: ReadonlyMap<string, Badge>;
  /** Of meshes and hubs that speak for their lines. */
  readonly meshes: MeshBadges;
  /** All that are marked. */
  readonly rows: readonly FindingRow[];
}

export const NO_MARKS: Marks = {
  nodes: new Map(),
  edges: new Map(),
  meshes: { hulls: new Map(), hubs: new Map(), lines: new Set() },
  rows: [],
};

function worst(rows: ReadonlySet<FindingRow>): Badge | undefined {
  for (const severity of SEVERITIES) {
    let count = 0;
    for (const row of rows) if (row.severity === severity) count++;
    if (count > 0) return { severity, count };
  }
  return undefined;
}

/** The last of them are kept: they come back when a plan or a comparison is put away. */
let last:
  | { readonly scene: Scene; readonly rows: readonly FindingRow[]; readonly marks: Marks }
  | undefined;

const byRefs = new WeakMap<readonly FindingRow[], ReadonlyMap<string, readonly FindingRow[]>>();

/** Rows by what they touch; kept as long as the list is, whatever the picture shows of it. */
function* touching(
  rows: readonly FindingRow[],
): Pausing<ReadonlyMap<string, readonly FindingRow[]>> {
  const known = byRefs.get(rows);
  if (known) return known;
  const byRef = new Map<string, FindingRow[]>();
  yield* pausingEach(rows, (row) => {
    for (const ref of row.marks) append(byRef, ref, row);
  });
  byRefs.set(rows, byRef);
  return byRef;
}

/** What a list of findings makes of a picture, and all that is drawn of it; pauses now and then. */
export function* marking(scene: Scene, rows: readonly FindingRow[]): Pausing<Marks> {
  if (last?.scene === scene && last.rows === rows) return last.marks;
  const byRef = yield* touching(rows);
  function* marked<T extends { readonly id: string }>(
    items: readonly T[],
    refsOf: (item: T) => readonly string[],
    elsewhere: ReadonlyMap<string, ReadonlySet<FindingRow>> = new Map(),
  ): Pausing<ReadonlyMap<string, Badge>> {
    const out = new Map<string, Badge>();
    yield* pausingEach(items, (item) => {
      const refs = refsOf(item);
      // Most of a large network has none.
      if (!refs.some((ref) => byRef.has(ref))) return;
      const found = new Set(refs.flatMap((ref) => byRef.get(ref) ?? []));
      for (const row of elsewhere.get(item.id) ?? []) found.delete(row);
      const badge = found.size > 0 ? worst(found) : undefined;
      if (badge) out.set(item.id, badge);
    });
    return out;
  }
  const inner = new Map<string, Set<FindingRow>>();
  yield* pausingEach(scene.nodes, (node) => {
    if (!isInside(node) || node.parent === undefined) return;
    const rows = inner.get(node.parent) ?? new Set<FindingRow>();
    for (const row of byRef.get(node.ref) ?? []) rows.add(row);
    inner.set(node.parent, rows);
  });
  const edges = yield* marked(scene.edges, (edge) => edge.refs);
  // What touches something in an opened VPC is marked there.
  const nodes = yield* marked(scene.nodes, ({ id, holds = [] }) => [id, ...holds], inner);
  const marks = { nodes, edges, meshes: meshBadges(scene, ({ id }) => edges.get(id)), rows };
  yield* summing(marks, scene);
  yield;
  sharedOnCanvas(scene, marks);
  last = { scene, rows, marks };
  return marks;
}

/** Each finding counts once at a box, and once at a bundle of lines. */
export const marksOf = (scene: Scene, rows: readonly FindingRow[]): Marks =>
  atOnce(marking(scene, rows));

const shared = new WeakMap<Marks, readonly SharedBadge[]>();

/** The badges of what speaks for its lines. */
export function sharedOnCanvas({ nodes, hulls }: Scene, marks: Marks): readonly SharedBadge[] {
  const known = shared.get(marks);
  if (known) return known;
  const { meshes } = marks;
  const out = [
    ...hulls.flatMap((hull) => {
      const badge = meshes.hulls.get(hull.id);
      return badge ? sharedOnMesh(hull, badge) : [];
    }),
    ...nodes.flatMap((node) => {
      const badge = meshes.hubs.get(node.id);
      return badge ? sharedOnHub(node, badge) : [];
    }),
  ];
  shared.set(marks, out);
  return out;
}

const sums = new WeakMap<Marks, ReadonlyMap<string, Badge>>();

/** By the id of each Region the worst that was found in it, and how many findings are that: as in the list, each counts once. */
export const sumsOf = (marks: Marks, scene: Scene): ReadonlyMap<string, Badge> =>
  sums.get(marks) ?? atOnce(summing(marks, scene));

function* summing(marks: Marks, scene: Scene): Pausing<ReadonlyMap<string, Badge>> {
  const byRef = yield* touching(marks.rows);
  const byFinding = new Map(marks.rows.map((row) => [row.fingerprint, row]));
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const regionOf = (node: SceneNode | undefined): string | undefined =>
    !node || node.shape === 'region' ? node?.id : regionOf(nodes.get(node.parent ?? ''));
  const found = new Map<string, Set<FindingRow>>();
  const put = (node: SceneNode | undefined, rows: readonly FindingRow[]): void => {
    const region = rows.length > 0 ? regionOf(node) : undefined;
    if (region === undefined) return;
    const all = found.get(region) ?? new Set();
    found.set(region, all);
    for (const row of rows) all.add(row);
  };
  yield* pausingEach(scene.nodes, (node) => {
    for (const id of [node.id, ...(node.holds ?? [])]) put(node, byRef.get(id) ?? []);
  });
  // A mesh is marked by its outline.
  for (const { finding, members } of scene.hulls) {
    const row = byFinding.get(finding);
    if (row) for (const id of members) put(nodes.get(id), [row]);
  }
  const out = new Map([...found].map(([region, rows]) => [region, worst(rows)!] as const));
  sums.set(marks, out);
  return out;
}
