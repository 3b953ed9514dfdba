/** One page of a Visio drawing: containers as groups, connectors glued to connection points, facts as shape data. */
import { groupBy } from '../../base/order.ts';
import type { Report } from '../../report.ts';
import {
  edgeLooks,
  flowLook,
  hullLook,
  nodeLooks,
  severityLooks,
  stopLooks,
  type Token,
} from '../../scene/legend.ts';
import type { LegendEntry } from '../../scene/legend-entries.ts';
import { sharedIn } from '../../scene/mesh-badges.ts';
import { meshLines } from '../../scene/mesh-lines.ts';
import type { Box, Point, SceneEdge, SceneHull, SceneNode } from '../../scene/scene.ts';
import { isInside, isOpened } from '../../scene/open.ts';
import { type Font, fonts, widthOf } from '../../scene/text.ts';
import { factsOf, linkFacts } from './facts.ts';
import { boxSigns, changedBox, changedLine, lineSign } from './change-marks.ts';
import { BESIDE, onWay, STOP, stopIn, type StopSign, walked } from './flow-marks.ts';
import { captionIn } from './large-words.ts';
import { lineSort } from './line-sort.ts';
import type { Page } from './pages.ts';
import { wordsIn } from './vsdx-words.ts';
import { footOf, type PageFoot } from './page-foot.ts';
import { badgeAt, badgeWidth, Marks } from './mark-room.ts';
import {
  BOX,
  cell,
  cells,
  dataOf,
  geometry,
  inch,
  LINE,
  outlineOf,
  painted,
  polygon,
  textOf,
  type Words,
} from './vsdx-shape.ts';

/** Source: https://learn.microsoft.com/en-us/office/client-developer/visio/schema-mapvisio-xml */
export const VISIO = 'http://schemas.microsoft.com/office/visio/2012/main';

interface Point1D {
  readonly sheet: number;
  readonly row: number;
}

/** Writes the shapes of one page. Ids count up from 1 and are unique in the page. */
class Sheet {
  readonly #page: Page;
  readonly #report: Report;
  readonly #foot: PageFoot;
  readonly #inMesh: (e: SceneEdge) => boolean;
  #last = 0;
  readonly #sheets = new Map<string, number>();
  /** Where links meet each node, in page coordinates: one connection point each, so that parallel links stay apart. */
  readonly #points = new Map<string, Point[]>();

  constructor(page: Page, report: Report) {
    this.#page = page;
    this.#report = report;
    this.#foot = footOf(page, report);
    this.#inMesh = meshLines(page);
    for (const e of page.edges) {
      for (const [node, point] of [
        [e.from, e.points[0]],
        [e.to, e.points.at(-1)],
      ] as const) {
        if (point) this.#points.set(node, [...(this.#points.get(node) ?? []), point]);
      }
    }
  }

  /** Visio counts from the lower left corner of what a shape stands in. */
  #place(box: Box, parent: Box | undefined): string {
    const x = box.x - (parent?.x ?? 0);
    const y = parent
      ? parent.y + parent.height - box.y - box.height
      : this.#foot.height - box.y - box.height;
    return cells({
      PinX: inch(x + box.width / 2),
      PinY: inch(y + box.height / 2),
      Width: inch(box.width),
      Height: inch(box.height),
      LocPinX: inch(box.width / 2),
      LocPinY: inch(box.height / 2),
    });
  }

  #shape(
    box: Box,
    parent: Box | undefined,
    inner: string,
    { type = 'Shape', name }: { type?: 'Shape' | 'Group'; name?: string } = {},
  ): string {
    const id = ++this.#last;
    if (name !== undefined) this.#sheets.set(name, id);
    return `<Shape ID="${id}" NameU="Sheet.${id}" Type="${type}" LineStyle="0" FillStyle="0" TextStyle="0">${this.#place(box, parent)}${inner}</Shape>`;
  }

  #connectionPoints(node: SceneNode): string {
    const points = this.#points.get(node.id) ?? [];
    if (points.length === 0) return '';
    const rows = points.map(
      (p, i) =>
        `<Row T="Connection" IX="${i}">${cells({ X: inch(p.x - node.x), Y: inch(node.y + node.height - p.y), DirX: 0, DirY: 0, Type: 0 })}</Row>`,
    );
    return `<Section N="Connection">${rows.join('')}</Section>`;
  }

  /** A node and everything that stands in it. */
  #node(
    node: SceneNode,
    parent: Box | undefined,
    children: ReadonlyMap<string, readonly SceneNode[]>,
  ): string {
    const look = nodeLooks[node.shape];
    const align = node.shape === 'vpc' || isInside(node) || look.container ? 'left' : 'middle';
    const holds = look.container || isOpened(node);
    const { steps, paint } = outlineOf(node.shape, node.ghost, node);
    const inner =
      painted({ ...paint, ...onWay(this.#page, node), ...changedBox(this.#page, node) }) +
      cells({
        VerticalAlign: holds ? 0 : 1,
        LeftMargin: inch(align === 'left' ? 12 : 2),
        RightMargin: inch(2),
        TopMargin: inch(look.container ? 10 : isOpened(node) ? 6 : 2),
        ...(holds ? { DisplayMode: 1 } : {}),
      }) +
      this.#connectionPoints(node) +
      dataOf(factsOf(node, this.#report)) +
      geometry(steps, paint.fill !== undefined) +
      textOf(wordsIn(node, this.#page.nodes, this.#page.large), align);
    if (!holds) return this.#shape(node, parent, inner, { name: node.id });
    const id = ++this.#last;
    this.#sheets.set(node.id, id);
    const within = (children.get(node.id) ?? []).map((child) => this.#node(child, node, children));
    return (
      `<Shape ID="${id}" NameU="Sheet.${id}" Type="Group" LineStyle="0" FillStyle="0" TextStyle="0">` +
      `${this.#place(node, parent)}${inner}<Shapes>${within.join('')}</Shapes></Shape>`
    );
  }

  #hull(h: SceneHull): string {
    const xs = h.outline.map((p) => p.x);
    const ys = h.outline.map((p) => p.y);
    const x = Math.min(...xs);
    const y = Math.min(...ys);
    const box = {
      x,
      y,
      width: Math.max(1, Math.max(...xs) - x),
      height: Math.max(1, Math.max(...ys) - y),
    };
    return this.#shape(
      box,
      undefined,
      painted({ fill: hullLook.fill, line: hullLook.line, width: 1.25 }) +
        dataOf({ kind: hullLook.title, members: h.members.join(' '), finding: h.finding }) +
        geometry(polygon(h.outline, box), true),
    );
  }

  #label(box: Box, words: Words, align: 'left' | 'middle', ground?: Token, parent?: Box): string {
    return this.#shape(
      box,
      parent,
      painted(ground === undefined ? {} : { fill: ground, rounding: 8 }) +
        geometry(BOX, ground !== undefined) +
        textOf([words], align),
    );
  }

  #badge(at: Point, badge: NonNullable<SceneNode['badge']>, parent?: Box): string {
    const look = severityLooks[badge.severity];
    const text = `${look.sign} ${badge.count}`;
    const width = widthOf(text, fonts.badge) + 10;
    return this.#label(
      { x: at.x - width / 2, y: at.y - 8, width, height: 16 },
      { text, font: fonts.badge, token: 'severity-text' },
      'middle',
      look.token,
      parent,
    );
  }

  #sign({ at, sign, token }: Omit<StopSign, 'reason'>, parent?: Box): string {
    return this.#label(
      { x: at.x - STOP / 2, y: at.y - STOP / 2, width: STOP, height: STOP },
      { text: sign, font: fonts.badge, token: 'diff-text' },
      'middle',
      token,
      parent,
    );
  }

  /** A line whose ends are glued to connection points, its bends where the scene has them. */
  #connector(e: SceneEdge, begin: Point1D, end: Point1D): { shape: string; connects: string } {
    const id = ++this.#last;
    const look = edgeLooks[e.kind];
    const up = (p: Point): Point => ({ x: p.x, y: this.#foot.height - p.y });
    const points = e.points.map(up);
    const first = points[0] ?? { x: 0, y: 0 };
    const last = points.at(-1) ?? first;
    // The point in the other shape, as this one's parent sees it, however deep that shape is in groups.
    // Source: https://learn.microsoft.com/en-us/office/client-developer/visio/loctopar-function
    const glue = ({ sheet, row }: Point1D): string =>
      `LOCTOPAR(PNT(Sheet.${sheet}!Connections.X${row + 1},Sheet.${sheet}!Connections.Y${row + 1}),Sheet.${sheet}!EventXFMod,EventXFMod)`;
    const rows = points.map((p, i) => {
      const isLast = i === points.length - 1;
      return `<Row T="${i === 0 ? 'MoveTo' : 'LineTo'}" IX="${i + 1}">${cell('X', inch(p.x - first.x), isLast ? 'Width' : undefined)}${cell('Y', inch(p.y - first.y), isLast ? 'Height' : undefined)}</Row>`;
    });
    const shape =
      `<Shape ID="${id}" NameU="Sheet.${id}" Type="Shape" LineStyle="0" FillStyle="0" TextStyle="0">` +
      cell('PinX', inch((first.x + last.x) / 2), '(BeginX+EndX)/2') +
      cell('PinY', inch((first.y + last.y) / 2), '(BeginY+EndY)/2') +
      cell('Width', inch(last.x - first.x), 'EndX-BeginX') +
      cell('Height', inch(last.y - first.y), 'EndY-BeginY') +
      cell('LocPinX', inch((last.x - first.x) / 2), 'Width*0.5') +
      cell('LocPinY', inch((last.y - first.y) / 2), 'Height*0.5') +
      cell('BeginX', inch(first.x), glue(begin)) +
      cell('BeginY', inch(first.y), glue(begin)) +
      cell('EndX', inch(last.x), glue(end)) +
      cell('EndY', inch(last.y), glue(end)) +
      cells({ ObjType: 2, ConFixedCode: 2 }) +
      painted({
        line: this.#inMesh(e) ? 'mesh-line' : look.line,
        width: look.width,
        pattern: lineSort(e),
        ...(walked(this.#page, e) ?? (this.#page.way && { clear: 1 - BESIDE })),
        ...changedLine(this.#page, e, this.#inMesh(e)),
      }) +
      dataOf(linkFacts(e)) +
      `<Section N="Geometry" IX="0">${cell('NoFill', '1')}${rows.join('')}</Section></Shape>`;
    const connect = (side: 'BeginX' | 'EndX', part: number, { sheet, row }: Point1D): string =>
      `<Connect FromSheet="${id}" FromCell="${side}" FromPart="${part}" ToSheet="${sheet}" ToCell="Connections.X${row + 1}" ToPart="${100 + row}"/>`;
    return { shape, connects: connect('BeginX', 9, begin) + connect('EndX', 12, end) };
  }

  #links(): { shapes: string[]; connects: string[] } {
    const next = new Map<string, number>();
    const take = (node: string): Point1D | undefined => {
      const sheet = this.#sheets.get(node);
      const row = next.get(node) ?? 0;
      next.set(node, row + 1);
      return sheet === undefined ? undefined : { sheet, row };
    };
    const shapes: string[] = [];
    const connects: string[] = [];
    for (const e of this.#page.edges) {
      const [begin, end] = [take(e.from), take(e.to)];
      if (!begin || !end) continue;
      const link = this.#connector(e, begin, end);
      shapes.push(link.shape);
      connects.push(link.connects);
    }
    return { shapes, connects };
  }

  /** Words and signs of links, clear of cards and of each other. */
  #marks(): string[] {
    const marks = new Marks(this.#page);
    return this.#page.edges.flatMap((e) => {
      const changed = this.#page.marked?.marks.edges.has(e.id) === true;
      if (e.label === '' && changed) {
        const sign = lineSign(this.#page, e, marks.place(e, 16, 16));
        return sign ? [this.#sign(sign)] : [];
      }
      if (e.label === '' && !e.badge) return [];
      const width =
        e.label === '' && e.badge ? badgeWidth(e.badge) : widthOf(e.label, fonts.edge) + 8;
      const both = e.label !== '' && e.badge !== undefined;
      const at = marks.place(e, width, both ? 46 : 16);
      return [
        ...(e.label === ''
          ? []
          : [
              this.#label(
                { x: at.x - width / 2, y: at.y - 8, width, height: 16 },
                { text: e.label, font: fonts.edge, token: 'scene-quiet' },
                'middle',
                'scene-ground',
              ),
            ]),
        ...(e.badge ? [this.#badge({ x: at.x, y: at.y + (both ? 15 : 0) }, e.badge)] : []),
        ...[lineSign(this.#page, e, { x: at.x - width / 2 - 8, y: at.y })].flatMap((sign) =>
          sign ? [this.#sign(sign)] : [],
        ),
      ];
    });
  }

  /** One group, so that it is moved, copied or deleted as one thing. */
  #legend(): string {
    const { legend } = this.#foot;
    if (!legend) return '';
    const id = ++this.#last;
    const within = legend.samples.flatMap(({ entry, sample, words, font }) => [
      this.#sample(entry, sample, legend),
      this.#label(
        words,
        { text: entry.title, font, token: 'scene-quiet' },
        'left',
        undefined,
        legend,
      ),
    ]);
    return (
      `<Shape ID="${id}" NameU="Sheet.${id}" Type="Group" LineStyle="0" FillStyle="0" TextStyle="0">` +
      `${this.#place(legend, undefined)}${painted({})}${dataOf({ kind: 'Legend' })}${geometry(BOX, false)}<Shapes>${within.join('')}</Shapes></Shape>`
    );
  }

  #sample(entry: LegendEntry, box: Box, legend: Box): string {
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const middle = { ...box, y: at.y, height: 0 };
    switch (entry.sort) {
      case 'node': {
        const { steps, paint } = outlineOf(entry.shape, entry.ghost, box);
        // Of containers the fill too: a sample has nothing behind it.
        const fill = paint.fill ?? nodeLooks[entry.shape].fill;
        return this.#shape(box, legend, painted({ ...paint, fill }) + geometry(steps, true));
      }
      case 'hull': {
        const paint = { fill: hullLook.fill, line: hullLook.line, width: 1.25, rounding: 8 };
        return this.#shape(box, legend, painted(paint) + geometry(BOX, true));
      }
      case 'edge': {
        const look = edgeLooks[entry.kind];
        return this.#shape(
          middle,
          legend,
          painted({
            line: entry.inMesh ? 'mesh-line' : look.line,
            width: look.width,
            pattern: lineSort(entry),
          }) + geometry(LINE, false),
        );
      }
      case 'way':
        return this.#shape(
          middle,
          legend,
          painted({ ...flowLook, ahead: true }) + geometry(LINE, false),
        );
      case 'stop':
        return this.#sign({ at, ...stopLooks[entry.tone] }, legend);
      case 'mark':
        return this.#sign({ at, ...entry.look }, legend);
      case 'idle':
        return this.#shape(
          middle,
          legend,
          painted({ line: edgeLooks[entry.kind].line, width: 1.5, pattern: 'dotted' }) +
            geometry(LINE, false),
        );
      case 'shared':
      case 'badge':
        return this.#badge(at, entry, legend);
    }
  }

  contents(): string {
    const { nodes, hulls } = this.#page;
    const ids = new Set(nodes.map((n) => n.id));
    const children = groupBy(nodes, (n) =>
      n.parent !== undefined && ids.has(n.parent) ? n.parent : '',
    );
    const shapes = hulls.map((h) => this.#hull(h));
    const boxes = (children.get('') ?? []).map((n) => this.#node(n, undefined, children));
    const links = this.#links();
    // Behind the cards: a link that crosses one does not hide its name.
    shapes.push(...links.shapes, ...boxes, ...this.#marks());
    for (const { x, y, heads = [] } of nodes) {
      for (const head of heads) {
        const box = { x: x + head.x - 2, y: y + head.y - 14, width: head.width + 4, height: 20 };
        const font: Font = { ...fonts.segment, bold: true };
        shapes.push(this.#label(box, { text: head.text, font, token: 'scene-quiet' }, 'left'));
      }
    }
    for (const n of nodes) if (n.badge) shapes.push(this.#badge(badgeAt(n), n.badge));
    const stop = stopIn(this.#page);
    if (stop) shapes.push(this.#sign(stop));
    for (const n of nodes) shapes.push(...boxSigns(this.#page, n).map((sign) => this.#sign(sign)));
    for (const { at, badge } of sharedIn(this.#page)) shapes.push(this.#badge(at, badge));
    for (const h of hulls) {
      for (const { text, font, dy } of captionIn(h.caption, this.#page.large)) {
        const box = {
          x: h.captionAt.x - 2,
          y: h.captionAt.y + dy - Math.max(16, font.size + 2),
          width: widthOf(text, font) * 1.25 + 24,
          height: Math.max(22, font.size * 1.5),
        };
        shapes.push(this.#label(box, { text, font, token: hullLook.text }, 'left'));
      }
    }
    const legend = this.#legend();
    if (legend !== '') shapes.push(legend);
    for (const { text, font, box } of this.#foot.lines) {
      const token: Token = font.bold ? 'scene-text' : 'scene-quiet';
      shapes.push(this.#label(box, { text, font, token }, 'left'));
    }
    return (
      `<PageContents xmlns="${VISIO}" xml:space="preserve"><Shapes>${shapes.join('\n')}</Shapes>` +
      (links.connects.length > 0 ? `<Connects>${links.connects.join('')}</Connects>` : '') +
      `</PageContents>\n`
    );
  }
}

/** The text of a page part. */
export const pageContents = (page: Page, report: Report): string =>
  new Sheet(page, report).contents();
