/** What a large network is drawn with: one set of rules (`paint-network.ts`), and a pen for each way of drawing. */
import type { NodeLook } from '#app/scene/legend.ts';
import type { Box, Point, SceneNode } from '#app/scene/scene.ts';
import type { Wire } from './network.ts';

/** How lines are stroked: widths in pixels at scale 1, strength from 0 to 1. */
export interface LineLook {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly strength: number;
}

/** How boxes are filled and bordered. */
export interface CardLook extends LineLook, Pick<NodeLook, 'outline' | 'corner'> {
  readonly fill: string;
}

/** The head of an arrow: its tip, and the middle of its foot; it is as wide there as it is long. */
export interface ArrowHead {
  readonly tip: Point;
  readonly foot: Point;
}

/**
 * Draws one frame, later on top of earlier. What is drawn in one call never covers itself: where it is faint, what
 * overlaps is as faint. A pen may keep what it has made of a list for as long as the same list is drawn in each frame.
 */
export interface Pen {
  lines(wires: readonly Wire[], look: LineLook): void;
  arrows(heads: readonly ArrowHead[], colour: string, strength: number): void;
  cards(boxes: readonly SceneNode[], look: CardLook): void;
  /** A box with round corners and no border. */
  glow(box: Box, corner: number, colour: string, strength: number): void;
}
