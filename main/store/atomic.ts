/** Writes a file whole or not at all: to a temporary neighbour first, flushed, then renamed over the old one. */
import type { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import {
  copyFile,
  type FileHandle,
  link,
  open,
  readdir,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { notAFile } from '#main/files/whole.ts';

/** A file that could not be written. The message names the path and the way out; the old file is untouched. */
export class SaveError extends Error {
  override name = 'SaveError';
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist; create it first',
  ENOTDIR: 'its folder is not a folder',
  EISDIR: 'a folder of that name is in the way',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'that disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'files may not be that large here',
  NOT_A_FILE: 'a pipe, a device or a socket of that name is in the way',
};

type Chunks = Iterable<string | Buffer> | AsyncIterable<string | Buffer>;

/** Who may read a file that holds an estate's network: the user alone, until the user says otherwise. */
export const PRIVATE = 0o600;
/** As the system has it. */
const ORDINARY = 0o666;

/**
 * Writes the chunks to `path`, which the user chose. One that is replaced keeps who may read it and whose it is; `mode` is
 * of a new one. A pipe or a device is written to. Throws SaveError; an earlier file of that name then stays as it was.
 */
export async function writeAtomically(
  path: string,
  chunks: Chunks,
  mode: number = ORDINARY,
): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (!there || isOrdinary(there)) return replaceFile(path, chunks, mode);
  let pipe: FileHandle | undefined;
  try {
    pipe = await open(path, 'w');
    for await (const chunk of chunks) await pipe.appendFile(chunk);
  } catch (error) {
    throw saveError(path, error);
  } finally {
    await pipe?.close().catch(() => undefined);
  }
}

/** The same at a path that nobody chose: a pipe or a device in the way is a SaveError. */
export async function replaceFile(
  path: string,
  chunks: Chunks,
  mode: number = ORDINARY,
): Promise<void> {
  try {
    // A link keeps pointing where it points: the file behind it is what gets replaced.
    const target = await realpath(path).catch(() => path);
    const there = await stat(target).catch(() => undefined);
    if (there && !isOrdinary(there)) throw notAFile();
    const old = there?.isFile() ? there : undefined;
    await writeBeside(target, chunks, old ?? { mode }, (beside) => rename(beside, target));
  } catch (error) {
    throw saveError(path, error);
  }
}

const isOrdinary = (there: Stats): boolean => there.isFile() || there.isDirectory();

/** Who may read a file, and whose it is where that is known. */
type Rights = Pick<Stats, 'mode'> & Partial<Pick<Stats, 'uid' | 'gid'>>;

/**
 * Writes the chunks to a temporary neighbour of `target`, whole and flushed, and gives it to `land`, which puts it where it
 * belongs; what `land` leaves of it is taken away. Throws what the file system throws, and the chunks.
 */
export async function writeBeside<T>(
  target: string,
  chunks: Chunks,
  { mode, uid, gid }: Rights,
  land: (beside: string) => Promise<T>,
): Promise<T> {
  const folder = dirname(target);
  const own = `.${basename(target)}.`;
  await sweep(folder, own);
  const beside = join(folder, `${own}${randomBytes(6).toString('hex')}.tmp`);
  const handle = await open(beside, 'wx', mode & 0o777);
  try {
    try {
      if (uid !== undefined && gid !== undefined) {
        // Only root gives a file away. Rights are set after it, for they are lost by it.
        await handle.chown(uid, gid).catch(() => undefined);
        await handle.chmod(mode & 0o777);
      }
      for await (const chunk of chunks) await handle.appendFile(chunk);
      await handle.sync();
    } finally {
      // Windows deletes and renames no open file.
      await handle.close();
    }
    return await land(beside);
  } finally {
    await unlink(beside).catch(() => undefined);
    await syncFolder(folder);
  }
}

/** What a killed process left of a file is not written any more when it was not for so long, in ms. */
const DEAD = 3_600_000;

/** Takes away what killed processes left half written in a folder, of names that begin so. Never throws. */
export async function sweep(folder: string, begin = '.'): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    if (!name.startsWith(begin) || !/\.[0-9a-f]{12}\.tmp$/.test(name)) continue;
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > DEAD) await unlink(path).catch(() => undefined);
  }
}

/** Puts a file where none is. False where one is: who was there first stays. */
export async function landNew(beside: string, path: string): Promise<boolean> {
  try {
    // Not every file system has a second name for a file.
    await link(beside, path).catch((error: unknown) => {
      if (isTaken(error)) throw error;
      return copyFile(beside, path, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';

/** A fault of the file system in words; any other error comes back as it is. */
export function saveError(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  return code === undefined
    ? error
    : new SaveError(`${path} could not be written: ${REASONS[code] ?? code}.`, { cause: error });
}

/** Makes the rename itself last through a power cut, where the system can do that for folders. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows cannot open folders; the file itself is flushed already.
  }
}
