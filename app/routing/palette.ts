/**
 * Masks of outcomes by a number that fits a byte. A network has few different ones, and a row of bytes for each VPC
 * lets 25 million pairs fit into the memory that a row of masks would take for six.
 */
import { EVERY, isOpen, mayBeNatted } from './masks.ts';

/** What a row of codes holds anywhere. */
export interface Traits {
  /** A code whose pairs may have to be looked at address by address. */
  readonly open: boolean;
  /** A code of flows that may pass a NAT gateway. */
  readonly natted: boolean;
}

const NEITHER: Traits = { open: false, natted: false };

/** Codes: 0 is the empty mask, and the last stands for what more masks than fit would need. */
const LAST = 255;

export class Palette {
  readonly #masks: number[] = [0];
  readonly #codes = new Map<number, number>([[0, 0]]);
  /** Codes of unions by `a << 8 | b`; 0 where not asked yet. */
  readonly #unions = new Uint8Array(1 << 16);
  readonly #traits = new WeakMap<Uint8Array, Traits>();

  /** Number of codes in use: they are the numbers below it, and perhaps the last. */
  get size(): number {
    return this.#masks.length;
  }

  mask(code: number): number {
    return this.#masks[code] ?? EVERY;
  }

  /** Pairs of a mask that has no code of its own are looked at address by address: slower, and as right. */
  code(mask: number): number {
    let code = this.#codes.get(mask);
    if (code === undefined) {
      code = Math.min(this.#masks.length, LAST);
      if (code < LAST) this.#masks.push(mask);
      this.#codes.set(mask, code);
    }
    return code;
  }

  traits(row: Uint8Array): Traits {
    // Most networks have no such code at all: then no row has to be searched.
    if (!this.#masks.some(isOpen) && this.#codes.size <= LAST) return NEITHER;
    let traits = this.#traits.get(row);
    if (!traits) {
      const masks = [...new Set(row)].map((code) => this.mask(code));
      traits = { open: masks.some(isOpen), natted: masks.some(mayBeNatted) };
      this.#traits.set(row, traits);
    }
    return traits;
  }

  /** Code of two masks together. */
  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const at = (a << 8) | b;
    return (this.#unions[at] ||= this.code(this.mask(a) | this.mask(b)));
  }
}
