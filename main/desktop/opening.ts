/** What a start of the program asks to open: a path among its arguments, or the sample estate. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AboutEngine } from '#app/api/engine.ts';

/** What comes before a path in an address. One letter is a drive of Windows. */
const ADDRESS = /^[a-z][a-z0-9+.-]+:\/\//i;

/**
 * Reads a command line. `argv[0]` is the program; unpackaged, the app's folder or script follows it.
 * Switches are Chromium's or ours; the first plain word is a path, taken from `cwd`, or the address of a file.
 */
export function openingOf(
  argv: readonly string[],
  packaged: boolean,
  cwd: string,
): AboutEngine['opening'] {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  const word = packaged ? words[0] : words[1];
  if (word !== undefined && word !== '') return { path: pathOf(word, cwd) };
  return argv.includes('--demo') ? { demo: true } : undefined;
}

/**
 * File managers of Linux name files by their addresses, as a desktop entry with %U asks for:
 * https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 * One of another place is no file of ours: it stays as it is, so that the window says that there is none of that name.
 */
function pathOf(word: string, cwd: string): string {
  if (!ADDRESS.test(word)) return resolve(cwd, word);
  try {
    return fileURLToPath(word);
  } catch {
    return word;
  }
}
