/** Written by `npm run gen`. Do not edit. */
import type { AnyRule } from './rule.ts';

export const rules: readonly AnyRule[] = [];
