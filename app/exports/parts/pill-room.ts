/** Where on a map the number of a page stands: in the area it speaks of, beside words, cards and lines, not on them. */
import type { Box, Point, Scene } from '../../scene/scene.ts';
import { nodeLooks } from '../../scene/legend.ts';
import { cuts } from '../../scene/parts/field.ts';
import type { Font } from '../../scene/text.ts';
import { pillSize } from './page-pill.ts';
import { meets } from './boxes.ts';

export interface PageBox extends Box {
  /** The number of the page. */
  readonly words: string;
  /** Where its number is looked for; absent: in the middle. */
  readonly near?: Point;
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
    else out[at] = { ...out[at]!, ...around(out[at]!, box) };
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

const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** What a number may hide rather than another thing: a line goes on beyond it, a name does not. */
const COSTS = { line: 1, card: 6, words: 12, pill: 60 } as const;

interface Obstacle {
  readonly cost: number;
  readonly in: (box: Box) => boolean;
}

const boxed = (cost: number, box: Box): Obstacle => ({ cost, in: (other) => meets(box, other) });

/** A line as its straight parts: most of a long one is nowhere near. */
const lined = (points: readonly Point[]): readonly Obstacle[] =>
  points.slice(1).map((to, i) => {
    const from = points[i]!;
    return { cost: COSTS.line, in: (box) => cuts(from, to, box) };
  });

/** Places along a length at which something of a size may begin: `most` of them at most. */
function steps(from: number, length: number, size: number, most = 32): number[] {
  const room = length - size;
  if (room <= 0) return [from + room / 2];
  const count = Math.min(most, Math.ceil(room / (size / 2)));
  return Array.from({ length: count + 1 }, (_, i) => from + (room * i) / count);
}

/** Across the border of an area and just beyond it, for one that has no room in itself. */
function outside({ x, y, width, height }: Box, { width: wide, height: tall }: Box): Point[] {
  const [left, right, top, bottom] = [x - wide, x + width, y - tall, y + height];
  return [
    { x: right - wide / 2, y: y - tall / 2 },
    { x: left + wide / 2, y: y - tall / 2 },
    { x: right - wide / 2, y: bottom - tall / 2 },
    { x: left + wide / 2, y: bottom - tall / 2 },
    { x: right, y },
    { x: left, y },
    { x: right - wide, y: top },
    { x: right - wide, y: bottom },
  ];
}

/** A box for the number of each of these pages, in letters of this font. `words`: what stands on the map already. */
export function pillBoxes(
  scene: Scene,
  pages: readonly PageBox[],
  words: readonly Box[],
  font: Font,
): readonly Box[] {
  const air = font.size * 0.15;
  const known: Obstacle[] = [
    ...words.map((box) => boxed(COSTS.words, box)),
    ...scene.nodes
      .filter(({ shape }) => !nodeLooks[shape].container)
      .map((card) => boxed(COSTS.card, card)),
    ...scene.edges.flatMap(({ points }) => lined(points)),
  ];
  const placed: Box[] = [];
  for (const page of pages) {
    const size = { x: 0, y: 0, ...pillSize(page.words, font) };
    const reach = grown(page, Math.max(size.width, size.height) + air);
    const here = [...known, ...placed.map((box) => boxed(COSTS.pill, box))].filter((one) =>
      one.in(reach),
    );
    /** No further than to `most`: what is dearer than another place is not taken. */
    const costOf = (at: Point, most: number): number => {
      const box = grown({ ...size, ...at }, air);
      let sum = 0;
      for (const one of here) {
        if (one.in(box)) sum += one.cost;
        if (sum >= most) break;
      }
      return sum;
    };
    const near = page.near ?? {
      x: page.x + (page.width - size.width) / 2,
      y: page.y + (page.height - size.height) / 2,
    };
    const far = ({ x, y }: Point): number => Math.hypot(x - near.x, y - near.y);
    const inner = steps(page.x, page.width, size.width)
      .flatMap((x) => steps(page.y, page.height, size.height).map((y) => ({ x, y })))
      .concat(meets(page, { ...size, ...near }) ? near : [])
      .sort((a, b) => far(a) - far(b));
    const beyond = outside(page, size).filter(
      ({ x, y }) =>
        x >= 0 && y >= 0 && x + size.width <= scene.width && y + size.height <= scene.height,
    );
    let [best, least] = [inner[0]!, Infinity];
    for (const at of [...inner, ...beyond]) {
      const cost = costOf(at, least);
      if (cost < least) [best, least] = [at, cost];
      if (cost === 0) break;
    }
    placed.push({ ...size, ...best });
  }
  return placed;
}
