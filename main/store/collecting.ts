/** Finds the journal of a collection that has no file of its own to stand beside: the one it left, else a free name. */
import { Journal, JournalError } from './journal.ts';
import type { Head } from './ledger.ts';
import { collectingIn, leftIn } from './unfinished.ts';

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
 * Of those left in the folder, the latest that was asked for in the same words is the one to go on with; what others left,
 * and what somebody writes now, is in nobody's way. Throws JournalError where there is one and it is not to be gone on with, or
 * cannot be; SaveError.
 */
export async function findIn(folder: string, head: Head, resume: boolean): Promise<Begun> {
  const same = (await leftIn(folder)).find((left) => left.head.asked === head.asked);
  if (!same) return beginIn(folder, head);
  const journal = new Journal(same.output, { resume });
  return { journal, output: same.output, head: await journal.open(head) };
}
