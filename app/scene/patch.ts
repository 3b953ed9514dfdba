/** What changed from one scene to the next: a box that is moved among thousands must not send the thousands again. */
import type { Scene, SceneEdge, SceneHull, SceneNode, Stretch } from './scene.ts';

interface ListPatch<T> {
  /** What is there in another form, in any order. */
  readonly changed: readonly T[];
  readonly gone: readonly string[];
  /** What is new, by its number in the list it makes, ascending. */
  readonly added: readonly (readonly [number, T])[];
}

export interface ScenePatch extends Pick<Scene, 'title' | 'width' | 'height' | 'leftOut'> {
  readonly nodes: ListPatch<SceneNode>;
  readonly edges: ListPatch<SceneEdge>;
  readonly hulls: ListPatch<SceneHull>;
  /** None where every VPC is closed: what is not told would stay as it was. */
  readonly stretch: Stretch | null;
}

interface Named {
  readonly id: string;
}

const sortOf = (item: Named & { readonly shape?: string }): string => item.shape ?? '';

const same = <T>(a: T, b: T): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Undefined where what stays stands in another order. */
function listPatch<T extends Named>(
  before: readonly T[],
  after: readonly T[],
): ListPatch<T> | undefined {
  const now = new Map(after.map((item) => [item.id, sortOf(item)]));
  // A container that has become a box stands elsewhere in the list: gone, and added.
  const stays = (item: T): boolean => now.get(item.id) === sortOf(item);
  const gone = before.filter((item) => !stays(item)).map((item) => item.id);
  const kept = before.filter(stays);
  const was = new Set(kept.map((item) => item.id));
  const added: [number, T][] = [];
  const changed: T[] = [];
  let at = 0;
  for (const [i, item] of after.entries()) {
    if (!was.has(item.id)) {
      added.push([i, item]);
      continue;
    }
    const old = kept[at++]!;
    if (old.id !== item.id) return undefined;
    if (!same(old, item)) changed.push(item);
  }
  return { changed, gone, added };
}

/** Undefined where a patch would be no shorter than the scene, or cannot tell the order. */
export function patchOf(before: Scene, after: Scene): ScenePatch | undefined {
  const nodes = listPatch(before.nodes, after.nodes);
  const edges = listPatch(before.edges, after.edges);
  const hulls = listPatch(before.hulls, after.hulls);
  if (!nodes || !edges || !hulls) return undefined;
  const told = [nodes, edges].reduce((n, p) => n + p.changed.length + p.added.length, 0);
  if (2 * told > after.nodes.length + after.edges.length) return undefined;
  const { title, width, height, leftOut } = after;
  return { title, width, height, leftOut, nodes, edges, hulls, stretch: after.stretch ?? null };
}

function patchedList<T extends Named>(list: readonly T[], patch: ListPatch<T>): readonly T[] {
  if (patch.changed.length + patch.gone.length + patch.added.length === 0) return list;
  const gone = new Set(patch.gone);
  const changed = new Map(patch.changed.map((item) => [item.id, item]));
  const kept = list.flatMap((item) => (gone.has(item.id) ? [] : [changed.get(item.id) ?? item]));
  const out: T[] = [];
  let at = 0;
  for (const [i, item] of patch.added) {
    while (out.length < i) out.push(kept[at++]!);
    out.push(item);
  }
  while (at < kept.length) out.push(kept[at++]!);
  return out;
}

/** The scene after a patch; what it does not tell of is the same object. */
export const patched = (
  scene: Scene,
  { nodes, edges, hulls, stretch, ...rest }: ScenePatch,
): Scene => ({
  ...rest,
  nodes: patchedList(scene.nodes, nodes),
  edges: patchedList(scene.edges, edges),
  hulls: patchedList(scene.hulls, hulls),
  ...(stretch && { stretch }),
});
