/** Written by `npm run gen`. Do not edit. */
import type { Command } from '../command.ts';

export const commands: readonly Command[] = [];
