/** SVG marks: outlines of nodes, lines of links, badges; colours from the legend, as an ink says them. */
import {
  edgeLooks,
  ghostDash,
  hullLook,
  inactiveDash,
  nodeLooks,
  palette,
  severityLooks,
  type Token,
} from '../../scene/legend.ts';
import type { Box, EdgeKind, NodeShape, Point } from '../../scene/scene.ts';
import { fonts } from '../../scene/text.ts';
import type { Severity } from '../../rules/rule.ts';
import { inert } from './inert.ts';
import { badgeWidth } from './mark-room.ts';
import { attrs, num, xml } from './xml.ts';

/** How a colour of the legend is written: as a colour, or as the name of a custom property. */
export type Ink = (token: Token) => string;

export const lightInk: Ink = (token) => palette.light[token];

/** A stroke that takes the place of a mark's own, because a finding lights it. */
export interface Stroke {
  readonly token: Token;
  readonly width: number;
  /** Instead of the dashes of its kind, where there are any. */
  readonly dash?: readonly number[];
}

const dashes = (dash: readonly number[]): string | undefined =>
  dash.length > 0 ? dash.join(' ') : undefined;

export const polygon = (points: readonly Point[]): string =>
  points.map((p) => `${num(p.x)},${num(p.y)}`).join(' ');

const BEND = 7;

/** A path with its bends rounded off. */
function path(points: readonly Point[]): string {
  const [first] = points;
  if (!first) return '';
  let d = `M${num(first.x)} ${num(first.y)}`;
  for (let i = 1; i < points.length; i++) {
    const [a, b, c] = [points[i - 1], points[i], points[i + 1]];
    if (!a || !b) break;
    if (!c) {
      d += `L${num(b.x)} ${num(b.y)}`;
      break;
    }
    const before = Math.hypot(b.x - a.x, b.y - a.y);
    const after = Math.hypot(c.x - b.x, c.y - b.y);
    const r = Math.min(BEND, before / 2, after / 2);
    const back = (p: Point, length: number): string =>
      `${num(b.x + ((p.x - b.x) * r) / length)} ${num(b.y + ((p.y - b.y) * r) / length)}`;
    d += `L${back(a, before)}Q${num(b.x)} ${num(b.y)} ${back(c, after)}`;
  }
  return d;
}

export interface TextLook {
  readonly size: number;
  readonly mono?: boolean;
  readonly bold?: boolean;
  readonly token?: Token;
  readonly anchor?: 'middle' | 'end';
}

/** Writes one line of text as elements of its own, or leaves it to the viewer's fonts. `words` are raw. */
export type Lettering = (
  words: string,
  look: Omit<TextLook, 'token'> & { readonly x: number; readonly y: number; readonly fill: string },
) => string | undefined;

/** Draws every mark in one ink. */
export class Pen {
  readonly colour: Ink;
  readonly #lettering: Lettering | undefined;

  constructor(ink: Ink, lettering?: Lettering) {
    this.colour = ink;
    this.#lettering = lettering;
  }

  /** The outline of a node, ghosts dashed. */
  outline(box: Box, shape: NodeShape, ghost: boolean, lit?: Stroke): string {
    const look = nodeLooks[shape];
    const card = shape === 'vpc' && ghost;
    const paint = {
      fill: this.colour(card ? 'card-ghost-fill' : look.fill),
      stroke: this.colour(lit?.token ?? (ghost ? 'card-ghost-line' : look.line)),
      'stroke-width': lit?.width ?? look.width,
      'stroke-dasharray': ghost ? dashes(ghostDash) : dashes(lit?.dash ?? []),
    };
    if (look.outline === 'octagon') {
      const c = Math.min(look.corner, box.height / 3);
      const { x, y, width: w, height: h } = box;
      const points = [
        [x + c, y],
        [x + w - c, y],
        [x + w, y + c],
        [x + w, y + h - c],
        [x + w - c, y + h],
        [x + c, y + h],
        [x, y + h - c],
        [x, y + c],
      ].map(([px, py]) => ({ x: px ?? 0, y: py ?? 0 }));
      return `<polygon points="${polygon(points)}"${attrs(paint)}/>`;
    }
    const radius = look.outline === 'pill' ? Math.min(box.height, box.width) / 2 : look.corner;
    return `<rect${attrs({ x: box.x, y: box.y, width: box.width, height: box.height, rx: radius, ...paint })}/>`;
  }

  /** The line of a link; `inMesh` lines carry the mesh's colour. */
  line(
    points: readonly Point[],
    kind: EdgeKind,
    active: boolean,
    inMesh: boolean,
    lit?: Stroke,
  ): string {
    const look = edgeLooks[kind];
    const dash = lit?.dash && lit.dash.length > 0 && kind !== 'reach' ? lit.dash : look.dash;
    return `<path d="${path(points)}"${attrs({
      fill: 'none',
      stroke: this.colour(lit?.token ?? (inMesh ? 'mesh-line' : look.line)),
      'stroke-width': lit ? Math.max(lit.width, look.width) : look.width,
      'stroke-linejoin': 'round',
      'stroke-dasharray': dashes(active || dash !== look.dash ? dash : inactiveDash),
    })}/>`;
  }

  hull(outlinePoints: readonly Point[]): string {
    return `<polygon points="${polygon(outlinePoints)}"${attrs({
      fill: this.colour(hullLook.fill),
      'fill-opacity': '0.75',
      stroke: this.colour(hullLook.line),
      'stroke-width': 1.25,
    })}/>`;
  }

  /** Where a drawing is cut and goes on elsewhere. */
  seam(a: Point, b: Point): string {
    return `<path d="${path([a, b])}"${attrs({ fill: 'none', stroke: this.colour('scene-quiet'), 'stroke-width': 1, 'stroke-dasharray': '12 4 2 4' })}/>`;
  }

  /** A plate that words stand on, over whatever is drawn. */
  plate(box: Box, corner: number): string {
    return `<rect${attrs({ ...box, rx: corner, fill: this.colour(hullLook.fill), stroke: this.colour(hullLook.line) })}/>`;
  }

  /** One line of text; the text face is inherited from the root, the monospaced one from the class of the root's style. */
  text(x: number, y: number, words: string, look: TextLook): string {
    if (words === '') return '';
    const { token = 'scene-text', ...set } = look;
    const own = this.#lettering?.(inert(words), { ...set, x, y, fill: this.colour(token) });
    if (own !== undefined) return own;
    return `<text${attrs({
      x,
      y,
      class: look.mono ? 'm' : undefined,
      'font-size': look.size,
      'font-weight': look.bold ? '600' : undefined,
      'text-anchor': look.anchor,
      fill: this.colour(token),
    })}>${xml(words)}</text>`;
  }

  /** What changed, as a sign in a disc, centred on a point. */
  sign(at: Point, { sign, token }: { readonly sign: string; readonly token: Token }): string {
    return (
      `<circle${attrs({ cx: at.x, cy: at.y, r: 8, fill: this.colour(token), stroke: this.colour('scene-ground'), 'stroke-width': 1.5 })}/>` +
      this.text(at.x, at.y + 4, sign, {
        ...fonts.badge,
        size: 12,
        token: 'diff-text',
        anchor: 'middle',
      })
    );
  }

  /** The head of an arrow with its tip at a point, coming from another. */
  head(at: Point, from: Point, token: Token): string {
    const length = Math.hypot(at.x - from.x, at.y - from.y) || 1;
    const [ux, uy] = [(at.x - from.x) / length, (at.y - from.y) / length];
    const corner = (back: number, side: number): Point => ({
      x: at.x - ux * back - uy * side,
      y: at.y - uy * back + ux * side,
    });
    const shape = [{ x: at.x, y: at.y }, corner(11, 5), corner(11, -5)];
    return `<polygon points="${polygon(shape)}" fill="${this.colour(token)}"/>`;
  }

  /** Sign and count in a severity's colour, centred on a point. */
  badge(at: Point, severity: Severity, count: number): string {
    const look = severityLooks[severity];
    const words = `${look.sign} ${count}`;
    const width = badgeWidth({ severity, count });
    return (
      `<rect${attrs({ x: at.x - width / 2, y: at.y - 8, width, height: 16, rx: 8, fill: this.colour(look.token), stroke: this.colour('scene-ground'), 'stroke-width': 1.5 })}/>` +
      this.text(at.x, at.y + 3.6, words, {
        ...fonts.badge,
        token: 'severity-text',
        anchor: 'middle',
      })
    );
  }
}
