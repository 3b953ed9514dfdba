/** Lines: along the lanes of a comb, between the inner sides of a ring, or straight. */
import type { Box, NodeShape, Point } from '../scene.ts';
import type { Comb, Frame } from './block.ts';
import { borderPoint, centreOf, straight, tidy } from './border.ts';
import type { DrawLink, DrawNode } from './drawing.ts';

export interface Ground {
  readonly nodes: ReadonlyMap<string, DrawNode>;
  readonly boxes: ReadonlyMap<string, Box>;
  /** Frame in which a VPC stands. */
  readonly frameOf: ReadonlyMap<string, Frame>;
  /** Comb that leads to a frame, by frame key. */
  readonly combs: ReadonlyMap<string, Comb>;
  /** Middle of the ring in which a node stands, and the ring's name. */
  readonly rings: ReadonlyMap<string, { readonly name: string; readonly middle: Point }>;
}

/** From the transit gateway into a frame and along its lanes to one VPC. */
function combed(
  link: DrawLink,
  frame: Frame,
  hub: Box,
  hubShape: NodeShape,
  box: Box,
  ground: Ground,
): Point[] {
  const entry = { x: frame.x + frame.width / 2, y: frame.y };
  const lane = frame.lanes.get(link.to) ?? entry.x;
  const middle = centreOf(box);
  const side = lane < middle.x ? box.x : box.x + box.width;
  const inside: Point[] = [
    { x: entry.x, y: frame.bus },
    { x: lane, y: frame.bus },
    { x: lane, y: middle.y },
    { x: side, y: middle.y },
  ];
  const comb = ground.combs.get(frame.key);
  const c = centreOf(hub);
  if (!comb) return tidy([borderPoint(hub, hubShape, entry), entry, ...inside]);
  const foot = { x: c.x, y: hub.y + hub.height };
  const past = comb.bypass
    ? [
        { x: c.x, y: comb.bypass.firstLane },
        { x: frame.x, y: comb.bypass.firstLane },
      ]
    : [];
  if (comb.bypass) {
    const [first, second] = past;
    if (first && second) second.x = comb.bypass.x;
    return tidy([
      foot,
      ...past,
      { x: comb.bypass.x, y: comb.lane },
      { x: entry.x, y: comb.lane },
      entry,
      ...inside,
    ]);
  }
  return tidy([foot, { x: c.x, y: comb.lane }, { x: entry.x, y: comb.lane }, entry, ...inside]);
}

/** Points of a link, from outline to outline. */
export function route(link: DrawLink, ground: Ground): Point[] | undefined {
  const a = ground.boxes.get(link.from);
  const b = ground.boxes.get(link.to);
  const from = ground.nodes.get(link.from);
  const to = ground.nodes.get(link.to);
  if (!a || !b || !from || !to) return undefined;
  if (link.segment !== undefined) {
    const frame = ground.frameOf.get(link.to);
    if (frame?.tgw === link.from) return combed(link, frame, a, from.shape, b, ground);
  }
  const ringA = ground.rings.get(link.from);
  const ringB = ground.rings.get(link.to);
  if (ringA && ringB && ringA.name === ringB.name && link.kind === 'peering') {
    return [borderPoint(a, from.shape, ringA.middle), borderPoint(b, to.shape, ringB.middle)];
  }
  return straight(a, from.shape, b, to.shape);
}
