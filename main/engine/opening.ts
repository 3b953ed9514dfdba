/** Opens sources: by path, from files of the page, or the sample estate; what is opened is kept as an estate. */
import { basename, resolve } from 'node:path';
import type { Engine, Opened } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { uniq } from '#app/base/order.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { recall, type Remembered } from './arrangement.ts';
import type { Ahead, ReadAhead } from './ahead.ts';
import type { Estate } from './estates.ts';
import { Lint, OWN_SETTINGS } from './lint.ts';
import { type Parts, reply } from './parts.ts';
import type { Memory } from './remembered.ts';
import type { EngineSources, Read } from './sources.ts';
import { understand } from './understanding.ts';
import { Uploads } from './uploads.ts';

interface Goes {
  readonly began?: Remembered;
  /** What it goes on from, where that is open in this window, and of the same source or accounts. */
  readonly after?: string | undefined;
  /** What it is read from, in words of our own. */
  readonly source?: string;
}

/**
 * Analyses what was read under the settings of the session, or of the estate that it goes on from; keeps it as an estate,
 * and says which were let go for it. Throws the signal's reason where that was stopped: then nothing is kept, and nothing
 * is let go.
 */
export async function takeIn(
  { estates, emit, session, now, arrange }: Parts,
  { understood, ...read }: Read & Partial<ReadAhead>,
  title: string,
  signal: AbortSignal,
  { began, after, source }: Goes = {},
): Promise<Opened> {
  const wanted = (): Estate | undefined => {
    const found =
      after !== undefined && session.opened.has(after) ? estates.find(after) : undefined;
    return found && goesOnFrom(found, source, read) ? found : undefined;
  };
  const open = wanted();
  if (open) refuseTorn(read, open.read);
  const { settings } = open?.lint ?? session;
  const ahead = settings.config === OWN_SETTINGS.config ? understood : undefined;
  // What goes on from a picture keeps to it, and so does what is remembered: a fresh one is not waited for.
  const isFresh = !open && !began?.places;
  const how = { signal, now, arrange: isFresh ? arrange : undefined };
  const { report, whole } = ahead ?? (await understand(read.snapshot, settings.config, how));
  const lint = new Lint(report, settings);
  // As it is now: others had their turn meanwhile.
  const before = wanted();
  if (before) lint.goOnFrom(before.lint);
  const { estate, dropped } = estates.add(read, lint, title, began, before, source);
  if (whole) estate.foresee(whole);
  session.opened.add(estate.handle);
  for (const { handle, title } of dropped) emit('dropped', { handle, title });
  return estate.opened();
}

/** True for the same source, read again, and for another collection of the same accounts. */
const goesOnFrom = (before: Estate, source: string | undefined, read: Read): boolean =>
  (source !== undefined && before.source === source) ||
  sameAccounts(before.snapshot, read.snapshot);

const accountsOf = ({ manifest }: Snapshot): string => uniq(manifest.scope.accounts).join();

/** True for two snapshots of one estate, as far as its accounts tell. */
export const sameAccounts = (a: Snapshot, b: Snapshot): boolean =>
  accountsOf(a) === accountsOf(b) && accountsOf(a) !== '';

/** Of a folder one file may be read while it is written: what is open is better than what such a reading would show. */
function refuseTorn({ unread = [] }: Read, before: Read): void {
  const known = new Set((before.unread ?? []).map(({ path }) => path));
  const torn = unread.find(({ path }) => !known.has(path));
  if (torn) throw new UserError(`${torn.path} ${torn.why}. Mend it, or take it away, and refresh.`);
}

export function opening(
  parts: Parts,
  sources: EngineSources,
  memory: Memory,
  ahead?: Ahead,
): Pick<Engine, 'open' | 'upload' | 'piece'> {
  const { jobs } = parts;
  const uploads = new Uploads();

  async function open(input: Parameters<Engine['open']>[0], signal: AbortSignal): Promise<Opened> {
    if (!('path' in input)) ahead?.drop();
    if ('demo' in input) {
      const read = { snapshot: await sources.demo(), ignored: [] };
      return takeIn(parts, read, 'Sample estate', signal, { after: input.after, source: 'demo' });
    }
    if ('path' in input) {
      const title = basename(input.path) || input.path;
      const read = (await ahead?.take(input.path, signal)) ?? (await sources.path(input.path));
      const began = await recall(input.path);
      const opened = await takeIn(parts, read, title, signal, {
        began,
        after: input.after,
        source: `path ${resolve(input.path)}`,
      });
      await memory.remember(input.path, title);
      return opened;
    }
    const files = 'upload' in input ? uploads.take(input.upload) : input.files;
    const [first] = files;
    if (!first) throw new UserError('There is no file to open.');
    const title = files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`;
    return takeIn(parts, await sources.texts(files), title, signal);
  }

  return {
    async open(input) {
      const job = input.job ?? jobs.name('open');
      const signal = jobs.begin(job);
      try {
        return await open(input, signal);
      } finally {
        jobs.end(job);
      }
    },
    upload: ({ names }) => reply(() => ({ upload: uploads.begin(names) })),
    piece: ({ upload, file, base64 }) =>
      reply(() => ({ bytes: uploads.add(upload, file, base64) })),
  };
}
