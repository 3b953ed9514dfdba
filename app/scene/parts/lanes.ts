/** Keeps lines apart that would run on top of each other in the same gutter: each gets a lane of its own. */
import { append } from '../../base/order.ts';
import type { Box, Point } from '../scene.ts';
import { APART, LANE } from './tracks.ts';
import { untangled } from './untangle.ts';
import type { Cost } from './wires.ts';

/** The way of a line before it has lanes. */
export interface Course {
  readonly points: readonly Point[];
  /** How far the first and last leg may be moved sideways. */
  readonly slack: readonly [number, number];
  /** What its way on from its last point costs, in pixels of detour. */
  readonly more?: number;
  /** How far its first and last leg seem to go on behind the cards they end at: to the other side of them. */
  readonly behind?: readonly [number, number];
}

export interface Wire extends Course {
  /** Wires of one net may share a lane: attachments of one transit gateway. */
  readonly net: string;
  /** What it costs to run elsewhere; absent for a line that stays where it is. */
  readonly cost?: Cost;
  /** The same where cards end at their outline: as near to one as a line may come where there is no other lane. */
  readonly close?: Cost;
  /** Other courses, where a further toll is to be paid. */
  readonly again?: (toll: Cost) => readonly Course[];
}

const MOST_LANES = 5;
/** A line that bends keeps at least so much of the leg that leaves its box. */
const STUB = 3.5;
/** More than a line may pay for a lane beside the cheapest: less than a card or a caption. */
const TOLL = 400;
/** Where there is no such lane: over a name sooner than over another line, yet never over a card. */
const MOST_TOLL = 890;
/** Side of the strips in which lines are looked up. */
const STRIP = 8;

/** 0, 1, -1, 2, -2 … lanes from the middle, then those halfway between. */
const OFFSETS: readonly number[] = [0, 0.5].flatMap((half) =>
  Array.from({ length: MOST_LANES }, (_, i) => i + half).flatMap((lane) =>
    lane === 0 ? [0] : [lane * LANE, -lane * LANE],
  ),
);

interface Run {
  readonly net: string;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Lines that have their lanes, by the strip they run in. */
class Lanes {
  readonly #strips = new Map<string, Run[]>();

  #key(level: boolean, at: number): string {
    return `${level ? 'h' : 'v'}${Math.floor(at / STRIP)}`;
  }

  isTaken(level: boolean, { net, at, from, to }: Run): boolean {
    for (const key of new Set([this.#key(level, at - APART), this.#key(level, at + APART)])) {
      for (const o of this.#strips.get(key) ?? []) {
        if (
          o.net !== net &&
          Math.abs(o.at - at) < APART &&
          o.from < to + LANE &&
          from < o.to + LANE
        )
          return true;
      }
    }
    return false;
  }

  take(level: boolean, run: Run): void {
    append(this.#strips, this.#key(level, run.at), run);
  }
}

/** Whether a leg may run so far aside: along the side it leaves from, and never back over the box that the leg before or after leaves. */
function fits({ points, slack }: Course, index: number, move: number): boolean {
  const [p, q] = [points[index], points[index + 1]];
  if (!p || !q) return false;
  const end = points.length - 2;
  const level = p.y === q.y;
  const room = Math.min(index === 0 ? slack[0] : Infinity, index === end ? slack[1] : Infinity);
  const base = level ? p.y : p.x;
  return (
    Math.abs(move) <= room &&
    [index === 1 ? points[0] : undefined, index === end - 1 ? points[end + 1] : undefined].every(
      (foot) => {
        const stub = foot ? base - (level ? foot.y : foot.x) : 0;
        return stub === 0 || (stub + move) * Math.sign(stub) >= Math.min(STUB, Math.abs(stub));
      },
    )
  );
}

/** The wires, in the same order, each leg in a lane of its own, and crossing few. Slanted legs stay where they are. */
export const spread = (wires: readonly Wire[], outlines: readonly Box[]): (readonly Point[])[] =>
  untangled(wires, inLanes(wires), { offsets: OFFSETS, fits }, outlines);

/** In the order of the wires, each leg in the first lane that is free. */
function inLanes(wires: readonly Wire[]): Point[][] {
  const lanes = new Lanes();
  return wires.map((wire) => {
    const { net, points, cost: toll, close, behind = [0, 0] } = wire;
    const out = points.map((p) => ({ ...p }));
    points.forEach((p, index) => {
      const q = points[index + 1];
      if (!q || (p.x !== q.x && p.y !== q.y)) return;
      const level = p.y === q.y;
      // From where the leg before it has gone.
      const start = out[index]!;
      const [first, last] = level ? [start.x, q.x] : [start.y, q.y];
      const way = Math.sign(last - first);
      const [from, to] = [
        first - (index === 0 ? way * behind[0] : 0),
        last + (index === points.length - 2 ? way * behind[1] : 0),
      ].sort((a, b) => a - b) as [number, number];
      const base = level ? p.y : p.x;
      const costs = (by: Cost | undefined, move: number): number =>
        level
          ? (by?.({ x: p.x, y: p.y + move }, { x: q.x, y: q.y + move }) ?? 0)
          : (by?.({ x: p.x + move, y: p.y }, { x: q.x + move, y: q.y }) ?? 0);
      const run = (move: number): Run => ({ net, at: base + move, from, to });
      const lane = (by: Cost | undefined, most: number): number | undefined =>
        OFFSETS.find(
          (offset) =>
            fits(wire, index, offset) &&
            !lanes.isTaken(level, run(offset)) &&
            (offset === 0 || costs(by, offset) < costs(by, 0) + most),
        );
      const move =
        toll && (lane(toll, TOLL) ?? lane(toll, MOST_TOLL) ?? (close && lane(close, MOST_TOLL)));
      lanes.take(level, run(move ?? 0));
      if (!move) return;
      for (const bend of [out[index], out[index + 1]]) {
        if (!bend) continue;
        if (level) bend.y += move;
        else bend.x += move;
      }
    });
    return out;
  });
}
