/** JSON with one spelling per value: keys sorted, no `undefined`, prototypes never touched. */
import { byText } from './order.ts';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** True for a plain object (not null, not an array). */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MAX_DEPTH = 200;

function sorted(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return value.map((item) => sorted(item, depth + 1));
  if (!isObject(value)) return value;
  const out = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort(byText)) {
    if (value[key] !== undefined) out[key] = sorted(value[key], depth + 1);
  }
  return out;
}

/**
 * Text of a value with sorted keys: equal values give equal text.
 * Throws RangeError for values nested deeper than 200 levels.
 */
export function canonical(value: unknown, indent?: number): string {
  return JSON.stringify(sorted(value, 0), undefined, indent);
}
