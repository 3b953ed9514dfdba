/** Places on a line of time. */

export interface Mark<T> {
  readonly of: T;
  /** From 0, the oldest, to 1, the newest. */
  readonly at: number;
}

/** Where each stands between the first and the last; all in the middle where there is one moment only. */
export function placed<T>(of: readonly T[], timeOf: (one: T) => string): Mark<T>[] {
  const times = of.map((one) => Date.parse(timeOf(one)));
  const known = times.filter((time) => !Number.isNaN(time));
  const [first, last] = [Math.min(...known), Math.max(...known)];
  return of.map((one, i) => ({
    of: one,
    at: last > first && !Number.isNaN(times[i]!) ? (times[i]! - first) / (last - first) : 0.5,
  }));
}
