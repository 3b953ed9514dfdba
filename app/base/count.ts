/** Numbers of things, in words. */

/** `1 pair`, `2 pairs`; a plural that is no mere `s` is given. */
export const count = (n: number, noun: string, plural = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : plural}`;

/** A whole number with commas between thousands. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
