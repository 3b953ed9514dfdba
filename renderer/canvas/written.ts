/** What is written on the canvas, and where: whatever comes later finds room beside it. Pure. */
import type { Box } from '#app/scene/scene.ts';

/** Side of the squares by which boxes are found, in CSS pixels: about a card from afar. */
const SQUARE = 64;
/** Letters rise above the line they stand on and reach below it, by these shares of their size. */
export const ABOVE = 0.74;
export const BELOW = 0.22;

/** A text or a mark, in CSS pixels of the canvas. */
export interface Words extends Box {
  readonly text: string;
}

/** The box of a line of text by its left baseline. */
export const lineBox = (
  text: string,
  x: number,
  y: number,
  width: number,
  size: number,
): Words => ({
  text,
  x,
  y: y - size * ABOVE,
  width,
  height: size * (ABOVE + BELOW),
});

export class Written {
  readonly #words: Words[] = [];
  readonly #squares = new Map<number, Words[]>();

  /** Everything, in the order of writing. */
  get words(): readonly Words[] {
    return this.#words;
  }

  take(words: Words): void {
    this.#words.push(words);
    for (const square of squaresOf(words)) {
      const list = this.#squares.get(square);
      if (list) list.push(words);
      else this.#squares.set(square, [words]);
    }
  }

  /** What a box would cover; the first that is found. */
  under(box: Box): Words | undefined {
    for (const square of squaresOf(box)) {
      const found = this.#squares.get(square)?.find((words) => covers(words, box));
      if (found) return found;
    }
    return undefined;
  }

  isFree(box: Box): boolean {
    return this.under(box) === undefined;
  }

  /** How far a box may reach to the right before it covers something: its own width at most. */
  reach(box: Box): number {
    let right = box.x + box.width;
    for (const square of squaresOf(box))
      for (const words of this.#squares.get(square) ?? [])
        if (covers(words, box)) right = Math.min(right, words.x);
    return Math.max(0, right - box.x);
  }
}

export const covers = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function squaresOf({ x, y, width, height }: Box): number[] {
  const out: number[] = [];
  const [left, right] = [Math.floor(x / SQUARE), Math.floor((x + width) / SQUARE)];
  const [top, bottom] = [Math.floor(y / SQUARE), Math.floor((y + height) / SQUARE)];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) out.push(row * 10_007 + column);
  return out;
}
