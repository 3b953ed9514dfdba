/** What becomes of a pair of VPCs, there and back, as a number: a matrix of 25 million fits into bytes. */
import { maskPair } from './masks.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import type { Palette } from './palette.ts';

/** `mixed` where addresses of the pair fare differently. */
export type PairOutcome = Outcome | 'mixed';

export interface Pair {
  readonly outcome: PairOutcome;
  readonly return: PairOutcome;
}

export const PAIR_OUTCOMES: readonly PairOutcome[] = [...OUTCOMES, 'mixed'];

/** Every pair there can be, by its code. */
export const PAIRS: readonly Pair[] = PAIR_OUTCOMES.flatMap((outcome) =>
  PAIR_OUTCOMES.map((back) => ({ outcome, return: back })),
);

const NUMBERS = new Map(PAIR_OUTCOMES.map((outcome, i) => [outcome, i]));

export const pairCode = ({ outcome, return: back }: Pair): number =>
  NUMBERS.get(outcome)! * PAIR_OUTCOMES.length + NUMBERS.get(back)!;

/** No code of a pair: it has to be looked at address by address. */
export const OPEN = 255;

/** No code of a pair: one of the two has no subnet of the family. */
export const NO_FLOW = 254;

/** No code of a pair: a VPC and itself. */
export const SELF = 253;

/** What is delivered and not answered does not make a connection. */
export function settle(there: Outcome, back: Outcome): { outcome: Outcome; return: Outcome } {
  if (there !== 'delivered' || back === 'delivered') return { outcome: there, return: back };
  return { outcome: back === 'cannot-tell' ? 'cannot-tell' : 'no-return', return: back };
}

/** Two families of a pair as one. */
export function bothFamilies(a: Pair, b: Pair): Pair {
  return {
    outcome: a.outcome === b.outcome ? a.outcome : 'mixed',
    return: a.return === b.return ? a.return : 'mixed',
  };
}

let both: Uint8Array | undefined;

/** The same of codes: a family without flows says nothing, and one that is open leaves all open. */
export function bothCodes(a: number, b: number): number {
  if (a === b || b === NO_FLOW) return a;
  if (a === NO_FLOW) return b;
  if (a === OPEN || b === OPEN) return OPEN;
  both ??= Uint8Array.from(PAIRS.flatMap((x) => PAIRS.map((y) => pairCode(bothFamilies(x, y)))));
  return both[a * PAIRS.length + b]!;
}

/** Codes of pairs by the two codes of a palette that stand in their rows: `there << 8 | back`. */
export class PairTable {
  readonly #palette: Palette;
  readonly #codes = new Uint8Array(1 << 16).fill(OPEN);
  /** Codes of the palette that the table knows. */
  #size = 0;

  constructor(palette: Palette) {
    this.#palette = palette;
  }

  /** The table, with every code that the palette has by now. */
  codes(): Uint8Array {
    const { size } = this.#palette;
    for (let there = 0; there < size; there++) {
      for (let back = there < this.#size ? this.#size : 0; back < size; back++) {
        const pair = maskPair(this.#palette.mask(there), this.#palette.mask(back));
        if (pair) this.#codes[(there << 8) | back] = pairCode(settle(pair.there, pair.back));
      }
    }
    this.#size = size;
    return this.#codes;
  }
}
