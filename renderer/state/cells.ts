/** Cells of the reachability matrix as far as they are read: a byte each, a row's bytes made when first needed. */
import type { MatrixCells } from '#app/api/engine.ts';
import type { PairOutcome } from '#app/routing/reach.ts';
import { PAIR_OUTCOMES } from '#app/routing/signs.ts';

export interface Cell {
  readonly outcome: PairOutcome;
  /** How the way back fares. */
  readonly back: PairOutcome;
}

const UNKNOWN = 0;
const ASKED = 255;
const FIRST = 1;
const KINDS = PAIR_OUTCOMES.length;

/** One object a pair of outcomes, so that equal cells are the same. */
const CELLS: readonly Cell[] = PAIR_OUTCOMES.flatMap((outcome) =>
  PAIR_OUTCOMES.map((back) => ({ outcome, back })),
);

export class Cells {
  readonly #side: number;
  readonly #rows: (Uint8Array | undefined)[] = [];

  /** `side` is the number of rows, and of columns. */
  constructor(side: number) {
    this.#side = side;
  }

  /** Undefined where it is not read yet, and where a VPC meets itself. */
  at(row: number, column: number): Cell | undefined {
    const byte = this.#rows[row]?.[column] ?? UNKNOWN;
    return CELLS[byte - FIRST];
  }

  /** Notes that these are being read; false where all of them are known or asked already. */
  ask(rows: readonly number[], columns: readonly number[]): boolean {
    let some = false;
    for (const row of rows) {
      const bytes = (this.#rows[row] ??= new Uint8Array(this.#side));
      for (const column of columns) {
        if (bytes[column] !== UNKNOWN || row === column) continue;
        bytes[column] = ASKED;
        some = true;
      }
    }
    return some;
  }

  /** Takes back what was asked and did not come. */
  forget(rows: readonly number[], columns: readonly number[]): void {
    for (const row of rows) {
      const bytes = this.#rows[row];
      for (const column of columns) if (bytes?.[column] === ASKED) bytes[column] = UNKNOWN;
    }
  }

  put(rows: readonly number[], columns: readonly number[], answer: MatrixCells): void {
    const codes = answer.outcomes.map((outcome) => PAIR_OUTCOMES.indexOf(outcome));
    for (const [i, row] of rows.entries()) {
      const bytes = (this.#rows[row] ??= new Uint8Array(this.#side));
      for (const [k, column] of columns.entries()) {
        const cell = answer.cells[i]?.[k];
        if (cell) bytes[column] = FIRST + codes[cell[0]]! * KINDS + codes[cell[1]]!;
      }
    }
  }
}
