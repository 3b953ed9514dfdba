/** Paints a box that is being moved: where it is held, what it is linked to, and the place it left. */
import { nodeLooks } from '#app/scene/legend.ts';
import type { Point, SceneNode } from '#app/scene/scene.ts';
import { cut, face, sceneUnits, type Frame } from './paint.ts';

export interface Drag {
  readonly node: SceneNode;
  /** Where in the box the hand holds it, from its corner. */
  readonly hold: Point;
  /** Where its corner is now. */
  readonly at: Point;
  /** `down`: put there, and the picture has not followed yet. */
  readonly stage: 'held' | 'moving' | 'down';
}

/** So many lines still tell where it belongs. */
const MOST_LINES = 40;

export function paintDrag(frame: Frame, { node, at }: Drag): void {
  const { context, looks, painting, viewport } = frame;
  sceneUnits(frame);
  const pixel = 1 / viewport.zoom;
  const look = nodeLooks[node.shape];
  const box = (x: number, y: number): void => {
    context.beginPath();
    context.roundRect(x, y, node.width, node.height, look.corner);
  };
  // The place it leaves.
  context.setLineDash([4 * pixel, 3 * pixel]);
  context.lineWidth = Math.max(1, pixel);
  context.globalAlpha = 0.75;
  context.fillStyle = looks.colour['region-fill'];
  box(node.x, node.y);
  context.fill();
  context.strokeStyle = looks.colour['scene-quiet'];
  context.stroke();

  const middle = { x: at.x + node.width / 2, y: at.y + node.height / 2 };
  const others = painting.scene.edges
    .filter((edge) => edge.from === node.id || edge.to === node.id)
    .slice(0, MOST_LINES)
    .map((edge) => (edge.from === node.id ? edge.points.at(-1) : edge.points[0]));
  context.beginPath();
  for (const end of others) {
    if (!end) continue;
    context.moveTo(middle.x, middle.y);
    context.lineTo(end.x, end.y);
  }
  context.strokeStyle = looks.accent;
  context.stroke();

  context.setLineDash([]);
  context.globalAlpha = 0.96;
  context.fillStyle = looks.colour[node.ghost ? 'card-ghost-fill' : look.fill];
  box(at.x, at.y);
  context.fill();
  context.lineWidth = Math.max(2, 1.5 * pixel);
  context.strokeStyle = looks.accent;
  context.stroke();
  context.globalAlpha = 1;
  const card = painting.cards.find((c) => c.node.id === node.id);
  // Never smaller than can be read.
  const size = Math.max(13, 11 * pixel);
  context.font = face(size, 600);
  context.fillStyle = looks.colour['scene-text'];
  context.textAlign = 'center';
  const label = cut(context, card?.label ?? node.label, Math.max(node.width - 16, 120 * pixel));
  context.fillText(label, middle.x, middle.y + size * 0.36);
  context.textAlign = 'left';
}
