/** The pen of Canvas 2D: one path and one stroke for all that look alike. */
import type { Box, Point } from '#app/scene/scene.ts';
import { strokes } from './looks.ts';
import { sceneUnits, setDash, type Sheet } from './paint.ts';
import type { CardLook, Pen } from './pen.ts';
import { levelAt } from './viewport.ts';

/** Once a frame: the part of the scene in sight. */
function windowOf({ size, viewport: { zoom, pan } }: Sheet): (box: Box) => boolean {
  const [left, top] = [-pan.x / zoom, -pan.y / zoom];
  const [right, bottom] = [left + size.width / zoom, top + size.height / zoom];
  return ({ x, y, width, height }) =>
    x <= right && y <= bottom && x + width >= left && y + height >= top;
}

export function canvasPen(frame: Sheet): Pen & { readonly end: () => void } {
  const { context, viewport } = frame;
  sceneUnits(frame);
  const seen = windowOf(frame);
  const round = levelAt(viewport.zoom) !== 'far';
  context.lineCap = 'butt';
  context.lineJoin = 'round';
  return {
    lines(wires, { colour, width, dash, strength }) {
      context.beginPath();
      for (const { edge, bounds } of wires) if (seen(bounds)) trail(context, edge.points, round);
      context.globalAlpha = strength * setDash(frame, dash);
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    },
    arrows(heads, colour, strength) {
      context.beginPath();
      for (const { tip, foot } of heads) {
        const [dx, dy] = [(tip.x - foot.x) / 2, (tip.y - foot.y) / 2];
        context.moveTo(tip.x, tip.y);
        context.lineTo(foot.x - dy, foot.y + dx);
        context.lineTo(foot.x + dy, foot.y - dx);
        context.closePath();
      }
      context.globalAlpha = strength;
      context.fillStyle = colour;
      context.fill();
    },
    cards(boxes, look) {
      const sight = boxes.filter(seen);
      if (sight.length === 0) return;
      context.globalAlpha = look.strength;
      context.beginPath();
      for (const box of sight) outline(frame, box, look, 0);
      context.fillStyle = look.fill;
      context.fill();
      context.beginPath();
      for (const box of sight) outline(frame, box, look, look.width / 2);
      context.lineWidth = look.width;
      context.strokeStyle = look.colour;
      context.globalAlpha = look.strength * setDash(frame, look.dash, sight.length);
      context.stroke();
    },
    glow(box, corner, colour, strength) {
      context.globalAlpha = strength;
      context.fillStyle = colour;
      context.beginPath();
      context.roundRect(box.x, box.y, box.width, box.height, corner);
      context.fill();
    },
    end() {
      context.globalAlpha = 1;
      context.setLineDash([]);
    },
  };
}

/** The outline of a line, its bends rounded where that can be seen. */
function trail(context: Sheet['context'], points: readonly Point[], round: boolean): void {
  const [start, end] = [points[0]!, points.at(-1)!];
  context.moveTo(start.x, start.y);
  for (let i = 1; i < points.length - 1; i++) {
    const [before, at, after] = [points[i - 1]!, points[i]!, points[i + 1]!];
    if (!round) {
      context.lineTo(at.x, at.y);
      continue;
    }
    context.arcTo(at.x, at.y, after.x, after.y, bendAt(before, at, after));
  }
  context.lineTo(end.x, end.y);
}

/** The radius of a bend, as far as there is room for it. */
export const bendAt = (before: Point, at: Point, after: Point): number =>
  Math.min(
    strokes.bend,
    Math.min(
      Math.hypot(at.x - before.x, at.y - before.y),
      Math.hypot(after.x - at.x, after.y - at.y),
    ) / 2,
  );

/** The outline of a box, so far inside it. */
function outline({ context, viewport }: Sheet, box: Box, look: CardLook, inside: number): void {
  const [x, y] = [box.x + inside, box.y + inside];
  const [width, height] = [box.width - 2 * inside, box.height - 2 * inside];
  // Nobody sees the corner of what is a few pixels large.
  if (look.corner * viewport.zoom < 1) context.rect(x, y, width, height);
  else if (look.outline === 'octagon') {
    const cut = Math.min(look.corner, width / 2, height / 2);
    context.moveTo(x + cut, y);
    for (const [px, py] of [
      [x + width - cut, y],
      [x + width, y + cut],
      [x + width, y + height - cut],
      [x + width - cut, y + height],
      [x + cut, y + height],
      [x, y + height - cut],
      [x, y + cut],
    ] as const)
      context.lineTo(px, py);
    context.closePath();
  } else
    context.roundRect(x, y, width, height, Math.max(0, Math.min(look.corner, height / 2) - inside));
}
