/** Boxes in an SVG picture: containers with their titles, cards with their words, badges and signs. */
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import type { SceneNode } from '../../scene/scene.ts';
import { fit, type Font, fonts } from '../../scene/text.ts';
import { calledIn, titleIn } from '../../scene/title.ts';
import { boxSigns } from './change-marks.ts';
import { pageOfBox } from './console-page.ts';
import { badgeAt } from './mark-room.ts';
import { changeWords, type Drawing, tooltip } from './picture-look.ts';
import { sizedIn, toldIn, usual } from './widest.ts';

export const container = (drawing: Drawing, node: SceneNode, id: string): string =>
  drawing.thing(
    id,
    pageOfBox(drawing.look.pageOf, node),
    tooltip([node.label, ...node.lines]) +
      drawing.pen.outline(node, node.shape, node.ghost, drawing.strokeOf(node)),
  );

/** The words of a container, which stand above the links. */
export function containerWords({ pen, words, boxes }: Drawing, node: SceneNode): string {
  const room = node.width - 28;
  const title = (width: number, font: Font): string =>
    titleIn(node, (text) => toldIn(words, boxes, text, width, font));
  if (node.shape === 'segment') {
    const column = Math.min(room, 190);
    return pen.text(node.x + 16, node.y + 28, title(column, fonts.segment), {
      ...fonts.segment,
      token: 'scene-quiet',
    });
  }
  const font = node.shape === 'account' ? fonts.account : fonts.region;
  const notes = node.lines.map((line, i) =>
    pen.text(node.x + 16, node.y + 42 + 15 * i, words.fit(line, room, fonts.segment), {
      ...fonts.segment,
      token: 'scene-quiet',
    }),
  );
  return (
    pen.text(node.x + 16, node.y + 25, title(room, font), {
      ...font,
      token: 'scene-quiet',
    }) + notes.join('')
  );
}

export function card(drawing: Drawing, node: SceneNode, id: string): string {
  const { pen, look } = drawing;
  const told = tooltip([
    node.label,
    node.id,
    ...node.lines,
    nodeLooks[node.shape].title,
    node.ghost ? 'outside the accounts collected' : '',
    changeWords(look, look.marked?.marks.nodes.get(node.id)),
  ]);
  const badge = node.badge ? pen.badge(badgeAt(node), node.badge.severity, node.badge.count) : '';
  const outline = pen.outline(node, node.shape, node.ghost, drawing.strokeOf(node));
  return drawing.thing(
    id,
    pageOfBox(drawing.look.pageOf, node),
    `${told}${outline}${cardWords(drawing, node)}${badge}${signs(drawing, node)}`,
    drawing.look.faint?.has(node.id) ? ' opacity="0.45"' : '',
  );
}

/** How the name of a card is set, and the room it has. */
function naming(node: SceneNode): { left: boolean; small: boolean; room: number; font: Font } {
  const inner = isInside(node);
  const left = inner || node.shape === 'vpc';
  const small = inner || (!left && node.shape !== 'transit-gateway');
  const font: Font =
    node.label === node.id ? fonts.id : small ? { ...fonts.name, size: 12 } : fonts.name;
  return { left, small, room: node.width - (left ? 24 : 28), font };
}

/** True of a card that has no room for the whole of its name. */
export function isNameCut(node: SceneNode): boolean {
  const { room, font } = naming(node);
  return !nodeLooks[node.shape].container && usual.width(node.label, font) > room;
}

function cardWords(drawing: Drawing, node: SceneNode): string {
  const { pen } = drawing;
  const { left, small, room, font } = naming(node);
  const x = left ? node.x + 12 : node.x + node.width / 2;
  const anchor = left ? {} : ({ anchor: 'middle' } as const);
  const name = calledIn(node, (text) => toldIn(usual, drawing.boxes, text, room, font));
  const set = sizedIn(drawing.words, name, font, node.width - 20);
  const first = node.y + (left ? 20 : (node.height - 15 * node.lines.length) / 2 + (small ? 4 : 5));
  return (
    pen.text(x, first, name, { ...set, ...anchor }) +
    node.lines
      .map((words, i) =>
        pen.text(x, first + 16 + 15 * i, fit(words, room, fonts.line), {
          ...fonts.line,
          token: 'scene-quiet',
          ...anchor,
        }),
      )
      .join('') +
    heads(drawing, node)
  );
}

const HEAD_FONT = { ...fonts.segment, bold: true };

/** The titles of what stands in an opened VPC. */
const heads = ({ pen, words }: Drawing, { x, y, heads = [] }: SceneNode): string =>
  heads
    .map((head) =>
      pen.text(x + head.x, y + head.y, words.fit(head.text, head.width, HEAD_FONT), {
        ...HEAD_FONT,
        token: 'scene-quiet',
      }),
    )
    .join('');

/** The signs of what changed, at the corner that no badge takes. */
const signs = ({ pen, look }: Drawing, node: SceneNode): string =>
  boxSigns(look, node)
    .map((sign) => pen.sign(sign.at, sign))
    .join('');
