/** Arranges a picture as a view asks: what it leaves out goes, what it collapses shrinks, what was moved by hand moves; the rest stays. */
import type { Laid } from './layout.ts';
import { nodeLooks } from './legend.ts';
import { type BadgeOf, folded } from './fold.ts';
import { Ground } from './parts/ground.ts';
import { hullsAround } from './parts/hulls.ts';
import { finished } from './settle.ts';
import type { Point, SceneNode, View } from './scene.ts';

const isContainer = (node: SceneNode): boolean => nodeLooks[node.shape].container;

/** What of a picture a view leaves: ids of boxes and lines, and Regions that have a note to show. */
export interface Kept {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
}

/** The picture without what is not kept; everything else is where it was, and containers that hold nothing go too. */
export function cut(laid: Laid, kept: Kept, captions: ReadonlyMap<string, string>): Laid {
  const wanted = new Set<string>();
  const parents = new Map(laid.nodes.map((n) => [n.id, n.parent]));
  for (const node of laid.nodes) {
    const stays = isContainer(node)
      ? node.shape === 'region' && kept.regions.has(node.id)
      : kept.nodes.has(node.id);
    if (!stays) continue;
    for (let id: string | undefined = node.id; id !== undefined; id = parents.get(id)) {
      if (wanted.has(id)) break;
      wanted.add(id);
    }
  }
  const nodes = laid.nodes.filter((n) => wanted.has(n.id));
  const edges = laid.edges.filter((e) => kept.edges.has(e.id));
  if (nodes.length === laid.nodes.length && edges.length === laid.edges.length) return laid;
  const hulls = hullsAround(laid, nodes).map((hull) => ({
    ...hull,
    caption: captions.get(hull.finding) ?? hull.caption,
  }));
  return { ...laid, nodes, edges, hulls };
}

/** Collapses and moves. Throws ViewError where the view collapses what is no container. */
export function arranged(
  laid: Laid,
  view: View,
  known: ReadonlySet<string>,
  badgeOf: BadgeOf,
): Laid {
  const { collapsed = [], moved = {} } = view;
  const small = collapsed.length > 0 ? folded(laid, collapsed, known, badgeOf) : laid;
  const cards = new Set(small.nodes.filter((n) => !isContainer(n)).map((n) => n.id));
  const hands = Object.entries(moved).filter(([id]) => cards.has(id));
  if (small === laid && hands.length === 0) return laid;
  const ground = new Ground();
  for (const node of small.nodes) ground.set(node);
  const from: Laid = { ...laid, edges: small.edges };
  if (hands.length > 0) move(hands, ground);
  const nodes = ground.inOrder(small.nodes.map((n) => n.id));
  return finished(from, nodes, ground);
}

/**
 * In the order of the hand, so that the last one gives way. Puts boxes where a hand put them, or as near to it as there is room. A hull is no room: whoever puts a stranger into a
 * mesh's outline sees it there.
 */
function move(hands: readonly (readonly [string, Point])[], ground: Ground): void {
  const lifted = hands.flatMap(([id]) => ground.node(id) ?? []);
  for (const { id } of lifted) ground.delete(id);
  lifted.forEach((node, i) => {
    const at = ground.follow(node.parent, node, hands[i]![1]);
    // No room whatever: it stands where the layout put it.
    ground.set(at ? { ...node, ...at } : node);
  });
}
