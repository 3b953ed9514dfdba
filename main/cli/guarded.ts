/**
 * What reaches a terminal or the log of a pipeline is for the eye: no name, file or answer moves the cursor, hides what others
 * wrote, or gives the host of a pipeline a command. Renderers see to that by themselves; this is the net below them.
 */
import { UNSAFE } from '#app/base/inert.ts';
import { inertLog } from '#app/reporters/parts/log-text.ts';
import type { Terminal } from './command.ts';

/** Takes a line of progress away (progress.ts); only at the beginning of what is written. */
const REWRITE = '\r\u001b[2K';
/** The colours of `paintFor`. */
const COLOUR = /\u001b\[(?:1|2|22|31|32|33|36|39)m/y;

/** As JSON spells it, so that JSON stays the same data; anywhere else it can be seen. */
const spelt = (char: string): string =>
  Array.from({ length: char.length }, (_, i) => char.charCodeAt(i))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

const SPELT = new RegExp(`(?![\\n\\t]|\\r\\n)(?:${UNSAFE.source})`, 'gu');

/** The text with what is unsafe spelt out; line feeds, tabs and the returns before line feeds stay, and colours where they are ours. */
export const safeText = (text: string, colour: boolean): string =>
  text.replace(SPELT, (char, ...rest) => {
    COLOUR.lastIndex = rest.at(-2) as number;
    return colour && COLOUR.test(text) ? char : spelt(char);
  });

/** The same terminal, with a net under it. */
export function guarded(terminal: Terminal): Terminal {
  const out = (text: string): void => terminal.out(safeText(text, terminal.colour));
  const err = (text: string): void => {
    const rewrites = text.startsWith(REWRITE);
    const rest = rewrites ? text.slice(REWRITE.length) : text;
    terminal.err((rewrites ? REWRITE : '') + inertLog(safeText(rest, false)));
  };
  // Not a copy: the signal is made when it is first asked for.
  return Object.assign(Object.create(terminal) as Terminal, { out, err });
}
