/** Paints every text and badge over the network; how much of it depends on how near the picture is. */
import { diffLooks, reachLook, severityLooks } from '#app/scene/legend.ts';
import { isInside } from '#app/scene/open.ts';
import { cardInFull, cardName, litNames } from './card-names.ts';
import { cardsUnder } from './card-room.ts';
import { containerTitle } from './container-titles.ts';
import { count, countBox, DOTS_APART, meshMarks, regionBadges } from './count-badges.ts';
import { lineMarks } from './line-marks.ts';
import { inSight, onScreen, screenUnits, strengthOf, type Card, type Frame } from './paint.ts';
import { sign, signRadius } from './pills.ts';
import { levelAt, type Level } from './viewport.ts';
import { Written } from './written.ts';

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
  const { light, marks, plan } = frame;
  for (const card of cards) {
    const { id } = card.node;
    // Most of a large network bears neither.
    const marked = marks.nodes.has(id) && (apart || light.nodes.has(id));
    if (!marked && !plan.nodes.has(id) && plan.reach?.has(id) !== true) continue;
    frame.context.globalAlpha = strengthOf(frame, id);
    if (marked) badge(frame, card, level, written);
    diffSign(frame, card, written);
  }
  frame.context.globalAlpha = 1;
  meshMarks(frame, level, written);
  const unsaid: Card[] = [];
  for (const card of cards) {
    const said = level !== 'far' || card.node.shape === 'transit-gateway';
    if (said) frame.context.globalAlpha = strengthOf(frame, card.node.id);
    const say = level === 'near' ? cardInFull : cardName;
    if (!said || !say(frame, card, written)) unsaid.push(card);
  }
  frame.context.globalAlpha = 1;
  litNames(frame, unsaid, written);
  // The outermost first: from afar titles come close to each other, and its own is the one that has to stay whole.
  for (const container of frame.painting.containers)
    if (inSight(frame, container.node)) containerTitle(frame, container, level, written);
  lineMarks(frame, level, written);
  return written;
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
  const corner = countBox(frame, mark, at, height);
  // Boxes of what was not collected stand close above each other: it would be on both.
  const other = node.ghost && cardsUnder(frame.painting.scene, viewport, corner, 2) > 1;
  const box = other ? countBox(frame, mark, { x: at.x, y: at.y + height / 2 }, height) : corner;
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
