/** Says how far something is, now and then: the first at once, and always the latest, for what follows may take long. */
import { PACE } from './parts.ts';

export class Paced<T> {
  readonly #tell: (latest: T) => void;
  readonly #now: () => number;
  #said = -Infinity;
  #latest: { readonly value: T } | undefined;
  #soon: NodeJS.Timeout | undefined;

  /** `now` in ms, from any beginning. */
  constructor(now: () => number, tell: (latest: T) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  put(value: T): void {
    this.#latest = { value };
    const wait = this.#said + PACE - this.#now();
    if (wait <= 0) this.say();
    else this.#soon ??= setTimeout(() => this.say(), wait);
  }

  /** Says the latest, where it was not said yet. */
  say(): void {
    const latest = this.#latest;
    this.close();
    if (!latest) return;
    this.#said = this.#now();
    this.#tell(latest.value);
  }

  /** What was not said is not said any more. */
  close(): void {
    clearTimeout(this.#soon);
    this.#soon = this.#latest = undefined;
  }
}
