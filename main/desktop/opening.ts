/** What a start of the program asks to open: a path among its arguments, or the sample estate. */
import { resolve } from 'node:path';
import type { AboutEngine } from '#app/api/engine.ts';

/**
 * Reads a command line. `argv[0]` is the program; unpackaged, the app's folder or script follows it.
 * Switches are Chromium's or ours; the first plain word is a path, taken from `cwd`.
 */
export function openingOf(
  argv: readonly string[],
  packaged: boolean,
  cwd: string,
): AboutEngine['opening'] {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  const path = packaged ? words[0] : words[1];
  if (path !== undefined && path !== '') return { path: resolve(cwd, path) };
  return argv.includes('--demo') ? { demo: true } : undefined;
}
