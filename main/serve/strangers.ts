/** Who has not said the token yet: so many may wait, and where one more comes, whoever waited longest is let go. */
export class Strangers<T extends object> {
  readonly #most: number;
  readonly #letGo: (stranger: T) => void;
  /** In the order in which they came. */
  readonly #waiting = new Set<T>();

  constructor(most: number, letGo: (stranger: T) => void) {
    this.#most = most;
    this.#letGo = letGo;
  }

  add(stranger: T): void {
    this.#waiting.add(stranger);
    const oldest =
      this.#waiting.size > this.#most ? this.#waiting.values().next().value : undefined;
    if (oldest === undefined) return;
    this.#waiting.delete(oldest);
    this.#letGo(oldest);
  }

  /** It went, or is a stranger no more. */
  remove(stranger: T): void {
    this.#waiting.delete(stranger);
  }
}
