/** A page that is a map: the scene without its words, names that can be read, and the numbers of the pages with the rest. */
import { shortCaption } from '../../scene/caption.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import { cuts } from '../../scene/parts/field.ts';
import type { Box, Point, Scene, SceneNode } from '../../scene/scene.ts';
import { widthOf, type Font } from '../../scene/text.ts';
import { namesIn } from '../../scene/telling.ts';
import { isWhole, nameIn, titleIn } from '../../scene/title.ts';
import { pill } from './page-pill.ts';
import type { Over } from './picture-look.ts';
import { type PageBox, pillBoxes, together } from './pill-room.ts';
import { meets } from './boxes.ts';
import type { TextLook } from './svg-marks.ts';
import { toldIn, usual } from './widest.ts';

/** Sizes of letters, in points. */
const MAP_WORDS = 6;
const PAGE_NUMBER = 7;

/** A scene without words: these are set anew, in letters that can be read. */
export const wordless = (scene: Scene): Scene => ({
  ...scene,
  nodes: scene.nodes.map((node) => ({
    ...node,
    label: '',
    lines: [],
    heads: [],
    badge: undefined,
    links: undefined,
  })),
  edges: scene.edges.map((edge) => ({ ...edge, label: '', badge: undefined })),
  hulls: scene.hulls.map((hull) => ({ ...hull, caption: '', badge: undefined })),
});

const fitsOnMap =
  ({ width }: SceneNode, size: number) =>
  (text: string): boolean =>
    widthOf(text, { size }) <= width - size * 0.8;
const linesOnMap = ({ height }: SceneNode, size: number): 0 | 1 | 2 =>
  height < size * 1.3 ? 0 : height >= 2.2 * size ? 2 : 1;

/** What a map has room for of the name of a card, in letters of a size, and tells it from all others; none where nothing does. */
function nameOnMap(node: SceneNode, { nodes }: Scene, size: number): readonly string[] {
  const most = linesOnMap(node, size);
  if (most === 0) return [];
  const fits = fitsOnMap(node, size);
  const names = namesIn(nodes);
  return nameIn(node, most, (text, before) => names.cut(text, fits, before), fits);
}

/** True where a map at this scale has no room for the whole name of some card. */
export const lacksNames = ({ nodes }: Scene, scale: number): boolean =>
  nodes.some((node) => {
    if (nodeLooks[node.shape].container || isInside(node)) return false;
    const most = linesOnMap(node, MAP_WORDS / scale);
    return most === 0 || !isWhole(node.label, most, fitsOnMap(node, MAP_WORDS / scale));
  });

interface MapWord {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly font: Font;
  readonly look: Pick<TextLook, 'token' | 'anchor'>;
  readonly box: Box;
}

/** Words that lie over none that were set before. */
class Words {
  readonly set: MapWord[] = [];
  readonly #taken: Box[] = [];

  /** `right`: as far as the words may step aside of others on their row; absent: they stand where they are put, or nowhere. */
  put(text: string, at: Point, font: Font, look: MapWord['look'], right = 0): void {
    if (text === '') return;
    const width = widthOf(text, font);
    const left = look.anchor === 'middle' ? at.x - width / 2 : at.x;
    const box = { x: left, y: at.y - font.size * 0.8, width, height: font.size * 1.05 };
    const other = this.#taken.find((one) => meets(one, box));
    if (other) {
      const aside = other.x + other.width + font.size;
      if (aside + width <= right) this.put(text, { x: aside, y: at.y }, font, look);
      return;
    }
    this.#taken.push(box);
    this.set.push({ text, ...at, font, look, box });
  }

  take(boxes: readonly Box[]): void {
    this.#taken.push(...boxes);
  }
}

/** Where the title of a container on a map begins. */
const titleAt = ({ x, y }: Point, size: number): Point => ({
  x: x + size * 0.7,
  y: y + size * 1.25,
});

/** How far a row is clear of lines, from its left. */
function clearOf(edges: Scene['edges'], row: Box): number {
  let right = row.x + row.width;
  for (const { points } of edges)
    points.slice(1).forEach((to, i) => {
      const from = points[i]!;
      if (cuts(from, to, row)) right = Math.min(right, from.x, to.x);
    });
  return right - row.x;
}

/** The title of a container: shorter where no line runs through it then, and where a line is in its way in any case whole. */
function titleOnMap(node: SceneNode, { nodes, edges }: Scene, font: Font): string {
  const { size } = font;
  const at = titleAt(node, size);
  const room = node.width - size * 1.4;
  const titleFor = (width: number): string =>
    titleIn(node, (text) => toldIn(usual, nodes, text, width, font));
  const row = { x: at.x, y: at.y - size * 0.8, width: room, height: size * 1.05 };
  const short = titleFor(clearOf(edges, row) - size * 0.3);
  return short === '' || short.includes('…') ? titleFor(room) : short;
}

/** Where the number of the page of a Region is looked for: behind its title. */
export function behindTitle({ label, x, y }: SceneNode, scale: number): Point {
  const size = MAP_WORDS / scale;
  return {
    x: titleAt({ x, y }, size).x + widthOf(label, { size }) + size * 1.1,
    y: y + size * 0.2,
  };
}

/**
 * Names on a map, as many as can be read: containers, then meshes, then the numbers of pages, then boxes. `areas`: what the
 * pages show that have more.
 */
export function mapWords(scene: Scene, scale: number, areas: readonly PageBox[]): Over {
  const size = MAP_WORDS / scale;
  const words = new Words();
  for (const node of scene.nodes) {
    if (!nodeLooks[node.shape].container || node.shape === 'segment') continue;
    const font = { size, bold: node.shape === 'account' };
    words.put(
      titleOnMap(node, scene, font),
      titleAt(node, size),
      font,
      { token: node.shape === 'account' ? 'scene-text' : 'scene-quiet' },
      node.x + node.width,
    );
  }
  for (const { caption, captionAt } of scene.hulls)
    words.put(shortCaption(caption), captionAt, { size, bold: true }, { token: 'hull-text' });
  const pages = together(areas);
  const large = { size: PAGE_NUMBER / scale, bold: true };
  const said = words.set.map(({ box }) => box);
  const plates = pillBoxes(scene, pages, said, large);
  words.take(plates);
  for (const node of scene.nodes) {
    if (nodeLooks[node.shape].container || isInside(node)) continue;
    const rows = nameOnMap(node, scene, size);
    const first = node.y + node.height / 2 + size * 0.36 - ((rows.length - 1) * size * 1.1) / 2;
    rows.forEach((row, i) => {
      const at = { x: node.x + node.width / 2, y: first + i * size * 1.1 };
      words.put(row, at, { size }, { token: 'scene-text', anchor: 'middle' });
    });
  }
  return {
    boxes: plates,
    draw: (pen) =>
      words.set
        .map(({ text, x, y, font, look }) => pen.text(x, y, text, { ...font, ...look }))
        .join('') + pages.map((page, i) => pill(pen, page.words, plates[i]!, large)).join(''),
  };
}
