/** Places on a line of time. */

/** What stands at one place of the line, oldest first. */
export interface Mark<T> {
  readonly of: readonly T[];
  /** From 0, the oldest, to 1, the newest. */
  readonly at: number;
}

/**
 * Where each stands between the first and the last, all in the middle where there is one moment only; those that are
 * nearer than `apart` (a part of the line) to the newest of their like stand with it. `of` is in order of time.
 */
export function gathered<T>(
  of: readonly T[],
  timeOf: (one: T) => string,
  apart: number,
): Mark<T>[] {
  const times = of.map((one) => Date.parse(timeOf(one)));
  const known = times.filter((time) => !Number.isNaN(time));
  const first = known.reduce((least, time) => Math.min(least, time), Infinity);
  const last = known.reduce((most, time) => Math.max(most, time), -Infinity);
  const placeOf = (time: number): number =>
    last > first && !Number.isNaN(time) ? (time - first) / (last - first) : 0.5;
  const marks: { of: T[]; at: number }[] = [];
  // From the newest on: where there is a crowd, its newest stands where it belongs.
  for (let i = of.length - 1; i >= 0; i -= 1) {
    const at = placeOf(times[i]!);
    const newer = marks.at(-1);
    if (newer && Math.abs(newer.at - at) < apart) newer.of.push(of[i]!);
    else marks.push({ of: [of[i]!], at });
  }
  const line = marks.toReversed().map((mark) => ({ ...mark, of: mark.of.toReversed() }));
  // The oldest stand where the line begins.
  if (line.length > 1) line[0]!.at = placeOf(Date.parse(timeOf(line[0]!.of[0]!)));
  return line;
}
