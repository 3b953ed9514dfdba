/** The titles of accounts, Regions and segments, each where nothing is written yet and no line runs. */
import { nodeLooks } from '#app/scene/legend.ts';
import { dims } from '#app/scene/light.ts';
import type { Box, NodeShape, Point, SceneNode } from '#app/scene/scene.ts';
import { underTitle } from '#app/scene/title-room.ts';
import { endsOf, notesOf, onTwoLines, titleIn, titlesOf } from '#app/scene/title.ts';
import { cutName, face, onScreen, screenUnits, type Card, type Frame } from './paint.ts';
import { rulerOf } from './ruler.ts';
import type { Level } from './viewport.ts';
import { ABOVE, BELOW, lineBox, type Written } from './written.ts';

const LEAST_TITLE = 24;

const TITLE = { account: 13, region: 12, segment: 11 } as const;
/** Smaller than it should be, but said: the least size that is still read. */
const SMALL = [9, 8] as const;

/** Between a title and the line it may not touch, in CSS pixels; and between it and the frame it stands in. */
const CLEAR = 2;
const RIM = 8;
/** Of a title that has no room otherwise. */
const LEAST_RIM = 3;
/** From afar a route table is named where its frame is at least so large on screen. */
const FAR_FRAME = { width: 80, height: 24 } as const;

/** Boxes from the outside in; what is no frame is innermost. */
const DEPTH: Partial<Record<NodeShape, number>> = { account: 0, region: 1, segment: 2 };
const INNERMOST = 3;

const isCard = ({ shape }: SceneNode): boolean => !nodeLooks[shape].container;
const nothing = (): boolean => false;

/** Baselines for letters of a size, in the order in which they are tried, and the boxes a title there does not stand on. */
interface Place {
  readonly ys: (size: number) => readonly number[];
  readonly spares: (node: SceneNode) => boolean;
}

/** A title as it is set: two lines for a number that has no room on one. */
interface Titling {
  readonly rows: readonly string[];
  readonly size: number;
  readonly at: Point;
}

/**
 * The title of a container keeps its size when the picture moves away, as long as there is room for it: at its upper left,
 * or beside or below what is there, or smaller, or cut. An account that has no room for its number says how that ends.
 */
export function containerTitle(frame: Frame, card: Card, level: Level, written: Written): void {
  const { node } = card;
  const { context, looks, viewport } = frame;
  const segment = node.shape === 'segment';
  const [width, height] = [node.width * viewport.zoom, node.height * viewport.zoom];
  if (segment && level === 'far' && (width < FAR_FRAME.width || height < FAR_FRAME.height)) return;
  screenUnits(frame);
  const title = titleOf(frame, card, written);
  if (!title) return;
  const { rows, size, at } = title;
  context.globalAlpha = dims(frame.light) ? 0.7 : 1;
  context.fillStyle = looks.colour[node.shape === 'account' ? 'scene-text' : 'scene-quiet'];
  context.font = face(size, weightOf(card));
  rows.forEach((text, i) => {
    const y = at.y + i * leading(size);
    if (level === 'far' && node.shape !== 'account') {
      // From afar a title stands over cards: they end before its letters.
      context.lineWidth = 3;
      context.lineJoin = 'round';
      context.setLineDash([]);
      context.strokeStyle = looks.colour[nodeLooks[node.shape].fill];
      context.strokeText(text, at.x, y);
    }
    context.fillText(text, at.x, y);
    written.take(lineBox(text, at.x, y, rulerOf(context).wholeOf(text), size));
  });
  const said = rulerOf(context).wholeOf(rows[0]!);
  if (level !== 'far') notes(frame, card, { ...at, said, size }, written);
  context.globalAlpha = 1;
}

const weightOf = ({ node }: Card): number => (node.shape === 'segment' ? 500 : 650);
const leading = (size: number): number => size * 1.05;

/** What stands on a container, and where; undefined where nothing of it has room. */
function titleOf(frame: Frame, card: Card, written: Written): Titling | undefined {
  const { node, label } = card;
  const { context, viewport } = frame;
  const segment = node.shape === 'segment';
  const base =
    node.shape === 'account' || node.shape === 'region' || node.shape === 'segment'
      ? TITLE[node.shape]
      : 12;
  const corner = onScreen(frame, node);
  const [width, height] = [node.width * viewport.zoom, node.height * viewport.zoom];
  const inset = Math.max(6, 12 * viewport.zoom);
  // Never larger on screen than the band above the first box has room for, save for what far away only has titles.
  const usual = Math.max(Math.min(base * viewport.zoom, base), segment ? 8 : 10);
  const usualAt = {
    x: corner.x + inset,
    y: corner.y + Math.max(usual + (segment ? 0.5 : 3), 20 * viewport.zoom),
  };
  const room = width - RIM - inset;
  const inFull = { shape: node.shape, label };
  const sizes = [usual, ...(segment ? [] : SMALL.filter((size) => size < usual))];
  const wide = (rows: readonly string[]): number => {
    const ruler = rulerOf(context);
    return Math.max(...rows.map((text) => ruler.wholeOf(text)));
  };
  const high = (size: number): number[] => [usualAt.y, corner.y + 1 + size * ABOVE];
  const top = (size: number): number[] => (segment ? [usualAt.y] : high(size));
  const lower = (size: number): number[] =>
    segment
      ? []
      : [
          ...[1, 2, 3].map((n) => usualAt.y + n * (size + 2)),
          corner.y + height - 2 - size * (BELOW + 1.05),
        ];
  /** Where a title stands clear of what is written, of every line and of what it spares: from left to right. */
  const spotFor = (rows: readonly string[], size: number, place: Place): Point | undefined => {
    const long = wide(rows);
    const tall = (rows.length - 1) * leading(size);
    const usually = size === usual && rows.length === 1;
    const left = usually ? usualAt.x : corner.x + LEAST_RIM + 1;
    const right = corner.x + width - (usually ? RIM : LEAST_RIM);
    for (const y of place.ys(size)) {
      if (y + tall + size * BELOW > corner.y + height) continue;
      for (let x = left; x + long <= right;) {
        const box = { ...lineBox('', x, y, long, size), height: size * (ABOVE + BELOW) + tall };
        const past = pastAll(frame, box, place.spares, written);
        if (past === undefined) return { x, y };
        if (segment) break;
        x = past + CLEAR + 1;
      }
    }
    return undefined;
  };
  const own = DEPTH[node.shape] ?? INNERMOST;
  const isWithin = (other: SceneNode): boolean => (DEPTH[other.shape] ?? INNERMOST) > own;
  const places: readonly Place[] = [
    { ys: top, spares: isWithin },
    { ys: top, spares: isCard },
    { ys: lower, spares: isWithin },
    { ys: (size) => [...top(size), ...lower(size)], spares: nothing },
  ];
  for (const place of places) {
    for (const size of sizes) {
      context.font = face(size, weightOf(card));
      for (const text of titlesOf(inFull)) {
        const at = spotFor([text], size, place);
        if (at) return { rows: [text], size, at };
      }
    }
    // The lane of its attachments runs down the middle of a route table: two lines beside it say more than a piece of one.
    if (segment && place === places[0])
      for (const rows of onTwoLines(label)) {
        // The upper of them close under the frame, where the lower would stand on a card.
        const ys = [...high(usual), corner.y + 0.4 + usual * ABOVE];
        const at = spotFor(rows, usual, { ...place, ys: () => ys });
        if (at) return { rows, size: usual, at };
      }
    for (const size of segment ? [] : SMALL) {
      context.font = face(size, weightOf(card));
      for (const rows of endsOf(inFull, frame.painting.accounts)) {
        const at = spotFor(rows, size, place);
        if (at) return { rows, size, at };
      }
    }
  }
  context.font = face(usual, weightOf(card));
  const line = lineBox('', usualAt.x, usualAt.y, room, usual);
  const left = Math.min(written.reach(line) - 3, clearOf(frame, line), room);
  if (left < LEAST_TITLE) return undefined;
  const cut = titleIn(inFull, (words) =>
    rulerOf(context).wholeOf(words) <= left ? words : cutName(frame, node, words, left),
  );
  return cut.length < 4 ? undefined : { rows: [cut], size: usual, at: usualAt };
}

/** A box of the screen with air around it, in pixels at scale 1. */
function airy({ viewport: { zoom, pan } }: Frame, { x, y, width, height }: Box): Box {
  return {
    x: (x - CLEAR - pan.x) / zoom,
    y: (y - pan.y) / zoom,
    width: (width + 2 * CLEAR) / zoom,
    // Nothing but a tail reaches down to the foot of the letters.
    height: (height + CLEAR / 2) / zoom,
  };
}

/** How far from its left a title has to go to stand past what it would cover; undefined where that is nothing. */
function pastAll(
  frame: Frame,
  box: Box,
  spares: Place['spares'],
  written: Written,
): number | undefined {
  const words = written.under(box);
  if (words) return words.x + words.width;
  const { zoom, pan } = frame.viewport;
  let past: number | undefined;
  for (const { to } of underTitle(frame.painting.scene, airy(frame, box), spares))
    past = Math.max(past ?? -Infinity, to * zoom + pan.x);
  return past;
}

/** How wide a title may be before the first line. */
function clearOf(frame: Frame, box: Box): number {
  const { zoom, pan } = frame.viewport;
  let right = box.x + box.width;
  for (const { from } of underTitle(frame.painting.scene, airy(frame, box), nothing))
    right = Math.min(right, from * zoom + pan.x - CLEAR);
  return right - box.x;
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
  context.font = face(small, 400);
  context.fillStyle = looks.colour['scene-quiet'];
  for (const text of notesOf(lines.join('  '))) {
    const wide = rulerOf(context).wholeOf(text);
    for (const at of [
      { x: title.x + title.said + 8, y: title.y },
      { x: title.x, y: title.y + small + 2.5 },
    ]) {
      const box = lineBox(text, at.x, at.y, wide, small);
      if (at.x + wide > right || pastAll(frame, box, isCard, written) !== undefined) continue;
      context.fillText(text, at.x, at.y);
      written.take(box);
      return;
    }
  }
}
