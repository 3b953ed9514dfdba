/** What stands in the way of the title of a container: lines, which run through every frame there is, and boxes. */
import { atOnce, type Pausing, pausingEach } from '../base/pausing.ts';
import { append } from '../base/order.ts';
import type { Box, Point, Scene, SceneNode } from './scene.ts';

interface Span {
  readonly from: number;
  to: number;
}

/** Height of the rows by which slants and boxes are found, in pixels at scale 1: about that of a few cards. */
const ROW = 240;

/** Straight lines of one direction: where each runs across, in order, and from where to where. */
class Lanes {
  readonly #at: readonly number[];
  readonly #spans: readonly (readonly Span[])[];

  /** Thousands of lines share their lanes: what overlaps is one span. */
  constructor(found: ReadonlyMap<number, readonly Span[]>) {
    const sorted = [...found].sort(([a], [b]) => a - b);
    this.#at = sorted.map(([at]) => at);
    this.#spans = sorted.map(([, spans]) => {
      const merged: Span[] = [];
      for (const span of [...spans].sort((a, b) => a.from - b.from)) {
        const last = merged.at(-1);
        if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
        else merged.push({ ...span });
      }
      return merged;
    });
  }

  /** Every span between two places across that reaches in between two along. */
  *between(low: number, high: number, from: number, to: number): Generator<[number, Span]> {
    let [first, end] = [0, this.#at.length];
    while (first < end) {
      const middle = (first + end) >> 1;
      if (this.#at[middle]! <= low) first = middle + 1;
      else end = middle;
    }
    for (let i = first; i < this.#at.length && this.#at[i]! < high; i++)
      for (const span of this.#spans[i]!)
        if (span.from < to && span.to > from) yield [this.#at[i]!, span];
  }
}

interface Ground {
  readonly upright: Lanes;
  readonly level: Lanes;
  readonly slants: ReadonlyMap<number, readonly (readonly [Point, Point])[]>;
  readonly boxes: ReadonlyMap<number, readonly SceneNode[]>;
}

function* rowsOf(top: number, bottom: number): Generator<number> {
  for (let row = Math.floor(top / ROW); row <= Math.floor(bottom / ROW); row++) yield row;
}

const grounds = new WeakMap<Scene, Ground>();

/** Sorts what stands in the way, and pauses now and then. */
export function* sortForTitles(scene: Scene): Pausing<Ground> {
  const known = grounds.get(scene);
  if (known) return known;
  const [upright, level] = [new Map<number, Span[]>(), new Map<number, Span[]>()];
  const slants = new Map<number, (readonly [Point, Point])[]>();
  yield* pausingEach(scene.edges, ({ points }) => {
    for (let i = 1; i < points.length; i++) {
      const [p, q] = [points[i - 1]!, points[i]!];
      if (p.x === q.x) append(upright, p.x, { from: Math.min(p.y, q.y), to: Math.max(p.y, q.y) });
      else if (p.y === q.y)
        append(level, p.y, { from: Math.min(p.x, q.x), to: Math.max(p.x, q.x) });
      else
        for (const row of rowsOf(Math.min(p.y, q.y), Math.max(p.y, q.y)))
          append(slants, row, [p, q]);
    }
  });
  const boxes = new Map<number, SceneNode[]>();
  yield* pausingEach(scene.nodes, (node) => {
    for (const row of rowsOf(node.y, node.y + node.height)) append(boxes, row, node);
  });
  yield;
  const sorted = new Lanes(upright);
  yield;
  const ground = { upright: sorted, level: new Lanes(level), slants, boxes };
  grounds.set(scene, ground);
  return ground;
}

const groundOf = (scene: Scene): Ground => grounds.get(scene) ?? atOnce(sortForTitles(scene));

/** From where to where a slanted line stands in a band, from left to right; undefined where it does not. */
function within([p, q]: readonly [Point, Point], top: number, bottom: number): Span | undefined {
  const shares = [(top - p.y) / (q.y - p.y), (bottom - p.y) / (q.y - p.y)];
  const from = Math.max(0, Math.min(...shares));
  const to = Math.min(1, Math.max(...shares));
  if (from >= to) return undefined;
  const xs = [p.x + (q.x - p.x) * from, p.x + (q.x - p.x) * to];
  return { from: Math.min(...xs), to: Math.max(...xs) };
}

/** What lies under a box, in pixels at scale 1, from where to where: every line, and the boxes that are to be spared. */
export function* underTitle(
  scene: Scene,
  box: Box,
  spares: (node: SceneNode) => boolean,
): Generator<Readonly<Span>> {
  const ground = groundOf(scene);
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  for (const [x] of ground.upright.between(box.x, right, box.y, bottom)) yield { from: x, to: x };
  for (const [, span] of ground.level.between(box.y, bottom, box.x, right)) yield span;
  for (const row of rowsOf(box.y, bottom)) {
    for (const slant of ground.slants.get(row) ?? []) {
      const span = within(slant, box.y, bottom);
      if (span && span.from < right && span.to > box.x) yield span;
    }
    for (const node of ground.boxes.get(row) ?? []) {
      const { x, y, width, height } = node;
      const under = x < right && x + width > box.x && y < bottom && y + height > box.y;
      if (under && spares(node)) yield { from: x, to: x + width };
    }
  }
}
