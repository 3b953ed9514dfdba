/** Where `peerless collect` keeps what it reads: a journal beside the file it will write; memory where there is none. */
import { stat } from 'node:fs/promises';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { snapshotLines } from '#app/snapshot/write.ts';
import type { Pages } from '#app/snapshot/write-lines.ts';
import type { About } from '#main/collect/collect.ts';
import { findIn } from '#main/store/collecting.ts';
import { keepSnapshot, makeEstate } from '#main/store/history.ts';
import { Journal, journalOf } from '#main/store/journal.ts';
import { type Head, type Keep, MemoryKeep, type Note } from '#main/store/ledger.ts';
import { saveLines } from '#main/store/snapshots.ts';
import { CommandError, type Terminal } from './command.ts';
import { pathOf } from './source.ts';
import { tellSize } from './size.ts';
import { deliver, STDOUT } from './write.ts';

/** Where the snapshot goes: to a file (or stdout), into a history, or both. */
export interface Goal {
  /** As the user named it; absent where only the history is wanted. */
  readonly to: string | undefined;
  readonly history: { readonly folder: string; readonly estate: string } | undefined;
}

/** What is left to do: the rest is to be read, or all of it only to be written. */
export type Left = 'nothing' | 'reading' | 'writing';

interface Kept {
  readonly keep: Keep;
  /**
   * Writes the snapshot; a file whose name ends in `.gz` is packed. Gives back where it is now: a history takes only
   * what is finished, or every comparison with it would tell of networks that are gone.
   */
  deliver(about: About): Promise<string[]>;
  /** Lets go of the journal where nothing is left to go on with. Gives back how to go on, where something is. */
  close(left: Left): Promise<string | undefined>;
}

const isSaveError = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'SaveError' || error.name === 'HistoryError');

/** A pipe or a device cannot be gone on with, and may stand in a folder that is not ours. */
async function isFileToBe(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return there === undefined || there.isFile() || there.isDirectory();
}

/** Throws CommandError (2) where there is nothing that could be gone on with; HistoryError. */
export async function keepOf(goal: Goal, resume: boolean, terminal: Terminal): Promise<Kept> {
  const { to, history } = goal;
  const folder = history && pathOf(history.folder, terminal);
  // Before anything is asked of AWS.
  const into = folder === undefined ? undefined : await makeEstate(folder, history!.estate);
  const keepIn = async ({ finished }: About, snapshot: Pages): Promise<string[]> => {
    if (folder === undefined || !finished) return [];
    const kept = await keepSnapshot(folder, history!.estate, snapshot).catch((error: unknown) => {
      if (to === undefined || !isSaveError(error)) throw error;
      throw new CommandError(
        3,
        `The snapshot was written to ${to === STDOUT ? 'stdout' : to}, and not to the history: ${error.message}`,
      );
    });
    if (to === undefined) tellSize(kept, (await stat(kept)).size, terminal);
    return [kept];
  };
  const streamed = (keep: Journal): Pages => ({ manifest: keep.manifest, pages: keep.pages() });
  if (to === undefined) {
    const keep = new EstateKeep(into ?? terminal.cwd, resume, (message) =>
      terminal.err(`peerless: ${message}.\n`),
    );
    return {
      keep,
      deliver: (about) => keepIn(about, streamed(keep.journal!)),
      close: (left) => closeJournal(keep.journal, keep.output, true, left),
    };
  }
  const path = pathOf(to, terminal);
  if (to !== STDOUT && (await isFileToBe(path))) {
    const keep = new Journal(path, { resume, name: to });
    return {
      keep,
      async deliver(about) {
        tellSize(to, await saveLines(path, keep.snapshotLines()), terminal);
        return [to, ...(await keepIn(about, streamed(keep)))];
      },
      close: (left) => closeJournal(keep, to, history !== undefined, left),
    };
  }
  if (resume) {
    throw new CommandError(2, '--resume goes on with what lies beside a file: name it with -o.');
  }
  const keep = new MemoryKeep();
  return {
    keep,
    async deliver(about) {
      const snapshot = makeSnapshot(keep.pages, about);
      await deliver(to, snapshotLines(snapshot), terminal);
      return [...(to === STDOUT ? [] : [to]), ...(await keepIn(about, snapshot))];
    },
    close: (left) =>
      Promise.resolve(
        left !== 'reading' || !history || keep.known.tally.answers === 0
          ? undefined
          : 'the history takes only what is whole: collect again',
      ),
  };
}

/** In the folder of an estate, where the journals of other collections may lie: the window's, and those asked otherwise. */
class EstateKeep implements Keep {
  readonly #folder: string;
  readonly #resume: boolean;
  readonly #tell: (message: string) => void;
  readonly #none = new MemoryKeep().known;
  journal: Journal | undefined;
  output = '';

  constructor(folder: string, resume: boolean, tell: (message: string) => void) {
    this.#folder = folder;
    this.#resume = resume;
    this.#tell = tell;
  }

  async open(head: Head): Promise<Head> {
    const found = await findIn(this.#folder, head, this.#resume, (output) =>
      this.#tell(
        `the same collection is running already and writes ${journalOf(output)}; this one begins anew beside it`,
      ),
    );
    this.journal = found.journal;
    this.output = found.output;
    return found.head;
  }

  write(note: Note): Promise<void> {
    return this.journal!.write(note);
  }

  get known() {
    return this.journal?.known ?? this.#none;
  }
}

async function closeJournal(
  keep: Journal | undefined,
  name: string,
  history: boolean,
  left: Left,
): Promise<string | undefined> {
  // What somebody else began is none of ours.
  if (!keep?.opened) return undefined;
  // The accounts of an organization alone are nothing to go on with: what chooses among them may be what was wrong.
  if (left === 'nothing' || keep.known.read().length === 0) {
    await keep.remove();
    return undefined;
  }
  await keep.close();
  const kept = `what was read is kept in ${journalOf(name)}; the same command with --resume`;
  if (left === 'writing') return `${kept} writes it, and asks for nothing of it again`;
  return `${kept} reads the rest${history ? ', and then the history takes it' : ''}`;
}
