/** Widths of text without a DOM: one small table, so that canvas, SVG and draw.io agree on what fits. */

/** Advance of the printable ASCII characters of a common grotesque, in hundredths of the font size. */
const ADVANCE: readonly number[] = [
  // space ! " # $ % & ' ( ) * + , - . /
  28, 28, 36, 56, 56, 89, 67, 20, 34, 34, 39, 59, 28, 34, 28, 30,
  // 0-9 : ; < = > ?
  56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28, 59, 59, 59, 56,
  // @ A-O
  102, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78,
  // P-Z [ \ ] ^ _
  67, 78, 72, 67, 61, 72, 67, 95, 67, 67, 61, 28, 30, 28, 47, 56,
  // ` a-o
  34, 56, 56, 50, 56, 56, 28, 56, 56, 23, 23, 50, 23, 84, 56, 56,
  // p-z { | } ~
  56, 56, 34, 50, 28, 56, 50, 72, 50, 50, 50, 34, 28, 34, 59,
];
/** Fonts differ; a little air keeps the widest common one inside its box. */
const AIR = 1.06;
const MONO = 0.602;

export interface Font {
  /** Size in pixels at scale 1. */
  readonly size: number;
  readonly mono?: boolean;
  readonly bold?: boolean;
}

/** The sizes every picture uses. */
export const fonts = {
  name: { size: 13, bold: true },
  /** The first line of a node that has no name but its id. */
  id: { size: 11.5, mono: true, bold: true },
  line: { size: 11, mono: true },
  account: { size: 13, bold: true },
  region: { size: 12, bold: true },
  segment: { size: 11 },
  caption: { size: 14, bold: true },
  could: { size: 12 },
  edge: { size: 11 },
  badge: { size: 10, bold: true },
} as const satisfies Record<string, Font>;

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

function advance(char: string, font: Font): number {
  const code = char.codePointAt(0) ?? 0;
  if (code > 0xffff || WIDE.test(char)) return 1.05;
  if (font.mono) return MONO;
  const units = code >= 32 && code < 127 ? (ADVANCE[code - 32] ?? 60) : 64;
  return (units / 100) * AIR * (font.bold ? 1.06 : 1);
}

/** Estimated width in pixels at scale 1; a little more than most fonts need. */
export function widthOf(text: string, font: Font): number {
  let em = 0;
  for (const char of text) em += advance(char, font);
  return em * font.size;
}

/** The text, or as much of its start as fits with an ellipsis. Never splits a character. */
export function fit(text: string, width: number, font: Font): string {
  const room = width / font.size;
  const dots = advance('…', font);
  let em = 0;
  let cut = '';
  let fits = true;
  for (const char of text) {
    em += advance(char, font);
    if (em + dots <= room) cut += char;
    if (em > room) {
      fits = false;
      break;
    }
  }
  return fits ? text : `${cut.trimEnd()}…`;
}
