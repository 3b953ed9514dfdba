/** The index of a map that has no room for names: every name with the number of the page it is on. */
import { byText } from '../../base/order.ts';
import type { SceneNode } from '../../scene/scene.ts';
import { fit } from '../../scene/text.ts';
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
const COLUMN = 330;
const GAP = 26;
const MARGIN = 32;
const NAME = { size: 11, bold: true } as const;
const ID = { size: 10, mono: true } as const;

/** A card by its name; one without a name by its id, which is said once. */
export const entryOf = ({ label, id }: SceneNode, page: number): IndexEntry => ({
  name: label,
  id: label === id ? '' : id,
  page,
});

/** As many pages of this size as hold them, by name. */
export function indexPages(
  entries: readonly IndexEntry[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly IndexPage[] {
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN + GAP) / (COLUMN + GAP)));
  const rows = Math.max(1, Math.floor((height - ROW) / ROW));
  const sorted = entries.toSorted((a, b) => byText(a.name, b.name) || byText(a.id, b.id));
  const pages: IndexPage[] = [];
  for (let from = 0; from < sorted.length; from += rows * columns) {
    const here = sorted.slice(from, from + rows * columns);
    const draw = (pen: Pen): string =>
      here
        .map(({ name, id, page }, i) => {
          const x = MARGIN + Math.floor(i / rows) * (COLUMN + GAP);
          const y = ROW * ((i % rows) + 1);
          const room = id === '' ? COLUMN - 40 : 150;
          return (
            pen.text(x, y, fit(name, room, NAME), NAME) +
            pen.text(x + 158, y, fit(id, COLUMN - 198, ID), { ...ID, token: 'scene-quiet' }) +
            pen.text(x + COLUMN, y, `${page}`, { ...NAME, token: 'hull-text', anchor: 'end' })
          );
        })
        .join('');
    pages.push({ width, height, over: { draw, boxes: [] } });
  }
  return pages;
}
