/** Snapshots kept by estate with their time: `<folder>/<estate>/2026-11-29T13-42-04Z.json`, plain files for anybody. */
import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { History, KeptEstate, KeptSnapshot } from '#app/api/history.ts';
import { isObject } from '#app/base/json.ts';
import { by, byText, groupBy } from '#app/base/order.ts';
import { extentOf, type Manifest } from '#app/snapshot/snapshot.ts';
import { HEAD } from '#app/snapshot/write.ts';
import { type Pages, resourceLines } from '#app/snapshot/write-lines.ts';
import { openFile, readWhole } from '#main/files/whole.ts';
import { textHash } from '../text-hash.ts';
import { landNew, PRIVATE, saveError, sweep, writeBeside } from './atomic.ts';
import { GapCount } from './history-gaps.ts';
import { batched } from './snapshots.ts';

/** A history that cannot be used. The message names the folder and the way out. */
export class HistoryError extends Error {
  override name = 'HistoryError';
}

/** Files that are told as ignored; the rest is counted. */
const MOST_IGNORED = 20;
/** The head names accounts, Regions and calls: of 5,000 accounts about 80 kB. */
const MOST_HEAD = 4 * 1024 * 1024;

const NONE: History = { folder: undefined, estates: [], ignored: [], more: 0, fault: undefined };

/** A name for a folder on every system, out of any text: `prod, shared` becomes `prod-shared`. */
export function estateFolder(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  // Names that Windows keeps for devices: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
  return plain === '' || /^(con|prn|aux|nul|(com|lpt)\d)(\.|$)/.test(plain)
    ? `estate-${plain}`
    : plain;
}

/** The text of a time as part of a file name: no colons, for Windows has none. */
const stampOf = (created: string): string =>
  created
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[^0-9TZ-]/g, '-')
    .slice(0, 40);

/** How an estate is called that was given no name: by the profiles it was collected with. */
export const estateOf = (profiles: readonly string[]): string =>
  profiles.length > 0 ? profiles.join(', ') : 'default profile';

/** Says in the folder of an estate how that is called: `Prod` and `prod` would have the same. */
const NAME_FILE = '.estate';
/** A hundred letters of whatever script, and a profile for each of many accounts. */
const MOST_NAME_BYTES = 64 * 1024;

/**
 * Makes the folder of an estate, and gives back where it is. One without a name is of whoever comes first.
 * Throws HistoryError.
 */
export async function makeEstate(folder: string, estate: string): Promise<string> {
  if (!isAbsolute(folder)) throw new HistoryError(`${folder} is not an absolute path.`);
  const plain = join(folder, estateFolder(estate));
  for (let n = 1; ; n++) {
    const into = n === 1 ? plain : `${plain}-${n}`;
    try {
      await mkdir(into, { recursive: true });
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      throw new HistoryError(
        `${into} cannot be made (${code}). Choose another folder for the history.`,
        { cause: error },
      );
    }
    if ((await nameIn(into, estate)) === estate) return into;
  }
}

/** How the estate of a folder is called, where the folder says so. */
export async function nameFound(folder: string): Promise<string | undefined> {
  const bytes = await readWhole(join(folder, NAME_FILE), MOST_NAME_BYTES).catch(() => undefined);
  return bytes?.toString('utf8');
}

/** The name of a folder, which is given that one where it has none. */
async function nameIn(folder: string, estate: string): Promise<string> {
  const found = await nameFound(folder);
  if (found !== undefined) return found;
  const path = join(folder, NAME_FILE);
  const named = await writeBeside(
    path,
    [estate],
    { mode: 0o666 },
    (beside) => landNew(beside, path),
    // Who keeps a snapshot there is told what is wrong with it.
  ).catch(() => true);
  return named ? estate : ((await nameFound(folder)) ?? estate);
}

/**
 * Keeps a snapshot in the folder of its estate, for the user alone, and gives back where. The same snapshot is not kept
 * twice, and of two that come at once each has a name of its own. Throws HistoryError, SaveError.
 */
export async function keepSnapshot(
  folder: string,
  estate: string,
  snapshot: Pages,
): Promise<string> {
  const into = await makeEstate(folder, estate);
  await sweep(into);
  const stamp = stampOf(snapshot.manifest.created);
  const pathOf = (n: number) => join(into, n === 1 ? `${stamp}.json` : `${stamp}-${n}.json`);
  const lines = batched(resourceLines(snapshot, textHash));
  try {
    return await writeBeside(pathOf(1), lines, { mode: PRIVATE }, async (beside) => {
      const own = await checksumIn(beside);
      for (let n = 1; ; n++) {
        if (await landNew(beside, pathOf(n))) return pathOf(n);
        // What cannot be read is somebody's, and not this one.
        if ((await checksumIn(pathOf(n)).catch(() => undefined)) === own) return pathOf(n);
      }
    });
  } catch (error) {
    throw saveError(pathOf(1), error);
  }
}

/** The checksum at the end of a snapshot file; undefined where there is none. */
async function checksumIn(path: string): Promise<string | undefined> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, 256));
    await file.read(bytes, 0, bytes.length, size - bytes.length);
    return /"checksum":"([^"]+)"/.exec(bytes.toString('latin1'))?.[1];
  } finally {
    await file.close();
  }
}

/** What is kept in a folder; each file is read as far as its first line. Never throws for what is in it. */
export async function readHistory(folder: string | undefined): Promise<History> {
  if (folder === undefined) return NONE;
  const estates: KeptEstate[] = [];
  const ignored: { path: string; why: string }[] = [];
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const fault =
      code === 'ENOENT'
        ? // It is made with the first snapshot.
          undefined
        : `${folder} cannot be read (${code}). Choose another folder for the history.`;
    return { ...NONE, folder, fault };
  }
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  for (const { at, name } of await namedEstates(folder, folders)) {
    const snapshots: KeptSnapshot[] = [];
    const files = await readdir(at).catch(() => []);
    for (const file of files
      .filter((f) => !f.startsWith('.') && !f.endsWith('.view.json'))
      .sort(byText)) {
      const path = join(at, file);
      const manifest = await manifestOf(path).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      if (typeof manifest === 'string') ignored.push({ path, why: manifest });
      else {
        const { created } = manifest;
        snapshots.push({ path, created, ...extentOf(manifest), missed: undefined });
      }
    }
    if (snapshots.length > 0)
      estates.push({ name, snapshots: snapshots.sort(by((s) => s.created)) });
  }
  const missed = await missedIn(estates.flatMap(({ snapshots }) => snapshots));
  return {
    folder,
    estates: estates.map(({ name, snapshots }) => ({
      name,
      snapshots: snapshots.map((one) => ({ ...one, missed: missed.get(one.path) })),
    })),
    ignored: ignored.slice(0, MOST_IGNORED),
    more: Math.max(0, ignored.length - MOST_IGNORED),
    fault: undefined,
  };
}

/** Names are told in a line. */
const MOST_NAME = 100;

/** The folders of estates by how each is called; where two are called the same, their folders are told, too. Sorted. */
async function namedEstates(
  folder: string,
  entries: readonly { readonly name: string }[],
): Promise<{ readonly at: string; readonly name: string }[]> {
  const named = await Promise.all(
    entries.map(async (entry) => {
      const at = join(folder, entry.name);
      const told = (await nameFound(at))?.replace(/\s+/g, ' ').trim() ?? '';
      const name = told === '' || told.length > MOST_NAME ? entry.name : told;
      return { at, name, folder: entry.name };
    }),
  );
  const same = groupBy(named, ({ name }) => name);
  return named
    .map((one) =>
      same.get(one.name)!.length > 1 && one.name !== one.folder
        ? { ...one, name: `${one.name} (${one.folder})` }
        : one,
    )
    .sort(by((one) => one.name));
}

/** Calls that brought nothing, by path; the newest are counted first. */
async function missedIn(
  snapshots: readonly KeptSnapshot[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const counting = new GapCount();
  const missed = new Map<string, number | undefined>();
  for (const { path } of snapshots.toSorted(by((one) => one.created)).reverse()) {
    const found = await stat(path).catch(() => undefined);
    missed.set(path, found && (await counting.of(path, found).catch(() => undefined)));
  }
  return missed;
}

/** The manifest in the first line of a snapshot file, packed or not. Throws where there is none. */
export async function manifestOf(path: string): Promise<Manifest> {
  const raw = (await openFile(path)).createReadStream({ highWaterMark: 64 * 1024 });
  const stream = path.toLowerCase().endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  let text = '';
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      text += part.toString('utf8');
      if (!text.startsWith(HEAD.slice(0, text.length))) break;
      if (text.includes('\n') || text.length > MOST_HEAD) break;
    }
  } finally {
    raw.destroy();
  }
  const [first = ''] = text.split('\n', 1);
  if (!first.startsWith(HEAD) || !first.endsWith('"pages":['))
    throw new Error(`${basename(path)} does not begin as a snapshot that Peerless wrote`);
  const head = JSON.parse(`${first}]}`) as unknown;
  const manifest = isObject(head) ? head['manifest'] : undefined;
  const scope = isObject(manifest) ? manifest['scope'] : undefined;
  if (
    !isObject(manifest) ||
    typeof manifest['created'] !== 'string' ||
    !isObject(scope) ||
    !Array.isArray(scope['accounts']) ||
    !Array.isArray(scope['regions']) ||
    !Array.isArray(scope['calls'])
  )
    throw new Error(`${basename(path)} says neither when it was collected nor from where`);
  return manifest as unknown as Manifest;
}
