/** The parts of a scene that stand on pages of their own: where it is cut, what lies in a part, and where it goes on. */
import { list } from '../../base/list.ts';
import { groupBy } from '../../base/order.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { NO_LIGHT } from '../../scene/light.ts';
import { isInside } from '../../scene/open.ts';
import { ownPart } from '../../scene/own-part.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { along, badgeAt, wordsOf } from './mark-room.ts';
import { pill, pillSize } from './page-pill.ts';
import type { Over } from './picture-look.ts';

/** Neighbouring pages share so much of the scene that every card is whole on one of them: pixels at scale 1. */
const SHARED = { x: 220, y: 130 } as const;

export const holds = (outer: Box, { x, y, width, height }: Box): boolean =>
  x >= outer.x &&
  y >= outer.y &&
  x + width <= outer.x + outer.width &&
  y + height <= outer.y + outer.height;

export const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

export interface Tile extends Box {
  readonly row: number;
  readonly column: number;
}

/** Starts of equal stretches of at most `most` that cover a length, each sharing at least `shared` with the next. */
function starts(length: number, most: number, shared: number): number[] {
  if (length <= most) return [0];
  const count = Math.ceil((length - shared) / (most - shared));
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - most)) / (count - 1)));
}

/** The parts of a scene that stand on pages of their own, row by row: every card is whole on one of them. */
export function tilesOf(
  { nodes, width, height }: Scene,
  size: Pick<Box, 'width' | 'height'>,
): Tile[] {
  const cards = nodes.filter(({ shape }) => !nodeLooks[shape].container);
  const [tall, wide] = [Math.min(size.height, height), Math.min(size.width, width)];
  const all = starts(height, size.height, SHARED.y).flatMap((y, row) =>
    starts(width, size.width, SHARED.x).map((x, column) => {
      const tile: Tile = { x, y, width: wide, height: tall, row, column };
      return { tile, own: cards.filter((card) => holds(tile, card) || isOwn(tile, card)) };
    }),
  );
  // A page that shows nothing but what others show, too, is left out.
  const times = new Map<SceneNode, number>();
  for (const { own } of all) for (const card of own) times.set(card, (times.get(card) ?? 0) + 1);
  const kept = all.toReversed().filter(({ own }) => {
    if (own.some((card) => times.get(card) === 1)) return true;
    for (const card of own) times.set(card, times.get(card)! - 1);
    return false;
  });
  return kept.reverse().map(({ tile }) => tile);
}

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

const isOn = (points: readonly Point[], { x, y }: Point): boolean =>
  points.slice(1).some((b, i) => {
    const a = points[i]!;
    const whole = Math.hypot(b.x - a.x, b.y - a.y);
    return Math.hypot(x - a.x, y - a.y) + Math.hypot(b.x - x, b.y - y) < whole + 1e-6;
  });

/** An opened VPC may be larger than a page: it says its words where it begins. */
const isLarger = ({ width, height }: Box, tile: Tile): boolean =>
  width > tile.width || height > tile.height;

/** What says the words of a box that is cut: those of an opened VPC have three rows. */
const headOf = (node: SceneNode): Box => ({
  ...node,
  ...(nodeLooks[node.shape].container
    ? { width: 90, height: 44 }
    : { width: Math.min(node.width, 160), height: 60 }),
});

/** True for a card that is whole in a tile, or begins there; what stands in an opened VPC is there with it. */
export const isOwn = (tile: Tile, node: SceneNode): boolean =>
  !nodeLooks[node.shape].container &&
  !isInside(node) &&
  holds(tile, isLarger(node, tile) ? headOf(node) : node);

/** Cards that the edge of a tile cuts, and that are whole on another. */
export const cutBy = ({ nodes }: Scene, tile: Tile): readonly SceneNode[] =>
  nodes.filter(
    (node) =>
      !nodeLooks[node.shape].container &&
      meets(tile, node) &&
      !holds(tile, node) &&
      !isLarger(node, tile),
  );

/** What of a scene lies in a tile; words only of what is whole there: the rest says them on the next page. */
export function partOf(scene: Scene, tile: Tile): Scene {
  const by = ({ x, y }: Point): Point => ({ x: x - tile.x, y: y - tile.y });
  const nodes = scene.nodes.flatMap((node): SceneNode[] => {
    if (!meets(tile, node)) return [];
    const moved = { ...node, ...by(node) };
    if (holds(tile, node)) return [moved];
    if (nodeLooks[node.shape].container)
      return holds(tile, headOf(node)) ? [moved] : [{ ...moved, label: '', lines: [] }];
    const none = { badge: undefined, links: undefined };
    const dumb = { ...moved, ...none, label: '', lines: [], heads: [] };
    if (!isLarger(node, tile)) return [dumb];
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
    .filter(({ members }) => members.some((id) => drawn.has(id)))
    .map((hull) => ({
      ...hull,
      outline: hull.outline.map(by),
      captionAt: by(hull.captionAt),
      caption: holds(tile, { x: hull.captionAt.x, y: hull.captionAt.y - 34, width: 60, height: 36 })
        ? hull.caption
        : '',
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

const WHO = { size: 9, bold: true } as const;

/** How far along the edge of a page the number of the next one may stand: nearest the middle first. */
const ALONG = Array.from(
  { length: 61 },
  (_, i) => 0.5 + ((i % 2 ? 1 : -1) * Math.ceil(i / 2)) / 64,
);

interface PagePill {
  readonly page: number;
  readonly text: string;
  readonly box: Box;
}

/** Of the cards that are cut, the middle one of each page on which they are whole has its number. */
function whereWhole(
  cut: readonly SceneNode[],
  tile: Tile,
  tiles: readonly Tile[],
  first: number,
): PagePill[] {
  const pills = cut.flatMap((card): PagePill[] => {
    const at = tiles.findIndex((other) => holds(other, card));
    if (at < 0) return [];
    const text = `page ${first + at}`;
    const size = pillSize(text, WHO);
    const left = Math.max(card.x, tile.x);
    const top = Math.max(card.y, tile.y);
    const wide = Math.min(card.x + card.width, tile.x + tile.width) - left;
    const tall = Math.min(card.y + card.height, tile.y + tile.height) - top;
    if (wide < size.width + 4 || tall < size.height + 4) return [];
    const x = left - tile.x + (wide - size.width) / 2;
    const y = top - tile.y + (tall - size.height) / 2;
    return [{ page: at, text, box: { x, y, ...size } }];
  });
  return [...groupBy(pills, ({ page }) => page).values()].map((all) => {
    const sorted = all.toSorted((a, b) => a.box.y - b.box.y || a.box.x - b.box.x);
    return sorted[Math.floor((sorted.length - 1) / 2)]!;
  });
}

/** Where neighbouring pages go on, and what is cut is whole: their numbers, on the edges they share and in cards. */
export function marksOf(
  part: Scene,
  cut: readonly SceneNode[],
  tile: Tile,
  tiles: readonly Tile[],
  first: number,
): Over {
  const whole = whereWhole(cut, tile, tiles, first);
  const words = [...wordsOf(part), ...whole.map(({ box }) => box)];
  const pills = tiles.flatMap((other, i) => {
    if (whole.some(({ page }) => page === i)) return [];
    const beside = other.row === tile.row && Math.abs(other.column - tile.column) === 1;
    const above = other.column === tile.column && Math.abs(other.row - tile.row) === 1;
    if (!beside && !above) return [];
    const text = `page ${first + i}`;
    const size = pillSize(text, WHO);
    const boxAt = (share: number): Box =>
      beside
        ? {
            x: other.column > tile.column ? tile.width - size.width - 4 : 4,
            y: (tile.height - size.height) * share,
            ...size,
          }
        : {
            x: (tile.width - size.width) * share,
            y: other.row > tile.row ? tile.height - size.height - 4 : 4,
            ...size,
          };
    const spots = ALONG.map(boxAt);
    const clear = spots.filter((box) => !words.some((one) => meets(one, box)));
    const free = clear.find(
      (box) => !part.edges.some(({ points }) => partsWithin(points, box).length > 0),
    );
    return [{ text, box: free ?? clear[0] ?? spots[0]! }];
  });
  const all = [...pills, ...whole];
  return {
    boxes: all.map(({ box }) => box),
    draw: (pen) => all.map(({ text, box }) => pill(pen, text, box, WHO)).join(''),
  };
}

/** Which accounts a page shows parts of. */
export function accountsIn({ nodes }: Scene, tile: Tile): string {
  const labels = nodes
    .filter((node) => node.shape === 'account' && meets(tile, node))
    .map(({ label }) => label);
  return labels.length < 2
    ? labels.map((label) => `: ${label}`).join('')
    : `: accounts ${list(
        labels.map((label) => label.replace(/^Account /, '')),
        3,
      )}`;
}
