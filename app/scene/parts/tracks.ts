/** Where the lines of a picture run: what a leg of another line would cross, and which of them it would lie on. */
import { append } from '../../base/order.ts';
import type { Box, Point } from '../scene.ts';

/** A straight piece of a line. */
interface Leg {
  readonly wire: number;
  readonly net: string;
  readonly p: Point;
  readonly q: Point;
  readonly way: 'level' | 'upright' | 'aslant';
  /** The last question that met it: counts it once without a set. */
  question: number;
}

const wayOf = (p: Point, q: Point): Leg['way'] =>
  p.x === q.x ? 'upright' : p.y === q.y ? 'level' : 'aslant';

/** What a leg meets: places where it crosses others, and lines it lies on. */
export interface Met {
  readonly crossed: number;
  readonly on: number;
  /** Borders of boxes that it runs along. */
  readonly borders: number;
  /** Pixels on a line of its own net, whose lane it shares. */
  readonly shared: number;
}

/** Lines nearer than this look like one. */
export const APART = 3.4;
/** Lines in one lane keep so far from each other. */
export const LANE = 7;

const turn = (a: Point, b: Point, c: Point): number =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

const within = (v: number, a: number, b: number): boolean =>
  v > Math.min(a, b) && v < Math.max(a, b);

/** Nearer to a border a line looks like a part of the box. */
const OFF_BORDER = 6;
/** In place of the number of a line: the border of a box. */
const BORDER = -1;

export class Tracks {
  readonly #cells = new Map<number, Leg[]>();
  readonly #size: number;
  #question = 0;
  #looked = 0;

  /** For lines among boxes. */
  constructor(boxes: readonly Box[]) {
    let [wide, high] = [0, 0];
    for (const { x, y, width, height } of boxes) {
      wide = Math.max(wide, x + width);
      high = Math.max(high, y + height);
    }
    this.#size = Math.max(128, Math.sqrt((wide * high) / 4000));
    for (const { x, y, width, height } of boxes) {
      const [right, bottom] = [x + width, y + height];
      const corners = [
        { x, y },
        { x: right, y },
        { x: right, y: bottom },
        { x, y: bottom },
        { x, y },
      ];
      this.add(BORDER, '', corners);
    }
  }

  /** Legs looked at so far: the work done, whatever the machine. */
  get looked(): number {
    return this.#looked;
  }

  #at(v: number): number {
    return Math.floor(v / this.#size);
  }

  /** Cells that the box around two points touches; of a leg that is upright or level, a row of them. */
  #cellsOf(p: Point, q: Point): number[] {
    const out: number[] = [];
    const right = this.#at(Math.max(p.x, q.x) + LANE);
    const bottom = this.#at(Math.max(p.y, q.y) + LANE);
    for (let row = this.#at(Math.min(p.y, q.y) - LANE); row <= bottom; row++)
      for (let column = this.#at(Math.min(p.x, q.x) - LANE); column <= right; column++)
        out.push(row * 65_536 + column);
    return out;
  }

  add(wire: number, net: string, points: readonly Point[]): void {
    points.slice(1).forEach((q, i) => {
      const p = points[i] ?? q;
      const leg = { wire, net, p, q, way: wayOf(p, q), question: 0 };
      for (const cell of this.#cellsOf(p, q)) append(this.#cells, cell, leg);
    });
  }

  delete(wire: number, points: readonly Point[]): void {
    points.slice(1).forEach((q, i) => {
      for (const cell of this.#cellsOf(points[i] ?? q, q)) {
        const legs = this.#cells.get(cell) ?? [];
        const kept = legs.filter((leg) => leg.wire !== wire);
        if (kept.length < legs.length) this.#cells.set(cell, kept);
      }
    });
  }

  /** `ends`: whoever runs through the end of the leg is crossed too, as the leg goes on. */
  met(net: string, p: Point, q: Point, ends = false): Met {
    const question = ++this.#question;
    const way = wayOf(p, q);
    // Lines that share a lane are crossed once: places, not lines, are counted.
    const places: number[] = [];
    const met = { crossed: 0, on: 0, borders: 0, shared: 0 };
    for (const cell of this.#cellsOf(p, q)) {
      for (const leg of this.#cells.get(cell) ?? []) {
        if (leg.question === question) continue;
        leg.question = question;
        this.#looked++;
        if (leg.way === way && way !== 'aslant') {
          if (leg.wire === BORDER) {
            if (liesOn(p, q, leg, OFF_BORDER)) met.borders++;
          } else if (leg.net === net) met.shared = Math.max(met.shared, together(p, q, leg));
          else if (liesOn(p, q, leg, APART)) met.on++;
          continue;
        }
        if (leg.wire === BORDER) continue;
        const place = crossing(p, q, way, leg, ends);
        if (place === undefined || places.includes(place)) continue;
        places.push(place);
        met.crossed++;
      }
    }
    return met;
  }
}

/** Tells places on the first leg apart, to three pixels; undefined where the other does not cross it. */
function crossing(
  p: Point,
  q: Point,
  way: Leg['way'],
  leg: Leg,
  ends: boolean,
): number | undefined {
  const { p: r, q: s } = leg;
  if (way === 'upright' && leg.way === 'level') {
    const inside = within(r.y, p.y, q.y) || (ends && r.y === q.y);
    return inside && within(p.x, r.x, s.x) ? Math.round(r.y / 3) : undefined;
  }
  if (way === 'level' && leg.way === 'upright') {
    const inside = within(r.x, p.x, q.x) || (ends && r.x === q.x);
    return inside && within(p.y, r.y, s.y) ? Math.round(r.x / 3) : undefined;
  }
  const cross = turn(p, q, r) * turn(p, q, s) < 0 && turn(r, s, p) * turn(r, s, q) < 0;
  return cross ? -1 - leg.wire : undefined;
}

/** Whether two legs that run the same way are nearer than `near`, or would be where they were a little longer. */
function liesOn(p: Point, q: Point, { p: r, q: s, way }: Leg, near: number): boolean {
  const upright = way === 'upright';
  if (Math.abs(upright ? p.x - r.x : p.y - r.y) >= near) return false;
  const [a, b, c, d] = upright ? [p.y, q.y, r.y, s.y] : [p.x, q.x, r.x, s.x];
  return Math.min(c, d) < Math.max(a, b) + LANE && Math.min(a, b) < Math.max(c, d) + LANE;
}

/** How long two legs run together in one lane. */
function together(p: Point, q: Point, { p: r, q: s, way }: Leg): number {
  const upright = way === 'upright';
  if (upright ? p.x !== r.x : p.y !== r.y) return 0;
  const [a, b, c, d] = upright ? [p.y, q.y, r.y, s.y] : [p.x, q.x, r.x, s.x];
  return Math.max(
    0,
    Math.min(Math.max(a, b), Math.max(c, d)) - Math.max(Math.min(a, b), Math.min(c, d)),
  );
}
