/** The index of a map that has no room for names: every name with the number of the page it is on. */
import { byText } from '../../base/order.ts';
import type { SceneNode } from '../../scene/scene.ts';
import { fit, type Font, widthOf } from '../../scene/text.ts';
import type { PictureLook } from './picture-look.ts';
import type { Pen } from './svg-marks.ts';

export interface IndexEntry {
  readonly name: string;
  readonly id: string;
  readonly page: number;
}

export interface IndexPage {
  readonly width: number;
  readonly height: number;
  readonly over: NonNullable<PictureLook['over']>;
}

/** Pixels at scale 1. */
const ROW = 17;
const GAP = 26;
const MARGIN = 32;
/** Columns are at least so wide, however short the names. */
const LEAST_NAME = 150;
const LEAST_ID = 132;
const APART = 8;
const NUMBER = 40;
const NAME = { size: 11, bold: true } as const;
const ID = { size: 10, mono: true } as const;

/** A card by its name; one without a name by its id, which is said once. */
export const entryOf = ({ label, id }: SceneNode, page: number): IndexEntry => ({
  name: label,
  id: label === id ? '' : id,
  page,
});

/** One row of a column; a name that is wider than a page goes on in the next. */
interface Row {
  readonly name: string;
  readonly entry?: IndexEntry;
}

/** A text in pieces that have room, broken after a separator where there is one. */
function pieces(text: string, room: number, font: Font): readonly string[] {
  const out: string[] = [];
  let [piece, width] = ['', 0];
  for (const char of text) {
    const more = widthOf(char, font);
    if (piece !== '' && width + more > room) {
      const [, start = piece, end = ''] = /^(.*[-_ ./:])(.*)$/s.exec(piece) ?? [];
      out.push(start);
      [piece, width] = [end, widthOf(end, font)];
    }
    piece += char;
    width += more;
  }
  return [...out, piece];
}

/** As many pages of this size as hold them, by name. No name is cut: it is found by whoever searches the document for it. */
export function indexPages(
  entries: readonly IndexEntry[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly IndexPage[] {
  const full = width - 2 * MARGIN;
  const widest = (least: number, texts: readonly string[], font: Font): number =>
    texts.reduce((most, text) => Math.max(most, Math.ceil(widthOf(text, font))), least);
  const ids = entries.map(({ id }) => id);
  const idRoom = Math.min(widest(LEAST_ID, ids, ID), Math.floor(full / 3));
  const named = entries.filter(({ id }) => id !== '').map(({ name }) => name);
  const beside = APART + idRoom + NUMBER;
  const nameRoom = Math.min(widest(LEAST_NAME, named, NAME), full - beside);
  const column = nameRoom + beside;
  const columns = Math.max(1, Math.floor((full + GAP) / (column + GAP)));
  const rows = Math.max(1, Math.floor((height - ROW) / ROW));
  const sorted = entries.toSorted((a, b) => byText(a.name, b.name) || byText(a.id, b.id));
  const all = sorted.flatMap((entry): readonly Row[] =>
    pieces(entry.name, entry.id === '' ? column - NUMBER : nameRoom, NAME).map((name, i) =>
      i === 0 ? { name, entry } : { name },
    ),
  );
  const pages: IndexPage[] = [];
  for (let from = 0; from < all.length; from += rows * columns) {
    const here = all.slice(from, from + rows * columns);
    const draw = (pen: Pen): string =>
      here
        .map(({ name, entry }, i) => {
          const x = MARGIN + Math.floor(i / rows) * (column + GAP);
          const y = ROW * ((i % rows) + 1);
          const words = pen.text(x, y, name, NAME);
          if (!entry) return words;
          const id = fit(entry.id, idRoom, ID);
          return (
            words +
            pen.text(x + nameRoom + APART, y, id, { ...ID, token: 'scene-quiet' }) +
            pen.text(x + column, y, `${entry.page}`, {
              ...NAME,
              token: 'hull-text',
              anchor: 'end',
            })
          );
        })
        .join('');
    pages.push({ width, height, over: { draw, boxes: [] } });
  }
  return pages;
}
