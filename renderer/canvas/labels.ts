/** Paints every text and badge over the network; how much of it depends on how near the picture is. */
import { fonts } from '#app/scene/text.ts';
import { diffLooks, nodeLooks, reachLook, severityLooks } from '#app/scene/legend.ts';
import {
  cut,
  face,
  inSight,
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
import type { SceneNode } from '#app/scene/scene.ts';
import { short } from '../words/visible.ts';
import { levelAt, type Level } from './viewport.ts';

const LINE = 15;

export function paintLabels(frame: Frame): void {
  const level = levelAt(frame.viewport.zoom);
  frame.context.textBaseline = 'alphabetic';
  frame.context.textAlign = 'left';
  // The outermost last: from afar titles come close to each other, and its own is the one that has to stay whole.
  for (const container of [...frame.painting.containers].reverse()) {
    if (inSight(frame, container.node)) containerLabel(frame, container, level);
  }
  const unsaid: Card[] = [];
  for (const card of frame.painting.cards) {
    if (!inSight(frame, card.node) || (level === 'far' && isInside(card.node))) continue;
    frame.context.globalAlpha = strengthOf(frame, card.node.id);
    let whole = false;
    if (level === 'near') whole = cardInFull(frame, card);
    else if (level === 'mid' || card.node.shape === 'transit-gateway')
      whole = cardName(frame, card);
    if (!whole) unsaid.push(card);
    badge(frame, card, level);
    diffSign(frame, card);
  }
  frame.context.globalAlpha = 1;
  lineMarks(frame, level);
  litNames(frame, unsaid);
}

/** So many names of lit boxes still tell something. */
const MOST_NAMES = 24;

/** What is lit says its whole name beside its box wherever the box has no room for it. */
function litNames(frame: Frame, unsaid: readonly Card[]): void {
  const { light } = frame;
  if (light.nodes.size > MOST_NAMES) return;
  screenUnits(frame);
  for (const card of unsaid) {
    const { node } = card;
    if (!light.nodes.has(node.id)) continue;
    const { x, y } = onScreen(frame, { x: node.x + node.width / 2, y: node.y + node.height });
    pill(frame, card.label, x, y + 9, true);
  }
}

/** Name, then the lines in the monospaced face, where the exports set them. True where the name fits. */
function cardInFull(frame: Frame, { node, label, lines }: Card): boolean {
  const { context, looks } = frame;
  sceneUnits(frame);
  const inner = isInside(node);
  const side = inner || node.shape === 'vpc';
  const small = inner || (!side && node.shape !== 'transit-gateway');
  const room = node.width - (side ? 24 : 28);
  const x = side ? node.x + 12 : node.x + node.width / 2;
  const first = node.y + (side ? 20 : (node.height - LINE * lines.length) / 2 + (small ? 4 : 5));
  context.textAlign = side ? 'left' : 'center';
  context.font = face(small ? 12 : fonts.name.size, 600);
  // The legend measures a face slightly narrower than ours.
  context.letterSpacing = '-0.2px';
  context.fillStyle = looks.colour[node.ghost ? 'scene-quiet' : 'scene-text'];
  const name = cut(context, label, room);
  context.fillText(name, x, first);
  context.letterSpacing = '0px';
  context.font = face(fonts.line.size, 400, true);
  context.fillStyle = looks.colour['scene-quiet'];
  lines.forEach((line, i) => context.fillText(cut(context, line, room), x, first + 16 + LINE * i));
  context.textAlign = 'left';
  if (isOpened(node)) columnTitles(frame, node);
  return name === label;
}

/** What the columns in an opened VPC hold. */
function columnTitles({ context }: Frame, { x, y, heads = [] }: SceneNode): void {
  context.font = face(fonts.segment.size, 600);
  for (const head of heads)
    context.fillText(cut(context, short(head.text, 120), head.width), x + head.x, y + head.y);
}

/** The name alone, at a size that can still be read. True where it fits. */
function cardName(frame: Frame, { node, label }: Card): boolean {
  const { context, looks, viewport } = frame;
  const width = node.width * viewport.zoom;
  screenUnits(frame);
  const { x, y } = onScreen(frame, { x: node.x + node.width / 2, y: node.y + node.height / 2 });
  const size = Math.round(Math.min(12, Math.max(9, 24 * viewport.zoom)) * 2) / 2;
  context.textAlign = 'center';
  context.font = face(size, 550);
  context.fillStyle = looks.colour[node.ghost ? 'scene-quiet' : 'scene-text'];
  if (isOpened(node)) {
    // The middle is taken by what is in it.
    const name = cut(context, label, width - 8);
    context.fillText(name, x, onScreen(frame, node).y + size + 3);
    context.textAlign = 'left';
    return name === label;
  }
  const tall = node.height * viewport.zoom >= 2.3 * size;
  const rows = tall ? wrap(context, label, width - 4) : [cut(context, label, width - 4)];
  const top = y + size * 0.36 - ((rows.length - 1) * size * 1.1) / 2;
  rows.forEach((row, i) => context.fillText(row, x, top + i * size * 1.1));
  context.textAlign = 'left';
  return rows.join('') === label;
}

const TITLE = { account: 13, region: 12, segment: 11 } as const;

/** The title of a container keeps its size when the picture moves away, as long as there is room for it. */
function containerLabel(frame: Frame, { node, label, lines }: Card, level: Level): void {
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
  const room = node.width * viewport.zoom - 16;
  if (room < 24) return;
  const x = at.x + Math.max(6, 12 * viewport.zoom);
  const y = at.y + Math.max(size + 3, 20 * viewport.zoom);
  context.globalAlpha = dims(frame.light) ? 0.7 : 1;
  context.font = face(size, node.shape === 'segment' ? 500 : 650);
  context.fillStyle = looks.colour[node.shape === 'account' ? 'scene-text' : 'scene-quiet'];
  const title = cut(context, label, room);
  if (level === 'far' && node.shape !== 'account') {
    // From afar a title stands among the lines: they end before its letters.
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.setLineDash([]);
    context.strokeStyle = looks.colour[nodeLooks[node.shape].fill];
    context.strokeText(title, x, y);
  }
  context.fillText(title, x, y);
  const first = lines[0];
  if (first !== undefined && level !== 'far') {
    const left = x + context.measureText(title).width + 8;
    context.font = face(Math.max(8.5, size - 2), 400, true);
    context.fillStyle = looks.colour['scene-quiet'];
    const rest = cut(context, lines.join('  '), at.x + room - left + 8);
    if (rest.length > 3) context.fillText(rest, left, y);
  }
  context.globalAlpha = 1;
}

/** Severity as a shape of its own colour with its sign and the count: never by colour alone. */
function badge(frame: Frame, { node }: Card, level: Level): void {
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
  if (viewport.zoom < 0.34) return sign(frame, colour, look.sign, at.x - 2, at.y + 1);
  const height = Math.min(20, Math.max(13, 17 * viewport.zoom));
  const text = `${look.sign} ${mark.count}`;
  context.font = face(height * 0.62, 700);
  const width = context.measureText(text).width + height * 0.7;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(at.x - width + height * 0.35, at.y - height / 2, width, height, height / 2);
  context.fill();
  context.fillStyle = looks.colour['severity-text'];
  context.fillText(text, at.x - width + height * 0.7, at.y + height * 0.22);
}

/** What a plan does to a box, or two snapshots say of it, as signs at its other corner. */
function diffSign(frame: Frame, { node }: Card): void {
  const { plan, looks, viewport } = frame;
  const diff = plan.nodes.get(node.id);
  const reach = plan.reach?.has(node.id) === true;
  if ((diff === undefined && !reach) || viewport.zoom < 0.16) return;
  screenUnits(frame);
  const { x, y } = onScreen(frame, node);
  const signs = [...(diff === undefined ? [] : [diffLooks[diff]]), ...(reach ? [reachLook] : [])];
  const step = 2 * signRadius(viewport.zoom) + 2;
  for (const [i, look] of signs.entries())
    sign(frame, looks.colour[look.token], look.sign, x + 2 + i * step, y + 2, 'diff-text');
}

/** Counts of bundled lines, badges of lines, and the names of the lines that are lit. */
function lineMarks(frame: Frame, level: Level): void {
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
    const { x, y } = onScreen(frame, line.at);
    if (x < -80 || y < -20 || x > frame.size.width + 80 || y > frame.size.height + 20) continue;
    context.globalAlpha = dims(light) && !lit ? QUIET : 1;
    if (text !== '') pill(frame, text, x, y, lit);
    else if (diff !== undefined && line.length * viewport.zoom > 30) {
      const look = diffLooks[diff];
      const place = signPoint(painting, edge);
      const point = place && onScreen(frame, place);
      // Wholly beneath cards: the cards at its ends are marked.
      if (point) sign(frame, looks.colour[look.token], look.sign, point.x, point.y, 'diff-text');
    } else if (severity) sign(frame, looks.colour[severity.token], severity.sign, x, y);
  }
  context.globalAlpha = 1;
}

function pill({ context, looks }: Frame, text: string, x: number, y: number, lit: boolean): void {
  context.font = face(10.5, 500, true);
  const width = context.measureText(text).width + 10;
  context.fillStyle = looks.colour['card-fill'];
  context.strokeStyle = lit ? looks.accent : looks.colour['card-line'];
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x - width / 2, y - 8, width, 16, 4);
  context.fill();
  context.stroke();
  context.fillStyle = looks.colour['scene-text'];
  context.fillText(text, x - width / 2 + 5, y + 3.5);
}

const signRadius = (zoom: number): number => Math.min(7, Math.max(5, 7 * zoom));

function sign(
  { context, looks, viewport }: Frame,
  colour: string,
  text: string,
  x: number,
  y: number,
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
}
