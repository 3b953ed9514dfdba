/** The titles of accounts, Regions and segments, each where nothing is written yet. */
import { nodeLooks } from '#app/scene/legend.ts';
import { dims } from '#app/scene/light.ts';
import type { Point } from '#app/scene/scene.ts';
import { titleIn } from '#app/scene/title.ts';
import { cut, cutName, face, onScreen, screenUnits, type Card, type Frame } from './paint.ts';
import type { Level } from './viewport.ts';
import { lineBox, type Written } from './written.ts';

const LEAST_TITLE = 24;

const TITLE = { account: 13, region: 12, segment: 11 } as const;

/**
 * The title of a container keeps its size when the picture moves away, as long as there is room for it: at its upper left,
 * or further down from afar, or at its right, or cut.
 */
export function containerTitle(
  frame: Frame,
  { node, label, lines }: Card,
  level: Level,
  written: Written,
): void {
  const { context, looks, viewport } = frame;
  if (node.shape === 'segment' && level === 'far') return;
  const base =
    node.shape === 'account' || node.shape === 'region' || node.shape === 'segment'
      ? TITLE[node.shape]
      : 12;
  // Never larger on screen than the band above the first box has room for, save for what far away only has titles.
  const size = Math.max(Math.min(base * viewport.zoom, base), node.shape === 'segment' ? 8 : 10);
  screenUnits(frame);
  const at = onScreen(frame, node);
  const [width, height] = [node.width * viewport.zoom, node.height * viewport.zoom];
  const room = width - 16;
  if (room < LEAST_TITLE) return;
  const x = at.x + Math.max(6, 12 * viewport.zoom);
  const rise = node.shape === 'segment' ? 0.5 : 3;
  const y = at.y + Math.max(size + rise, 20 * viewport.zoom);
  context.font = face(size, node.shape === 'segment' ? 500 : 650);
  const lower = y + size + 2;
  /** Where so many words stand clear of what is written. */
  const spotFor = (words: string): Point | undefined => {
    const wide = context.measureText(words).width;
    return [
      { x, y },
      ...(level === 'far' && lower < at.y + height ? [{ x, y: lower }] : []),
      { x: at.x + width - 8 - wide, y },
    ].find((p) => written.isFree(lineBox(words, p.x, p.y, wide, size)));
  };
  const inFull = { shape: node.shape, label };
  let title = titleIn(inFull, (words) => (spotFor(words) ? cutName(frame, node, words, room) : ''));
  let spot = title === '' ? undefined : spotFor(title);
  if (!spot) {
    const left = written.reach(lineBox(label, x, y, room, size)) - 3;
    if (left < LEAST_TITLE) return;
    title = titleIn(inFull, (words) => cutName(frame, node, words, left));
    if (title.length < 4) return;
    spot = { x, y };
  }
  context.globalAlpha = dims(frame.light) ? 0.7 : 1;
  context.fillStyle = looks.colour[node.shape === 'account' ? 'scene-text' : 'scene-quiet'];
  if (level === 'far' && node.shape !== 'account') {
    // From afar a title stands among the lines: they end before its letters.
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.setLineDash([]);
    context.strokeStyle = looks.colour[nodeLooks[node.shape].fill];
    context.strokeText(title, spot.x, spot.y);
  }
  context.fillText(title, spot.x, spot.y);
  const said = context.measureText(title).width;
  written.take(lineBox(title, spot.x, spot.y, said, size));
  if (lines.length > 0 && level !== 'far' && spot.x === x) {
    const left = x + said + 8;
    const small = Math.max(8.5, size - 2);
    context.font = face(small, 400, true);
    context.fillStyle = looks.colour['scene-quiet'];
    const most = Math.max(0, at.x + room - left + 8);
    const free = written.reach(lineBox('', left, y, most, small));
    const rest = cut(context, lines.join('  '), free < most ? free - 3 : free);
    if (rest.length > 3) {
      context.fillText(rest, left, y);
      written.take(lineBox(rest, left, y, context.measureText(rest).width, small));
    }
  }
  context.globalAlpha = 1;
}
