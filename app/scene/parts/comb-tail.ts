/** The last part of an attachment, from the entry of a frame along its lanes to a card, where no layout has planned them. */
import type { Point, SceneNode } from '../scene.ts';
import { centreOf } from './border.ts';
import { mainOf } from './ground.ts';
import type { Terminal } from './wires.ts';

/** Below the upper border of a frame. */
const BUS = 10;
/** Half the lane between two columns of a frame, and half the gap on a card's other side. */
const LANE = 12;
const PLAIN = 7;

/** What a card alone in its frame has of its line for itself: room for a badge. */
const OWN = 36;

/** The vertical lane beside a card of a frame: in the wider gap, which is to the right of every other column. */
function laneOf(card: SceneNode, frame: SceneNode, cards: readonly SceneNode[]): number {
  const beside = (x: number): boolean =>
    cards.some(
      (c) => c.id !== card.id && c.x <= x && c.x + c.width >= x && c.y < card.y + card.height,
    );
  const right = card.x + card.width + LANE;
  const left = card.x - LANE;
  if (right < frame.x + frame.width - LANE && !beside(right) && !beside(right + LANE - 1))
    return right;
  if (left > frame.x + PLAIN && !beside(left) && !beside(left - LANE + 1)) return left;
  const close = card.x + card.width + PLAIN;
  return close < frame.x + frame.width && !beside(close) ? close : card.x - PLAIN;
}

/** Where a trunk enters a frame. */
export const entryOf = ({ x, y, width }: SceneNode): Point => ({ x: x + width / 2, y });

/** From behind the entry of a frame to a card; `cards` are all that stand in it. */
export function tailIn(
  frame: SceneNode,
  card: SceneNode,
  cards: readonly SceneNode[],
): readonly Point[] {
  const lane = laneOf(card, frame, cards);
  const middle = centreOf(card);
  const bus = frame.y + BUS;
  return [
    { x: entryOf(frame).x, y: bus },
    { x: lane, y: bus },
    { x: lane, y: middle.y },
    { x: lane < middle.x ? card.x : card.x + card.width, y: middle.y },
  ];
}

/** A frame's id names its gateway: `segment/<account>/<region>/<tgw>/<table>`. */
export const leadsTo = (frame: SceneNode, hub: string): boolean =>
  mainOf(frame.id).split('/').includes(hub);

/** A card that is alone in its frame needs no lanes: its line comes from the side on which its gateway stands. */
export const standingAlone = (card: Terminal): Terminal => ({
  ...card,
  around: card.around.map((at, i) => (i === 0 ? { ...at, gap: OWN } : at)),
});
