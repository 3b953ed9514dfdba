/** A clock that jumps: when all that runs is asleep, time goes on to the one who wakes first. */
import type { Clock } from '#main/collect/clock.ts';
import { abortError } from '#main/collect/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 5, 9);
  readonly #stuck: boolean;
  readonly #sleepers: Sleeper[] = [];
  #ticking = false;

  /** `stuck`: nobody ever wakes by time. */
  constructor({ stuck = false }: { stuck?: boolean } = {}) {
    this.#stuck = stuck;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(abortError());
      const sleeper: Sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal.addEventListener(
        'abort',
        () => {
          this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
          reject(abortError());
        },
        { once: true },
      );
      this.#tick();
    });
  }

  #tick(): void {
    if (this.#ticking || this.#stuck) return;
    this.#ticking = true;
    setImmediate(() => {
      this.#ticking = false;
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      if (!next) return;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      if (this.#sleepers.length > 0) this.#tick();
    });
  }
}
