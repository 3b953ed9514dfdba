/** Time for names that were never drawn like this before: so many in one frame, the rest in those that follow. */

/** In ms. Together with all else that a frame paints this stays well below what a hand notices. */
const MOST_MS = 12;

export class Naming {
  #spent = 0;
  #began = 0;
  #fresh = false;
  #waits = false;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** True where a name has to wait for the next frame. */
  get waits(): boolean {
    return this.#waits;
  }

  /** Comes to the next name. */
  begin(): void {
    this.#began = this.#now();
    this.#fresh = false;
  }

  /** Asked before anything is measured anew: false where this frame has done enough of it. */
  may(): boolean {
    if (this.#spent >= MOST_MS) {
      this.#waits = true;
      return false;
    }
    this.#fresh = true;
    return true;
  }

  /** It is drawn: the first time is the long one. */
  end(): void {
    if (this.#fresh) this.#spent += this.#now() - this.#began;
  }
}
