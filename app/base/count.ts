/** Numbers of things, in words. */

/** `1 pair`, `2 pairs`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
