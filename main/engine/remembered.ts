/** What the engine remembers between starts, as the window asks for it: sources opened last, and the history. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { History, RememberedSource } from '#app/api/history.ts';
import { UserError } from '#app/api/rpc.ts';
import { UNKNOWN } from '#app/snapshot/page.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { HistoryError, keepSnapshot, manifestOf, readHistory } from '#main/store/history.ts';
import { SaveError } from '#main/store/atomic.ts';
import type { SettingsStore } from '#main/store/settings.ts';
import { journalOf, lockOf } from '#main/store/journal.ts';
import { Journals } from './journals.ts';

/** How many sources are remembered. */
const MOST = 12;

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What a user can mend is told in its own words; anything else is a fault of ours. */
function told(error: unknown): never {
  if (error instanceof HistoryError || error instanceof SaveError)
    throw new UserError(error.message);
  throw error;
}

export class Memory {
  readonly #settings: SettingsStore;
  readonly #now: () => string;

  readonly #journals: Journals;

  /** `now` gives the time, ISO 8601 UTC. */
  constructor(
    settings: SettingsStore,
    journals: Journals = new Journals(settings),
    now: () => string = () => new Date().toISOString(),
  ) {
    this.#settings = settings;
    this.#journals = journals;
    this.#now = now;
  }

  async remembered(): Promise<readonly RememberedSource[]> {
    const { recent } = await this.#settings.read();
    return Promise.all(recent.map(async (one) => ({ ...one, there: await isThere(one.path) })));
  }

  /** A source that was opened comes first. Where it cannot be remembered, opening it was still worth it. */
  async remember(path: string, title: string): Promise<void> {
    const one = { path: resolve(path), title, opened: this.#now() };
    await this.#settings
      .change((settings) => ({
        ...settings,
        recent: [one, ...settings.recent.filter((other) => other.path !== one.path)].slice(0, MOST),
      }))
      .catch(() => undefined);
  }

  /** Throws UserError where something stays: it is in use. The rest is forgotten all the same. */
  async forget(path: string | undefined): Promise<readonly RememberedSource[]> {
    await this.#settings
      .change((settings) => ({
        ...settings,
        recent: path === undefined ? [] : settings.recent.filter((other) => other.path !== path),
      }))
      .catch(told);
    for (const aside of this.#asides)
      if (path === undefined || path.startsWith(aside + sep))
        await rm(aside, { recursive: true, force: true });
    const [inUse] = path === undefined ? await this.#journals.forget() : [];
    if (inUse !== undefined)
      throw new UserError(
        `All is forgotten but ${journalOf(inUse)}, which a collection writes. Where none does, delete ${lockOf(inUse)} and forget again.`,
      );
    return this.remembered();
  }

  /** The folders of the collection that is kept nowhere else: the last whole one, and what came after it in part. */
  get #asides(): readonly string[] {
    const { folder } = this.#settings;
    return folder === undefined ? [] : [join(folder, 'collected'), join(folder, 'collected-part')];
  }

  async keepsHistory(): Promise<boolean> {
    return (await this.#settings.read()).history !== undefined;
  }

  async history(): Promise<History> {
    return readHistory((await this.#settings.read()).history);
  }

  async keepHistory(folder: string | undefined): Promise<History> {
    if (folder !== undefined) {
      if (!isAbsolute(folder))
        throw new UserError(
          `Name the folder from its root: ${JSON.stringify(folder)} depends on where Peerless was started.`,
        );
      const there = await stat(folder).catch(() => undefined);
      if (there && !there.isDirectory()) throw new UserError(`${folder} is not a folder.`);
    }
    await this.#settings.change((settings) => ({ ...settings, history: folder })).catch(told);
    return this.history();
  }

  /** Where it was kept; undefined where no history is kept. Throws UserError where it could not be. */
  async keep(snapshot: Snapshot, estate: string): Promise<string | undefined> {
    const { history } = await this.#settings.read();
    return history === undefined ? undefined : keepSnapshot(history, estate, snapshot).catch(told);
  }

  /**
   * Sets a collection aside that is kept nowhere: it is there after a crash, among what was opened before, until the next
   * one takes its place. A part takes the place of a part of its estate only, and goes with a whole one that holds all that
   * it may hold. Undefined where that cannot be: the user still has it, and is told that it is in memory only.
   */
  async setAside(snapshot: Snapshot, estate: string, isWhole = true): Promise<string | undefined> {
    const [whole, part] = this.#asides;
    if (whole === undefined || part === undefined) return undefined;
    const aside = isWhole ? whole : part;
    try {
      // It is what a user may see of a network: for the user alone.
      await mkdir(aside, { recursive: true, mode: 0o700 });
      const path = await keepSnapshot(aside, estate, snapshot);
      await clear(dirname(path), basename(path));
      if (isWhole) await clear(aside, basename(dirname(path)));
      const over = isWhole ? await partsIn(part, snapshot) : [];
      for (const folder of over) await rm(folder, { recursive: true, force: true });
      const gone = [...over, isWhole ? whole : dirname(path)];
      const title = isWhole ? estate : `${estate} (in part)`;
      const one = { path, title, opened: this.#now() };
      await this.#settings.change((settings) => ({
        ...settings,
        recent: [
          one,
          ...settings.recent.filter((r) => !gone.some((folder) => r.path.startsWith(folder + sep))),
        ].slice(0, MOST),
      }));
      return path;
    } catch {
      return undefined;
    }
  }
}

/** The folders of parts all of which a whole snapshot holds: it asked no less, and every call was answered. */
async function partsIn(parts: string, { manifest, pages }: Snapshot): Promise<string[]> {
  if (pages.some(({ error }) => error)) return [];
  const { accounts, regions, calls } = manifest.scope;
  const over: string[] = [];
  for (const name of await readdir(parts).catch(() => [])) {
    const folder = join(parts, name);
    const files = await readdir(folder).catch(() => []);
    const told = await Promise.all(
      files
        .filter((file) => !file.startsWith('.'))
        .map((file) => manifestOf(join(folder, file)).catch(() => undefined)),
    );
    const isHeld = told.every(
      (part) =>
        part !== undefined &&
        part.scope.accounts.every((id) => id === UNKNOWN || accounts.includes(id)) &&
        part.scope.regions.every((at) => at === UNKNOWN || regions.includes(at)) &&
        part.scope.calls.every((call) => calls.includes(call)),
    );
    if (isHeld) over.push(folder);
  }
  return over;
}

/** Empties a folder of ours, but for one entry. */
async function clear(folder: string, but: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name !== but) await rm(join(folder, name), { recursive: true, force: true });
}
