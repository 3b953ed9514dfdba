/** What Visio shapes are made of: cells, looks, text, shape data, geometry. Lengths go in as pixels, out as inches. */
import { nodeLooks, palette, type Token } from '../../scene/legend.ts';
import type { Box, NodeShape, Point } from '../../scene/scene.ts';
import type { Font } from '../../scene/text.ts';
import type { Facts } from './facts.ts';
import type { LineSort } from './line-sort.ts';
import { octagon as octagonOf } from './outline.ts';
import { xml } from './xml.ts';

/** Pixels at scale 1 as inches: Visio's unit for lengths. */
export const inch = (pixels: number): string => String(Math.round((pixels / 96) * 1e5) / 1e5 || 0);

export const cell = (name: string, value: string, formula?: string): string =>
  `<Cell N="${name}" V="${value}"${formula === undefined ? '' : ` F="${formula}"`}/>`;
export const cells = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => cell(name, String(value)))
    .join('');

const colour = (token: Token): string => palette.light[token];

interface Paint {
  readonly fill?: Token;
  readonly line?: Token;
  readonly width?: number;
  readonly pattern?: LineSort;
  readonly rounding?: number;
  /** Heads of arrows at the end and at the beginning of a line. */
  readonly ahead?: boolean;
  readonly back?: boolean;
  /** How much of the ground is seen through a line. */
  readonly clear?: number;
}

/** Source: https://learn.microsoft.com/en-us/office/client-developer/visio/linepattern-cell-line-format-section */
const PATTERNS: Readonly<Record<LineSort, number>> = {
  plain: 1,
  dashed: 2,
  dotted: 3,
  'dash-dotted': 4,
};

const FILLED = 4;

export const painted = ({
  fill,
  line,
  width = 1,
  pattern = 'plain',
  rounding = 0,
  ahead = false,
  back = false,
  clear = 0,
}: Paint): string =>
  cells({
    ...(fill === undefined ? { FillPattern: 0 } : { FillForegnd: colour(fill), FillPattern: 1 }),
    ...(line === undefined
      ? { LinePattern: 0 }
      : { LineColor: colour(line), LinePattern: PATTERNS[pattern], LineWeight: inch(width) }),
    // Source: https://learn.microsoft.com/en-us/office/client-developer/visio/endarrow-cell-line-format-section
    ...(ahead ? { EndArrow: FILLED } : {}),
    ...(back ? { BeginArrow: FILLED } : {}),
    ...(clear > 0 ? { LineColorTrans: clear } : {}),
    ...(rounding > 0 ? { Rounding: inch(rounding) } : {}),
  });

export interface Words {
  readonly text: string;
  readonly font: Font;
  readonly token: Token;
}

/** Each run of text with its own looks; a row of the Character section a run. */
export function textOf(words: readonly Words[], align: 'left' | 'middle'): string {
  if (words.length === 0) return '';
  const rows = words.map(
    ({ font, token }, i) =>
      `<Row IX="${i}">${cells({ Font: font.mono ? 'Consolas' : 'Arial', Color: colour(token), Size: inch(font.size), Style: font.bold ? 1 : 0 })}</Row>`,
  );
  return (
    `<Section N="Character">${rows.join('')}</Section>` +
    `<Section N="Paragraph"><Row IX="0">${cells({ HorzAlign: align === 'left' ? 0 : 1 })}</Row></Section>` +
    `<Text>${words.map(({ text }, i) => `<cp IX="${i}"/>${xml(text)}`).join('\n')}</Text>`
  );
}

/** Shape data, as Visio shows it. Source: https://learn.microsoft.com/en-us/office/client-developer/visio/shape-data-section */
export const dataOf = (facts: Facts): string =>
  `<Section N="Property">${Object.entries(facts)
    .map(
      ([name, value]) =>
        `<Row N="${name}">${cell('Value', xml(value)).replace('/>', ' U="STR"/>')}${cells({ Label: name, Type: 0 })}</Row>`,
    )
    .join('')}</Section>`;

type Step = readonly ['RelMoveTo' | 'RelLineTo', number, number];

export const geometry = (steps: readonly Step[], filled: boolean): string =>
  `<Section N="Geometry" IX="0">${cell('NoFill', filled ? '0' : '1')}${steps
    .map(([type, x, y], i) => `<Row T="${type}" IX="${i + 1}">${cells({ X: x, Y: y })}</Row>`)
    .join('')}</Section>`;

export const BOX: readonly Step[] = [
  ['RelMoveTo', 0, 0],
  ['RelLineTo', 1, 0],
  ['RelLineTo', 1, 1],
  ['RelLineTo', 0, 1],
  ['RelLineTo', 0, 0],
];

/** Level, in a box of no height. */
export const LINE: readonly Step[] = [
  ['RelMoveTo', 0, 0],
  ['RelLineTo', 1, 0],
];

const share = (n: number): number => Math.round(n * 1e5) / 1e5 || 0;

/** A polygon by its corners, as shares of its box, from below. */
export const polygon = (points: readonly Point[], box: Box): readonly Step[] =>
  [...points, ...points.slice(0, 1)].map((p, i): Step => [
    i === 0 ? 'RelMoveTo' : 'RelLineTo',
    share((p.x - box.x) / box.width),
    share(1 - (p.y - box.y) / box.height),
  ]);

const octagon = (box: Box, corner: number): readonly Step[] => polygon(octagonOf(box, corner), box);

/** The outline of a node and how it is painted: no fill where it is a container. */
export function outlineOf(
  shape: NodeShape,
  outside: boolean,
  box: Box,
): { readonly steps: readonly Step[]; readonly paint: Paint } {
  const look = nodeLooks[shape];
  const ghost = outside && !look.container;
  // Containers are not filled: meshes and links lie behind them, and a click inside selects what is inside.
  const filled = !look.container;
  return {
    steps: look.outline === 'octagon' ? octagon(box, look.corner) : BOX,
    paint: {
      ...(filled ? { fill: ghost ? 'card-ghost-fill' : look.fill } : {}),
      line: ghost ? 'card-ghost-line' : filled ? look.line : 'card-line',
      width: look.width,
      pattern: ghost ? 'dashed' : 'plain',
      rounding:
        look.outline === 'octagon'
          ? 0
          : look.outline === 'pill'
            ? Math.min(box.height, box.width) / 2
            : look.corner,
    },
  };
}
