/** Bytes that come in pieces to where they are needed whole. Whoever needs them may ask before the first piece has come. */
import { UserError } from './rpc.ts';

/** So many are held at once; the page sends one or two. */
const KEPT = 8;

interface Parcel<T> {
  readonly pieces: T[];
  readonly whole: Promise<readonly T[]>;
  readonly end: (pieces: readonly T[]) => void;
  readonly fail: (error: Error) => void;
}

export class Parcels<T> {
  readonly #held = new Map<number, Parcel<T>>();

  add(number: number, piece: T): void {
    this.#of(number).pieces.push(piece);
  }

  /** Nothing more comes: it is whole, or it will never be, and why. */
  end(number: number, why?: string): void {
    const { pieces, end, fail } = this.#of(number);
    if (why === undefined) end(pieces);
    else {
      fail(new UserError(why));
      this.#held.delete(number);
    }
  }

  /** All pieces once the last has come; they are not held any more then. Rejects with UserError where it never will. */
  async whole(number: number): Promise<readonly T[]> {
    try {
      return await this.#of(number).whole;
    } finally {
      this.#held.delete(number);
    }
  }

  #of(number: number): Parcel<T> {
    const known = this.#held.get(number);
    if (known) return known;
    let end: Parcel<T>['end'] = () => undefined;
    let fail: Parcel<T>['fail'] = () => undefined;
    const whole = new Promise<readonly T[]>((resolve, reject) => ([end, fail] = [resolve, reject]));
    // It may fail before anybody asks.
    whole.catch(() => undefined);
    const made = { pieces: [], whole, end, fail };
    this.#held.set(number, made);
    const [oldest] = this.#held.keys();
    if (this.#held.size > KEPT && oldest !== undefined)
      this.end(oldest, 'Too much is under way at once. Try again.');
    return made;
  }
}
