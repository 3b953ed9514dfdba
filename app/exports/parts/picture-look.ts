/** How a picture is to look, and what every mark in it is drawn by: one pen, and what stands out or changed. */
import type { Severity } from '../../rules/rule.ts';
import { diffLooks, flowLook, severityLooks } from '../../scene/legend.ts';
import type { Light } from '../../scene/light.ts';
import type { Marked } from '../../scene/marked.ts';
import type { Diff } from '../../scene/planned.ts';
import type { Box, Scene, SceneNode } from '../../scene/scene.ts';
import { CHANGED_WIDTH } from './change-marks.ts';
import type { PageOf } from './console-page.ts';
import { type Ink, type Lettering, lightInk, Pen, type Stroke } from './svg-marks.ts';
import { type Measure, usual, widest } from './widest.ts';
import { attrs, xml } from './xml.ts';

export interface PictureLook {
  /** Colours of the light theme where absent. */
  readonly ink?: Ink;
  /** `sheet` has a title block and a legend; `bare` is the scene alone. */
  readonly frame?: 'sheet' | 'bare';
  /** What stands out, in the colour of a severity or else in the accent; other lines step back. */
  readonly lit?: { readonly light: Light; readonly severity?: Severity };
  /** The picture is of a plan or of two snapshots: what is marked, and where it comes from. */
  readonly marked?: Marked;
  /**
   * To stand inside a page that brings the rules of style: no prolog, no style element, and the class `thing` on
   * every group that can be lit.
   */
  readonly inPage?: boolean;
  /** Where a box or a line leads that is clicked; absent: nowhere. */
  readonly pageOf?: PageOf;
  /** How a line of text is written, where not as text in the viewer's fonts. */
  readonly lettering?: Lettering;
  /** What the page is, where its title says what the picture is of. */
  readonly about?: string;
  /** Title block and legend are this much larger than the scene, for paper on which the scene stands small. */
  readonly zoom?: number;
  /** What reaches beyond a box of this size, from the upper left corner of the scene, is cut off there. */
  readonly clip?: Pick<Box, 'width' | 'height'>;
  /** Boxes that step back: what is cut off by the edge of a page, and whole on another. */
  readonly faint?: ReadonlySet<string>;
  /** Drawn over the scene, in its pixels. */
  readonly over?: Over;
}

/** Marks on lines keep clear of the boxes. */
export interface Over {
  readonly draw: (pen: Pen) => string;
  readonly boxes: readonly Box[];
}

/** One picture being drawn. */
export class Drawing {
  readonly pen: Pen;
  readonly look: PictureLook;
  /** How wide its words are, in whatever face they come to be set. */
  readonly words: Measure;
  /** All boxes of the picture, which are to be told apart. */
  readonly boxes: readonly SceneNode[];
  /** Of what is lit. */
  readonly stroke: Stroke | undefined;

  constructor(look: PictureLook, boxes: readonly SceneNode[] = []) {
    this.look = look;
    this.boxes = boxes;
    this.pen = new Pen(look.ink ?? lightInk, look.lettering);
    this.words = look.lettering ? usual : widest;
    this.stroke = look.lit && {
      token:
        look.lit.severity === undefined ? flowLook.line : severityLooks[look.lit.severity].token,
      width: flowLook.width,
    };
  }

  /**
   * A group that stands for something: what a page can light and point at, and a link where there is a page to lead to.
   * That page is opened beside this one, and is not told where it was opened from.
   */
  thing(id: string, page: string | undefined, body: string, more = ''): string {
    const name = page === undefined ? 'g' : 'a';
    const href =
      page === undefined ? '' : attrs({ href: page, target: '_blank', rel: 'noopener noreferrer' });
    return `<${name} id="${id}"${this.look.inPage ? ' class="thing"' : ''}${href}${more}>${body}</${name}>`;
  }

  strokeOf(node: SceneNode): Stroke | undefined {
    return this.look.lit?.light.nodes.has(node.id)
      ? this.stroke
      : changedStroke(this.look.marked?.marks.nodes.get(node.id));
  }
}

export const changedStroke = (diff: Diff | undefined): Stroke | undefined =>
  diff && { ...diffLooks[diff], width: CHANGED_WIDTH };

/** What has changed of something drawn, in words; '' where nothing has. */
export const changeWords = ({ marked }: PictureLook, diff: Diff | undefined): string =>
  diff && marked ? marked.titles[diff] : '';

/** A picture looks as its scene says, unless it is asked otherwise. */
export const lookOf = ({ way, marked }: Scene, asked: PictureLook): PictureLook => ({
  ...(way && { lit: { light: way } }),
  ...(marked && { marked }),
  ...asked,
});

/** What a viewer shows under the pointer, and a screen reader says: each thing once, though a box without a name has its id for one. */
export const tooltip = (words: readonly string[]): string =>
  `<title>${xml([...new Set(words.filter((w) => w !== ''))].join(' | '))}</title>`;
