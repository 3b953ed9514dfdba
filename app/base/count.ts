/** Numbers of things, in words. */

/** `1 pair`, `2 pairs`; a plural that is no mere `s` is given. */
export const count = (n: number, noun: string, plural = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : plural}`;

/** ` (and 2 outside)`, after a count of what was collected: so many stand outside that; nothing where none does. */
export const andOutside = (n: number): string => (n > 0 ? ` (and ${n} outside)` : '');

/** A whole number with commas between thousands. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
