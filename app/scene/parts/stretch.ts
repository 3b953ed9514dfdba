/** Makes room in a picture by moving everything beyond a line further on: what was left of something stays left of it. */
import type { Point, Stretch, Strip } from '../scene.ts';

/** Something that grows from `to` on, by so much, along one axis. */
export interface Growth {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly more: number;
}

/** The fewest strips that let all of them grow: one that another made for its own sake serves both. */
export function stripsFor(growths: readonly Growth[]): readonly Strip[] {
  const strips: Strip[] = [];
  const sorted = [...growths].sort(
    (a, b) => a.to - b.to || a.from - b.from || (a.id < b.id ? -1 : 1),
  );
  for (const { id, from, to, more } of sorted) {
    const there = strips.filter(({ at }) => at > from && at <= to);
    const lack = more - there.reduce((sum, { by }) => sum + by, 0);
    if (lack > 0) strips.push({ of: id, at: to, by: lack });
  }
  return strips;
}

/** How far what stood at `v` has moved. */
export function shiftAt(strips: readonly Strip[], v: number): number {
  let sum = 0;
  for (const { at, by } of strips) if (at <= v) sum += by;
  return sum;
}

/** Where a point stands now. */
export const stretchedAt = ({ x, y }: Stretch, p: Point): Point => ({
  x: p.x + shiftAt(x, p.x),
  y: p.y + shiftAt(y, p.y),
});

function back(strips: readonly Strip[], v: number): number {
  let gone = 0;
  for (const { at, by } of strips) {
    const start = at + gone;
    if (v < start) break;
    // In the room that was made there was nothing: the side that is nearer, then.
    if (v < start + by) return v - start < by / 2 ? at - 1 : at;
    gone += by;
  }
  return v - gone;
}

/** Where something would stand with every VPC closed; an opened one has no strip of its own in its way. */
export function closedAt(stretch: Stretch | undefined, p: Point, id?: string): Point {
  if (!stretch) return p;
  const others = (strips: readonly Strip[]): readonly Strip[] =>
    strips.filter(({ of }) => of !== id);
  return { x: back(others(stretch.x), p.x), y: back(others(stretch.y), p.y) };
}
