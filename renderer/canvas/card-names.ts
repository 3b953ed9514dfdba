/** The names of cards: with every line from near, alone from further away, beside the card where it is lit. */
import { fonts } from '#app/scene/text.ts';
import { calledIn } from '#app/scene/title.ts';
import { isInside, isOpened } from '#app/scene/open.ts';
import type { SceneNode } from '#app/scene/scene.ts';
import { short } from '../words/visible.ts';
import {
  cardRows,
  cardSize,
  cut,
  cutName,
  face,
  nameFace,
  onScreen,
  sceneUnits,
  screenUnits,
  type Card,
  type Frame,
  type Saying,
} from './paint.ts';
import { PILL, pill, pillBox } from './pills.ts';
import { rulerOf } from './ruler.ts';
import { ABOVE, lineBox, type Words, type Written } from './written.ts';

const LINE = 15;

/** So many names of lit boxes still tell something. */
const MOST_NAMES = 24;
/** So few, as of a path, that each is said in any case. */
const FEW_NAMES = 4;

/** What is lit says its whole name beside its box wherever the box has no room for it: of many, those that find a place. */
export function litNames(frame: Frame, unsaid: readonly Card[], written: Written): void {
  const { context, light, viewport } = frame;
  if (light.nodes.size === 0 || light.nodes.size > MOST_NAMES) return;
  screenUnits(frame);
  for (const card of unsaid) {
    const { node } = card;
    if (!light.nodes.has(node.id)) continue;
    const at = onScreen(frame, node);
    const [width, height] = [node.width * viewport.zoom, node.height * viewport.zoom];
    context.font = face(PILL, 500, true);
    const half = rulerOf(context).wholeOf(card.label) / 2 + 5;
    const middle = { x: at.x + width / 2, y: at.y + height / 2 };
    const below = { x: middle.x, y: at.y + height + 9 };
    const place =
      [
        below,
        { x: middle.x, y: at.y - 9 },
        { x: at.x + width + half + 3, y: middle.y },
        { x: at.x - half - 3, y: middle.y },
        { x: middle.x, y: below.y + 17 },
        { x: middle.x, y: at.y - 26 },
      ].find((spot) => written.isFree(pillBox(card.label, spot, 2 * half))) ??
      (light.nodes.size <= FEW_NAMES ? below : undefined);
    if (!place) continue;
    pill(frame, card.label, place, true, written);
  }
}

/** Name, then the lines in the monospaced face, where the exports set them. True where the name fits. */
export function cardInFull(frame: Frame, { node, label, lines }: Card, written: Written): boolean {
  const { context, looks, viewport } = frame;
  sceneUnits(frame);
  const inner = isInside(node);
  const side = inner || node.shape === 'vpc';
  const small = inner || (!side && node.shape !== 'transit-gateway');
  const room = node.width - (side ? 24 : 28);
  const x = side ? node.x + 12 : node.x + node.width / 2;
  const first = node.y + (side ? 20 : (node.height - LINE * lines.length) / 2 + (small ? 4 : 5));
  const size = small ? 12 : fonts.name.size;
  const say = (text: string, y: number, letters: number): void => {
    context.fillText(text, x, y);
    const width = rulerOf(context).wholeOf(text);
    const at = onScreen(frame, { x: side ? x : x - width / 2, y });
    const { zoom } = viewport;
    written.take(lineBox(text, at.x, at.y, width * zoom, letters * zoom));
  };
  context.textAlign = side ? 'left' : 'center';
  context.font = face(size, 600);
  // The legend measures a face slightly narrower than ours.
  context.letterSpacing = '-0.2px';
  context.fillStyle = looks.colour[node.ghost ? 'scene-quiet' : 'scene-text'];
  const name = calledIn(
    { ...node, label },
    (text) => cutName(frame, node, text, room) || cut(context, text, room),
  );
  say(name, first, size);
  context.letterSpacing = '0px';
  context.font = face(fonts.line.size, 400, true);
  context.fillStyle = looks.colour['scene-quiet'];
  lines.forEach((line, i) => say(cut(context, line, room), first + 16 + LINE * i, fonts.line.size));
  context.textAlign = 'left';
  if (isOpened(node)) columnTitles(frame, node, written);
  return name === label;
}

/** What the columns in an opened VPC hold. */
function columnTitles(frame: Frame, { x, y, heads = [] }: SceneNode, written: Written): void {
  const { context, viewport } = frame;
  const { size } = fonts.segment;
  context.font = face(size, 600);
  for (const head of heads) {
    const text = cut(context, short(head.text, 120), head.width);
    const corner = { x: x + head.x, y: y + head.y };
    context.fillText(text, corner.x, corner.y);
    const at = onScreen(frame, corner);
    const width = rulerOf(context).wholeOf(text) * viewport.zoom;
    written.take(lineBox(text, at.x, at.y, width, size * viewport.zoom));
  }
}

/** The name alone, at a size that can still be read. True where it fits, or has to wait. */
export function cardName(frame: Frame, card: Card, written: Written): boolean {
  frame.naming?.begin();
  const whole = nameOn(frame, card, written);
  frame.naming?.end();
  return whole;
}

function nameOn(frame: Frame, card: Card, written: Written): boolean {
  const { node, label } = card;
  const { context, looks, viewport } = frame;
  const width = node.width * viewport.zoom;
  screenUnits(frame);
  const { x, y } = onScreen(frame, { x: node.x + node.width / 2, y: node.y + node.height / 2 });
  context.fillStyle = looks.colour[node.ghost ? 'scene-quiet' : 'scene-text'];
  const opened = isOpened(node);
  const height = opened ? 0 : node.height * viewport.zoom;
  const rim = opened ? 4 : 2;
  const largest = Math.round(Math.min(12, Math.max(9, 24 * viewport.zoom)) * 2) / 2;
  const isWhole = (rows: readonly { readonly text: string }[]): boolean =>
    rows.map(({ text }) => text).join('') === label;
  const placed = ({ size, rows }: Saying, left: number, right: number): readonly Words[] => {
    // The middle of an opened VPC is taken by what is in it.
    const top = opened
      ? onScreen(frame, node).y + size + 3
      : y + size * 0.36 - ((rows.length - 1) * size * 1.1) / 2;
    return rows.map(({ text, width }, i) =>
      lineBox(text, (left + right - width) / 2, top + i * size * 1.1, width, size),
    );
  };
  const late = { is: false };
  /** As it is called between two sides; undefined where that has to wait, or where there is no room for a letter. */
  const sayingIn = (left: number, right: number): Saying | undefined => {
    const room = right - left;
    if (room < LEAST_NAME) return undefined;
    const size = cardSize(frame, card, largest, room, height);
    const rows = size === undefined ? undefined : cardRows(frame, card, size, room, height);
    if (size === undefined || rows === undefined) {
      late.is = true;
      return undefined;
    }
    return { size, rows };
  };
  /** As it was called before, where that has room: until there is time for better. */
  const saidIn = (left: number, right: number): Saying | undefined =>
    card.said?.rows.every((row) => row.width <= right - left) === true ? card.said : undefined;
  let [left, right] = [x - width / 2 + rim, x + width / 2 - rim];
  if (right - left < LEAST_NAME) return false;
  let saying = sayingIn(left, right);
  // As near to its border as that, where it is whole then.
  if (saying && !isWhole(saying.rows)) saying = sayingIn((left -= 1), (right += 1));
  saying ??= card.said;
  if (!saying) return true;
  let words = placed(saying, left, right);
  // Beside a badge, its own or that of a neighbour, a name has less room: in the middle, or else where it is whole.
  for (let tries = 0; tries < 3; tries++) {
    const hidden = words.flatMap((row) => written.under(row) ?? []);
    if (hidden.length === 0) break;
    for (const box of hidden) {
      if (box.x > x) right = Math.min(right, box.x - 1);
      else left = Math.max(left, box.x + box.width + 1);
    }
    const half = Math.min(x - left, right - x);
    const middle = late.is ? undefined : sayingIn(x - half, x + half);
    const isInMiddle = middle !== undefined && isWhole(middle.rows);
    saying = isInMiddle || late.is ? middle : sayingIn(left, right);
    if (late.is) saying = saidIn(left, right);
    if (saying)
      words = isInMiddle ? placed(saying, x - half, x + half) : placed(saying, left, right);
    else words = [];
  }
  if (!saying) return late.is;
  context.font = nameFace(saying.size);
  for (const row of words) {
    context.fillText(row.text, row.x, row.y + saying.size * ABOVE);
    written.take(row);
  }
  card.said = saying;
  return late.is || isWhole(words);
}

/** Less room than this, in pixels, is not worth a letter. */
const LEAST_NAME = 12;
