/** The crowd: boxes that stand in one container, found quickly by place. */
import type { Box } from '../scene.ts';

const CELL = 256;

/** True where two boxes are nearer to each other than `gap`. */
export const meet = (a: Box, b: Box, gap = 0): boolean =>
  a.x < b.x + b.width + gap &&
  b.x < a.x + a.width + gap &&
  a.y < b.y + b.height + gap &&
  b.y < a.y + a.height + gap;

/** True where `inner` lies within `outer`. */
export const holds = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** The smallest box around two. */
export function union(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

export class Crowd {
  readonly #boxes = new Map<string, Box>();
  readonly #cells = new Map<string, Set<string>>();

  get boxes(): readonly Box[] {
    return [...this.#boxes.values()];
  }

  #each(box: Box, gap: number, visit: (key: string) => boolean): void {
    const [left, right] = [box.x - gap, box.x + box.width + gap].map((v) => Math.floor(v / CELL));
    const [top, bottom] = [box.y - gap, box.y + box.height + gap].map((v) => Math.floor(v / CELL));
    for (let row = top!; row <= bottom!; row++)
      for (let column = left!; column <= right!; column++) if (visit(`${column} ${row}`)) return;
  }

  /** Puts a box in, or gives it another place. */
  set(id: string, box: Box): void {
    this.delete(id);
    this.#boxes.set(id, box);
    this.#each(box, 0, (key) => {
      const cell = this.#cells.get(key);
      if (cell) cell.add(id);
      else this.#cells.set(key, new Set([id]));
      return false;
    });
  }

  delete(id: string): void {
    const box = this.#boxes.get(id);
    if (!box) return;
    this.#boxes.delete(id);
    this.#each(box, 0, (key) => {
      this.#cells.get(key)?.delete(id);
      return false;
    });
  }

  /** True where something other than `but` is nearer to the box than `gap`. */
  meets(box: Box, gap: number, but?: string): boolean {
    let met = false;
    this.#each(box, gap, (key) => {
      for (const id of this.#cells.get(key) ?? []) {
        const other = id === but ? undefined : this.#boxes.get(id);
        if (other && meet(other, box, gap)) return (met = true);
      }
      return false;
    });
    return met;
  }
}
