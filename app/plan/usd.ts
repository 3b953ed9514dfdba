/** Sums of money that are known only within bounds. */
import type { UsdRange } from './bill.ts';

/** Cents are enough, and keep sums free of the dust of binary fractions. */
const cents = (value: number): number => Math.round(value * 100) / 100;

export const NOTHING: UsdRange = { least: 0, most: 0 };

export const exactly = (usd: number): UsdRange => ({ least: cents(usd), most: cents(usd) });

export const between = (least: number, most: number): UsdRange => ({
  least: cents(least),
  most: cents(most),
});

export const plus = (a: UsdRange, b: UsdRange): UsdRange =>
  between(a.least + b.least, a.most + b.most);

export const total = (ranges: Iterable<UsdRange>): UsdRange => {
  let sum = NOTHING;
  for (const range of ranges) sum = plus(sum, range);
  return sum;
};
