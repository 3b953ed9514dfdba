/**
 * Lets accounts and Regions begin only as fast as their calls get through: whoever waits for a slot takes memory, and of
 * a thousand accounts half a million calls would wait.
 */

/** Regions that are open at once, at most: while all of their calls wait for a token, others may begin. */
const MOST_OPEN = 1_000;

interface Waiting {
  readonly calls: number;
  readonly enter: () => void;
}

export class Crowd {
  readonly #limit: number;
  readonly #mostOpen: number;
  /** Calls begun and not over; of these, calls that only wait for time to pass. */
  #calls = 0;
  #aside = 0;
  #open = 0;
  readonly #waiting: Waiting[] = [];

  /** `limit`: calls that are on their way or wait for a slot, before nobody else may begin. `mostOpen`: work at once. */
  constructor(limit: number, mostOpen = MOST_OPEN) {
    this.#limit = limit;
    this.#mostOpen = mostOpen;
  }

  /** Runs work that begins with so many calls, as soon as there is room; first come, first served. Each says `over`. */
  async within<T>(calls: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.#waiting.push({ calls, enter });
      this.#admit();
    });
    try {
      return await work();
    } finally {
      this.#open--;
      this.#admit();
    }
  }

  /** So many more calls than work began with. */
  more(calls: number): void {
    this.#calls += calls;
  }

  /** A call is over, well or ill. */
  over(): void {
    this.#calls--;
    this.#admit();
  }

  /** A wait for time to pass: a call that is in it holds up nobody. */
  async aside<T>(wait: Promise<T>): Promise<T> {
    this.#aside++;
    this.#admit();
    try {
      return await wait;
    } finally {
      this.#aside--;
    }
  }

  #admit(): void {
    while (this.#open < this.#mostOpen && this.#calls - this.#aside < this.#limit) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#open++;
      this.#calls += next.calls;
      next.enter();
    }
  }
}
