/** The scenes of a document on paper: what would be too small to read is a map there, and stands on pages of its own after it. */
import type { Report } from '../../report.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { isInside } from '../../scene/open.ts';
import type { Box, Point, Scene, SceneEdge, SceneNode } from '../../scene/scene.ts';
import { fit, fonts, widthOf, type Font } from '../../scene/text.ts';
import { ownPart } from '../../scene/own-part.ts';
import { nameIn, titleIn } from '../../scene/title.ts';
import { along, wordsOf } from './mark-room.ts';
import { pagesOf } from './pages.ts';
import { list } from './scope.ts';
import type { Over, PictureLook } from './picture-look.ts';
import type { Pen } from './svg-marks.ts';

export interface Sheet {
  readonly scene: Scene;
  readonly look: PictureLook;
  /** Entry in the outline of the document. */
  readonly entry: string;
}

/** Points on paper. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** No text on paper is smaller, in points; on a map words are this large. */
export const LEAST = 5;
const MAP_WORDS = 6;
/** Points for a pixel of the scene on a page that shows a part of it. */
const DETAIL = 0.6;
/** The title is set in 20 pixels; on paper it should stand at about 13 points, however small the scene gets. */
const TITLE = 0.65;
/** Pixels at scale 1 that title block and legend take, where the legend has three rows. */
const AROUND = 74 + 16 + 3 * 26 + 8;
/** Neighbouring pages share so much of the scene that every card is whole on one of them: pixels at scale 1. */
const SHARED = { x: 220, y: 130 } as const;
const SMALLEST_TEXT = Math.min(...Object.values(fonts).map(({ size }) => size));

const holds = (outer: Box, { x, y, width, height }: Box): boolean =>
  x >= outer.x &&
  y >= outer.y &&
  x + width <= outer.x + outer.width &&
  y + height <= outer.y + outer.height;

const meets = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Upright or lying, as the scene is. */
export const turned = (
  paper: readonly [number, number],
  { width, height }: Room,
): [number, number] => (width >= height ? [paper[1], paper[0]] : [paper[0], paper[1]]);

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

const zoomAt = (scale: number): number => Math.max(1, TITLE / scale);

interface Tile extends Box {
  readonly row: number;
  readonly column: number;
}

/** Starts of equal stretches of at most `most` that cover a length, each sharing at least `shared` with the next. */
function starts(length: number, most: number, shared: number): number[] {
  if (length <= most) return [0];
  const count = Math.ceil((length - shared) / (most - shared));
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - most)) / (count - 1)));
}

/** The parts of a scene that stand on pages of their own, row by row: every card is whole on one of them. */
function tilesOf({ nodes, width, height }: Scene, size: Room): Tile[] {
  const cards = nodes.filter(({ shape }) => !nodeLooks[shape].container);
  const [tall, wide] = [Math.min(size.height, height), Math.min(size.width, width)];
  const all = starts(height, size.height, SHARED.y).flatMap((y, row) =>
    starts(width, size.width, SHARED.x).map((x, column) => {
      const tile: Tile = { x, y, width: wide, height: tall, row, column };
      return { tile, own: cards.filter((card) => holds(tile, card)) };
    }),
  );
  // A page that shows nothing but what others show, too, is left out.
  const times = new Map<SceneNode, number>();
  for (const { own } of all) for (const card of own) times.set(card, (times.get(card) ?? 0) + 1);
  const kept = all.toReversed().filter(({ own }) => {
    if (own.some((card) => times.get(card) === 1)) return true;
    for (const card of own) times.set(card, times.get(card)! - 1);
    return false;
  });
  return kept.reverse().map(({ tile }) => tile);
}

/** The parts of a line within a box, in order. Source: Liang and Barsky, "A new concept and method for line clipping", 1984. */
export function partsWithin(points: readonly Point[], box: Box): Point[][] {
  const parts: Point[][] = [];
  points.slice(1).forEach((b, i) => {
    const a = points[i]!;
    let [enter, leave] = [0, 1];
    for (const [start, delta, low, high] of [
      [a.x, b.x - a.x, box.x, box.x + box.width],
      [a.y, b.y - a.y, box.y, box.y + box.height],
    ] as const) {
      if (delta === 0) {
        if (start < low || start > high) return;
        continue;
      }
      const [near, far] = [(low - start) / delta, (high - start) / delta];
      enter = Math.max(enter, Math.min(near, far));
      leave = Math.min(leave, Math.max(near, far));
    }
    if (enter >= leave) return;
    const at = (t: number): Point => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
    const [p, q] = [at(enter), at(leave)];
    const last = parts.at(-1);
    const end = last?.at(-1);
    if (last && end?.x === p.x && end.y === p.y) last.push(q);
    else parts.push([p, q]);
  });
  return parts;
}

const isOn = (points: readonly Point[], { x, y }: Point): boolean =>
  points.slice(1).some((b, i) => {
    const a = points[i]!;
    const whole = Math.hypot(b.x - a.x, b.y - a.y);
    return Math.hypot(x - a.x, y - a.y) + Math.hypot(b.x - x, b.y - y) < whole + 1e-6;
  });

/** What of a scene lies in a tile; words only of what is whole there: the rest says them on the next page. */
function partOf(scene: Scene, tile: Tile): Scene {
  const by = ({ x, y }: Point): Point => ({ x: x - tile.x, y: y - tile.y });
  const nodes = scene.nodes.flatMap((node): SceneNode[] => {
    if (!meets(tile, node)) return [];
    const moved = { ...node, ...by(node) };
    if (!nodeLooks[node.shape].container)
      return holds(tile, node)
        ? [moved]
        : [{ ...moved, label: '', lines: [], heads: [], badge: undefined }];
    const head = { ...node, width: 90, height: 44 };
    return holds(tile, head) ? [moved] : [{ ...moved, label: '', lines: [] }];
  });
  const drawn = new Set(nodes.map(({ id }) => id));
  const edges = scene.edges.flatMap((edge): SceneEdge[] => {
    const parts = partsWithin(edge.points, tile).map((points) => points.map(by));
    // Its label and badge stand where its middle is: on that page alone.
    const middle = by(along(ownPart(edge), 0.5));
    const said = parts.findIndex((points) => isOn(points, middle));
    return parts.map((points, i) => ({
      ...edge,
      points,
      ...(i === said ? {} : { label: '', badge: undefined }),
    }));
  });
  const hulls = scene.hulls
    .filter(({ members }) => members.some((id) => drawn.has(id)))
    .map((hull) => ({
      ...hull,
      outline: hull.outline.map(by),
      captionAt: by(hull.captionAt),
      caption: holds(tile, { x: hull.captionAt.x, y: hull.captionAt.y - 34, width: 60, height: 36 })
        ? hull.caption
        : '',
    }));
  return { ...scene, nodes, edges, hulls, width: tile.width, height: tile.height, leftOut: [] };
}

const WHO = { size: 9, bold: true } as const;

/** How far along the edge of a page the number of the next one may stand: nearest the middle first. */
const ALONG = Array.from(
  { length: 61 },
  (_, i) => 0.5 + ((i % 2 ? 1 : -1) * Math.ceil(i / 2)) / 64,
);

/** Where neighbouring pages go on: their numbers, on the edges they share. */
function marksOf(part: Scene, tile: Tile, tiles: readonly Tile[], first: number): Over {
  const words = wordsOf(part);
  const pills = tiles.flatMap((other, i) => {
    const beside = other.row === tile.row && Math.abs(other.column - tile.column) === 1;
    const above = other.column === tile.column && Math.abs(other.row - tile.row) === 1;
    if (!beside && !above) return [];
    const text = `page ${first + i}`;
    const size = pillSize(text, WHO);
    const boxAt = (share: number): Box =>
      beside
        ? {
            x: other.column > tile.column ? tile.width - size.width - 4 : 4,
            y: (tile.height - size.height) * share,
            ...size,
          }
        : {
            x: (tile.width - size.width) * share,
            y: other.row > tile.row ? tile.height - size.height - 4 : 4,
            ...size,
          };
    const spots = ALONG.map(boxAt);
    return [{ text, box: spots.find((box) => !words.some((w) => meets(w, box))) ?? spots[0]! }];
  });
  return {
    boxes: pills.map(({ box }) => box),
    draw: (pen) => pills.map(({ text, box }) => pill(pen, text, box, WHO)).join(''),
  };
}

const pillSize = (words: string, font: Font): Room => ({
  width: widthOf(words, font) + font.size * 1.3,
  height: font.size * 1.8,
});

function pill(pen: Pen, words: string, box: Box, font: Font): string {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2 + font.size * 0.36];
  const look = { ...font, token: 'hull-text', anchor: 'middle' } as const;
  return pen.plate(box, box.height / 2) + pen.text(x, y, words, look);
}

/** A scene without words: these are set anew, in letters that can be read. */
const wordless = (scene: Scene): Scene => ({
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
function mapWords(
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
    look: { zoom: zoomAt(scaleOn(roomFor(scene), scene)) },
  });
  const [, ...regions] = pagesOf(report, whole);
  const scenes = regions.map(({ name, nodes, edges, hulls, width, height, notes }) => {
    const [title = '', ...leftOut] = notes;
    return {
      label: name,
      scene: { nodes, edges, hulls, width, height, title, leftOut } satisfies Scene,
    };
  });

  const sheets: Sheet[] = [];
  const firstOf = new Map<string, number>();
  for (const { label, scene } of scenes) {
    // The overview is page 1.
    firstOf.set(label, sheets.length + 2);
    if (fits(scene)) {
      sheets.push(plain(scene, scene.title));
      continue;
    }
    const room = roomFor(scene);
    const [lying] = [{ width: paper[1] - 2 * margin, height: paper[0] - 2 * margin }];
    const size = {
      width: Math.floor(lying.width / DETAIL),
      height: Math.floor(lying.height / DETAIL - AROUND * zoomAt(DETAIL)),
    };
    const tiles = tilesOf(scene, size);
    const first = sheets.length + 3;
    const numbers = tiles.map((tile, i) => ({ ...tile, words: `${first + i}` }));
    const last = first + tiles.length - 1;
    const scale = scaleOn(room, scene);
    sheets.push({
      scene: {
        ...wordless(scene),
        title: `${scene.title}: map of pages ${first} to ${last}`,
        leftOut: [
          ...scene.leftOut,
          `ids, addresses and findings: they are on pages ${first} to ${last}.`,
        ],
      },
      entry: scene.title,
      look: { zoom: zoomAt(scale), over: mapWords(scene, scale, numbers) },
    });
    tiles.forEach((tile, i) => {
      const part = partOf(scene, tile);
      sheets.push({
        scene: {
          ...part,
          title: `${scene.title}, part ${i + 1} of ${tiles.length}${accountsIn(scene, tile)}`,
        },
        entry: `${scene.title}, part ${i + 1} of ${tiles.length}`,
        look: { zoom: zoomAt(DETAIL), clip: true, over: marksOf(part, tile, tiles, first) },
      });
    });
  }
  if (fits(whole)) return [plain(whole, 'Overview'), ...sheets];
  const scale = scaleOn(roomFor(whole), whole);
  const pages = whole.nodes
    .filter(({ shape }) => shape === 'region')
    .map(({ label, x, y, width, height }) => ({
      x,
      y,
      width,
      height,
      words: `${firstOf.get(label)!}`,
    }));
  return [
    {
      scene: {
        ...wordless(whole),
        leftOut: [
          ...whole.leftOut,
          'ids, addresses and findings: the number in a Region is that of its page.',
        ],
      },
      entry: 'Overview',
      look: { zoom: zoomAt(scale), over: mapWords(whole, scale, pages) },
    },
    ...sheets,
  ];
}

/** Which accounts a page shows parts of. */
function accountsIn({ nodes }: Scene, tile: Tile): string {
  const labels = nodes
    .filter((node) => node.shape === 'account' && meets(tile, node))
    .map(({ label }) => label);
  return labels.length < 2
    ? labels.map((label) => `: ${label}`).join('')
    : `: accounts ${list(
        labels.map((label) => label.replace(/^Account /, '')),
        3,
      )}`;
}
