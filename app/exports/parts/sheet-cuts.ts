/** Where a scene is cut into parts for pages of their own: between accounts where it can be, else between Regions, groups, cards. */
import { captionBox } from '../../scene/caption.ts';
import { nodeLooks } from '../../scene/legend.ts';
import type { Box, Scene } from '../../scene/scene.ts';
import { type Axis, both, boxOf, from, LENGTHS, meets, shared, to } from './boxes.ts';
import { COSTS, type Item, type Obstacle, stuffOf } from './sheet-stuff.ts';

/** Pixels at scale 1. */
export type Size = Pick<Box, 'width' | 'height'>;

/** What a page holds. */
export interface PageSizes {
  /** At the scale that parts are drawn at; lying and upright. */
  readonly usual: readonly Size[];
  /** Where the letters are as small as they may be: for accounts that are whole there. */
  readonly tight: readonly Size[];
}

export interface Tile extends Box {
  /** Ids of boxes that are larger than any page, such as an opened VPC. */
  readonly larger: ReadonlySet<string>;
}

/** Around what is not to be cut: room for badges and for the ends of lines. */
const PAD = 14;
/** How far a page shows what is around its part, where nothing of another page is: the margin of a scene. */
const AROUND = 32;
/** Between the edge of a page and what is on another. */
const AIR = 8;

const padded = ({ x, y, width, height }: Box): Box =>
  boxOf(x - PAD, y - PAD, x + width + PAD, y + height + PAD);

const fitsIn = ({ width, height }: Size, sizes: readonly Size[]): boolean =>
  sizes.some((size) => width <= size.width && height <= size.height);

interface Cell extends Box {
  readonly items: readonly Item[];
  /** True where no container was cut to make it. */
  readonly whole: boolean;
}

/** How many pages something takes that is so large. */
function pagesFor(size: Size, whole: boolean, { usual, tight }: PageSizes): number {
  if (fitsIn(size, usual) || (whole && fitsIn(size, tight))) return 1;
  const counts = usual.map(
    ({ width, height }) => Math.ceil(size.width / width) * Math.ceil(size.height / height),
  );
  return Math.max(2, Math.min(...counts));
}

interface Cut {
  readonly axis: Axis;
  readonly at: number;
  readonly whole: boolean;
  /** What it runs through. */
  readonly cost: number;
  /** With the pages it seems to lead to. */
  readonly score: number;
}

/** Everything before each item and everything after it, in an order. */
function bounds(items: readonly Item[]): readonly Box[] {
  const out: Box[] = [];
  items.forEach((item, i) => out.push(i === 0 ? item : both(out[i - 1]!, item)));
  return out;
}

/** Where to cut a cell across an axis: the best place for each number of pages on the near side. */
function cutsAcross(
  cell: Cell,
  axis: Axis,
  sizes: PageSizes,
  obstacles: readonly Obstacle[],
): readonly Cut[] {
  const middle = (box: Box): number => (from(box, axis) + to(box, axis)) / 2;
  const items = cell.items.toSorted((a, b) => middle(a) - middle(b));
  const [before, after] = [bounds(items), bounds(items.toReversed())];
  const [start, length] = [from(before.at(-1)!, axis), before.at(-1)![LENGTHS[axis]]];
  /** On either side of a cut is more than words. */
  const [least, most] = [
    items.findIndex(({ words }) => !words),
    items.findLastIndex(({ words }) => !words),
  ];
  // What a cut runs through, between one place where something begins or ends and the next.
  const events = obstacles
    .flatMap((one) => {
      const frames = one.frame ? 1 : 0;
      return [
        { at: from(one, axis), cost: one.cost, frames },
        { at: to(one, axis), cost: -one.cost, frames: -frames },
      ];
    })
    .sort((a, b) => a.at - b.at);
  const best = new Map<number, Cut>();
  let [cost, frames, first] = [0, 0, 0];
  events.forEach((event, i) => {
    cost += event.cost;
    frames += event.frames;
    const next = events[i + 1];
    if (!next || next.at <= event.at) return;
    const at = (event.at + next.at) / 2;
    while (first < items.length && middle(items[first]!) < at) first++;
    if (first <= least || first > most) return;
    const whole = cell.whole && frames === 0;
    const near = pagesFor(padded(before[first - 1]!), whole, sizes);
    const far = pagesFor(padded(after[items.length - first - 1]!), whole, sizes);
    const uneven = Math.abs((at - start) / length - near / (near + far));
    const score = COSTS.page * (near + far) + cost + COSTS.uneven * uneven;
    const other = best.get(near);
    if (!other || score < other.score - 1e-6) best.set(near, { axis, at, whole, cost, score });
  });
  return [...best.values()];
}

/** The larger of two boxes, or as much of it as a page holds: its upper left rather than its lower right. */
function within(size: Size, inner: Box, outer: Box): Box {
  const along = (axis: Axis): readonly [number, number] => {
    const most = size[LENGTHS[axis]];
    const start = Math.min(from(inner, axis), Math.max(from(outer, axis), to(inner, axis) - most));
    return [start, Math.max(to(inner, axis), Math.min(to(outer, axis), start + most))];
  };
  const [[left, right], [top, bottom]] = [along('x'), along('y')];
  return boxOf(left, top, right, bottom);
}

/** A box with what is around it, as far as a page holds it and nothing begins there that is on another. */
function withSurroundings(box: Box, size: Size, sheet: Box, others: readonly Box[]): Box {
  let [left, top, right, bottom] = [box.x, box.y, to(box, 'x'), to(box, 'y')];
  const beside = (axis: Axis): readonly Box[] => {
    const here = boxOf(left, top, right, bottom);
    return others.filter(
      (one) => from(one, axis) < to(here, axis) && to(one, axis) > from(here, axis),
    );
  };
  const least = (edge: number, edges: readonly number[], room: number): number =>
    Math.max(0, Math.min(AROUND, room, ...edges.map((one) => one - edge - AIR)));
  const rows = beside('y');
  left -= least(
    -left,
    rows.filter((one) => to(one, 'x') <= left).map((one) => -to(one, 'x')),
    Math.min(left - sheet.x, size.width - (right - left)),
  );
  right += least(
    right,
    rows.filter((one) => one.x >= right).map((one) => one.x),
    Math.min(to(sheet, 'x') - right, size.width - (right - left)),
  );
  const columns = beside('x');
  top -= least(
    -top,
    columns.filter((one) => to(one, 'y') <= top).map((one) => -to(one, 'y')),
    Math.min(top - sheet.y, size.height - (bottom - top)),
  );
  bottom += least(
    bottom,
    columns.filter((one) => one.y >= bottom).map((one) => one.y),
    Math.min(to(sheet, 'y') - bottom, size.height - (bottom - top)),
  );
  return boxOf(left, top, right, bottom);
}

interface Part {
  readonly cell: Cell;
  /** What is in it. */
  readonly inner: Box;
  /** With the containers of that, as far as they are in the cell. */
  readonly outer: Box;
}

/** Parts, and what the cuts run through that make them, with the pages they are. */
interface Way {
  readonly cost: number;
  readonly parts: readonly Part[];
}

/** The best of some ways to cut cells until every part has room on a page. */
class Cutter {
  readonly #sizes: PageSizes;
  readonly #sheet: Box;

  constructor(sizes: PageSizes, sheet: Box) {
    this.#sizes = sizes;
    this.#sheet = sheet;
  }

  parts(cell: Cell, obstacles: readonly Obstacle[]): Way {
    const sizes = this.#sizes;
    const inner = shared(padded(cell.items.reduce<Box>(both, cell.items[0]!)), this.#sheet);
    const own = new Set(cell.items.flatMap(({ frames }) => frames));
    const outer = [...own].reduce<Box>((sum, frame) => both(sum, shared(frame, cell)), inner);
    const done = { cost: COSTS.page, parts: [{ cell, inner, outer }] };
    if (pagesFor(outer, cell.whole, sizes) === 1 || pagesFor(inner, false, sizes) === 1)
      return done;
    const near = obstacles.filter((one) => meets(cell, one));
    const cuts = (['x', 'y'] as const)
      .flatMap((axis) => cutsAcross(cell, axis, sizes, near))
      .sort((a, b) => a.score - b.score);
    let best: Way | undefined;
    for (const cut of cuts.slice(0, triedFor(pagesFor(inner, cell.whole, sizes)))) {
      // What seems to be no better seldom is.
      if (best && cut.score >= best.cost) break;
      const [one, other] = halves(cell, cut).map((half) => this.parts(half, near));
      const cost = cut.cost + one!.cost + other!.cost;
      if (!best || cost < best.cost - 1e-6)
        best = { cost, parts: [...one!.parts, ...other!.parts] };
    }
    return best ?? done;
  }
}

/** How many ways to cut are looked into, of something that takes so many pages: all of them would take too long. */
const triedFor = (pages: number): number => (pages <= 4 ? 4 : pages <= 9 ? 2 : 1);

function halves(cell: Cell, { axis, at, whole }: Cut): readonly [Cell, Cell] {
  const isNear = (box: Box): boolean => (from(box, axis) + to(box, axis)) / 2 < at;
  const half = (low: number, high: number, keeps: (item: Item) => boolean): Cell => ({
    ...cell,
    [axis]: low,
    [LENGTHS[axis]]: high - low,
    items: cell.items.filter(keeps),
    whole,
  });
  return [half(from(cell, axis), at, isNear), half(at, to(cell, axis), (item) => !isNear(item))];
}

/** The parts of a scene, in the order of their pages: every card is whole in one of them. */
export function tilesOf(scene: Scene, sizes: PageSizes): Tile[] {
  const sheet = boxOf(0, 0, scene.width, scene.height);
  const larger = new Set(
    scene.nodes
      .filter((node) => !nodeLooks[node.shape].container && !fitsIn(padded(node), sizes.usual))
      .map(({ id }) => id),
  );
  const { items, obstacles } = stuffOf(scene, larger);
  if (items.every(({ words }) => words)) return [];
  const captions = scene.hulls.filter(({ caption }) => caption !== '').map(captionBox);
  const { parts } = new Cutter(sizes, sheet).parts({ ...sheet, items, whole: true }, obstacles);
  return parts.map(({ cell, inner, outer }) => {
    const all = [...sizes.usual, ...(cell.whole ? sizes.tight : [])];
    const size = [outer, inner].flatMap((box) => all.find((one) => fitsIn(box, [one])) ?? [])[0];
    const box = within(size ?? inner, inner, outer);
    const others = [...scene.nodes, ...captions].filter((one) => !meets(box, one));
    return { ...withSurroundings(box, size ?? inner, sheet, others), larger };
  });
}
