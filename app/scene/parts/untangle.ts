/** Takes up lines that cross others or lie on them, one after the other, and lays each where it does so least. */
import { groupBy } from '../../base/order.ts';
import type { Box, Point } from '../scene.ts';
import type { Course, Wire } from './lanes.ts';
import { Tracks } from './tracks.ts';
import { BEND, CARD, type Cost } from './wires.ts';

/** Pixels of detour that a crossing is worth, and to lie on another line. */
const CROSSING = 160;
const ON = 2000;
/** To run close to a card, where there is no other lane: less than on another line. */
const CLOSE = 1000;
/** To end at a card where another line begins on its other side, as if both were one that runs behind it. */
const BEHIND = 400;
/** To run over a card, whatever that spares. */
const NEVER = 1_000_000;
/** To run along the border of a box, as if it were a part of it. */
const BORDER = 60;
/** What a pixel costs that runs beside the lane of its own net, and not in it. */
const ALONE = 0.5;
/** A lane further from the middle of its gutter is a little worse. */
const ASIDE = 0.25;
/** Among more nobody follows a single line, and looking takes longer than a picture may. */
const MOST_LINES = 400;
const MOST_BOXES = 2000;
/** In place of the number of a line: one that stays. */
const FIXED = -2;
/** Further rounds have less and less to mend. */
const ROUNDS = 3;
/** So many legs are looked at, and no more: in a picture of some hundred lines it is the first of them that are laid anew. */
const MOST_LOOKS = 4_000_000;

/** How far aside of its course each leg runs. */
interface Way {
  readonly course: Course;
  readonly aside: readonly number[];
}

/** How far aside legs may run, and what is near enough to the box they leave. */
export interface Lane {
  readonly offsets: readonly number[];
  readonly fits: (course: Course, index: number, move: number) => boolean;
}

function drawn({ course: { points: base }, aside }: Way): Point[] {
  const out = base.map((p) => ({ ...p }));
  aside.forEach((move, i) => {
    const [p, q] = [base[i], base[i + 1]];
    if (move === 0 || !p || !q) return;
    for (const bend of [out[i], out[i + 1]]) {
      if (!bend) continue;
      if (p.y === q.y) bend.y += move;
      else bend.x += move;
    }
  });
  return out;
}

const asideOf = (base: readonly Point[], out: readonly Point[]): number[] =>
  base.slice(1).map((q, i) => {
    const [p = q, now = q] = [base[i], out[i]];
    return p.y === q.y ? now.y - p.y : p.x === q.x ? now.x - p.x : 0;
  });

interface LegPrice {
  readonly price: number;
  /** How many others it crosses, lies on or runs along. */
  readonly met: number;
}

interface Priced {
  readonly way: Way;
  readonly legs: readonly LegPrice[];
  readonly points: readonly Point[];
  readonly price: number;
  readonly met: number;
}

/** Legs that stay, without those that lie within another of their net: hundreds of attachments share a lane. */
function lanesOf(wires: readonly Wire[]): { net: string; p: Point; q: Point }[] {
  const longest = new Map<string, { net: string; p: Point; q: Point }>();
  for (const { net, points, cost } of wires) {
    if (cost) continue;
    points.slice(1).forEach((q, i) => {
      const p = points[i] ?? q;
      const [from, to] = p.x < q.x || p.y < q.y ? [p, q] : [q, p];
      const key = `${net} ${from.x} ${from.y} ${from.x === to.x ? 'v' : from.y === to.y ? 'h' : `${to.x} ${to.y}`}`;
      const known = longest.get(key);
      const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
      if (known && Math.abs(known.q.x - from.x) + Math.abs(known.q.y - from.y) >= length) return;
      longest.set(key, { net, p: from, q: to });
    });
  }
  return [...longest.values()];
}

/** The ways of the wires, which run at `points`, in the same order. Wires without a cost stay. */
export function untangled(
  wires: readonly Wire[],
  points: readonly (readonly Point[])[],
  { offsets, fits }: Lane,
  outlines: readonly Box[],
): (readonly Point[])[] {
  const out = [...points];
  const free = wires.filter((w) => w.cost).length;
  if (free === 0 || free > MOST_LINES || outlines.length > MOST_BOXES) return out;
  const tracks = new Tracks(outlines);
  const lines = groupBy(wires, (w) => w.net);
  const isNet = (net: string): boolean => (lines.get(net)?.length ?? 0) > 1;
  wires.forEach(({ net, cost }, i) => {
    if (cost) tracks.add(i, net, out[i] ?? []);
  });
  for (const { net, p, q } of lanesOf(wires)) tracks.add(FIXED, net, [p, q]);
  const ways = wires.map((w, i): Way => ({ course: w, aside: asideOf(w.points, out[i] ?? []) }));

  /** What one leg of a line costs, its bend aside. */
  const legPrice = ({ net, close }: Wire, cost: Cost, p: Point, q: Point): LegPrice => {
    const { crossed, on, borders, shared } = tracks.met(net, p, q);
    const length = Math.abs(p.x - q.x) + Math.abs(p.y - q.y);
    const toll = cost(p, q);
    return {
      price:
        length +
        (toll < CARD ? toll : close && close(p, q) < CARD ? CLOSE : NEVER) +
        CROSSING * crossed +
        ON * on +
        BORDER * borders +
        (isNet(net) ? ALONE * (length - shared) : 0),
      met: crossed + on + borders,
    };
  };

  /** How many lines a leg seems to go on as, behind the card that it ends at. */
  const seenOn = (net: string, from: Point, end: Point, behind: number): number => {
    if (behind === 0) return 0;
    const [x, y] = [Math.sign(end.x - from.x) * behind, Math.sign(end.y - from.y) * behind];
    return tracks.met(net, end, { x: end.x + x, y: end.y + y }).on;
  };

  const priced = (wire: Wire, cost: Cost, way: Way, like?: Priced, index = 0): Priced => {
    const points = drawn(way);
    const { behind = [0, 0] } = way.course;
    const legs = points.slice(1).map((q, i) => {
      const known = Math.abs(i - index) > 1 ? like?.legs[i] : undefined;
      if (known) return known;
      const p = points[i] ?? q;
      const leg = legPrice(wire, cost, p, q);
      const seen =
        (i === 0 ? seenOn(wire.net, q, p, behind[0]) : 0) +
        (i === points.length - 2 ? seenOn(wire.net, p, q, behind[1]) : 0);
      return { price: leg.price + BEHIND * seen, met: leg.met + seen };
    });
    const aside = way.aside.reduce((sum, move) => sum + Math.abs(move), 0);
    const start = BEND * legs.length + ASIDE * aside + (way.course.more ?? 0);
    const price = legs.reduce((sum, leg) => sum + leg.price, start);
    return { way, points, legs, price, met: legs.reduce((sum, leg) => sum + leg.met, 0) };
  };

  /** The same way in better lanes. */
  const laned = (wire: Wire, cost: Cost, from: Way): Priced => {
    let best = priced(wire, cost, from);
    const base = from.course.points;
    for (let round = 0; round < 2; round++) {
      const before = best.price;
      base.slice(1).forEach((q, i) => {
        const p = base[i] ?? q;
        if (p.x !== q.x && p.y !== q.y) return;
        // What a leg meets is mended by it or by one of the two beside it.
        const meets = (): boolean =>
          best.legs.slice(Math.max(0, i - 1), i + 2).some((l) => l.met > 0);
        if (!meets()) return;
        const start = best;
        for (const move of offsets) {
          if (move === start.way.aside[i] || !fits(from.course, i, move)) continue;
          const aside = start.way.aside.map((old, k) => (k === i ? move : old));
          const other = priced(wire, cost, { ...from, aside }, start, i);
          if (other.price >= best.price - 0.01) continue;
          best = other;
          if (!meets()) return;
        }
      });
      if (best.met === 0 || best.price > before - 0.01) break;
    }
    return best;
  };

  let laid = 0;
  const tried: number[] = [];
  const again = (i: number, wire: Wire, cost: Cost): void => {
    const way = ways[i];
    const points = out[i];
    // Since it was laid, no other was.
    if (!way || !points || tried[i] === laid || tracks.looked > MOST_LOOKS) return;
    tried[i] = laid;
    if (priced(wire, cost, way).met === 0) return;
    tracks.delete(i, points);
    const now = priced(wire, cost, way);
    const toll: Cost = (p, q) => {
      const { crossed, shared } = tracks.met(wire.net, p, q, true);
      const length = Math.abs(p.x - q.x) + Math.abs(p.y - q.y);
      return CROSSING * crossed + (isNet(wire.net) ? ALONE * (length - shared) : 0);
    };
    let best = laned(wire, cost, way);
    for (const course of wire.again?.(toll) ?? []) {
      const aside = course.points.slice(1).map(() => 0);
      const other = laned(wire, cost, { course, aside });
      if (other.price < best.price - 0.01) best = other;
    }
    const better = best.price < now.price - 1;
    const chosen = better ? best : now;
    if (better) tried[i] = ++laid;
    ways[i] = chosen.way;
    out[i] = chosen.points;
    tracks.add(i, wire.net, chosen.points);
  };

  for (let round = 0; round < ROUNDS; round++) {
    const before = laid;
    wires.forEach((wire, i) => {
      if (wire.cost) again(i, wire, wire.cost);
    });
    if (laid === before) break;
  }
  return out;
}
