/** Where `peerless collect` keeps what it reads: a journal beside the file it will write; memory where there is none. */
import { stat } from 'node:fs/promises';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { snapshotLines } from '#app/snapshot/write.ts';
import type { About } from '#main/collect/collect.ts';
import { Journal, journalOf } from '#main/store/journal.ts';
import { type Keep, MemoryKeep, type Scope } from '#main/store/ledger.ts';
import { saveLines } from '#main/store/snapshots.ts';
import { CommandError, type Terminal } from './command.ts';
import { pathOf } from './source.ts';
import { deliver, STDOUT } from './write.ts';

interface Kept {
  readonly keep: Keep & { readonly known: { readonly scope: Scope } };
  /** Writes the snapshot; a file whose name ends in `.gz` is packed. */
  deliver(about: About): Promise<void>;
  /** Lets go of the journal where nothing is left to go on with. Gives back how to go on, where something is. */
  close(finished: boolean): Promise<string | undefined>;
}

/** A pipe or a device cannot be gone on with, and may stand in a folder that is not ours. */
async function isFileToBe(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return there === undefined || there.isFile() || there.isDirectory();
}

/** Throws CommandError (2) where there is nothing that could be gone on with. */
export async function keepOf(to: string, resume: boolean, terminal: Terminal): Promise<Kept> {
  const path = pathOf(to, terminal);
  if (to !== STDOUT && (await isFileToBe(path))) return inJournal(to, path, resume);
  if (resume) {
    throw new CommandError(2, '--resume goes on with what lies beside a file: name it with -o.');
  }
  const keep = new MemoryKeep();
  return {
    keep,
    deliver: (about) => deliver(to, snapshotLines(makeSnapshot(keep.pages, about)), terminal),
    close: () => Promise.resolve(undefined),
  };
}

function inJournal(to: string, path: string, resume: boolean): Kept {
  const keep = new Journal(path, { resume, name: to });
  return {
    keep,
    deliver: () => saveLines(path, keep.snapshotLines()),
    async close(finished) {
      // What somebody else began is none of ours.
      if (!keep.opened) return undefined;
      const { answers } = keep.known.tally;
      if (finished || answers === 0) {
        await keep.remove();
        return undefined;
      }
      await keep.close();
      return `what was read is kept in ${journalOf(to)}; the same command with --resume reads the rest`;
    },
  };
}
