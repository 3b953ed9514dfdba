/** Keeps lines apart that would run on top of each other in the same gutter: each gets a lane of its own. */
import type { Point } from '../scene.ts';

export interface Wire {
  /** Wires of one net may share a lane: attachments of one transit gateway. */
  readonly net: string;
  readonly points: readonly Point[];
  /** How far the first and last leg may be moved sideways. */
  readonly slack: readonly [number, number];
}

const LANE = 7;
const MOST_LANES = 5;

/** 0, 1, -1, 2, -2 … lanes from the middle. */
const offset = (lane: number): number => Math.ceil(lane / 2) * (lane % 2 === 1 ? 1 : -1) * LANE;

interface Leg {
  readonly wire: number;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly room: number;
}

/** The wires, in the same order, with legs moved into lanes. Slanted legs stay where they are. */
export function spread(wires: readonly Wire[]): Point[][] {
  const out = wires.map((w) => w.points.map((p) => ({ ...p })));
  const gutters = new Map<string, Leg[]>();
  wires.forEach((w, wire) => {
    for (let index = 0; index + 1 < w.points.length; index++) {
      const p = w.points[index];
      const q = w.points[index + 1];
      if (!p || !q || (p.x !== q.x && p.y !== q.y)) continue;
      const level = p.y === q.y;
      const key = level ? `h${Math.round(p.y / 4)}` : `v${Math.round(p.x / 4)}`;
      const [a, b] = level ? [p.x, q.x] : [p.y, q.y];
      const room = Math.min(
        index === 0 ? w.slack[0] : MOST_LANES * LANE,
        index + 2 === w.points.length ? w.slack[1] : MOST_LANES * LANE,
      );
      const leg = { wire, index, from: Math.min(a, b), to: Math.max(a, b), room };
      const list = gutters.get(key);
      if (list) list.push(leg);
      else gutters.set(key, [leg]);
    }
  });
  for (const [key, legs] of [...gutters].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const lanes: Leg[][] = [];
    const netOf = (leg: Leg): string => wires[leg.wire]?.net ?? '';
    for (const leg of legs) {
      let lane = 0;
      while (
        lane < 2 * MOST_LANES - 1 &&
        (lanes[lane] ?? []).some(
          (o) => netOf(o) !== netOf(leg) && o.from < leg.to + LANE && leg.from < o.to + LANE,
        )
      ) {
        lane++;
      }
      (lanes[lane] ??= []).push(leg);
      const move = Math.max(-leg.room, Math.min(leg.room, offset(lane)));
      for (const end of [leg.index, leg.index + 1]) {
        const p = out[leg.wire]?.[end];
        if (!p) continue;
        if (key.startsWith('h')) p.y += move;
        else p.x += move;
      }
    }
  }
  return out;
}
