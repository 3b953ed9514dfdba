/** Reads files of a source from disk: bounded in number and size, unpacked, with faults told per file. */
import { Buffer } from 'node:buffer';
import { type FileHandle, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import {
  type Bounds,
  type Budget,
  BROKEN_GZIP,
  IN_PARTS,
  isGzip,
  isTornSnapshot,
  isZip,
  MB,
  sizeWords,
  textOf,
  tooLarge,
  unzip,
  utf16Of,
} from '#app/sources/packed.ts';
import type { SourceFile } from '#app/sources/recognise.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import { byText } from '#app/base/order.ts';
import { bytesOf, FileFault, openFile } from './whole.ts';

export const LIMITS: Bounds = { files: 20_000, fileBytes: 384 * MB, totalBytes: 1024 * MB };

/** A file system error in the user's words. */
export function faultOf(error: unknown): string {
  if (error instanceof FileFault) return error.message;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return 'does not exist; check the path';
  if (code === 'EACCES' || code === 'EPERM')
    return 'may not be read by this user; check its permissions';
  if (code === 'ELOOP') return 'is a link that leads back to itself';
  if (code === 'EISDIR') return 'is a folder';
  return `could not be read (${code ?? (error instanceof Error ? error.message : String(error))})`;
}

/** Every file below a folder, sorted; hidden files and folders seen before (links in a circle) are left out. */
export async function listFolder(folder: string, limits: Bounds): Promise<string[]> {
  const out: string[] = [];
  const seen = new Set<string>();
  const walk = async (at: string): Promise<void> => {
    const real = await realpath(at);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(at, { withFileTypes: true }).catch((error: unknown) => {
      throw new SourceError(`${at} ${faultOf(error)}.`, { cause: error });
    });
    for (const entry of entries.sort((a, b) => byText(a.name, b.name))) {
      if (entry.name.startsWith('.')) continue;
      const path = join(at, entry.name);
      let kind: 'folder' | 'file' | undefined;
      if (entry.isSymbolicLink()) {
        const target = await stat(path).catch(() => undefined);
        kind = target?.isDirectory() ? 'folder' : target?.isFile() ? 'file' : undefined;
      } else kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : undefined;
      if (kind === 'folder') await walk(path);
      else if (kind === 'file' && out.push(path) > limits.files) {
        throw new SourceError(
          `${folder} holds more than ${limits.files} files. Open the folder that holds only the answers of AWS.`,
        );
      }
    }
  };
  await walk(folder);
  return out;
}

const HEAD_BYTES = 4096;

/**
 * Reads the file at `location`, called `path` in messages: one, or those of a zip. Faults are told in the result, not
 * thrown, so that the rest of a folder stays of use. A file that cannot be JSON by its first character is not read
 * further: `text` is then its beginning.
 */
export async function readSource(
  location: string,
  path: string,
  limits: Bounds,
  budget: Budget,
): Promise<SourceFile[]> {
  let time = '1970-01-01T00:00:00.000Z';
  const fault = (why: string): SourceFile[] => [{ path, location, time, text: '', fault: why }];
  const spend = (bytes: number): void => {
    budget.left -= bytes;
    if (budget.left >= 0) return;
    throw new SourceError(
      `The files add up to more than ${sizeWords(limits.totalBytes)}, the limit for one source (reached at ${path}). ` +
        'Open fewer files, for example one account at a time.',
    );
  };
  let handle: FileHandle | undefined;
  try {
    handle = await openFile(location);
    const info = await handle.stat();
    time = info.mtime.toISOString();
    const head = Buffer.alloc(Math.min(info.size, HEAD_BYTES));
    await handle.read(head, 0, head.length, 0);
    const packed = isGzip(head);
    if (!packed && !isZip(head) && !mayBeJson(head))
      return [{ path, location, time, text: head.toString('utf8') }];
    if (info.size > limits.fileBytes) {
      return fault(
        `is ${sizeWords(info.size)}; the limit for one file is ${sizeWords(limits.fileBytes)}. ${IN_PARTS}`,
      );
    }
    const bytes = await bytesOf(handle, limits.fileBytes);
    if (isZip(head)) {
      const found = unzip(bytes, limits, budget);
      if (typeof found === 'string') return fault(found);
      return found.map(({ name, bytes: inner, fault: why }) => {
        const at = { path: `${path}/${name}`, location: `${location}/${name}`, time };
        return why === undefined ? { ...at, text: textOf(inner) } : { ...at, text: '', fault: why };
      });
    }
    // One byte more than is left is enough to know that it is too much.
    const most = Math.min(limits.fileBytes, budget.left + 1);
    const whole = packed ? await unpack(bytes, most) : bytes;
    if (whole === TOO_LARGE) {
      if (most < limits.fileBytes) spend(most);
      return fault(tooLarge(limits.fileBytes));
    }
    if (typeof whole === 'string') return fault(whole);
    spend(whole.length);
    // Node is quicker at UTF-8 than anything written in JavaScript.
    const text = utf16Of(whole) === undefined ? whole.toString('utf8') : textOf(whole);
    return [{ path, location, time, text }];
  } catch (error) {
    if (error instanceof SourceError) throw error;
    return fault(faultOf(error));
  } finally {
    await handle?.close();
  }
}

/** True unless the first character shows that this is no JSON object or list. */
function mayBeJson(head: Buffer): boolean {
  if (utf16Of(head) !== undefined) return true;
  const start = /[^\s\uFEFF]/.exec(head.toString('utf8'))?.[0];
  return start === undefined || start === '{' || start === '[';
}

const TOO_LARGE = 'too large';

/** The unpacked bytes, or why they could not be had. */
async function unpack(bytes: Buffer, most: number): Promise<Buffer | string> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: most });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return TOO_LARGE;
    // It ends too soon.
    if (code !== 'Z_BUF_ERROR') return BROKEN_GZIP;
    const { Z_SYNC_FLUSH: finishFlush } = constants;
    const there = await promisify(gunzip)(bytes, { maxOutputLength: most, finishFlush }).catch(() =>
      Buffer.alloc(0),
    );
    return isTornSnapshot(there) ? there : BROKEN_GZIP;
  }
}
