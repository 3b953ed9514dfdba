/** A scene as a tree: all that is drawn, in rows: boxes in their containers, then meshes, then lines by their kind. Pure. */
import { byText } from '#app/base/order.ts';
import { edgeLooks, hullLook, nodeLooks } from '#app/scene/legend.ts';
import { isOpened } from '#app/scene/open.ts';
import type { EdgeKind, Scene, SceneEdge, SceneHull, SceneNode } from '#app/scene/scene.ts';
import type { TreeRow } from '../parts/tree.tsx';
import { drawnOf } from './drawn.ts';

export type Outlined =
  | { readonly is: 'box'; readonly node: SceneNode }
  | { readonly is: 'mesh'; readonly hull: SceneHull }
  | { readonly is: 'line'; readonly edge: SceneEdge; readonly from: string; readonly to: string }
  /** Of meshes, or of lines of one kind; `many` are in it. */
  | { readonly is: 'group'; readonly title: string; readonly many: number };

const GROUP = 'group:';

/** Whether a row is a group of lines or meshes, which is no part of the picture itself. */
export const isGroup = (row: string): boolean => row.startsWith(GROUP);

interface Group {
  readonly id: string;
  readonly title: string;
  readonly many: number;
  /** Made when it is opened: a large network has thousands. */
  readonly items: () => readonly { readonly id: string; readonly item: Outlined }[];
}

/** Lines in the order of the names at their ends. */
function linesOf(edges: readonly SceneEdge[], nameOf: (id: string) => string) {
  return edges
    .map((edge) => ({ edge, from: nameOf(edge.from), to: nameOf(edge.to) }))
    .sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to) || byText(a.edge.id, b.edge.id))
    .map((line) => ({ id: line.edge.id, item: { is: 'line', ...line } as const }));
}

function groupsOf(scene: Scene): readonly Group[] {
  const { nodes } = drawnOf(scene);
  const nameOf = (id: string): string => nodes.get(id)?.label ?? id;
  const kinds = new Map<EdgeKind, SceneEdge[]>();
  for (const edge of scene.edges) {
    // As on the canvas, which draws none to a box that is not there.
    if (!nodes.has(edge.from) || !nodes.has(edge.to)) continue;
    const list = kinds.get(edge.kind);
    if (list) list.push(edge);
    else kinds.set(edge.kind, [edge]);
  }
  const meshes: Group = {
    id: `${GROUP}mesh`,
    title: hullLook.title,
    many: scene.hulls.length,
    items: () => scene.hulls.map((hull) => ({ id: hull.id, item: { is: 'mesh', hull } as const })),
  };
  return [
    ...(meshes.many > 0 ? [meshes] : []),
    ...(Object.keys(edgeLooks) as EdgeKind[]).flatMap((kind): readonly Group[] => {
      const edges = kinds.get(kind);
      if (!edges) return [];
      const { title } = edgeLooks[kind];
      const items = () => linesOf(edges, nameOf);
      return [{ id: `${GROUP}${kind}`, title, many: edges.length, items }];
    }),
  ];
}

/**
 * The rows of a scene's tree, in the scene's order; a collapsed container is a row that can be expanded, and so is a group
 * of lines that is not among those `opened`.
 */
export function outlineOf(scene: Scene, opened: ReadonlySet<string>): TreeRow<Outlined>[] {
  const { nodes } = drawnOf(scene);
  const children = new Map<string, SceneNode[]>();
  for (const node of scene.nodes) {
    const parent = node.parent !== undefined && nodes.has(node.parent) ? node.parent : '';
    const siblings = children.get(parent);
    if (siblings) siblings.push(node);
    else children.set(parent, [node]);
  }
  const groups = groupsOf(scene);
  const tops = (children.get('') ?? []).length + groups.length;
  const rows: TreeRow<Outlined>[] = [];
  const walk = (parent: string, level: number): void => {
    const siblings = children.get(parent) ?? [];
    for (const [i, node] of siblings.entries()) {
      const expanded =
        nodeLooks[node.shape].container || isOpened(node)
          ? true
          : node.shape === 'folded'
            ? false
            : undefined;
      rows.push({
        id: node.id,
        level,
        place: i + 1,
        of: level === 1 ? tops : siblings.length,
        expanded,
        item: { is: 'box', node },
      });
      if (expanded) walk(node.id, level + 1);
    }
  };
  walk('', 1);
  for (const [i, { id, title, many, items }] of groups.entries()) {
    const expanded = opened.has(id);
    const place = tops - groups.length + i + 1;
    rows.push({
      id,
      level: 1,
      place,
      of: tops,
      expanded,
      item: { is: 'group', title, many },
    });
    if (!expanded) continue;
    for (const [j, { id: row, item }] of items().entries())
      rows.push({ id: row, level: 2, place: j + 1, of: many, item });
  }
  return rows;
}
