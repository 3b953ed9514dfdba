/** Cells of the reachability matrix as far as they are read: two bytes each, a row's bytes made when first needed. */
import type { MatrixCells } from '#app/api/engine.ts';
import type { Natted } from '#app/routing/masks.ts';
import type { PairOutcome } from '#app/routing/reach.ts';
import { PAIR_OUTCOMES } from '#app/routing/signs.ts';

export interface Cell {
  readonly outcome: PairOutcome;
  /** How the way back fares. */
  readonly back: PairOutcome;
  /** Whether what arrives passes a NAT gateway. */
  readonly natted: Natted;
}

const UNKNOWN = 0;
const ASKED = 0xffff;
const FIRST = 1;
const KINDS = PAIR_OUTCOMES.length;
const NATTED: readonly Natted[] = ['none', 'some', 'all'];

/** One object a combination, so that equal cells are the same. */
const CELLS: readonly Cell[] = NATTED.flatMap((natted) =>
  PAIR_OUTCOMES.flatMap((outcome) => PAIR_OUTCOMES.map((back) => ({ outcome, back, natted }))),
);

export class Cells {
  readonly #side: number;
  readonly #rows: (Uint16Array | undefined)[] = [];

  /** `side` is the number of rows, and of columns. */
  constructor(side: number) {
    this.#side = side;
  }

  /** Undefined where it is not read yet, and where a VPC meets itself. */
  at(row: number, column: number): Cell | undefined {
    const known = this.#rows[row]?.[column] ?? UNKNOWN;
    return CELLS[known - FIRST];
  }

  /** Notes that these are being read; false where all of them are known or asked already. */
  ask(rows: readonly number[], columns: readonly number[]): boolean {
    let some = false;
    for (const row of rows) {
      const known = (this.#rows[row] ??= new Uint16Array(this.#side));
      for (const column of columns) {
        if (known[column] !== UNKNOWN || row === column) continue;
        known[column] = ASKED;
        some = true;
      }
    }
    return some;
  }

  /** Takes back what was asked and did not come. */
  forget(rows: readonly number[], columns: readonly number[]): void {
    for (const row of rows) {
      const known = this.#rows[row];
      for (const column of columns) if (known?.[column] === ASKED) known[column] = UNKNOWN;
    }
  }

  put(rows: readonly number[], columns: readonly number[], answer: MatrixCells): void {
    const codes = answer.outcomes.map((outcome) => PAIR_OUTCOMES.indexOf(outcome));
    for (const [i, row] of rows.entries()) {
      const known = (this.#rows[row] ??= new Uint16Array(this.#side));
      for (const [k, column] of columns.entries()) {
        const cell = answer.cells[i]?.[k];
        if (!cell) continue;
        const [outcome, back, natted = 0] = cell;
        known[column] = FIRST + (natted * KINDS + codes[outcome]!) * KINDS + codes[back]!;
      }
    }
  }
}
