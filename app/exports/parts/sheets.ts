/** The scenes of a document on paper: what would be too small to read is a map there, and stands on pages of its own after it. */
import type { Report } from '../../report.ts';
import { isInside } from '../../scene/open.ts';
import type { Scene, SceneNode } from '../../scene/scene.ts';
import { fonts } from '../../scene/text.ts';
import { pagesOf, touching } from './pages.ts';
import type { PictureLook } from './picture-look.ts';
import { entryOf, type IndexPage, indexPages } from './sheet-index.ts';
import { behindTitle, lacksNames, mapWords, wordless } from './sheet-map.ts';
import { isNameCut } from './svg-boxes.ts';
import { holds } from './boxes.ts';
import { type PageSizes, type Size, type Tile, tilesOf } from './sheet-cuts.ts';
import { marksOf } from './sheet-marks.ts';
import { accountsIn, cutBy, isOwn, partOf } from './sheet-tiles.ts';

export interface Sheet {
  readonly scene: Scene;
  readonly look: PictureLook;
  /** Entry in the outline of the document. */
  readonly entry: string;
  /** Width and height of its paper, in points. */
  readonly paper: readonly [number, number];
}

/** Points on paper. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** No text on paper is smaller, in points. */
export const LEAST = 5;
/** Points for a pixel of the scene on a page that shows a part of it; less, where accounts are whole on a page so. */
const DETAIL = 0.6;
const TIGHT = 0.52;
/** The title is set in 20 pixels; on paper it should stand at about 13 points, however small the scene gets. */
const TITLE = 0.65;
/** Pixels at scale 1 that title block and legend take, where the legend has three rows. */
const AROUND = 74 + 16 + 3 * 26 + 8;
/** Between a part and the legend. */
const BELOW = 12;
const SMALLEST_TEXT = Math.min(...Object.values(fonts).map(({ size }) => size));

/** Upright or lying, as the scene is. */
const turned = (paper: readonly [number, number], { width, height }: Room): [number, number] =>
  width >= height ? [paper[1], paper[0]] : [paper[0], paper[1]];

/** Points for a pixel, where the whole scene stands on the page with what is around it. */
function scaleOn(room: Room, { width, height }: Room): number {
  const wide = room.width / Math.max(width, 640);
  const whole = room.height / (height + AROUND);
  // Title and legend grow where the scene gets small.
  return Math.min(
    wide,
    whole * TITLE >= TITLE * TITLE ? whole : (room.height - TITLE * AROUND) / height,
  );
}

/** What stands in an opened VPC is found by that, unless only the index has its name. */
const isIndexed = (tile: Tile, node: SceneNode): boolean =>
  isOwn(tile, node) || (isInside(node) && isNameCut(node) && holds(tile, node));

const zoomAt = (scale: number): number => Math.max(1, TITLE / scale);

/** Paper that lies or stands, and the room on it, in points. */
interface Way {
  readonly paper: readonly [number, number];
  readonly room: Room;
}

/** How much of a scene a page has room for at a scale, beside title and legend. */
const sizeAt = (scale: number, room: Room): Size => ({
  width: Math.floor(room.width / scale),
  height: Math.floor(room.height / scale - AROUND * zoomAt(scale)),
});

/** The page on which a part is largest, though no larger than the others; how many pixels wide it is then. */
function pageFor(
  tile: Tile,
  ways: readonly Way[],
): { readonly paper: Way['paper']; readonly scale: number; readonly width: number } {
  const pages = ways.map(({ paper, room }) => {
    // Title and legend are as large on every page.
    const tall = (room.height - AROUND * TITLE) / tile.height;
    const scale = Math.min(DETAIL, room.width / tile.width, tall);
    return { paper, scale, width: Math.max(tile.width, Math.floor(room.width / scale)) };
  });
  return pages.reduce((best, page) => (page.scale > best.scale + 1e-6 ? page : best));
}

/** `page 9`, or `pages 15 to 17`. */
const pagesFrom = (first: number, count: number): string =>
  count === 1 ? `page ${first}` : `pages ${first} to ${first + count - 1}`;

/** Every page of a document on this paper (its short and long side), `margin` points from each edge, in order. */
export function sheetsOf(
  report: Report,
  whole: Scene,
  paper: readonly [number, number],
  margin: number,
): Sheet[] {
  const roomFor = (scene: Room): Room => {
    const [width, height] = turned(paper, scene);
    return { width: width - 2 * margin, height: height - 2 * margin };
  };
  const fits = (scene: Scene): boolean => SMALLEST_TEXT * scaleOn(roomFor(scene), scene) >= LEAST;
  const plain = (scene: Scene, entry: string): Sheet => ({
    scene,
    entry,
    paper: turned(paper, scene),
    look: { zoom: zoomAt(scaleOn(roomFor(scene), scene)) },
  });
  const [, ...regions] = pagesOf(report, whole, 'page 1');
  const scenes = regions.map(({ name, notes, ...drawn }) => {
    const leftOut = notes.slice(drawn.way ? 2 : 1);
    return { label: name, scene: { ...drawn, title: `Region ${name}`, leftOut } satisfies Scene };
  });
  /** In the picture of a flow, a page that it touches is called by it, and says beneath which page it is. */
  const asFlow = (sheet: Sheet): Sheet =>
    touching(whole.way, sheet.scene)
      ? {
          ...sheet,
          scene: { ...sheet.scene, title: whole.title },
          look: { ...sheet.look, about: sheet.scene.title },
        }
      : sheet;

  const ways = [true, false].map((lies): Way => {
    const [width, height] = lies ? [paper[1], paper[0]] : paper;
    return {
      paper: [width, height],
      room: { width: width - 2 * margin, height: height - 2 * margin },
    };
  });
  const sizes: PageSizes = {
    usual: ways.map(({ room }) => sizeAt(DETAIL, room)),
    tight: ways.map(({ room }) => sizeAt(TIGHT, room)),
  };
  const size = sizes.usual[0]!;
  const sheets: Sheet[] = [];
  const firstOf = new Map<string, number>();
  for (const { label, scene } of scenes) {
    // The overview is page 1.
    firstOf.set(label, sheets.length + 2);
    const room = roomFor(scene);
    const add = (index: readonly IndexPage[]): void =>
      index.forEach(({ over, ...page }, i) => {
        const title = `${scene.title}, index of names${index.length > 1 ? `, ${i + 1} of ${index.length}` : ''}`;
        sheets.push({
          scene: { ...page, nodes: [], edges: [], hulls: [], leftOut: [], title },
          entry: title,
          paper: ways[0]!.paper,
          look: { zoom: zoomAt(DETAIL), over },
        });
      });
    if (fits(scene)) {
      const cut = scene.nodes.filter(isNameCut);
      const page = sheets.length + 2;
      sheets.push(asFlow(plain(scene, scene.title)));
      add(
        indexPages(
          cut.map((node) => entryOf(node, page)),
          size,
        ),
      );
      continue;
    }
    const tiles = tilesOf(scene, sizes);
    const first = sheets.length + 3;
    const numbers = tiles.map((tile, i) => ({ ...tile, words: `${first + i}` }));
    const last = first + tiles.length - 1;
    const scale = scaleOn(room, scene);
    const index =
      !lacksNames(scene, scale) && !scene.nodes.some(isNameCut)
        ? []
        : indexPages(
            scene.nodes.flatMap((node) => {
              const at = tiles.findIndex((tile) => isIndexed(tile, node));
              return at < 0 ? [] : [entryOf(node, first + at)];
            }),
            size,
          );
    sheets.push(
      asFlow({
        scene: {
          ...wordless(scene),
          title: `${scene.title}: map of pages ${first} to ${last}`,
          leftOut: [
            ...scene.leftOut,
            `ids, addresses, findings, and names that have no room: they are on pages ${first} to ${last}${index.length === 0 ? '' : `, and names in the index on ${pagesFrom(last + 1, index.length)}`}.`,
          ],
        },
        entry: scene.title,
        paper: turned(paper, scene),
        look: { zoom: zoomAt(scale), over: mapWords(scene, scale, numbers) },
      }),
    );
    tiles.forEach((tile, i) => {
      const part = partOf(scene, tile);
      const cut = cutBy(scene, tile);
      const page = pageFor(tile, ways);
      sheets.push(
        asFlow({
          scene: {
            ...part,
            width: page.width,
            height: tile.height + BELOW,
            title: `${scene.title}, part ${i + 1} of ${tiles.length}${accountsIn(scene, part)}`,
          },
          entry: `${scene.title}, part ${i + 1} of ${tiles.length}`,
          paper: page.paper,
          look: {
            zoom: zoomAt(page.scale),
            clip: { width: tile.width, height: tile.height },
            faint: new Set(cut.map(({ id }) => id)),
            over: marksOf(scene, part, cut, tile, tiles, first),
          },
        }),
      );
    });
    add(index);
  }
  if (fits(whole)) return [plain(whole, 'Overview'), ...sheets];
  const scale = scaleOn(roomFor(whole), whole);
  const pages = whole.nodes
    .filter(({ shape }) => shape === 'region')
    .map((region) => ({
      ...{ x: region.x, y: region.y, width: region.width, height: region.height },
      words: `${firstOf.get(region.label)!}`,
      near: behindTitle(region, scale),
    }));
  return [
    {
      scene: {
        ...wordless(whole),
        leftOut: [
          ...whole.leftOut,
          'ids, addresses, findings, and names that have no room: the number in a Region is that of its page.',
        ],
      },
      entry: 'Overview',
      paper: turned(paper, whole),
      look: { zoom: zoomAt(scale), over: mapWords(whole, scale, pages) },
    },
    ...sheets,
  ];
}
