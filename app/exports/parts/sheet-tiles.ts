/** What of a scene lies in a part of it that stands on a page of its own. */
import { list } from '../../base/list.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { NO_LIGHT } from '../../scene/light.ts';
import { isInside } from '../../scene/open.ts';
import { ownPart } from '../../scene/own-part.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { captionBox } from '../../scene/caption.ts';
import { along, badgeAt } from './mark-room.ts';
import { holds, meets } from './boxes.ts';
import type { Tile } from './sheet-cuts.ts';
import { headOf } from './sheet-stuff.ts';

/** The parts of a line within a box, in order. Source: Liang and Barsky, "A new concept and method for line clipping", 1984. */
export function partsWithin(points: readonly Point[], box: Box): Point[][] {
  const parts: Point[][] = [];
  points.slice(1).forEach((b, i) => {
    const a = points[i]!;
    let [enter, leave] = [0, 1];
    for (const [start, delta, low, high] of [
      [a.x, b.x - a.x, box.x, box.x + box.width],
      [a.y, b.y - a.y, box.y, box.y + box.height],
    ] as const) {
      if (delta === 0) {
        if (start < low || start > high) return;
        continue;
      }
      const [near, far] = [(low - start) / delta, (high - start) / delta];
      enter = Math.max(enter, Math.min(near, far));
      leave = Math.min(leave, Math.max(near, far));
    }
    if (enter >= leave) return;
    const at = (t: number): Point => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
    const [p, q] = [at(enter), at(leave)];
    const last = parts.at(-1);
    const end = last?.at(-1);
    if (last && end?.x === p.x && end.y === p.y) last.push(q);
    else parts.push([p, q]);
  });
  return parts;
}

export const isOn = (points: readonly Point[], { x, y }: Point): boolean =>
  points.slice(1).some((b, i) => {
    const a = points[i]!;
    const whole = Math.hypot(b.x - a.x, b.y - a.y);
    return Math.hypot(x - a.x, y - a.y) + Math.hypot(b.x - x, b.y - y) < whole + 1e-6;
  });

/** True for a card that is whole in a tile, or begins there; what stands in an opened VPC is there with it. */
export const isOwn = (tile: Tile, node: SceneNode): boolean =>
  !nodeLooks[node.shape].container &&
  !isInside(node) &&
  holds(tile, tile.larger.has(node.id) ? headOf(node) : node);

/** Cards that the edge of a tile cuts, and that are whole on another. */
export const cutBy = ({ nodes }: Scene, tile: Tile): readonly SceneNode[] =>
  nodes.filter(
    (node) =>
      !nodeLooks[node.shape].container &&
      meets(tile, node) &&
      !holds(tile, node) &&
      !tile.larger.has(node.id),
  );

/** So much of a container is beyond the edge of a page that goes on: its border and corners. */
const BEYOND = 24;
/** A container of which so little is in a part, and nothing of what is in it, is not drawn there. */
const SLIVER = 60;

/** A container that goes on to the right or below ends just beyond the edge: its title has the room that is seen. */
function trimmed(node: SceneNode, { width, height }: Tile): SceneNode {
  return {
    ...node,
    width: Math.min(node.width, width + BEYOND - node.x),
    height: Math.min(node.height, height + BEYOND - node.y),
  };
}

const isSliver = ({ x, y, width, height }: Box, tile: Box): boolean =>
  Math.min(x + width, tile.x + tile.width) - Math.max(x, tile.x) < SLIVER ||
  Math.min(y + height, tile.y + tile.height) - Math.max(y, tile.y) < SLIVER;

/** The containers of what is seen in a tile. */
function framesWithin({ nodes }: Scene, tile: Tile): ReadonlySet<string> {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  const out = new Set<string>();
  for (const node of nodes) {
    if (nodeLooks[node.shape].container || !meets(tile, node)) continue;
    for (let at = node.parent; at !== undefined && !out.has(at); at = parents.get(at)) out.add(at);
  }
  return out;
}

/** What of a scene lies in a tile; words only of what is whole there: the rest says them on the next page. */
export function partOf(scene: Scene, tile: Tile): Scene {
  const by = ({ x, y }: Point): Point => ({ x: x - tile.x, y: y - tile.y });
  const needed = framesWithin(scene, tile);
  const nodes = scene.nodes.flatMap((node): SceneNode[] => {
    if (!meets(tile, node)) return [];
    const moved = { ...node, ...by(node) };
    if (holds(tile, node)) return [moved];
    if (nodeLooks[node.shape].container) {
      if (!needed.has(node.id) && isSliver(node, tile)) return [];
      const seen = trimmed(moved, tile);
      return holds(tile, headOf(node)) ? [seen] : [{ ...seen, label: '', lines: [] }];
    }
    const none = { badge: undefined, links: undefined };
    const dumb = { ...moved, ...none, label: '', lines: [], heads: [] };
    if (!tile.larger.has(node.id)) return [dumb];
    const heads = (node.heads ?? []).filter((head) =>
      holds(tile, { x: node.x + head.x, y: node.y + head.y - 12, width: head.width, height: 14 }),
    );
    const badge = holds(tile, badgeBox(node)) ? node.badge : undefined;
    return [{ ...(holds(tile, headOf(node)) ? moved : dumb), heads, badge }];
  });
  const drawn = new Set(nodes.map(({ id }) => id));
  /** Where the mark of a flow that stops may stand. */
  const marked = new Set(scene.nodes.flatMap((node) => (isOwn(tile, node) ? node.id : [])));
  const edges = scene.edges.flatMap((edge): SceneEdge[] => {
    const parts = partsWithin(edge.points, tile).map((points) => points.map(by));
    // Its label and badge stand where its middle is: on that page alone.
    const middle = by(along(ownPart(edge), 0.5));
    const said = parts.findIndex((points) => isOn(points, middle));
    if (said >= 0) marked.add(edge.id);
    return parts.map((points, i) => ({
      ...edge,
      points,
      ...(i === said ? {} : { label: '', badge: undefined }),
    }));
  });
  const hulls = scene.hulls
    .filter((hull) => hull.members.some((id) => drawn.has(id)) || holds(tile, captionBox(hull)))
    .map((hull) => ({
      ...hull,
      outline: hull.outline.map(by),
      captionAt: by(hull.captionAt),
      caption: holds(tile, captionBox(hull)) ? hull.caption : '',
    }));
  const { stop, ...way } = scene.way ?? NO_LIGHT;
  return {
    ...scene,
    ...{ nodes, edges, hulls, width: tile.width, height: tile.height, leftOut: [] },
    ...(scene.way && { way: stop && marked.has(stop.at) ? scene.way : way }),
  };
}

const badgeBox = (node: SceneNode): Box => {
  const { x, y } = badgeAt(node);
  return { x: x - 20, y: y - 8, width: 34, height: 16 };
};

/** Which accounts of a scene a part of it shows. */
export function accountsIn({ nodes }: Scene, part: Scene): string {
  const drawn = new Set(part.nodes.map(({ id }) => id));
  const labels = nodes
    .filter(({ id, shape }) => shape === 'account' && drawn.has(id))
    .map(({ label }) => label);
  return labels.length < 2
    ? labels.map((label) => `: ${label}`).join('')
    : `: accounts ${list(
        labels.map((label) => label.replace(/^Account /, '')),
        3,
      )}`;
}
