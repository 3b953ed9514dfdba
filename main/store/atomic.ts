/** Writes a file whole or not at all: to a temporary neighbour first, flushed, then renamed over the old one. */
import type { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

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
};

/** Writes the chunks to `path`. Throws SaveError; an earlier file of that name then stays as it was. */
export async function writeAtomically(
  path: string,
  chunks: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): Promise<void> {
  let temporary: string | undefined;
  let handle: FileHandle | undefined;
  try {
    // A link keeps pointing where it points: the file behind it is what gets replaced.
    const target = await realpath(path).catch(() => path);
    // A pipe or a device is written to, never replaced by a file.
    const there = await stat(target).catch(() => undefined);
    if (there && !there.isFile() && !there.isDirectory()) {
      handle = await open(target, 'w');
      for await (const chunk of chunks) await handle.appendFile(chunk);
      await handle.close();
      return;
    }
    const name = `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`;
    const beside = join(dirname(target), name);
    handle = await open(beside, 'wx');
    temporary = beside;
    for await (const chunk of chunks) await handle.appendFile(chunk);
    await handle.sync();
    await handle.close();
    handle = undefined;
    await rename(beside, target);
    temporary = undefined;
    await syncFolder(dirname(target));
  } catch (error) {
    // Windows deletes no open file.
    await handle?.close().catch(() => undefined);
    handle = undefined;
    if (temporary !== undefined) await unlink(temporary).catch(() => undefined);
    throw saveError(path, error);
  }
}

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
