/** The field: everything a line should not run over, and what it costs to do so, found quickly by place. */
import type { Box, Point } from '../scene.ts';

export interface Obstacle extends Box {
  readonly id: string;
  readonly cost: number;
}

export class Field {
  readonly #cells = new Map<number, number[]>();
  readonly #obstacles: readonly Obstacle[];
  /** Number of the last question that met each obstacle: counts it once without a set. */
  readonly #met: Uint32Array;
  #question = 0;
  readonly #size: number;
  readonly #columns: number;

  constructor(obstacles: readonly Obstacle[], width: number, height: number) {
    this.#obstacles = obstacles;
    this.#met = new Uint32Array(obstacles.length);
    this.#size = Math.max(240, Math.sqrt((width * height) / 16_000));
    this.#columns = Math.ceil(width / this.#size) + 2;
    obstacles.forEach((o, index) => {
      for (let row = this.#cell(o.y); row <= this.#cell(o.y + o.height); row++) {
        for (let column = this.#cell(o.x); column <= this.#cell(o.x + o.width); column++) {
          const cell = row * this.#columns + column;
          const list = this.#cells.get(cell);
          if (list) list.push(index);
          else this.#cells.set(cell, [index]);
        }
      }
    });
  }

  #cell(v: number): number {
    return Math.max(0, Math.floor(v / this.#size));
  }

  /** Cost of everything a line crosses, each obstacle once; never looks further once `enough` is reached. */
  cost(a: Point, b: Point, spared: ReadonlySet<string>, enough = Infinity): number {
    const left = Math.min(a.x, b.x);
    const right = Math.max(a.x, b.x);
    const top = Math.min(a.y, b.y);
    const bottom = Math.max(a.y, b.y);
    const slanted = left !== right && top !== bottom;
    const question = ++this.#question;
    let sum = 0;
    const lastRow = this.#cell(bottom);
    const lastColumn = this.#cell(right);
    for (let row = this.#cell(top); row <= lastRow; row++) {
      for (let column = this.#cell(left); column <= lastColumn; column++) {
        const cell = this.#cells.get(row * this.#columns + column);
        if (!cell) continue;
        for (const index of cell) {
          if (this.#met[index] === question) continue;
          const o = this.#obstacles[index];
          if (!o || right <= o.x || left >= o.x + o.width || bottom <= o.y || top >= o.y + o.height)
            continue;
          if (slanted && !crosses(a, b, o)) continue;
          this.#met[index] = question;
          if (spared.has(o.id)) continue;
          sum += o.cost;
          if (sum >= enough) return sum;
        }
      }
    }
    return sum;
  }
}

/** True where a slanted line runs through a box (Liang and Barsky's clipping). */
function crosses(a: Point, b: Point, box: Box): boolean {
  let from = 0;
  let to = 1;
  for (const [d, low, high] of [
    [b.x - a.x, box.x - a.x, box.x + box.width - a.x],
    [b.y - a.y, box.y - a.y, box.y + box.height - a.y],
  ] as const) {
    if (d === 0) {
      if (low > 0 || high < 0) return false;
      continue;
    }
    const [near, far] = d > 0 ? [low / d, high / d] : [high / d, low / d];
    from = Math.max(from, near);
    to = Math.min(to, far);
    if (from >= to) return false;
  }
  return true;
}
