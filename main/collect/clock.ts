/** Time as collection sees it: tests hand in their own, so that waiting costs nothing. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits; rejects with an AbortError as soon as the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
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
