/** Widths of text in whatever common face a viewer sets it in: room that holds these holds the words everywhere. */
import { namesIn } from '../../scene/telling.ts';
import { fit, type Font, widthOf } from '../../scene/text.ts';

/**
 * Advance of the printable ASCII characters in DejaVu Sans and DejaVu Sans Bold, in thousandths of the font size, as their
 * own tables (`hmtx`, version 2.37) say. Where our face is not installed, Linux falls back to it; no letter of Inter, Arial,
 * Helvetica or Liberation Sans is wider. Embedding Inter would help browsers alone: rsvg, Inkscape and office suites set
 * text in fonts of the machine whatever a file brings along, and a picture of 60 kB would be three times as large.
 */
const PLAIN: readonly number[] = [
  // space ! " # $ % & ' ( ) * + , - . /
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
  // 0-9 : ; < = > ?
  636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
  // @ A-O
  1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
  // P-Z [ \ ] ^ _
  603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
  // ` a-o
  500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
  // p-z { | } ~
  635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
const BOLD: readonly number[] = [
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365,
  // 0-9 : ; < = > ?
  696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580,
  // @ A-O
  1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
  // P-Z [ \ ] ^ _
  733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500,
  // ` a-o
  500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
  // p-z { | } ~
  716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];
/** How much wider than we reckon with other letters may be. */
const OTHERS = 1.2;

/** How wide words are, and as much of them as fits: by the face they are set in, or by every face they may be set in. */
export interface Measure {
  readonly width: (text: string, font: Font) => number;
  readonly fit: (text: string, room: number, font: Font) => string;
}

/** Of words that are set in the face the scene reckons with. */
export const usual: Measure = { width: widthOf, fit };

/** In pixels at scale 1. */
function widestOf(text: string, font: Font): number {
  // Monospaced faces agree on their advance: 0.6 of the size.
  if (font.mono) return widthOf(text, font);
  const table = font.bold ? BOLD : PLAIN;
  let width = 0;
  for (const char of text) {
    const units = table[(char.codePointAt(0) ?? 0) - 32];
    width += units === undefined ? widthOf(char, font) * OTHERS : (units * font.size) / 1000;
  }
  return width;
}

function fitWidest(text: string, room: number, font: Font): string {
  if (widestOf(text, font) <= room) return text;
  let left = room - widestOf('…', font);
  let cut = '';
  for (const char of text) {
    left -= widestOf(char, font);
    if (left < 0) break;
    cut += char;
  }
  return `${cut.trimEnd()}…`;
}

/** Of words that are set in the viewer's faces. */
export const widest: Measure = { width: widestOf, fit: fitWidest };

/**
 * A name in the room it has: what is left of it tells it from those of all other `boxes` of the picture, or is its start
 * where nothing does.
 */
export function toldIn(
  { width, fit }: Measure,
  boxes: readonly { readonly label: string }[],
  name: string,
  room: number,
  font: Font,
): string {
  if (width(name, font) <= room) return name;
  return namesIn(boxes).cut(name, (part) => width(part, font) <= room) || fit(name, room, font);
}

/** The font in the size at which words fit: somewhat smaller rather than cut. */
export function sizedIn({ width }: Measure, text: string, font: Font, room: number): Font {
  const needed = width(text, font);
  return needed <= room
    ? font
    : { ...font, size: Math.floor((font.size * room * 10) / needed) / 10 };
}
