/** The titles of accounts, Regions and segments, each where nothing is written yet. */
import { nodeLooks } from '#app/scene/legend.ts';
import { dims } from '#app/scene/light.ts';
import type { Point } from '#app/scene/scene.ts';
import { titleRoom } from '#app/scene/title-room.ts';
import { notesOf, titleIn } from '#app/scene/title.ts';
import { cutName, face, onScreen, screenUnits, type Card, type Frame } from './paint.ts';
import type { Level } from './viewport.ts';
import { BELOW, lineBox, type Written } from './written.ts';

const LEAST_TITLE = 24;

const TITLE = { account: 13, region: 12, segment: 11 } as const;

/** Between a title and the line it may not touch, in CSS pixels. */
const CLEAR = 2;
/** From afar a route table is named where its frame is at least so large on screen. */
const FAR_FRAME = { width: 120, height: 60 } as const;

/**
 * The title of a container keeps its size when the picture moves away, as long as there is room for it: at its upper left,
 * or further down from afar, or at its right, or cut.
 */
export function containerTitle(frame: Frame, card: Card, level: Level, written: Written): void {
  const { node, label } = card;
  const { context, looks, viewport } = frame;
  const segment = node.shape === 'segment';
  const at = onScreen(frame, node);
  const [width, height] = [node.width * viewport.zoom, node.height * viewport.zoom];
  if (segment && level === 'far' && (width < FAR_FRAME.width || height < FAR_FRAME.height)) return;
  const base =
    node.shape === 'account' || node.shape === 'region' || node.shape === 'segment'
      ? TITLE[node.shape]
      : 12;
  // Never larger on screen than the band above the first box has room for, save for what far away only has titles.
  const size = Math.max(Math.min(base * viewport.zoom, base), segment ? 8 : 10);
  screenUnits(frame);
  const inset = Math.max(6, 12 * viewport.zoom);
  const x = at.x + inset;
  const rise = segment ? 0.5 : 3;
  const y = at.y + Math.max(size + rise, 20 * viewport.zoom);
  const bottom = (y + size * BELOW - at.y) / viewport.zoom;
  const room = segment
    ? Math.min(
        width - 16,
        titleRoom(frame.painting.scene, node, bottom) * viewport.zoom - inset - CLEAR,
      )
    : width - 16;
  if (room < LEAST_TITLE) return;
  context.font = face(size, segment ? 500 : 650);
  const lower = y + size + 2;
  /** Where so many words stand clear of what is written. */
  const spotFor = (words: string): Point | undefined => {
    const wide = context.measureText(words).width;
    return [
      { x, y },
      ...(segment
        ? []
        : [
            ...(level === 'far' && lower < at.y + height ? [{ x, y: lower }] : []),
            { x: at.x + width - 8 - wide, y },
          ]),
    ].find((p) => written.isFree(lineBox(words, p.x, p.y, wide, size)));
  };
  const inFull = { shape: node.shape, label };
  /** To the pixel what is whole, in steps what is cut. */
  const fitted = (words: string, most: number): string =>
    context.measureText(words).width <= most ? words : cutName(frame, node, words, most);
  let title = titleIn(inFull, (words) => (spotFor(words) ? fitted(words, room) : ''));
  let spot = title === '' ? undefined : spotFor(title);
  if (!spot) {
    const left = written.reach(lineBox(label, x, y, room, size)) - 3;
    if (left < LEAST_TITLE) return;
    title = titleIn(inFull, (words) => fitted(words, left));
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
  if (level !== 'far') notes(frame, card, { ...spot, said, size }, written);
  context.globalAlpha = 1;
}

/** What a Region says beside its title, or else below it: whole, or in fewer words, or not at all. */
function notes(
  frame: Frame,
  { node, lines }: Card,
  title: Point & { readonly said: number; readonly size: number },
  written: Written,
): void {
  if (lines.length === 0) return;
  const { context, looks, viewport } = frame;
  const small = Math.max(8.5, title.size - 2);
  const right = onScreen(frame, node).x + node.width * viewport.zoom - 8;
  context.font = face(small, 400, true);
  context.fillStyle = looks.colour['scene-quiet'];
  for (const text of notesOf(lines.join('  '))) {
    const wide = context.measureText(text).width;
    for (const at of [
      { x: title.x + title.said + 8, y: title.y },
      { x: title.x, y: title.y + small + 2.5 },
    ]) {
      const box = lineBox(text, at.x, at.y, wide, small);
      if (at.x + wide > right || !written.isFree(box)) continue;
      context.fillText(text, at.x, at.y);
      written.take(box);
      return;
    }
  }
}
