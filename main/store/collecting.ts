/** Finds the journal of a collection that has no file of its own to stand beside: the one it left, else a free name. */
import { Journal, JournalError } from './journal.ts';
import type { Head } from './ledger.ts';
import { collectingIn, journalsIn } from './unfinished.ts';

/** Names for a journal that are tried in one folder. */
const MOST_NAMES = 100;

interface Begun {
  readonly journal: Journal;
  /** What it is the journal of. */
  readonly output: string;
  /** That of its first beginning. */
  readonly head: Head;
}

/** A new one under the first name that nobody has taken. Throws JournalError where all are taken; SaveError. */
export async function beginIn(folder: string, head: Head): Promise<Begun> {
  for (let n = 1; ; n++) {
    const output = collectingIn(folder, n);
    const journal = new Journal(output, { resume: false });
    try {
      return { journal, output, head: await journal.open(head) };
    } catch (error) {
      if (!(error instanceof JournalError) || n === MOST_NAMES) throw error;
    }
  }
}

/**
 * Of those left in the folder, the latest that was asked for in the same words is the one to go on with; what others left
 * is in nobody's way. `running` hears of one of the same words that somebody writes now, where a new one is begun beside it.
 * Throws JournalError where there is one and it is not to be gone on with, or cannot be, such as the one that is written; SaveError.
 */
export async function findIn(
  folder: string,
  head: Head,
  resume: boolean,
  running: (output: string) => void,
): Promise<Begun> {
  const same = (await journalsIn(folder)).filter((one) => one.head.asked === head.asked);
  const left = same.find(({ held }) => !held);
  const now = same.find(({ held }) => held);
  // That it is in use is told by whoever opens it.
  const found = left ?? (resume ? now : undefined);
  if (found) {
    const journal = new Journal(found.output, { resume });
    return { journal, output: found.output, head: await journal.open(head) };
  }
  if (now) running(now.output);
  return beginIn(folder, head);
}
