/** Written by `npm run gen`. Do not edit. */
import type { Action } from './action.ts';

export const actions: readonly Action[] = [];
