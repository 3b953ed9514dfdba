/** Time as collection sees it, and being told to stop: tests hand in their own clock, so that waiting costs nothing. */

/** As much of an AbortSignal as waiting takes. */
export interface Stop {
  readonly aborted: boolean;
  addEventListener(type: 'abort', heard: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', heard: () => void): void;
}

/** An AbortSignal looks through all that listen for each that begins to; here, thousands of calls listen to one. */
export class StopSignal implements Stop {
  readonly #listening = new Set<() => void>();
  aborted = false;

  addEventListener(_: 'abort', heard: () => void): void {
    this.#listening.add(heard);
  }

  removeEventListener(_: 'abort', heard: () => void): void {
    this.#listening.delete(heard);
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    const all = [...this.#listening];
    this.#listening.clear();
    for (const heard of all) heard();
  }
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits; rejects with an AbortError as soon as the signal aborts. */
  sleep(ms: number, signal: Stop): Promise<void>;
}

export const abortError = (): Error =>
  Object.assign(new Error('cancelled'), { name: 'AbortError' });

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(abortError());
      const done = () => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const stop = () => {
        clearTimeout(timer);
        reject(abortError());
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', stop, { once: true });
    }),
};
