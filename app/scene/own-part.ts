/** The part of a line that is its own: attachments of one gateway share lanes up to the card they lead to. */
import type { Point, SceneEdge } from './scene.ts';

/** What is said of a line stands here, else nobody could tell of which it is said. The whole line where it shares nothing. */
export const ownPart = ({ kind, points }: SceneEdge): readonly Point[] =>
  kind === 'attachment' && points.length > 2 ? points.slice(-2) : points;
