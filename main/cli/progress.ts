/** One line of progress on stderr: rewritten in place on a terminal, said now and then elsewhere. */
import { inert } from '#app/base/inert.ts';
import type { Terminal } from './command.ts';

/** Milliseconds between two progress lines: on a terminal, and in a log. */
const PACE = { live: 80, log: 10_000 } as const;

export interface ProgressLine {
  /** The state of things; dropped where it comes too soon after the last. */
  readonly show: (text: string) => void;
  /** A message that stays. */
  readonly say: (text: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

export function progressLine(
  terminal: Pick<Terminal, 'err' | 'live' | 'columns'>,
  now: () => number = () => performance.now(),
): ProgressLine {
  const { live } = terminal;
  // The first line of a log comes after one pace: short work says nothing.
  let last = live ? -Infinity : now();
  let shown = false;
  const clear = () => {
    if (shown) terminal.err('\r\u001b[2K');
    shown = false;
  };
  return {
    clear,
    show(text) {
      if (now() - last < (live ? PACE.live : PACE.log)) return;
      last = now();
      if (live) {
        terminal.err(`\r\u001b[2K${inert(text.slice(0, terminal.columns - 1))}`);
        shown = true;
      } else terminal.err(`peerless: ${inert(text)}\n`);
    },
    say(text) {
      clear();
      terminal.err(`peerless: ${inert(text)}\n`);
    },
  };
}
