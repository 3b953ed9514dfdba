/** What lines should not run over in a picture whose boxes were moved, and how far from it they pass. */
import { captionBox } from '../caption.ts';
import type { SceneHull, SceneNode } from '../scene.ts';
import { fonts, widthOf } from '../text.ts';
import { boundsOf } from './border.ts';
import { Field, type Obstacle } from './field.ts';
import { COST as LAID } from './obstacles.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What it costs a line, in pixels of detour, to run over things: as in the layout, save for the frame of a route table. */
const COST = { ...LAID, segment: 120 } as const;
/** The distance at which lines pass what they go round. */
export const GAP = { card: 12, segment: 14, region: 9, account: 22 } as const;

type Stands = 'card' | 'segment' | 'region' | 'account';

export const sortOf = ({ shape }: SceneNode): Stands =>
  shape === 'segment' || shape === 'region' || shape === 'account' ? shape : 'card';

export function fieldOf(
  nodes: readonly SceneNode[],
  hulls: readonly SceneHull[],
  { width, height }: Size,
): Field {
  const obstacles: Obstacle[] = [];
  for (const node of nodes) {
    const sort = sortOf(node);
    const { id, x, y, label } = node;
    const air = sort === 'card' ? 6 : 0;
    const box = {
      x: x - air,
      y: y - air,
      width: node.width + 2 * air,
      height: node.height + 2 * air,
    };
    obstacles.push({ id, cost: COST[sort], ...box });
    if (sort !== 'region' && sort !== 'account') continue;
    const room = Math.min(node.width, 28 + widthOf(label, fonts.account));
    obstacles.push({
      id: `${id}/label`,
      cost: COST.caption,
      x,
      y: y - 4,
      width: room,
      height: 38,
    });
  }
  for (const hull of hulls) {
    const { id, outline } = hull;
    obstacles.push({ id, cost: COST.hull, ...boundsOf(outline) });
    obstacles.push({
      id: `${id}/caption`,
      cost: COST.caption,
      ...captionBox(hull),
    });
  }
  return new Field(obstacles, width, height);
}

/** The field of cards alone: a line that was drawn for other places may run over none of them. */
export const cardField = (nodes: readonly SceneNode[], { width, height }: Size): Field =>
  new Field(
    nodes
      .filter((n) => sortOf(n) === 'card')
      .map(({ id, x, y, width, height }) => ({ id, cost: 1, x, y, width, height })),
    width,
    height,
  );
