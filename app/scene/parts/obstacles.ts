/** What lines should not run over: cards, names, hulls, containers; and what it costs a line to do so. */
import { captionBox } from '../caption.ts';
import type { Obstacle } from './field.ts';
import { boundsOf } from './border.ts';
import { fonts, widthOf } from '../text.ts';
import type { SceneHull, SceneNode } from '../scene.ts';

/** What it costs a line, in pixels of detour, to run over things. */
export const COST = {
  card: 900,
  caption: 500,
  hull: 700,
  frame: 450,
  stem: 450,
  region: 600,
  account: 200,
} as const;

/** Room for the title of a container: on the canvas it keeps its size when the picture moves away. */
const TITLE = 44;

/** The same of a route table's frame, between its lanes. */
const SEGMENT = { left: 14, wide: 206, high: 32, share: 0.5 } as const;

/** How far from a card lines keep where they can. */
export const AIR = 6;

export function obstaclesOf(
  nodes: readonly SceneNode[],
  hulls: readonly SceneHull[],
  cardAir = AIR,
): Obstacle[] {
  const obstacles: Obstacle[] = [];
  for (const { id, shape, label, x, y, width, height } of nodes) {
    const cost =
      shape === 'segment'
        ? COST.frame
        : shape === 'region' || shape === 'account'
          ? COST[shape]
          : COST.card;
    if (shape === 'segment') {
      // Beside the lane that may run down at its left edge, and before the one beyond the first column.
      obstacles.push({
        id: `${id}/label`,
        cost: COST.caption,
        x: x + SEGMENT.left,
        y,
        width:
          Math.min(width, SEGMENT.wide, widthOf(label, fonts.segment) / SEGMENT.share) -
          SEGMENT.left,
        height: SEGMENT.high,
      });
    } else if (shape === 'region' || shape === 'account') {
      const room = Math.min(width, 28 + widthOf(label, fonts.account));
      obstacles.push({
        id: `${id}/label`,
        cost: COST.caption,
        x,
        y,
        width: room,
        height: TITLE,
      });
    }
    const air = cost === COST.card ? cardAir : 0;
    obstacles.push({
      id,
      cost,
      x: x - air,
      y: y - air,
      width: width + 2 * air,
      height: height + 2 * air,
    });
  }
  for (const hull of hulls) {
    obstacles.push({ id: hull.id, cost: COST.hull, ...boundsOf(hull.outline) });
    obstacles.push({
      id: `${hull.id}/caption`,
      cost: COST.caption,
      ...captionBox(hull),
    });
  }
  return obstacles;
}
