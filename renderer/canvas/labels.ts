/** Paints every text and badge over the network; how much of it depends on how near the picture is. */
import { fonts } from '#app/scene/text.ts';
import { diffLooks, nodeLooks, reachLook, severityLooks } from '#app/scene/legend.ts';
import {
  cut,
  face,
  inSight,
  midpoint,
  onScreen,
  QUIET,
  sceneUnits,
  screenUnits,
  signPoint,
  strengthOf,
  wrap,
  type Card,
  type Frame,
} from './paint.ts';
import { dims } from '#app/scene/light.ts';
import { isInside, isOpened } from '#app/scene/open.ts';
import { ownPart } from '#app/scene/own-part.ts';
import type { Box, Point, SceneNode } from '#app/scene/scene.ts';
import { short } from '../words/visible.ts';
import { count, countBox, DOTS_APART, regionBadges } from './count-badges.ts';
import { levelAt, type Level } from './viewport.ts';
import { ABOVE, lineBox, type Words, Written } from './written.ts';

const LINE = 15;

/** Text by text, each where nothing is written yet; hands back what is written where. */
export function paintLabels(frame: Frame): Written {
  const level = levelAt(frame.viewport.zoom);
  const written = new Written();
  frame.context.textBaseline = 'alphabetic';
  frame.context.textAlign = 'left';
  const cards = frame.painting.cards.filter(
    ({ node }) => inSight(frame, node) && (level !== 'far' || !isInside(node)),
  );
  // Badges first: they have one place, and words give way to them.
  const apart = frame.viewport.zoom >= DOTS_APART;
  if (!apart) regionBadges(frame, written);
  for (const card of cards) {
    frame.context.globalAlpha = strengthOf(frame, card.node.id);
    if (apart || frame.light.nodes.has(card.node.id)) badge(frame, card, level, written);
    diffSign(frame, card, written);
  }
  const unsaid: Card[] = [];
  for (const card of cards) {
    frame.context.globalAlpha = strengthOf(frame, card.node.id);
    let whole = false;
    if (level === 'near') whole = cardInFull(frame, card, written);
    else if (level === 'mid' || card.node.shape === 'transit-gateway')
      whole = cardName(frame, card, written);
    if (!whole) unsaid.push(card);
  }
  frame.context.globalAlpha = 1;
  litNames(frame, unsaid, written);
  // The outermost first: from afar titles come close to each other, and its own is the one that has to stay whole.
  for (const container of frame.painting.containers)
    if (inSight(frame, container.node)) containerLabel(frame, container, level, written);
  lineMarks(frame, level, written);
  return written;
}

/** So many names of lit boxes still tell something. */
const MOST_NAMES = 24;
/** So few, as of a path, that each is said in any case. */
const FEW_NAMES = 4;

/** What is lit says its whole name beside its box wherever the box has no room for it: of many, those that find a place. */
function litNames(frame: Frame, unsaid: readonly Card[], written: Written): void {
  const { context, light, viewport } = frame;
  if (light.nodes.size > MOST_NAMES) return;
  screenUnits(frame);
  for (const card of unsaid) {
    const { node } = card;
    if (!light.nodes.has(node.id)) continue;
    const at = onScreen(frame, node);
    const [width, height] = [node.width * viewport.zoom, node.height * viewport.zoom];
    context.font = face(PILL, 500, true);
    const half = context.measureText(card.label).width / 2 + 5;
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
function cardInFull(frame: Frame, { node, label, lines }: Card, written: Written): boolean {
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
    const width = context.measureText(text).width;
    const at = onScreen(frame, { x: side ? x : x - width / 2, y });
    const { zoom } = viewport;
    written.take(lineBox(text, at.x, at.y, width * zoom, letters * zoom));
  };
  context.textAlign = side ? 'left' : 'center';
  context.font = face(size, 600);
  // The legend measures a face slightly narrower than ours.
  context.letterSpacing = '-0.2px';
  context.fillStyle = looks.colour[node.ghost ? 'scene-quiet' : 'scene-text'];
  const name = cut(context, label, room);
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
    const width = context.measureText(text).width * viewport.zoom;
    written.take(lineBox(text, at.x, at.y, width, size * viewport.zoom));
  }
}

/** The name alone, at a size that can still be read. True where it fits. */
function cardName(frame: Frame, { node, label }: Card, written: Written): boolean {
  const { context, looks, viewport } = frame;
  const width = node.width * viewport.zoom;
  screenUnits(frame);
  const { x, y } = onScreen(frame, { x: node.x + node.width / 2, y: node.y + node.height / 2 });
  let size = Math.round(Math.min(12, Math.max(9, 24 * viewport.zoom)) * 2) / 2;
  context.fillStyle = looks.colour[node.ghost ? 'scene-quiet' : 'scene-text'];
  const opened = isOpened(node);
  const rowsIn = (room: number): readonly Words[] => {
    const tall = !opened && node.height * viewport.zoom >= 2.2 * size;
    context.font = face(size, 550);
    const rows = tall ? wrap(context, label, room) : [cut(context, label, room)];
    // The middle of an opened VPC is taken by what is in it.
    const top = opened
      ? onScreen(frame, node).y + size + 3
      : y + size * 0.36 - ((rows.length - 1) * size * 1.1) / 2;
    return rows.map((row, i) => {
      const wide = context.measureText(row).width;
      return lineBox(row, x - wide / 2, top + i * size * 1.1, wide, size);
    });
  };
  let room = width - (opened ? 8 : 4);
  let rows = rowsIn(room);
  // A little smaller, and whole.
  while (size > SMALLEST && rows.map(({ text }) => text).join('') !== label) {
    size -= 0.5;
    rows = rowsIn(room);
  }
  // Beside a badge, its own or that of a neighbour, a name has less room.
  for (let tries = 0; tries < 3; tries++) {
    const hidden = rows.flatMap((row) => written.under(row) ?? []);
    if (hidden.length === 0) break;
    room = Math.min(
      ...hidden.map((box) => 2 * (box.x > x ? box.x - x : x - box.x - box.width) - 2),
    );
    rows = room < LEAST_NAME ? [] : rowsIn(room);
  }
  for (const row of rows) {
    context.fillText(row.text, row.x, row.y + size * ABOVE);
    written.take(row);
  }
  return rows.map(({ text }) => text).join('') === label;
}

/** Of the letters of a name, in pixels. */
const SMALLEST = 8.5;
/** Less room than this, in pixels, is not worth a letter. */
const LEAST_NAME = 12;
const LEAST_TITLE = 24;

const TITLE = { account: 13, region: 12, segment: 11 } as const;

/**
 * The title of a container keeps its size when the picture moves away, as long as there is room for it: at its upper left,
 * or further down from afar, or at its right, or cut.
 */
function containerLabel(
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
  const whole = cut(context, label, room);
  const wide = context.measureText(whole).width;
  const lower = y + size + 2;
  const spots = [
    { x, y },
    ...(level === 'far' && lower < at.y + height ? [{ x, y: lower }] : []),
    { x: at.x + width - 8 - wide, y },
  ];
  let title = whole;
  let spot = spots.find((p) => written.isFree(lineBox(whole, p.x, p.y, wide, size)));
  if (!spot) {
    const left = written.reach(lineBox(whole, x, y, wide, size)) - 3;
    if (left < LEAST_TITLE) return;
    title = cut(context, label, left);
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

/**
 * Severity as a shape of its own colour with its sign and the count: never by colour alone. It stands beyond the upper right
 * corner, so that the name has its card to itself.
 */
function badge(frame: Frame, { node }: Card, level: Level, written: Written): void {
  const mark = frame.marks.nodes.get(node.id);
  if (!mark) return;
  const { context, looks, viewport } = frame;
  const look = severityLooks[mark.severity];
  screenUnits(frame);
  const at = onScreen(frame, { x: node.x + node.width, y: node.y });
  const colour = looks.colour[look.token];
  if (level === 'far') {
    context.fillStyle = colour;
    context.beginPath();
    context.arc(at.x - 1, at.y + 1, 3, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  // Too small for a count: the sign alone.
  if (viewport.zoom < 0.34)
    return sign(frame, colour, look.sign, { x: at.x + 1, y: at.y - 1 }, written);
  const height = Math.min(20, Math.max(13, 17 * viewport.zoom));
  const box = countBox(frame, mark, at, height);
  count(frame, mark, box, written);
}

/** What a plan does to a box, or two snapshots say of it, as signs at its other corner. */
function diffSign(frame: Frame, { node }: Card, written: Written): void {
  const { plan, looks, viewport } = frame;
  const diff = plan.nodes.get(node.id);
  const reach = plan.reach?.has(node.id) === true;
  if ((diff === undefined && !reach) || viewport.zoom < 0.16) return;
  screenUnits(frame);
  const { x, y } = onScreen(frame, node);
  const signs = [...(diff === undefined ? [] : [diffLooks[diff]]), ...(reach ? [reachLook] : [])];
  const radius = signRadius(viewport.zoom);
  const step = 2 * radius + 2;
  for (const [i, look] of signs.entries()) {
    const spot = { x: x + i * step, y: y - radius * 0.3 };
    sign(frame, looks.colour[look.token], look.sign, spot, written, 'diff-text');
  }
}

/** Where along a line a mark may stand: nearest the middle first. */
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/** How far beside a line, in radii of a sign. */
const BESIDE = [
  [0, 1.3],
  [0, -1.3],
  [1.3, 0],
  [-1.3, 0],
] as const;

/** Counts of bundled lines, badges of lines, and the names of the lines that are lit. */
function lineMarks(frame: Frame, level: Level, written: Written): void {
  if (level === 'far') return;
  const { context, looks, painting, light, selected, viewport, marks } = frame;
  screenUnits(frame);
  for (const line of painting.lines) {
    const { edge } = line;
    const lit = light.edges.has(edge.id) || selected.has(edge.id);
    const named = lit ? light.edges.size <= 12 : viewport.zoom >= 1.3;
    // A count needs more line than it hides.
    const counted = edge.refs.length > 1 && line.length * viewport.zoom > 48;
    const text = named && line.label !== '' ? line.label : counted ? `×${edge.refs.length}` : '';
    const mark = marks.edges.get(edge.id);
    const diff = frame.plan.edges.get(edge.id);
    const severity = mark && severityLooks[mark.severity];
    if (text === '' && !severity && diff === undefined) continue;
    const middle = onScreen(frame, line.at);
    const { x, y } = middle;
    if (x < -80 || y < -20 || x > frame.size.width + 80 || y > frame.size.height + 20) continue;
    context.globalAlpha = dims(light) && !lit ? QUIET : 1;
    const radius = signRadius(viewport.zoom);
    // On its line, or else beside it.
    const clear = (boxAt: (p: Point) => Box): Point | undefined => {
      if (written.isFree(boxAt(middle))) return middle;
      const on = SHARES.map((share) => onScreen(frame, midpoint(ownPart(edge), share)));
      return [
        ...on,
        ...BESIDE.flatMap(([dx, dy]) =>
          on.map((p) => ({ x: p.x + dx * radius, y: p.y + dy * radius })),
        ),
      ].find((p) => written.isFree(boxAt(p)));
    };
    if (text !== '') {
      context.font = face(PILL, 500, true);
      const width = context.measureText(text).width + 10;
      pill(frame, text, clear((p) => pillBox(text, p, width)) ?? middle, lit, written);
    } else if (diff !== undefined && line.length * viewport.zoom > 30) {
      const look = diffLooks[diff];
      const place = signPoint(painting, edge);
      const point = place && onScreen(frame, place);
      // Wholly beneath cards: the cards at its ends are marked.
      if (!point) continue;
      const spot = written.isFree(signBox(look.sign, point, radius))
        ? point
        : clear((p) => signBox(look.sign, p, radius));
      if (spot) sign(frame, looks.colour[look.token], look.sign, spot, written, 'diff-text');
    } else if (severity) {
      // Where its line has no room for it, the badges of the boxes at its ends tell.
      const spot = clear((p) => signBox(severity.sign, p, radius));
      if (spot) sign(frame, looks.colour[severity.token], severity.sign, spot, written);
    }
  }
  context.globalAlpha = 1;
}

/** Size of letters in a pill. */
const PILL = 10.5;

const pillBox = (text: string, { x, y }: Point, width: number): Words => ({
  text,
  x: x - width / 2,
  y: y - 8,
  width,
  height: 16,
});

function pill(
  { context, looks }: Frame,
  text: string,
  at: Point,
  lit: boolean,
  written: Written,
): void {
  context.font = face(PILL, 500, true);
  const box = pillBox(text, at, context.measureText(text).width + 10);
  context.fillStyle = looks.colour['card-fill'];
  context.strokeStyle = lit ? looks.accent : looks.colour['card-line'];
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 4);
  context.fill();
  context.stroke();
  context.fillStyle = looks.colour['scene-text'];
  context.fillText(text, box.x + 5, at.y + 3.5);
  written.take(box);
}

const signRadius = (zoom: number): number => Math.min(7, Math.max(5, 7 * zoom));

const signBox = (text: string, { x, y }: Point, radius: number): Words => ({
  text,
  x: x - radius,
  y: y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

function sign(
  { context, looks, viewport }: Frame,
  colour: string,
  text: string,
  { x, y }: Point,
  written: Written,
  ink: 'severity-text' | 'diff-text' = 'severity-text',
): void {
  const radius = signRadius(viewport.zoom);
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.font = face(radius * 1.5, 700);
  context.fillStyle = looks.colour[ink];
  context.textAlign = 'center';
  context.fillText(text, x, y + radius * 0.52);
  context.textAlign = 'left';
  written.take(signBox(text, { x, y }, radius));
}
