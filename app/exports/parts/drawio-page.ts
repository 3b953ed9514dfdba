/** One page of a draw.io file: nested containers, AWS shapes, connectors glued at both ends, a legend. */
import type { Report } from '../../report.ts';
import { hullLook, palette } from '../../scene/legend.ts';
import { type SharedBadge, sharedIn } from '../../scene/mesh-badges.ts';
import { meshLines } from '../../scene/mesh-lines.ts';
import type { Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { fonts, widthOf } from '../../scene/text.ts';
import type { Page } from './pages.ts';
import {
  BADGE,
  badgeStyle,
  badgeText,
  dashStyle,
  hullColours,
  iconOf,
  label,
  lineStyle,
  nodeStyle,
  object,
  polygon,
  share,
  signStyle,
  textStyle,
  vertex,
  wordsOf,
} from './drawio-cell.ts';
import {
  boxSigns,
  changedBox,
  changedLine,
  type ChangedStroke,
  type ChangeSign,
  lineSign,
} from './change-marks.ts';
import { type PageOf, pageOfBox, pageOfLine } from './console-page.ts';
import { factsOf, linkFacts } from './facts.ts';
import { along, badgeWidth, Marks } from './mark-room.ts';
import { BESIDE, onWay, STOP, stopIn, type Walked, walked } from './flow-marks.ts';
import { legendCells } from './drawio-legend.ts';
import { captionIn } from './large-words.ts';
import { inert } from './inert.ts';
import { footOf } from './page-foot.ts';
import { Ids, attrs, xml } from './xml.ts';

const light = palette.light;

const SIGN = 16;

/** draw.io puts the head of an arrow at the end of its line. */
const flowStyle = ({ line, width, ahead, back }: Walked): string =>
  `strokeColor=${light[line]};strokeWidth=${width}${ahead ? ';endArrow=block;endFill=1' : ''}${back ? ';startArrow=block;startFill=1' : ''}`;

const changedStyle = ({ line, width, dash, clear }: ChangedStroke): string =>
  `strokeColor=${light[line]};strokeWidth=${width}${dash ? `;${dashStyle(dash)}` : ''}${clear === undefined ? '' : `;opacity=${Math.round(100 * (1 - clear))}`}`;

/** A sign of what changed, and what it means. */
function signCell({ at, sign, token, words }: ChangeSign, id: string): string {
  const box = { x: at.x - SIGN / 2, y: at.y - SIGN / 2, width: SIGN, height: SIGN };
  return object(id, label([sign]), { change: words }, vertex(signStyle(token), '1', box, true));
}

/** Lines, their labels and their badges; words stand where the other pictures have them. */
class Connectors {
  readonly #page: Page;
  readonly #ids: Ids;
  readonly #edgeIds = new Ids('e-');
  readonly #marks: Marks;
  readonly #pageOf: PageOf;
  readonly inMesh: (e: SceneEdge) => boolean;

  constructor(page: Page, ids: Ids, pageOf: PageOf) {
    this.#page = page;
    this.#ids = ids;
    this.#pageOf = pageOf;
    this.#marks = new Marks(page);
    this.inMesh = meshLines(page);
  }

  #style(e: SceneEdge, from: SceneNode, to: SceneNode): string {
    const ends = (node: SceneNode, p: Point, word: 'exit' | 'entry'): string => {
      const [x, y] = share(node, p);
      return `${word}X=${x};${word}Y=${y};${word}Dx=0;${word}Dy=0;${word}Perimeter=0`;
    };
    const first = e.points[0] ?? from;
    const way = walked(this.#page, e);
    const changed = changedLine(this.#page, e, this.inMesh(e));
    return [
      'edgeStyle=none;rounded=1;arcSize=14;html=0;endArrow=none;startArrow=none',
      lineStyle(e.kind, e.active, this.inMesh(e)),
      // The last word on a key counts.
      ...(way ? [flowStyle(way)] : this.#page.way ? [`opacity=${100 * BESIDE}`] : []),
      ...(changed ? [changedStyle(changed)] : []),
      `fontSize=11;fontColor=${light['scene-quiet']};labelBackgroundColor=${light['scene-ground']}`,
      ends(from, first, 'exit'),
      ends(to, e.points.at(-1) ?? first, 'entry'),
    ].join(';');
  }

  cells(e: SceneEdge, from: SceneNode, to: SceneNode): { line: string; badge: string[] } {
    const id = this.#edgeIds.of(e.id);
    const words = e.label === '' ? 0 : widthOf(e.label, fonts.edge) + 8;
    const both = words > 0 && e.badge !== undefined;
    const changed = this.#page.marked?.marks.edges.has(e.id) === true;
    const at =
      changed && words === 0
        ? this.#marks.place(e, SIGN, SIGN)
        : words > 0 || e.badge
          ? this.#marks.place(e, Math.max(words, e.badge ? BADGE.width : 0), both ? 46 : 16)
          : undefined;
    const middle = along(e.points, 0.5);
    const bends = e.points.slice(1, -1).map((p) => `<mxPoint${attrs({ x: p.x, y: p.y })}/>`);
    const inside =
      (bends.length > 0 ? `<Array as="points">${bends.join('')}</Array>` : '') +
      (at && words > 0
        ? `<mxPoint${attrs({ x: at.x - middle.x, y: at.y - middle.y, as: 'offset' })}/>`
        : '');
    const inner =
      `<mxCell style="${xml(this.#style(e, from, to))}" edge="1" parent="1" source="${this.#ids.of(e.from)}" target="${this.#ids.of(e.to)}">` +
      `<mxGeometry relative="1" as="geometry">${inside}</mxGeometry></mxCell>`;
    const facts = { ...linkFacts(e), link: pageOfLine(this.#pageOf, e.refs) };
    const line = object(id, label(e.label === '' ? [] : [e.label]), facts, inner);
    if (!at) return { line, badge: [] };
    // Beside its label, which says how many there are; a badge steps back before what has changed.
    const sign = lineSign(this.#page, e, words > 0 ? { x: at.x - words / 2 - 8, y: at.y } : at);
    const signs = sign ? [signCell(sign, `s-${id}`)] : [];
    if (!e.badge || (changed && words === 0)) return { line, badge: signs };
    const box = {
      ...BADGE,
      x: at.x - BADGE.width / 2,
      y: at.y + (both ? 15 : 0) - BADGE.height / 2,
    };
    const badge = vertex(badgeStyle(e.badge.severity), '1', box);
    return { line, badge: [object(`b-${id}`, badgeText(e.badge), {}, badge), ...signs] };
  }
}

function hullCell(h: Scene['hulls'][number], id: string): string {
  const xs = h.outline.map((p) => p.x);
  const ys = h.outline.map((p) => p.y);
  const box = { x: Math.min(...xs), y: Math.min(...ys), width: 0, height: 0 };
  box.width = Math.max(1, Math.max(...xs) - box.x);
  box.height = Math.max(1, Math.max(...ys) - box.y);
  const style = `${polygon(h.outline, box)};${hullColours}`;
  const facts = { kind: hullLook.title, members: h.members.join(' '), finding: h.finding };
  return object(id, '', facts, vertex(style, '1', box));
}

const captionCells = (h: Scene['hulls'][number], id: string, large: number | undefined): string[] =>
  captionIn(h.caption, large).map(({ text, font, dy }, i) =>
    object(
      i === 0 ? id : `${id}-${i}`,
      label([text]),
      {},
      vertex(textStyle(font.size, { bold: font.bold === true, token: hullLook.text }), '1', {
        x: h.captionAt.x - 4,
        y: h.captionAt.y + dy - Math.max(16, font.size + 2),
        width: widthOf(text, font) + 24,
        height: Math.max(22, font.size * 1.5),
      }),
    ),
  );

/** The badge of a mesh or a hub that speaks for its lines. */
function sharedCell({ at: { x, y }, badge, words }: SharedBadge, id: string): string {
  const width = Math.max(BADGE.width, badgeWidth(badge));
  const box = { ...BADGE, width, x: x - width / 2, y: y - BADGE.height / 2 };
  return object(
    id,
    badgeText(badge),
    { lines: words },
    vertex(badgeStyle(badge.severity), '1', box),
  );
}

/** The sign where a flow stops. */
function stopCells(page: Page): string[] {
  const stop = stopIn(page);
  if (!stop) return [];
  const box = { x: stop.at.x - STOP / 2, y: stop.at.y - STOP / 2, width: STOP, height: STOP };
  const look = vertex(signStyle(stop.token), '1', box, true);
  return [object('stop', label([stop.sign]), { stops: inert(stop.reason) }, look)];
}

/** A node, its icon, the titles in it, and its badge. */
function nodeCells(
  node: SceneNode,
  parent: SceneNode | undefined,
  page: Page,
  report: Report,
  ids: Ids,
  pageOf: PageOf,
): string[] {
  const local = parent ? { ...node, x: node.x - parent.x, y: node.y - parent.y } : node;
  const id = ids.of(node.id);
  const holder = parent ? ids.of(parent.id) : '1';
  const facts = { ...factsOf(node, report), link: pageOfBox(pageOf, node) };
  const lit = onWay(page, node) ?? changedBox(page, node);
  const cells = [
    object(
      id,
      label(wordsOf(node, page.nodes, page.large)),
      facts,
      vertex(
        nodeStyle(node, page.large) +
          (lit ? `;strokeColor=${light[lit.line]};strokeWidth=${lit.width}` : ''),
        holder,
        local,
      ),
    ),
  ];
  const icon = iconOf(node, `i-${id}`, id);
  if (icon !== '') cells.push(icon);
  (node.heads ?? []).forEach((head, i) => {
    const at = { x: head.x - 4, y: head.y - 14, width: head.width + 8, height: 20 };
    const words = vertex(textStyle(11, { bold: true }), id, at);
    cells.push(object(`h-${id}-${i}`, label([head.text]), {}, words));
  });
  if (node.badge) {
    const box = { ...BADGE, x: local.x + local.width - 28, y: local.y - 8 };
    const badge = vertex(badgeStyle(node.badge.severity), holder, box);
    cells.push(object(`b-${id}`, badgeText(node.badge), {}, badge));
  }
  return cells;
}

/** The `<diagram>` element of a page; `pageOf`: where a cell leads to, by the `link` that draw.io follows. Cell ids are unique within the page. */
export function diagram(page: Page, report: Report, pageOf: PageOf, index: number): string {
  const ids = new Ids('c-');
  const byId = new Map(page.nodes.map((n) => [n.id, n]));
  const foot = footOf(page, report);
  const connectors = new Connectors(page, ids, pageOf);
  const links = page.edges.flatMap((e) => {
    const [from, to] = [byId.get(e.from), byId.get(e.to)];
    return from && to ? [{ ...connectors.cells(e, from, to), inMesh: connectors.inMesh(e) }] : [];
  });
  const lines = (inMesh: boolean): string[] =>
    links.filter((link) => link.inMesh === inMesh).map(({ line }) => line);
  // From back to front. The lines of a mesh cross its cards; other lines cross the grounds of containers.
  const cells = [
    ...page.hulls.map((h, i) => hullCell(h, `h-${i}`)),
    ...lines(true),
    ...page.nodes.flatMap((node) =>
      nodeCells(node, byId.get(node.parent ?? ''), page, report, ids, pageOf),
    ),
    ...lines(false),
    ...page.hulls.flatMap((h, i) => captionCells(h, `h-${i}-caption`, page.large)),
    ...sharedIn(page).map((shared, i) => sharedCell(shared, `shared-${i}`)),
    ...links.flatMap(({ badge }) => badge),
    ...stopCells(page),
    ...page.nodes.flatMap((node, i) =>
      boxSigns(page, node).map((sign, k) => signCell(sign, `s-${i}-${k}`)),
    ),
    ...legendCells(foot),
    ...foot.lines.map(({ text, font, box }, i) => {
      const look = textStyle(font.size, font.bold ? { bold: true, token: 'scene-text' } : {});
      return object(`t-${i}`, label([text]), {}, vertex(look, '1', box, true));
    }),
  ];
  return (
    `<diagram id="page-${index}" name="${xml(page.name)}">` +
    `<mxGraphModel${attrs({ dx: 0, dy: 0, grid: 0, gridSize: 10, guides: 1, tooltips: 1, connect: 1, arrows: 1, fold: 0, page: 1, pageScale: 1, pageWidth: Math.ceil(foot.width), pageHeight: Math.ceil(foot.height), math: 0, shadow: 0 })}>` +
    `<root>\n<mxCell id="0"/>\n<mxCell id="1" parent="0"/>\n${cells.join('\n')}\n</root></mxGraphModel></diagram>`
  );
}
