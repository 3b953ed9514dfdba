/** Finds the way of one line between two nodes: straight where nothing is in the way, else along the gutters. */
import type { Box, NodeShape, Point } from '../scene.ts';
import { centreOf, reachOf, straight, tidy } from './border.ts';
import { cuts, type Field } from './field.ts';
import { Queue } from './queue.ts';

/** 0 right, 1 down, 2 left, 3 up. */
type Direction = 0 | 1 | 2 | 3;
const STEP: readonly Point[] = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
];

export interface Terminal {
  readonly box: Box;
  readonly shape: NodeShape;
  /** Boxes it stands in, innermost first, with the distance at which lines pass them. */
  readonly around: readonly { readonly id: string; readonly box: Box; readonly gap: number }[];
  /** Other boxes nearby that lines may go round. */
  readonly beside?: Terminal['around'];
  /** The cards nearby, for a line that finds no other way. */
  readonly cards?: () => Terminal['around'];
  /** The only points where a line may arrive, those of one frame; absent: any side. */
  readonly entries?: readonly Entry[];
}

/** Where a frame is entered: the side of it, and what its lanes from there cost beyond those from elsewhere, in pixels of detour. */
export interface Entry extends Point {
  readonly from: 'right' | 'below' | 'left' | 'above';
  readonly more: number;
}

/** Pixels of detour that a bend is worth. */
export const BEND = 60;
/** What it costs at least to run over a card. */
export const CARD = 900;
/** So often a line that runs over a card far from its ends looks for a way round it. */
const TRIES = 3;
/** More than any detour: no line runs through the box it leaves. */
const THROUGH = 5000;

/** What it costs a line between two terminals to run over things on its way from one point to another. */
export type Cost = (p: Point, q: Point) => number;

const isWithin = ({ x, y, width, height }: Box, p: Point): boolean =>
  x < p.x && p.x < x + width && y < p.y && p.y < y + height;

export function costOf(a: Terminal, b: Terminal, field: Field): Cost {
  const [entry] = b.entries ?? [];
  // A frame is entered at its entries and nowhere else: it is in the way, and so are the cards in it.
  const near = entry ? b.around.filter(({ box }) => isWithin(box, entry)) : b.around;
  const spared = new Set([...a.around, ...near].map((l) => l.id));
  return (p, q) =>
    field.cost(p, q, spared) + (cuts(p, q, a.box) || cuts(p, q, b.box) ? THROUGH : 0);
}

interface Port extends Point {
  /** Direction of a line that leaves here. */
  readonly out: Direction;
  readonly more?: number;
}

const OUT: Readonly<Record<Entry['from'], Direction>> = { right: 0, below: 1, left: 2, above: 3 };

function portsOf(t: Terminal): Port[] {
  if (t.entries) return t.entries.map(({ x, y, from, more }) => ({ x, y, out: OUT[from], more }));
  const c = centreOf(t.box);
  return [
    { x: t.box.x + t.box.width, y: c.y, out: 0 },
    { x: c.x, y: t.box.y + t.box.height, out: 1 },
    { x: t.box.x, y: c.y, out: 2 },
    { x: c.x, y: t.box.y, out: 3 },
  ];
}

const snap = (v: number): number => Math.round(v * 2) / 2;
const axis = (values: readonly number[]): number[] =>
  [...new Set(values.map(snap))].sort((a, b) => a - b);

/** Cheapest way along the gutters around both ends: length, bends and what it crosses. A* on a small grid. */
function along(a: Terminal, b: Terminal, toll: Cost): Point[] | undefined {
  const starts = portsOf(a);
  const ends = portsOf(b);
  const lines = [...a.around, ...b.around, ...(a.beside ?? []), ...(b.beside ?? [])];
  const xs = axis([
    ...[...starts, ...ends].map((p) => p.x),
    ...lines.flatMap((l) => [l.box.x - l.gap, l.box.x + l.box.width + l.gap]),
  ]);
  const ys = axis([
    ...[...starts, ...ends].map((p) => p.y),
    ...lines.flatMap((l) => [l.box.y - l.gap, l.box.y + l.box.height + l.gap]),
  ]);
  const at = (list: readonly number[], v: number): number => list.indexOf(snap(v));
  const state = (i: number, j: number, d: number): number => (i * ys.length + j) * 4 + d;
  // A line comes straight to an entry, never along the border it is in.
  const entries = (b.entries ?? []).map((e) => ({ level: OUT[e.from] % 2 === 0, ...e }));
  const rows = new Set(entries.flatMap((e) => (e.level ? [] : [at(ys, e.y)])));
  const columns = new Set(entries.flatMap((e) => (e.level ? [at(xs, e.x)] : [])));
  const cost = new Float64Array(xs.length * ys.length * 4).fill(Infinity);
  const from = new Int32Array(cost.length).fill(-1);
  const done = new Uint8Array(cost.length);
  const legs = new Map<number, number>();
  const leg = (i: number, j: number, d: Direction, ni: number, nj: number): number => {
    const key = d < 2 ? state(i, j, d) : state(ni, nj, d - 2);
    const known = legs.get(key);
    if (known !== undefined) return known;
    const p = { x: xs[i] ?? 0, y: ys[j] ?? 0 };
    const q = { x: xs[ni] ?? 0, y: ys[nj] ?? 0 };
    const price = Math.abs(p.x - q.x) + Math.abs(p.y - q.y) + toll(p, q);
    legs.set(key, price);
    return price;
  };
  const queue = new Queue();
  const first = new Set<number>();
  // A* with the distance still to go: never more than the true cost, as legs cost at least their length.
  const toGo = (x: number, y: number): number =>
    Math.min(...ends.map((p) => Math.abs(p.x - x) + Math.abs(p.y - y)));
  for (const port of starts) {
    const s = state(at(xs, port.x), at(ys, port.y), port.out);
    cost[s] = 0;
    first.add(s);
    queue.push(toGo(port.x, port.y), s);
  }
  const goals = new Map(
    ends.map((p) => [state(at(xs, p.x), at(ys, p.y), (p.out + 2) % 4), p.more ?? 0]),
  );
  while (queue.size > 0) {
    const top = queue.pop();
    if (!top || done[top.state]) continue;
    done[top.state] = 1;
    if (goals.has(top.state)) {
      const path: Point[] = [];
      for (let s = top.state; s >= 0; s = from[s] ?? -1) {
        const cell = s >> 2;
        path.push({ x: xs[Math.floor(cell / ys.length)] ?? 0, y: ys[cell % ys.length] ?? 0 });
      }
      return tidy(path.reverse());
    }
    const cell = top.state >> 2;
    const i = Math.floor(cell / ys.length);
    const j = cell % ys.length;
    const heading = (top.state & 3) as Direction;
    for (const d of [0, 1, 2, 3] as const) {
      if (d === (heading + 2) % 4 || (first.has(top.state) && d !== heading)) continue;
      const step = STEP[d] ?? { x: 0, y: 0 };
      const ni = i + step.x;
      const nj = j + step.y;
      if (ni < 0 || nj < 0 || ni >= xs.length || nj >= ys.length) continue;
      if (d % 2 === 0 ? rows.has(j) : columns.has(i)) continue;
      const next = state(ni, nj, d);
      const price =
        (cost[top.state] ?? 0) +
        leg(i, j, d, ni, nj) +
        (d === heading ? 0 : BEND) +
        (goals.get(next) ?? 0);
      if (price < (cost[next] ?? 0)) {
        cost[next] = price;
        from[next] = top.state;
        queue.push(price + toGo(xs[ni] ?? 0, ys[nj] ?? 0), next);
      }
    }
  }
  return undefined;
}

/** Upright or level between two boxes that stand across from each other; undefined where they do not. */
function across(a: Terminal, b: Terminal): Point[] | undefined {
  const [from, to] = [a, b].map(({ box, shape }) => {
    const { x, y } = centreOf(box);
    return { box, x, y, wide: reachOf(box, shape, true), high: reachOf(box, shape, false) };
  }) as [Span, Span];
  const x = shared(from.x, from.wide, to.x, to.wide);
  if (x !== undefined && from.box.y + from.box.height < to.box.y)
    return [
      { x, y: from.box.y + from.box.height },
      { x, y: to.box.y },
    ];
  if (x !== undefined && to.box.y + to.box.height < from.box.y)
    return [
      { x, y: from.box.y },
      { x, y: to.box.y + to.box.height },
    ];
  const y = shared(from.y, from.high, to.y, to.high);
  if (y !== undefined && from.box.x + from.box.width < to.box.x)
    return [
      { x: from.box.x + from.box.width, y },
      { x: to.box.x, y },
    ];
  if (y !== undefined && to.box.x + to.box.width < from.box.x)
    return [
      { x: from.box.x, y },
      { x: to.box.x + to.box.width, y },
    ];
  return undefined;
}

interface Span extends Point {
  readonly box: Box;
  readonly wide: number;
  readonly high: number;
}

/** Within both reaches: in the middle of one of them where it can be. */
function shared(a: number, aReach: number, b: number, bReach: number): number | undefined {
  const [low, high] = [Math.max(a - aReach, b - bReach), Math.min(a + aReach, b + bReach)];
  if (low > high) return undefined;
  const within = (v: number): boolean => v >= low && v <= high;
  return within(a) ? a : within(b) ? b : snap((low + high) / 2);
}

/** A straight line to a box, or to each entry that it comes to from outside its frame. */
function directs(a: Terminal, b: Terminal): Point[][] {
  if (!b.entries) return [straight(a.box, a.shape, b.box, b.shape)];
  return b.entries.flatMap((entry) => {
    const { x, y } = STEP[OUT[entry.from]]!;
    const way = straight(a.box, a.shape, { x: entry.x, y: entry.y, width: 0, height: 0 }, 'vpc');
    const far = (way[0]!.x - entry.x) * x + (way[0]!.y - entry.y) * y;
    return far > 20 ? [way] : [];
  });
}

/** From outline to outline (or to an entry of `b`). `isSquare`: never aslant, where there is another way. */
export function wire(a: Terminal, b: Terminal, field: Field, isSquare = false): Point[] {
  const toll = costOf(a, b, field);
  const direct = directs(a, b);
  for (const [p, q] of direct)
    if (p && q && !(isSquare && isSlanted(p, q)) && toll(p, q) === 0) return [p, q];
  const [r, s] = (isSquare && !b.entries && across(a, b)) || [];
  if (r && s && toll(r, s) === 0) return [r, s];
  const legs = (points: readonly Point[]): (readonly [Point, Point])[] =>
    points.slice(1).map((point, i) => [points[i] ?? point, point]);
  const isOver = (points: readonly Point[]): boolean =>
    legs(points).some(([from, to]) => toll(from, to) >= CARD);
  let way = along(a, b, toll) ?? direct[0] ?? straight(a.box, a.shape, b.box, b.shape);
  if (!isOver(way)) return way;
  // Over a card: once more, with a way round every card nearby.
  let beside = [...(a.beside ?? []), ...(a.cards?.() ?? []), ...(b.cards?.() ?? [])];
  way = along({ ...a, beside }, b, toll) ?? way;
  // And then round those that stand elsewhere.
  for (let tries = 0; tries < TRIES && isOver(way); tries++) {
    const more = legs(way).flatMap(([from, to]) => field.under(from, to, CARD));
    beside = [...beside, ...more.map((box) => ({ id: '', box, gap: 1 }))];
    way = along({ ...a, beside }, b, toll) ?? way;
  }
  return way;
}

/** Aslant to the eye: boxes in one row stand half a pixel higher where they are lower. */
const isSlanted = (p: Point, q: Point): boolean =>
  Math.abs(p.x - q.x) > 1 && Math.abs(p.y - q.y) > 1;

/** Other ways where `more` is to be paid as well: straight where nothing is in the way, and the cheapest along the gutters. */
export function waysOf(
  a: Terminal,
  b: Terminal,
  field: Field,
  more: Cost,
  isSquare = false,
): Point[][] {
  const toll = costOf(a, b, field);
  const way = along(a, b, (p, q) => toll(p, q) + more(p, q));
  if (b.entries) return way ? [way] : [];
  const direct = straight(a.box, a.shape, b.box, b.shape);
  const isAslant = isSquare && isSlanted(direct[0]!, direct[1]!);
  const [p, q] = isAslant ? (across(a, b) ?? []) : direct;
  return [...(p && q && toll(p, q) === 0 ? [[p, q]] : []), ...(way ? [way] : [])];
}
