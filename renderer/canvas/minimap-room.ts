/** How large the map of the whole picture is, and in which corner it stands: where it hides least. Pure. */
import type { Box } from '#app/scene/scene.ts';
import type { Size } from './viewport.ts';

export type Corner = (typeof CORNERS)[number];
/** The first that hides nothing is chosen: the map goes home as soon as it can. */
export const CORNERS = ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const;

/** At most and at least so large, in CSS pixels, and such a share of what no panel covers. */
const MOST: Size = { width: 200, height: 140 };
const LEAST: Size = { width: 96, height: 64 };
const SHARE = 0.24;
/** Padding and border of the map. */
const FRAME = 10;
/** Between the map and the edge, and where it stands beside the buttons for the viewport; as in the style sheet. */
const RIM = 12;
const BESIDE = 56;
/** A canvas smaller than this has little room to spare. */
const SMALL: Size = { width: 760, height: 480 };
/** Another corner has to hide so much less to be worth a move. */
const WORTH = 0.5;

/** Pixels of the map for one of the picture, which keeps its shape. */
export function mapScale(whole: Size, free: Size): number {
  const most = (side: 'width' | 'height'): number =>
    Math.max(LEAST[side], Math.min(MOST[side], free[side] * SHARE));
  return Math.min(most('width') / whole.width, most('height') / whole.height);
}

/** Where the map stands, from the upper left corner of what no panel covers. `picture` is the size of the picture in it. */
export function mapBox(corner: Corner, picture: Size, free: Size): Box {
  const [width, height] = [picture.width + FRAME, picture.height + FRAME];
  const right = free.width - width - (corner === 'bottom-right' ? BESIDE : RIM);
  return {
    x: corner.endsWith('right') ? right : RIM,
    y: corner.startsWith('bottom') ? free.height - height - RIM : RIM,
    width,
    height,
  };
}

/** What may be hidden: bars and captions, boxes that are lit, and all other boxes. */
export interface Hideable {
  readonly panels: readonly Box[];
  readonly lit: readonly Box[];
  readonly boxes: readonly Box[];
}

const shared = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

/**
 * The corner for the map, which stands in one now and stays there where each hides about as much. Boxes that are not lit
 * count on a small canvas only: on a large one there is room beside the map, and a map that stays is found sooner.
 */
export function mapCorner(now: Corner, picture: Size, free: Size, things: Hideable): Corner {
  const isSmall = free.width < SMALL.width || free.height < SMALL.height;
  const hidden = (corner: Corner): number => {
    const map = mapBox(corner, picture, free);
    const sum = (boxes: readonly Box[]): number =>
      boxes.reduce((all, box) => all + shared(map, box), 0);
    // What is lit is what is looked at: the way of a flow comes before the caption of a mesh.
    return 100 * sum(things.panels) + 300 * sum(things.lit) + (isSmall ? sum(things.boxes) : 0);
  };
  const clear = CORNERS.find((corner) => hidden(corner) === 0);
  if (clear) return clear;
  let [best, least] = [now, hidden(now) * WORTH];
  for (const corner of CORNERS) {
    const here = hidden(corner);
    if (corner !== now && here < least) [best, least] = [corner, here];
  }
  return best;
}
