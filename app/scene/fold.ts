/** Collapses containers: each becomes one box that counts what it holds, and lines to what it holds become bundles to it. */
import { count } from '../base/count.ts';
import { by, groupBy, uniq } from '../base/order.ts';
import type { Laid } from './layout.ts';
import { nodeLooks } from './legend.ts';
import { BUNDLE } from './parts/bundle.ts';
import { unreadIn } from './parts/title.ts';
import { quoted, ViewError } from './parts/view-error.ts';
import type { Ref } from '../base/ref.ts';
import { mainOf } from './parts/ground.ts';
import type { SceneEdge, SceneNode } from './scene.ts';

/** Width and height of the box of a collapsed container, in pixels at scale 1. */
const SIZE = { width: 184, height: 76 } as const;

/** What is counted on the box of a collapsed container, in this order. */
const COUNTED: readonly (readonly [SceneNode['shape'], string, string?])[] = [
  ['region', 'Region'],
  ['vpc', 'VPC'],
  ['transit-gateway', 'transit gateway'],
  ['vpn', 'VPN gateway'],
  ['direct-connect', 'Direct Connect gateway'],
  ['core-network', 'core network'],
  ['other', 'other attachment'],
];

/** Worst severity among the findings that touch any of these, and how many have it: each counts once. */
export type BadgeOf = (refs: readonly Ref[]) => SceneNode['badge'];

const isContainer = (node: SceneNode): boolean => nodeLooks[node.shape].container;

/** So many kinds of things are counted; the rest is one number. */
const MOST_LINES = 2;

function linesOf(fold: SceneNode, inner: readonly SceneNode[]): readonly string[] {
  // A second container of a Region says what the first says.
  const notes = new Map(
    [fold, ...inner].flatMap(({ id, shape, lines: [note] }) =>
      shape === 'region' && note !== undefined ? [[mainOf(id), note] as const] : [],
    ),
  );
  return [...countsOf(inner), ...unreadIn([...notes.values()])];
}

function countsOf(inner: readonly SceneNode[]): readonly string[] {
  const said = COUNTED.flatMap(([shape, one, many]) => {
    const labels = inner.filter((n) => n.shape === shape);
    // A second container of the same Region is the same Region.
    const n = shape === 'region' ? new Set(labels.map((l) => mainOf(l.id))).size : labels.length;
    return n === 0 ? [] : [{ n, text: count(n, one, many) }];
  });
  if (said.length <= MOST_LINES) return said.map(({ text }) => text);
  const rest = said.slice(MOST_LINES).reduce((sum, { n }) => sum + n, 0);
  return [...said.slice(0, MOST_LINES - 1), said[MOST_LINES - 1]!]
    .map(({ text }) => text)
    .concat(`+ ${rest} more`);
}

/**
 * The picture with these containers collapsed; nothing else has another place. Lines that are bundled have no points
 * yet. `badgeOf`: what these resources bear together. Throws ViewError for what is no container of the whole picture (`known`).
 */
export function folded(
  laid: Laid,
  collapsed: readonly string[],
  known: ReadonlySet<string>,
  badgeOf: BadgeOf,
): Pick<Laid, 'nodes' | 'edges'> {
  const wrong = collapsed.find((id) => !known.has(id));
  if (wrong !== undefined) {
    throw new ViewError(
      `${quoted(wrong)} is no account, Region or route table frame of this picture, so it cannot be collapsed.`,
    );
  }
  const wanted = new Set(collapsed);
  const nodes = new Map(laid.nodes.map((n) => [n.id, n]));
  /** The outermost collapsed container that something stands in, itself included. */
  const folds = new Map<string, string | undefined>();
  const foldOf = (node: SceneNode): string | undefined => {
    if (folds.has(node.id)) return folds.get(node.id);
    const parent = node.parent === undefined ? undefined : nodes.get(node.parent);
    const outer = parent && foldOf(parent);
    const own = isContainer(node) && wanted.has(mainOf(node.id)) ? mainOf(node.id) : undefined;
    const found = outer ?? own;
    folds.set(node.id, found);
    return found;
  };
  const inner = groupBy(laid.nodes, foldOf);
  if (inner.size === 1 && inner.has(undefined)) return laid;
  const out = laid.nodes.flatMap((node): readonly SceneNode[] => {
    const fold = foldOf(node);
    if (fold === undefined) return [node];
    if (node.id !== fold) return [];
    const all = (inner.get(fold) ?? []).filter((n) => n.id !== fold);
    const own = all.filter((n) => !isContainer(n));
    const lines = linesOf(node, all);
    return [
      {
        id: fold,
        ref: node.ref,
        shape: 'folded',
        parent: node.parent,
        label: node.label,
        lines,
        ghost: node.ghost,
        badge: badgeOf(own.map(({ ref }) => ref)),
        holds: own.map((n) => n.id),
        x: node.x,
        y: node.y,
        width: SIZE.width,
        height: 30 + 15 * Math.max(1, lines.length),
      },
    ];
  });
  // Containers first, as everywhere.
  out.sort((a, b) => Number(isContainer(b)) - Number(isContainer(a)));

  const endOf = (id: string): string => {
    const node = nodes.get(id);
    return (node && foldOf(node)) ?? id;
  };
  const plain: SceneEdge[] = [];
  const bundles = new Map<string, SceneEdge[]>();
  for (const edge of laid.edges) {
    const [from, to] = [endOf(edge.from), endOf(edge.to)];
    if (from === edge.from && to === edge.to) plain.push(edge);
    else if (from !== to) {
      // One bundle for both directions: which end asked for a peering is of no matter here.
      const [a, b] = edge.kind === 'attachment' || from < to ? [from, to] : [to, from];
      const key = `${edge.kind}/${a}/${b}`;
      const list = bundles.get(key);
      if (list) list.push(edge);
      else bundles.set(key, [edge]);
    }
  }
  const bundled = [...bundles].map(([key, edges]): SceneEdge => {
    const { kind } = edges[0]!;
    const refs = uniq(edges.flatMap((e) => e.refs));
    const down = edges.filter((e) => !e.active).reduce((n, e) => n + e.refs.length, 0);
    const active = edges.some((e) => e.active);
    const [a, b] = [endOf(edges[0]!.from), endOf(edges[0]!.to)];
    const [from, to] = kind === 'attachment' || a < b ? [a, b] : [b, a];
    return {
      id: key,
      refs,
      kind,
      from,
      to,
      active,
      label:
        refs.length > 1
          ? `${count(refs.length, BUNDLE[kind])}${active && down > 0 ? `, ${down} inactive` : ''}`
          : (edges[0]?.label ?? ''),
      points: [],
      badge: badgeOf(refs),
    };
  });
  return { nodes: out, edges: [...plain, ...bundled].sort(by((e) => e.id)) };
}
