/** A page that is a map: the scene without its words, names that can be read, and the numbers of the pages with the rest. */
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import type { Box, Scene, SceneNode } from '../../scene/scene.ts';
import { widthOf, type Font } from '../../scene/text.ts';
import { namesIn } from '../../scene/telling.ts';
import { isWhole, nameIn, titleIn } from '../../scene/title.ts';
import { pill, pillSize } from './page-pill.ts';
import type { Over } from './picture-look.ts';
import { meets } from './sheet-tiles.ts';
import type { Pen } from './svg-marks.ts';
import { toldIn, usual } from './widest.ts';

/** In points. */
const MAP_WORDS = 6;

/** A scene without words: these are set anew, in letters that can be read. */
export const wordless = (scene: Scene): Scene => ({
  ...scene,
  nodes: scene.nodes.map((node) => ({
    ...node,
    label: '',
    lines: [],
    heads: [],
    badge: undefined,
  })),
  edges: scene.edges.map((edge) => ({ ...edge, label: '', badge: undefined })),
  hulls: scene.hulls.map((hull) => ({ ...hull, caption: '', badge: undefined })),
});

/** Where in its area the number of a page may stand, as shares of width and height: nearest the middle first. */
const SPOTS = [0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92]
  .flatMap((across) =>
    [0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92].map((down) => [across, down] as const),
  )
  .sort(([a, b], [c, d]) => Math.hypot(a - 0.5, b - 0.5) - Math.hypot(c - 0.5, d - 0.5));

export interface PageBox extends Box {
  /** The number of the page. */
  readonly words: string;
}

/** Boxes of one page that stand together have its number once: nothing of another page is among them, and little else. */
export function together(boxes: readonly PageBox[]): readonly PageBox[] {
  const out: PageBox[] = [];
  for (const box of boxes) {
    const at = out.findIndex((other) => {
      const both = around(other, box);
      return (
        other.words === box.words &&
        area(both) <= SPARE * (area(other) + area(box)) &&
        !boxes.some((third) => third.words !== box.words && meets(third, both))
      );
    });
    if (at < 0) out.push(box);
    else out[at] = { ...around(out[at]!, box), words: box.words };
  }
  return out;
}

/** What stands together takes up so much of the box around it at least, as its inverse. */
const SPARE = 1.5;
const area = ({ width, height }: Box): number => width * height;
function around(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

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

/** Names on a map, as many as can be read: containers, then meshes, then boxes. `areas`: what the pages show that have more. */
export function mapWords(scene: Scene, scale: number, areas: readonly PageBox[]): Over {
  const pages = together(areas);
  const draw = (pen: Pen): string => {
    const taken: Box[] = [];
    let body = '';
    const size = MAP_WORDS / scale;
    const put = (
      text: string,
      x: number,
      y: number,
      font: Font,
      token: 'scene-text' | 'scene-quiet' | 'hull-text',
      middle = false,
    ): void => {
      if (text === '') return;
      const width = widthOf(text, font);
      const left = middle ? x - width / 2 : x;
      const box = { x: left, y: y - font.size * 0.8, width, height: font.size * 1.05 };
      if (taken.some((other) => meets(other, box))) return;
      taken.push(box);
      body += pen.text(x, y, text, {
        ...font,
        token,
        ...(middle ? { anchor: 'middle' as const } : {}),
      });
    };
    // Numbers of pages first: they lead on.
    const large = { size: 9 / scale, bold: true };
    const cards = scene.nodes.filter(({ shape }) => !nodeLooks[shape].container);
    for (const { words, ...box } of pages) {
      const { width: wide, height: tall } = pillSize(words, large);
      const boxAt = ([across, down]: readonly [number, number]): Box => ({
        x: box.x + (box.width - wide) * across,
        y: box.y + (box.height - tall) * down,
        width: wide,
        height: tall,
      });
      const spots = SPOTS.map(boxAt);
      // Where a Region is hardly larger than its only card: across its corner.
      const corner = {
        x: Math.min(box.x + box.width - wide / 2, scene.width - wide),
        y: Math.max(box.y - tall / 2, 0),
        width: wide,
        height: tall,
      };
      taken.push(
        spots.find((spot) => ![...taken, ...cards].some((other) => meets(spot, other))) ?? corner,
      );
    }
    const plates = taken.slice();
    for (const node of scene.nodes) {
      if (!nodeLooks[node.shape].container || node.shape === 'segment') continue;
      const font = { size, bold: node.shape === 'account' };
      put(
        titleIn(node, (text) => toldIn(usual, scene.nodes, text, node.width - size * 1.4, font)),
        node.x + size * 0.7,
        node.y + size * 1.25,
        font,
        node.shape === 'account' ? 'scene-text' : 'scene-quiet',
      );
    }
    for (const { caption, captionAt } of scene.hulls)
      put(caption.split(':')[0]!, captionAt.x, captionAt.y, { size, bold: true }, 'hull-text');
    for (const node of scene.nodes) {
      if (nodeLooks[node.shape].container || isInside(node)) continue;
      const rows = nameOnMap(node, scene, size);
      const first = node.y + node.height / 2 + size * 0.36 - ((rows.length - 1) * size * 1.1) / 2;
      rows.forEach((row, i) => {
        const y = first + i * size * 1.1;
        put(row, node.x + node.width / 2, y, { size }, 'scene-text', true);
      });
    }
    pages.forEach(({ words }, i) => {
      body += pill(pen, words, plates[i]!, large);
    });
    return body;
  };
  return { draw, boxes: [] };
}
