/**
 * Journals of the collections of a window: beside the snapshots of the history, else in the user's own folder. What a crash
 * or a stop leaves is found there, and gone on with.
 */
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { collectInputs, type Unfinished } from '#app/api/collect.ts';
import { UserError } from '#app/api/rpc.ts';
import { by } from '#app/base/order.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Manifest, Snapshot } from '#app/snapshot/snapshot.ts';
import { estateFolder, estateOf, makeEstate, nameFound } from '#main/store/history.ts';
import { Journal, JournalError } from '#main/store/journal.ts';
import { type Head, type Keep, type Known, MemoryKeep, type Note } from '#main/store/ledger.ts';
import { SaveError } from '#main/store/atomic.ts';
import type { SettingsStore } from '#main/store/settings.ts';
import { beginIn } from '#main/store/collecting.ts';
import { discardJournal, leftIn, type LeftJournal, outputsIn } from '#main/store/unfinished.ts';
import { faultOf } from './parts.ts';

interface Going {
  /** One that is there is gone on with. */
  readonly going?: string;
  /** Why there is no folder. */
  readonly fault?: string | undefined;
}

/** Where one collection goes: to a journal on disk, or to memory where there can be none. */
export class CollectionKeep implements Keep {
  readonly #folders: readonly string[];
  readonly #left: () => Promise<readonly LeftJournal[]>;
  readonly #going: string | undefined;
  readonly #memory = new MemoryKeep();
  #journal: Journal | undefined;
  #asked = '';
  #fault: string | undefined;
  /** Hears why nothing is kept on disk, where something should be: a crash would lose it. */
  unsafe: (fault: string) => void = () => undefined;

  /** A new journal in the first of the folders that takes one; `left` finds those of the same estate. */
  constructor(
    folders: readonly string[],
    left: () => Promise<readonly LeftJournal[]>,
    { going, fault }: Going = {},
  ) {
    this.#folders = folders;
    this.#left = left;
    this.#going = going;
    this.#fault = fault;
  }

  /** Throws JournalError, SaveError where one that is there cannot be gone on with. */
  async open(head: Head): Promise<Head> {
    this.#asked = head.asked;
    if (this.#going !== undefined) {
      const journal = new Journal(this.#going, { resume: true });
      const found = await journal.open(head);
      this.#journal = journal;
      return found;
    }
    for (const folder of this.#folders) {
      try {
        const { journal, head: found } = await beginIn(folder, head);
        this.#journal = journal;
        return found;
      } catch (error) {
        // Nor does it end where every name in a folder is taken.
        if (!(error instanceof SaveError || error instanceof JournalError)) throw error;
        this.#fault = error.message;
      }
    }
    if (this.#fault !== undefined) this.unsafe(this.#fault);
    return head;
  }

  write(note: Note): Promise<void> {
    return (this.#journal ?? this.#memory).write(note);
  }

  get known(): Known {
    return (this.#journal ?? this.#memory).known;
  }

  snapshot(about: Pick<Manifest, 'created' | 'peerless' | 'origin'>): Snapshot {
    return this.#journal?.snapshot() ?? makeSnapshot(this.#memory.pages, about);
  }

  /** True for a journal of the same words in the same accounts: credentials lead elsewhere today than they did, too. */
  #isOfTheSame({ head, accounts }: LeftJournal, known: Known): boolean {
    if (head.asked !== this.#asked) return false;
    return [...accounts].every(([way, account]) => known.accounts.get(way) === account);
  }

  /**
   * The collection is over. `safe`: all of it was read, and is kept elsewhere: then nothing is left to go on with, nor with
   * what was begun before in the same words and accounts. `again`: of repetitions that came to their end with losses one is
   * left, which came furthest; of two that came as far, the later.
   */
  async close(safe: boolean, again = false): Promise<void> {
    const journal = this.#journal;
    this.#journal = undefined;
    if (!journal) return;
    const stays = !safe && journal.known.read().length > 0;
    await (stays ? journal.close() : journal.remove());
    if (!safe && !(stays && again)) return;
    const same = (await this.#left()).filter((left) => this.#isOfTheSame(left, journal.known));
    const answered = (left: LeftJournal) => left.far?.answered ?? 0;
    // The latest comes first.
    const furthest = same.reduce<LeftJournal | undefined>(
      (best, left) => (best && answered(best) >= answered(left) ? best : left),
      undefined,
    );
    for (const left of same) if (safe || left !== furthest) await discardJournal(left.output);
  }
}

/** What a journal says it was asked for, as a collection takes it. */
type Asked = z.infer<typeof collectInputs.collect>;

const asks = collectInputs.collect.pick({
  profiles: true,
  regions: true,
  endpoint: true,
  organization: true,
  quotas: true,
});

/** Undefined where the window has no words for it: it was begun on the command line, and is gone on with there. */
function askedOf({ head }: LeftJournal): Asked | undefined {
  let asked: unknown;
  try {
    asked = JSON.parse(head.asked);
  } catch {
    return undefined;
  }
  const { data } = asks.safeParse(asked);
  const { accounts, units, tags } = data?.organization ?? {};
  const some = [accounts?.include, units?.include, units?.exclude, tags?.include, tags?.exclude];
  return some.some((list) => list !== undefined) ? undefined : data;
}

/** A journal, and what it was asked for. */
interface Left {
  readonly journal: LeftJournal;
  readonly asked: Asked;
}

export class Journals {
  readonly #settings: SettingsStore;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  /** For a collection that begins; the estate is the one its snapshot will be kept by. */
  async begin(estate: string): Promise<CollectionKeep> {
    const folders: string[] = [];
    const faults: string[] = [];
    const add = (folder: Promise<string>) =>
      folder.then(
        (path) => folders.push(path),
        (error: unknown) => faults.push(faultOf(error)),
      );
    const { history } = await this.#settings.read();
    if (history !== undefined) await add(makeEstate(history, estate));
    if (this.#own !== undefined) await add(this.#makeOwn(this.#own, estate));
    const fault = folders.length === 0 ? faults.at(-1) : undefined;
    return new CollectionKeep(folders, () => this.#of(estate), { fault });
  }

  /** Throws UserError where there is none to go on with at that path. */
  async goOn(path: string): Promise<{
    readonly keep: CollectionKeep;
    readonly asked: Asked;
    readonly mfaSerial?: string;
  }> {
    const found = (await this.#left()).find(({ journal }) => journal.output === path);
    if (!found)
      throw new UserError(
        'That collection is not there any more, or goes on elsewhere. Collect anew.',
      );
    const { mfaSerial } = found.journal.head;
    const estate = await estateAt(path, found.asked.profiles);
    return {
      keep: new CollectionKeep([], () => this.#of(estate), { going: path }),
      asked: found.asked,
      ...(mfaSerial !== undefined && { mfaSerial }),
    };
  }

  /** The latest first. */
  async unfinished(): Promise<readonly Unfinished[]> {
    const left = await this.#left();
    const told = left.map(async ({ journal, asked }) => {
      const { output, head, far } = journal;
      const { profiles, regions, endpoint, organization, quotas = true } = asked;
      return {
        path: output,
        estate: await estateAt(output, profiles),
        created: head.created,
        far,
        profiles,
        regions,
        endpoint,
        organization: organization && {
          role: organization.role,
          without: organization.accounts?.exclude ?? [],
        },
        quotas,
        mfaSerial: head.mfaSerial,
        withheld: head.withheld ?? [],
      };
    });
    return Promise.all(told);
  }

  /** Throws UserError where it cannot be deleted. */
  async discard(path: string): Promise<void> {
    if (!(await this.#left()).some(({ journal }) => journal.output === path)) return;
    try {
      if (await discardJournal(path)) return;
    } catch (error) {
      throw new UserError(`${path}.part cannot be deleted: ${faultOf(error)}`);
    }
    throw new UserError('It goes on elsewhere, and is not discarded.');
  }

  /**
   * Those of the user's own folder, damaged ones, too; what is in the history is the user's to keep. Gives back what those
   * are of that are in use, and stay.
   */
  async forget(): Promise<readonly string[]> {
    const inUse: string[] = [];
    for (const folder of await estatesIn(this.#own)) {
      for (const output of await outputsIn(folder))
        if (!(await discardJournal(output))) inUse.push(output);
      await rmdir(folder).catch(() => undefined);
    }
    return inUse;
  }

  get #own(): string | undefined {
    const { folder } = this.#settings;
    return folder === undefined ? undefined : join(folder, 'collecting');
  }

  async #makeOwn(own: string, estate: string): Promise<string> {
    const folder = join(own, estateFolder(estate));
    // It is what a user may see of a network: for the user alone.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** Those of an estate, wherever they lie: the history may have been chosen, or changed, since. */
  async #of(estate: string): Promise<readonly LeftJournal[]> {
    const left = await this.#left();
    const estates = await Promise.all(
      left.map(({ journal, asked }) => estateAt(journal.output, asked.profiles)),
    );
    return left.flatMap(({ journal }, i) => (estates[i] === estate ? [journal] : []));
  }

  async #left(): Promise<Left[]> {
    const { history } = await this.#settings.read();
    const folders = [...(await estatesIn(history)), ...(await estatesIn(this.#own))];
    const found = (await Promise.all(folders.map(leftIn))).flat();
    return found
      .flatMap((journal) => {
        const asked = askedOf(journal);
        return asked ? [{ journal, asked }] : [];
      })
      .sort(by(({ journal }) => journal.head.created))
      .reverse();
  }
}

/** The estate that the snapshot of a journal is kept by: as its folder says, else as its profiles call it. */
export async function estateAt(output: string, profiles: readonly string[]): Promise<string> {
  const folder = dirname(output);
  const named = estateOf(profiles);
  const told = await nameFound(folder);
  return told ?? (estateFolder(named) === basename(folder) ? named : basename(folder));
}

async function estatesIn(folder: string | undefined): Promise<string[]> {
  if (folder === undefined) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name));
}
