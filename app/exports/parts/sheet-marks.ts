/** Where a part of a scene goes on: the numbers of the pages at its edges, and in what is cut and whole on another. */
import { groupBy } from '../../base/order.ts';
import { nodeLooks } from '../../scene/legend.ts';
import type { Box, Point, Scene, SceneNode } from '../../scene/scene.ts';
import { wordsOf } from './mark-room.ts';
import { pill, pillSize } from './page-pill.ts';
import type { Over } from './picture-look.ts';
import { holds, meets } from './boxes.ts';
import type { Tile } from './sheet-cuts.ts';
import { isOn, partsWithin } from './sheet-tiles.ts';
import type { Pen } from './svg-marks.ts';

const WHO = { size: 10, bold: true } as const;

const SIDES = ['left', 'right', 'top', 'bottom'] as const;
type Side = (typeof SIDES)[number];

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

/** Something leaves a tile here, and goes on in another. */
interface Crossing {
  readonly side: Side;
  /** How far along that side, from the corner of the tile. */
  readonly at: number;
  readonly page: number;
}

/** The edge of a container that goes on, from the corner of the tile. */
interface Seam {
  readonly side: Side;
  readonly from: number;
  readonly to: number;
}

const isAcross = (side: Side): boolean => side === 'left' || side === 'right';

/** How far a box reaches beyond a side of a tile. */
function beyond({ x, y, width, height }: Box, tile: Box, side: Side): number {
  if (side === 'left') return tile.x - x;
  if (side === 'right') return x + width - tile.x - tile.width;
  return side === 'top' ? tile.y - y : y + height - tile.y - tile.height;
}

/** Where a container goes on beyond a place at the side of a tile: the nearest tile there. */
function facing(side: Side, at: number, tile: Tile, tiles: readonly Tile[]): number | undefined {
  const across = isAcross(side);
  const place = at + (across ? tile.y : tile.x);
  let [best, least] = [-1, Infinity];
  tiles.forEach((other, i) => {
    const [from, length] = across ? [other.y, other.height] : [other.x, other.width];
    if (other === tile || place < from || place > from + length) return;
    if (beyond(other, tile, side) <= 0) return;
    const far = {
      left: tile.x - other.x - other.width,
      right: other.x - tile.x - tile.width,
      top: tile.y - other.y - other.height,
      bottom: other.y - tile.y - tile.height,
    }[side];
    if (far < least) [best, least] = [i, far];
  });
  return best < 0 ? undefined : best;
}

/** Containers that the edge of a tile cuts, and that go on in another. */
function seamsOf(
  part: Scene,
  tile: Tile,
  tiles: readonly Tile[],
): { readonly seams: readonly Seam[]; readonly crossings: readonly Crossing[] } {
  const seams: Seam[] = [];
  const crossings: Crossing[] = [];
  const own = { x: 0, y: 0, width: tile.width, height: tile.height };
  for (const node of part.nodes) {
    if (!nodeLooks[node.shape].container) continue;
    for (const side of SIDES) {
      if (beyond(node, own, side) <= 1) continue;
      const [start, length, whole] = isAcross(side)
        ? [node.y, node.height, tile.height]
        : [node.x, node.width, tile.width];
      const [from, to] = [Math.max(0, start), Math.min(whole, start + length)];
      const page = facing(side, (from + to) / 2, tile, tiles);
      if (page === undefined) continue;
      seams.push({ side, from, to });
      crossings.push({ side, at: (from + to) / 2, page });
    }
  }
  return { seams, crossings };
}

/** The side of a tile on which a place of it is, if any. */
function sideOf({ x, y }: Point, tile: Tile): Side | undefined {
  const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;
  if (near(x, tile.x)) return 'left';
  if (near(x, tile.x + tile.width)) return 'right';
  if (near(y, tile.y)) return 'top';
  return near(y, tile.y + tile.height) ? 'bottom' : undefined;
}

/** So much of a line is seen, in pixels. */
const SEEN = 1;

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** The tile in which a line is seen next that leaves one at this place; none where it comes back to that before. */
function leading(
  points: readonly Point[],
  place: Point,
  tile: Tile,
  tiles: readonly Tile[],
): number | undefined {
  const last = points.findIndex((_, i) => i > 0 && isOn(points.slice(i - 1, i + 1), place));
  const ahead = [place, ...points.slice(last)];
  for (const [i, to] of ahead.slice(1).entries()) {
    const from = ahead[i]!;
    let [best, least] = [-1, Infinity];
    tiles.forEach((other, k) => {
      const [part] = partsWithin([from, to], other);
      if (!part || distance(part[0]!, part[1]!) < SEEN || distance(from, part[0]!) >= least) return;
      [best, least] = [k, distance(from, part[0]!)];
    });
    if (best >= 0) return tiles[best] === tile ? undefined : best;
  }
  return undefined;
}

/** Lines that leave a tile, and go on in another. */
const linesOut = (scene: Scene, tile: Tile, tiles: readonly Tile[]): Crossing[] =>
  scene.edges.flatMap(({ points }) => {
    const backwards = points.toReversed();
    return partsWithin(points, tile).flatMap((part) =>
      [
        { place: part[0]!, way: backwards },
        { place: part.at(-1)!, way: points },
      ].flatMap(({ place, way }): Crossing[] => {
        const side = sideOf(place, tile);
        const end = way.at(-1)!;
        if (!side || (place.x === end.x && place.y === end.y)) return [];
        const at = isAcross(side) ? place.y - tile.y : place.x - tile.x;
        const page = leading(way, place, tile, tiles);
        return page === undefined ? [] : [{ side, at, page }];
      }),
    );
  });

/** How far from where it goes on the number of a page may stand: nearest first, as shares of a side. */
const ALONG = Array.from({ length: 121 }, (_, i) => ((i % 2 ? 1 : -1) * Math.ceil(i / 2)) / 64);

/** The number of a page at a side where something goes on to it. */
function edgePill(
  crossings: readonly Crossing[],
  first: number,
  tile: Tile,
  isFree: (box: Box) => boolean,
  isClear: (box: Box) => boolean,
): PagePill {
  const { side, page } = crossings[0]!;
  const middle = crossings.reduce((sum, { at }) => sum + at, 0) / crossings.length;
  const text = `to page ${first + page}`;
  const size = pillSize(text, WHO);
  const across = isAcross(side);
  const [length, own] = across ? [tile.height, size.height] : [tile.width, size.width];
  const spots = ALONG.flatMap((share): Box[] => {
    const at = middle - own / 2 + share * length;
    if (at < 4 || at + own > length - 4) return [];
    return [
      {
        x: across ? (side === 'right' ? tile.width - size.width - 4 : 4) : at,
        y: across ? at : side === 'bottom' ? tile.height - size.height - 4 : 4,
        ...size,
      },
    ];
  });
  const clear = spots.filter(isClear);
  const box = clear.find(isFree) ?? clear[0] ?? spots[0] ?? { x: 4, y: 4, ...size };
  return { page, text, box };
}

/** As engineers mark where a drawing goes on: a thin line of dashes and dots. */
function seam(pen: Pen, { side, from, to }: Seam, { width, height }: Tile): string {
  const at = { left: 0.5, right: width - 0.5, top: 0.5, bottom: height - 0.5 }[side];
  const [a, b] = isAcross(side)
    ? [
        { x: at, y: from },
        { x: at, y: to },
      ]
    : [
        { x: from, y: at },
        { x: to, y: at },
      ];
  return pen.seam(a, b);
}

/** Where a part goes on, and where what it cuts is whole: the numbers of those pages. */
export function marksOf(
  scene: Scene,
  part: Scene,
  cut: readonly SceneNode[],
  tile: Tile,
  tiles: readonly Tile[],
  first: number,
): Over {
  const whole = whereWhole(cut, tile, tiles, first);
  const { seams, crossings } = seamsOf(part, tile, tiles);
  const out = [...crossings, ...linesOut(scene, tile, tiles)].filter(
    ({ page }) => !whole.some((one) => one.page === page),
  );
  const isFree = (box: Box): boolean =>
    !part.edges.some(({ points }) => partsWithin(points, box).length > 0);
  const taken = [...wordsOf(part), ...whole.map(({ box }) => box)];
  const pills = [...whole];
  for (const all of groupBy(out, ({ page, side }) => `${page} ${side}`).values()) {
    const isClear = (box: Box): boolean => !taken.some((one) => meets(one, box));
    const next = edgePill(all, first, tile, isFree, isClear);
    taken.push(next.box);
    pills.push(next);
  }
  return {
    boxes: pills.map(({ box }) => box),
    draw: (pen) =>
      seams.map((one) => seam(pen, one, tile)).join('') +
      pills.map(({ text, box }) => pill(pen, text, box, WHO)).join(''),
  };
}
