/** A page that is a map: the scene without its words, names that can be read, and the numbers of the pages with the rest. */
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import type { Box, Scene } from '../../scene/scene.ts';
import { fit, widthOf, type Font } from '../../scene/text.ts';
import { nameIn, titleIn } from '../../scene/title.ts';
import { pill, pillSize } from './page-pill.ts';
import type { Over } from './picture-look.ts';
import { meets } from './sheet-tiles.ts';
import type { Pen } from './svg-marks.ts';

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
  hulls: scene.hulls.map((hull) => ({ ...hull, caption: '' })),
});

/** Where in its area the number of a page may stand, as shares of width and height: nearest the middle first. */
const SPOTS = [0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92]
  .flatMap((across) =>
    [0.5, 0.35, 0.65, 0.2, 0.8, 0.08, 0.92].map((down) => [across, down] as const),
  )
  .sort(([a, b], [c, d]) => Math.hypot(a - 0.5, b - 0.5) - Math.hypot(c - 0.5, d - 0.5));

/** Names on a map, as many as can be read: containers, then meshes, then boxes. `pages`: numbers of the pages that show more. */
export function mapWords(
  scene: Scene,
  scale: number,
  pages: readonly (Box & { readonly words: string })[],
): Over {
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
        titleIn(node, (text) => fit(text, node.width - size * 1.4, font)),
        node.x + size * 0.7,
        node.y + size * 1.25,
        font,
        node.shape === 'account' ? 'scene-text' : 'scene-quiet',
      );
    }
    for (const { caption, captionAt } of scene.hulls)
      put(caption.split(':')[0]!, captionAt.x, captionAt.y, { size, bold: true }, 'hull-text');
    for (const node of scene.nodes) {
      if (nodeLooks[node.shape].container || isInside(node) || node.height < size * 1.3) continue;
      const rows = nameIn(node, node.height >= 2.2 * size ? 2 : 1, (text) =>
        fit(text, node.width - size * 0.8, { size }),
      );
      // So little of a name tells nothing.
      if ((rows[0] ?? '').length < Math.min(4, node.label.length)) continue;
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
