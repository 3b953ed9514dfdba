/** Badges with a count: of boxes near by, and from afar of all boxes of a Region. */
import { append } from '#app/base/order.ts';
import { dims } from '#app/scene/light.ts';
import { severityLooks } from '#app/scene/legend.ts';
import type { Point } from '#app/scene/scene.ts';
import { rulerOf } from './ruler.ts';
import { type Badge, sharedOnCanvas, sumsOf } from './badges.ts';
import { face, inSight, onScreen, QUIET, screenUnits, type Frame } from './paint.ts';
import type { Level } from './viewport.ts';
import type { Words, Written } from './written.ts';

/** From further away than this the dots of neighbours run together, and tell less than a count for all of them. */
export const DOTS_APART = 0.095;

/** What the boxes of each Region have, as one badge at its corner; as a dot where that has no room. */
export function regionBadges(frame: Frame, written: Written): void {
  const { context, looks, marks, painting, light } = frame;
  const sums = sumsOf(marks, painting.scene);
  screenUnits(frame);
  context.globalAlpha = dims(light) ? QUIET : 1;
  const dots = new Map<string, Point[]>();
  for (const { node } of painting.containers) {
    const mark = sums.get(node.id);
    if (!mark || !inSight(frame, node)) continue;
    const at = onScreen(frame, { x: node.x + node.width, y: node.y });
    const box = countBox(frame, mark, at, 16);
    if (written.isFree(box)) {
      count(frame, mark, box, written);
      continue;
    }
    append(dots, looks.colour[severityLooks[mark.severity].token], at);
  }
  // There may be thousands: those of one colour at once.
  for (const [colour, points] of dots) {
    context.fillStyle = colour;
    context.beginPath();
    for (const { x, y } of points) {
      context.moveTo(x + 2, y + 1);
      context.arc(x - 1, y + 1, 3, 0, 2 * Math.PI);
    }
    context.fill();
  }
}

const digits = new Intl.NumberFormat('en');
/** Small counts are nearly all there are. */
const inDigits = (count: number): string => (count < 1_000 ? String(count) : digits.format(count));

/** The badges of meshes, on their outlines, and of hubs, below them, that speak for their lines. */
export function meshMarks(frame: Frame, level: Level, written: Written): void {
  const { context, marks, painting, light, viewport } = frame;
  if (level === 'far' || marks.meshes.lines.size === 0) return;
  screenUnits(frame);
  for (const { at, badge } of sharedOnCanvas(painting.scene, marks)) {
    const { x, y } = onScreen(frame, at);
    const height = Math.min(20, Math.max(13, 17 * viewport.zoom));
    const box = countBox(frame, badge, { x, y }, height);
    context.globalAlpha = dims(light) ? QUIET : 1;
    count(frame, badge, { ...box, x: x - box.width / 2, y: y - height / 2 }, written);
  }
  context.globalAlpha = 1;
}

/** A badge with a count, by the upper right corner of what it is for. */
export function countBox({ context }: Frame, mark: Badge, at: Point, height: number): Words {
  const text = `${severityLooks[mark.severity].sign} ${inDigits(mark.count)}`;
  const width = rulerOf(context, face(height * 0.62, 700)).widthOf(text) + height * 0.7;
  return { text, x: at.x - height * 0.4, y: at.y - height * 0.59, width, height };
}

export function count({ context, looks }: Frame, mark: Badge, box: Words, written: Written): void {
  const { text, x, y, width, height } = box;
  context.font = face(height * 0.62, 700);
  context.fillStyle = looks.colour[severityLooks[mark.severity].token];
  context.beginPath();
  context.roundRect(x, y, width, height, height / 2);
  context.fill();
  context.fillStyle = looks.colour['severity-text'];
  context.fillText(text, x + height * 0.35, y + height * 0.72);
  written.take(box);
}
