/** Bytes that come in pieces to where they are needed whole. */
import { UserError } from './rpc.ts';

/** So many are held at once; the page sends one or two. */
const KEPT = 8;

interface Parcel<T> {
  readonly pieces: T[];
  whole: boolean;
  /** Whoever asked for it before it was whole. */
  readonly waiting: {
    readonly resolve: (pieces: readonly T[]) => void;
    readonly reject: (error: Error) => void;
  }[];
}

export class Parcels<T> {
  readonly #held = new Map<number, Parcel<T>>();

  add(number: number, piece: T): void {
    this.#of(number).pieces.push(piece);
  }

  /** Nothing more comes: it is whole, or it will never be, and why. */
  end(number: number, why?: string): void {
    const parcel = this.#of(number);
    if (why !== undefined) return this.#drop(number, why);
    parcel.whole = true;
    if (parcel.waiting.length > 0) this.#held.delete(number);
    for (const { resolve } of parcel.waiting) resolve(parcel.pieces);
  }

  /** All pieces; they are not held any more. Throws UserError where they have not all come. */
  take(number: number): readonly T[] {
    const parcel = this.#held.get(number);
    if (!parcel?.whole) throw new UserError('Not all of the file has come. Try again.');
    this.#held.delete(number);
    return parcel.pieces;
  }

  /** The same for who asks before the last piece has come, or the first. Rejects with UserError where it never will. */
  async whole(number: number): Promise<readonly T[]> {
    const parcel = this.#of(number);
    if (parcel.whole) return this.take(number);
    return new Promise((resolve, reject) => void parcel.waiting.push({ resolve, reject }));
  }

  #of(number: number): Parcel<T> {
    const known = this.#held.get(number);
    if (known) return known;
    const made: Parcel<T> = { pieces: [], whole: false, waiting: [] };
    this.#held.set(number, made);
    const [oldest] = this.#held.keys();
    if (this.#held.size > KEPT && oldest !== undefined)
      this.#drop(oldest, 'Too much is under way at once. Try again.');
    return made;
  }

  #drop(number: number, why: string): void {
    for (const { reject } of this.#held.get(number)?.waiting ?? []) reject(new UserError(why));
    this.#held.delete(number);
  }
}
