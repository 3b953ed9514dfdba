/** Gathers where the accounts and Regions of a collection stand, and says the latest of each now and then. */
import type { AccountProgress, PlaceProgress } from '#app/api/collect.ts';
import { PACE } from './parts.ts';

interface Latest {
  readonly accounts: readonly AccountProgress[];
  readonly places: readonly PlaceProgress[];
}

export class Standings {
  readonly #tell: (latest: Latest) => void;
  readonly #accounts = new Map<string, AccountProgress>();
  readonly #places = new Map<string, PlaceProgress>();
  #soon: NodeJS.Timeout | undefined;

  constructor(tell: (latest: Latest) => void) {
    this.#tell = tell;
  }

  account(progress: AccountProgress): void {
    this.#accounts.set(progress.account, progress);
    this.#wake();
  }

  place(progress: PlaceProgress): void {
    this.#places.set(`${progress.account}/${progress.region}`, progress);
    this.#wake();
  }

  // A change that is the last for a while is said, too: a call may be waited for long after it.
  #wake(): void {
    this.#soon ??= setTimeout(() => this.say(), PACE);
  }

  /** Says what has not been said yet. */
  say(): void {
    this.close();
    if (this.#accounts.size + this.#places.size === 0) return;
    const latest = { accounts: [...this.#accounts.values()], places: [...this.#places.values()] };
    this.#accounts.clear();
    this.#places.clear();
    this.#tell(latest);
  }

  close(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
  }
}
