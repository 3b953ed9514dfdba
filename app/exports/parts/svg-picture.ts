/** The picture of a scene as SVG: text stays text, readable in black and white; a finding may light its path in it. */
import type { Report } from '../../report.ts';
import { captionLines } from '../../scene/caption.ts';
import type { Severity } from '../../rules/rule.ts';
import {
  comparedTitles,
  diffLooks,
  legendOf,
  nodeLooks,
  reachLook,
  severityLooks,
  typefaces,
  type LegendEntry,
  type Token,
} from '../../scene/legend.ts';
import type { Arrow, Light } from '../../scene/light.ts';
import type { Diff, PlanMarks } from '../../scene/planned.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { isInside } from '../../scene/open.ts';
import { ownPart } from '../../scene/own-part.ts';
import { fit, type Font, fonts, widthOf } from '../../scene/text.ts';
import { scopeText, titleParts } from './scope.ts';
import { along, badgeAt, badgeWidth, Marks } from './mark-room.ts';
import { type Ink, type Lettering, lightInk, Pen, polygon, type Stroke } from './svg-marks.ts';
import { Ids, attrs, num, xml } from './xml.ts';

export interface PictureLook {
  /** Colours of the light theme where absent. */
  readonly ink?: Ink;
  /** `sheet` has a title block and a legend; `bare` is the scene alone. */
  readonly frame?: 'sheet' | 'bare';
  /** What stands out, in the colour of a severity or else in the accent; other lines step back. */
  readonly lit?: { readonly light: Light; readonly severity?: Severity };
  /** The picture is of two snapshots: what they say differently, and where both come from. */
  readonly compared?: { readonly marks: PlanMarks; readonly scope: string };
  /**
   * To stand inside a page that brings the rules of style: no prolog, no style element, and the class `thing` on
   * every group that can be lit.
   */
  readonly inPage?: boolean;
  /** How a line of text is written, where not as text in the viewer's fonts. */
  readonly lettering?: Lettering;
  /** Title block and legend are this much larger than the scene, for paper on which the scene stands small. */
  readonly zoom?: number;
  /** What reaches beyond the sheet of the scene is cut off there. */
  readonly clip?: true;
  /** Drawn over the scene, in its pixels. */
  readonly over?: Over;
}

/** Marks on lines keep clear of the boxes. */
export interface Over {
  readonly draw: (pen: Pen) => string;
  readonly boxes: readonly Box[];
}

export interface Picture {
  readonly svg: string;
  /** Pixels at scale 1. */
  readonly width: number;
  readonly height: number;
  /** Ids of the elements that stand for nodes and links, by their ids in the scene. */
  readonly ids: ReadonlyMap<string, string>;
}

const HEAD = 74;
const MARGIN = 32;
const SCOPE = { size: 12 } as const;
const SCOPE_ROW = 16;
const LEGEND_ROW = 26;
const LEGEND_GAP = 28;
const SAMPLE = 34;
const LIT_WIDTH = 3;
const CHANGED_WIDTH = 2.5;

/** One line of the legend of a comparison. */
interface DiffEntry {
  readonly sort: 'diff';
  readonly look: { readonly sign: string; readonly token: Token; readonly dash: readonly number[] };
  readonly title: string;
}

/** The signs that a picture uses. */
function diffLegend({ nodes, edges, reach }: PlanMarks): DiffEntry[] {
  const used = new Set<Diff>([...nodes.values(), ...edges.values()]);
  const diffs = (Object.keys(diffLooks) as Diff[]).filter((diff) => used.has(diff));
  return [
    ...diffs.map((diff): DiffEntry => ({
      sort: 'diff',
      look: diffLooks[diff],
      title: comparedTitles[diff],
    })),
    ...(reach && reach.size > 0
      ? [{ sort: 'diff' as const, look: { ...reachLook, dash: [] }, title: reachLook.title }]
      : []),
  ];
}

const title = (words: readonly string[]): string =>
  `<title>${xml(words.filter((w) => w !== '').join(' | '))}</title>`;

/** Where Inter is not at hand, the widest common face, DejaVu Sans Bold, needs so much more than we reckon with. */
const WIDEST = 1.15;

/** The size at which a name stays in its card in whatever face the viewer has. */
function steady(name: string, font: Font, room: number): number {
  const needed = widthOf(name, font) * WIDEST;
  return needed <= room ? font.size : Math.floor((font.size * room * 10) / needed) / 10;
}

/** Parts in as few lines as hold them whole. */
function wrapped(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1) ?? ''}; ${part}`;
    if (lines.length > 0 && widthOf(longer, SCOPE) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/** One picture being drawn: the same pen for every mark. */
class Drawing {
  readonly #pen: Pen;
  readonly #look: PictureLook;
  readonly #stroke: Stroke | undefined;

  constructor(look: PictureLook) {
    this.#look = look;
    this.#pen = new Pen(look.ink ?? lightInk, look.lettering);
    this.#stroke = look.lit && {
      token: look.lit.severity === undefined ? 'hub-line' : severityLooks[look.lit.severity].token,
      width: LIT_WIDTH,
    };
  }

  #thing(): string {
    return this.#look.inPage ? ' class="thing"' : '';
  }

  #litNode(node: SceneNode): Stroke | undefined {
    return this.#look.lit?.light.nodes.has(node.id)
      ? this.#stroke
      : this.#changed(this.#look.compared?.marks.nodes.get(node.id));
  }

  #changed(diff: Diff | undefined): Stroke | undefined {
    return diff && { ...diffLooks[diff], width: CHANGED_WIDTH };
  }

  /** The signs of what changed, at the corner that no badge takes. */
  #signs(node: SceneNode): string {
    const marks = this.#look.compared?.marks;
    const diff = marks?.nodes.get(node.id);
    const looks = [
      ...(diff ? [diffLooks[diff]] : []),
      ...(marks?.reach?.has(node.id) ? [reachLook] : []),
    ];
    return looks
      .map((look, i) => this.#pen.sign({ x: node.x + 2 + 18 * i, y: node.y + 2 }, look))
      .join('');
  }

  #changeWords(diff: Diff | undefined): string {
    return diff ? comparedTitles[diff] : '';
  }

  #names(node: SceneNode): string {
    const pen = this.#pen;
    const room = node.width - 28;
    if (node.shape === 'segment') {
      const column = Math.min(room, 190);
      return pen.text(node.x + 16, node.y + 28, fit(node.label, column, fonts.segment), {
        ...fonts.segment,
        token: 'scene-quiet',
      });
    }
    const font = node.shape === 'account' ? fonts.account : fonts.region;
    const notes = node.lines.map((words, i) =>
      pen.text(node.x + 16, node.y + 42 + 15 * i, fit(words, room, fonts.segment), {
        ...fonts.segment,
        token: 'scene-quiet',
      }),
    );
    return (
      pen.text(node.x + 16, node.y + 25, fit(node.label, room, font), {
        ...font,
        token: 'scene-quiet',
      }) + notes.join('')
    );
  }

  #card(node: SceneNode): string {
    const pen = this.#pen;
    const inner = isInside(node);
    const left = inner || node.shape === 'vpc';
    const x = left ? node.x + 12 : node.x + node.width / 2;
    const anchor = left ? {} : ({ anchor: 'middle' } as const);
    const room = node.width - (left ? 24 : 28);
    const small = inner || (!left && node.shape !== 'transit-gateway');
    const font: Font =
      node.label === node.id ? fonts.id : small ? { ...fonts.name, size: 12 } : fonts.name;
    const name = fit(node.label, room, font);
    const set =
      this.#look.lettering || font.mono
        ? font
        : { ...font, size: steady(name, font, node.width - 16) };
    const first =
      node.y + (left ? 20 : (node.height - 15 * node.lines.length) / 2 + (small ? 4 : 5));
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
      this.#heads(node)
    );
  }

  /** The titles of what stands in an opened VPC. */
  #heads({ x, y, heads = [] }: SceneNode): string {
    return heads
      .map((head) =>
        this.#pen.text(x + head.x, y + head.y, head.text, {
          ...fonts.segment,
          bold: true,
          token: 'scene-quiet',
        }),
      )
      .join('');
  }

  #edge(e: SceneEdge, id: string, inMesh: boolean): string {
    const arrow = this.#look.lit?.light.edges.get(e.id);
    const diff = this.#look.compared?.marks.edges.get(e.id);
    const lit = arrow === undefined ? this.#changed(diff) : this.#stroke;
    const faded = this.#look.lit && !lit ? ' opacity="0.35"' : '';
    return (
      `<g id="${id}"${this.#thing()}${faded}>${title([e.kind, ...e.refs, e.active ? '' : 'not active', this.#changeWords(diff)])}` +
      `${this.#pen.line(e.points, e.kind, e.active, inMesh, lit)}${this.#arrows(e.points, arrow)}</g>`
    );
  }

  /** A head for each way the line is walked, so that the way does not rest on colour. */
  #arrows(points: readonly Point[], arrow: Arrow | undefined): string {
    const head = (way: 1 | -1): string => {
      const at = along(points, way === 1 ? 0.62 : 0.38);
      const from = along(points, way === 1 ? 0.58 : 0.42);
      const length = Math.hypot(at.x - from.x, at.y - from.y) || 1;
      const [ux, uy] = [(at.x - from.x) / length, (at.y - from.y) / length];
      const corner = (back: number, side: number): Point => ({
        x: at.x - ux * back - uy * side,
        y: at.y - uy * back + ux * side,
      });
      const shape = [{ x: at.x, y: at.y }, corner(11, 5), corner(11, -5)];
      return `<polygon points="${polygon(shape)}" fill="${this.#pen.colour(this.#stroke!.token)}"/>`;
    };
    return (
      (arrow === 'forward' || arrow === 'both' ? head(1) : '') +
      (arrow === 'backward' || arrow === 'both' ? head(-1) : '')
    );
  }

  /** Label and badge of a link, on the line, clear of cards and of each other. */
  #mark(e: SceneEdge, marks: Marks): string[] {
    const pen = this.#pen;
    const diff = this.#look.compared?.marks.edges.get(e.id);
    if (diff && e.label === '') {
      return [`<g>${pen.sign(marks.place([ownPart(e), e.points], 16, 16), diffLooks[diff])}</g>`];
    }
    if (e.label === '' && !e.badge) return [];
    const words = widthOf(e.label, fonts.edge) + 8;
    const both = e.label !== '' && e.badge !== undefined;
    const at = marks.place(
      [ownPart(e), e.points],
      Math.max(e.label === '' ? 0 : words, e.badge ? badgeWidth(e.badge) : 0),
      both ? 46 : 16,
    );
    const ground = { rx: 4, fill: pen.colour('scene-ground'), 'fill-opacity': '0.9' };
    const label =
      e.label === ''
        ? ''
        : `<rect${attrs({ x: at.x - words / 2, y: at.y - 8, width: words, height: 16, ...ground })}/>` +
          pen.text(at.x, at.y + 4, e.label, {
            ...fonts.edge,
            token: 'scene-quiet',
            anchor: 'middle',
          });
    const sign = e.badge
      ? pen.badge({ x: at.x, y: at.y + (both ? 15 : 0) }, e.badge.severity, e.badge.count)
      : '';
    // Beside its label, which says how many there are.
    const change = diff ? pen.sign({ x: at.x - words / 2 - 8, y: at.y }, diffLooks[diff]) : '';
    return [`<g>${label}${sign}${change}</g>`];
  }

  #sample(entry: LegendEntry | DiffEntry, x: number, y: number): string {
    const pen = this.#pen;
    const box = { x, y: y - 8, width: SAMPLE - 8, height: 16 };
    if (entry.sort === 'diff') return pen.sign({ x: x + box.width / 2, y }, entry.look);
    if (entry.sort === 'node') return pen.outline(box, entry.shape, entry.ghost);
    if (entry.sort === 'hull')
      return `<rect${attrs({ ...box, rx: 8, fill: pen.colour('hull-fill'), stroke: pen.colour('hull-line') })}/>`;
    if (entry.sort === 'badge') return pen.badge({ x: x + box.width / 2, y }, entry.severity, 1);
    return pen.line(
      [
        { x, y },
        { x: x + box.width, y },
      ],
      entry.kind,
      entry.active,
      false,
    );
  }

  /** Samples with their names, wrapped to the picture's width. */
  #legend(scene: Scene, full: number, at: number): { body: string; height: number } {
    const zoom = this.#look.zoom ?? 1;
    const width = full / zoom;
    const top = zoom === 1 ? at : 0;
    let x = MARGIN;
    let y = top + LEGEND_ROW / 2;
    let body = '';
    const { compared } = this.#look;
    for (const entry of [...legendOf(scene), ...(compared ? diffLegend(compared.marks) : [])]) {
      const words = widthOf(entry.title, fonts.segment);
      if (x > MARGIN && x + SAMPLE + words > width - MARGIN) {
        x = MARGIN;
        y += LEGEND_ROW;
      }
      body +=
        this.#sample(entry, x, y) +
        this.#pen.text(x + SAMPLE, y + 4, entry.title, { ...fonts.segment, token: 'scene-quiet' });
      x += SAMPLE + words + LEGEND_GAP;
    }
    for (const words of scene.leftOut) {
      y += LEGEND_ROW - 4;
      body += this.#pen.text(
        MARGIN,
        y + 4,
        fit(`Not drawn: ${words}`, width - 2 * MARGIN, fonts.segment),
        { ...fonts.segment, token: 'scene-quiet' },
      );
    }
    return { body: this.#zoomed(body, at), height: (y - top + LEGEND_ROW) * zoom };
  }

  /** What is drawn at the top of nothing, larger, and further down. */
  #zoomed(body: string, down: number): string {
    const zoom = this.#look.zoom ?? 1;
    return zoom === 1
      ? body
      : `<g transform="translate(0 ${num(down)}) scale(${Math.round(zoom * 1000) / 1000})">${body}</g>`;
  }

  /** Title and scope above the scene. */
  #head(words: string, lines: readonly string[], width: number): string {
    return (
      this.#pen.text(MARGIN, 36, fit(words, width - 2 * MARGIN, { size: 20, bold: true }), {
        size: 20,
        bold: true,
      }) +
      lines
        .map((line, i) =>
          this.#pen.text(MARGIN, 58 + SCOPE_ROW * i, fit(line, width - 2 * MARGIN, SCOPE), {
            ...SCOPE,
            token: 'scene-quiet',
          }),
        )
        .join('')
    );
  }

  draw(report: Report, scene: Scene): Picture {
    const pen = this.#pen;
    const sheet = this.#look.frame !== 'bare';
    const scope = this.#look.compared?.scope ?? scopeText(report);
    const width = sheet ? Math.max(scene.width, 640) : scene.width;
    const { zoom = 1, clip } = this.#look;
    const lines = wrapped(
      this.#look.compared ? [this.#look.compared.scope] : titleParts(report),
      width / zoom - 2 * MARGIN,
    );
    const head = sheet ? (HEAD + SCOPE_ROW * (lines.length - 1)) * zoom : 0;
    const foot = sheet ? this.#legend(scene, width, head + scene.height) : { body: '', height: -8 };
    const height = head + scene.height + foot.height + 8;
    const nodeIds = new Ids('n-');
    const lineIds = new Ids('e-');
    const ids = new Map<string, string>([
      ...scene.nodes.map((n) => [n.id, nodeIds.of(n.id)] as const),
      ...scene.edges.map((e) => [e.id, lineIds.of(e.id)] as const),
    ]);
    const meshOf = new Map(scene.hulls.flatMap((h) => h.members.map((m) => [m, h.id] as const)));
    const inMesh = (e: SceneEdge): boolean =>
      e.kind === 'peering' && meshOf.has(e.from) && meshOf.get(e.from) === meshOf.get(e.to);
    const boxes = scene.nodes.filter((n) => nodeLooks[n.shape].container);
    const cards = scene.nodes.filter((n) => !nodeLooks[n.shape].container);
    const marks = new Marks(scene, this.#look.over?.boxes);
    const group = (name: string, parts: readonly string[]): string =>
      `<g id="${name}">\n${parts.join('\n')}\n</g>\n`;
    const svg =
      (this.#look.inPage ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n`) +
      `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}" role="img" font-family="${xml(typefaces.text)}">\n` +
      `${title([scene.title, scope])}\n` +
      (this.#look.inPage ? '' : `<style>.m{font-family:${typefaces.mono}}</style>\n`) +
      `<rect width="100%" height="100%" fill="${pen.colour('scene-ground')}"/>\n` +
      (sheet ? this.#zoomed(this.#head(scene.title, lines, width / zoom), 0) : '') +
      (clip
        ? `<clipPath id="sheet"><rect width="${num(scene.width)}" height="${num(scene.height)}"/></clipPath>`
        : '') +
      `\n<g transform="translate(0 ${num(head)})"${clip ? ' clip-path="url(#sheet)"' : ''}>\n` +
      group(
        'containers',
        boxes.map(
          (n) =>
            `<g id="${ids.get(n.id)!}"${this.#thing()}>${title([n.label, ...n.lines])}${pen.outline(n, n.shape, n.ghost, this.#litNode(n))}</g>`,
        ),
      ) +
      group(
        'meshes',
        scene.hulls.map((h) => `<g>${title([h.caption])}${pen.hull(h.outline)}</g>`),
      ) +
      group(
        'links',
        scene.edges.map((e) => this.#edge(e, ids.get(e.id)!, inMesh(e))),
      ) +
      group(
        'marks',
        scene.edges.flatMap((e) => this.#mark(e, marks)),
      ) +
      group(
        'names',
        boxes.map((n) => this.#names(n)),
      ) +
      group(
        'nodes',
        cards.map(
          (n) =>
            `<g id="${ids.get(n.id)!}"${this.#thing()}>${title([n.label, n.id, ...n.lines, nodeLooks[n.shape].title, n.ghost ? 'outside the accounts collected' : '', this.#changeWords(this.#look.compared?.marks.nodes.get(n.id))])}${pen.outline(n, n.shape, n.ghost, this.#litNode(n))}${this.#card(n)}${n.badge ? pen.badge(badgeAt(n), n.badge.severity, n.badge.count) : ''}${this.#signs(n)}</g>`,
        ),
      ) +
      group(
        'captions',
        scene.hulls.map((h) =>
          captionLines(h.caption)
            .map(({ text, font, dy }) =>
              pen.text(h.captionAt.x, h.captionAt.y + dy, text, { ...font, token: 'hull-text' }),
            )
            .join(''),
        ),
      ) +
      `${this.#look.over?.draw(pen) ?? ''}</g>\n${foot.body}\n</svg>\n`;
    return { svg, ids, width, height };
  }
}

/** The same report, scene and look give the same bytes. */
export const picture = (report: Report, scene: Scene, look: PictureLook = {}): Picture =>
  new Drawing(look).draw(report, scene);
