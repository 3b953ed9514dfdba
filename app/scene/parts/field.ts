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

  /** What a line crosses of so much cost or more, the air around it included. */
  under(a: Point, b: Point, least: number): readonly Obstacle[] {
    const found = new Set<Obstacle>();
    const [lastRow, lastColumn] = [this.#cell(Math.max(a.y, b.y)), this.#cell(Math.max(a.x, b.x))];
    for (let row = this.#cell(Math.min(a.y, b.y)); row <= lastRow; row++) {
      for (let column = this.#cell(Math.min(a.x, b.x)); column <= lastColumn; column++) {
        for (const index of this.#cells.get(row * this.#columns + column) ?? []) {
          const o = this.#obstacles[index];
          if (o && o.cost >= least && cuts(a, b, o)) found.add(o);
        }
      }
    }
    return [...found];
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
          if (slanted && !cuts(a, b, o)) continue;
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

/** True where a line runs through a box (Liang and Barsky's clipping). */
export function cuts(a: Point, b: Point, { x, y, width, height }: Box): boolean {
  let from = 0;
  let to = 1;
  const clip = (d: number, low: number, high: number): boolean => {
    if (d === 0) return low < 0 && high > 0;
    from = Math.max(from, (d > 0 ? low : high) / d);
    to = Math.min(to, (d > 0 ? high : low) / d);
    return from < to;
  };
  return clip(b.x - a.x, x - a.x, x + width - a.x) && clip(b.y - a.y, y - a.y, y + height - a.y);
}
