/**
 * Opens files and reads them whole, within a limit. What lies beside a source or in a folder that somebody handed over may be
 * a pipe, which is never answered, or a device, which never ends: such a thing is refused at once.
 */
import { Buffer } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { MB, sizeWords } from '#app/sources/packed.ts';

/** Of a configuration, a baseline or another text that people write. */
export const MOST_TEXT = 64 * MB;

/** A path that leads to no file, or to one that is too large. The message goes on behind the path: `is larger than 64 MB`. */
export class FileFault extends Error {
  override name = 'FileFault';
  readonly code: 'NOT_A_FILE' | 'TOO_LARGE';
  constructor(code: FileFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export const notAFile = (): FileFault =>
  new FileFault('NOT_A_FILE', 'is a pipe, a device or a socket, not a file');

/** Opens a pipe without waiting for whoever writes it, and no terminal as ours. Windows has neither, and `|` makes them 0. */
const AT_ONCE = constants.O_NONBLOCK | constants.O_NOCTTY;

/** Bytes asked for at once where the size promises fewer. */
const CHUNK = 1 << 16;

/**
 * Opens a file; `flags` are those of open(2), to read where none are given. Throws FileFault where it is no file, else
 * what the file system throws.
 */
export async function openFile(
  path: string,
  flags: number = constants.O_RDONLY,
  mode?: number,
): Promise<FileHandle> {
  const file = await open(path, flags | AT_ONCE, mode).catch(meant);
  try {
    mustBeFile(await file.stat(), path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The bytes of a file. Throws FileFault where it is no file or has more than `most` bytes, else what the file system throws. */
export async function readWhole(path: string, most: number): Promise<Buffer> {
  const file = await openFile(path);
  try {
    return await bytesOf(file, most);
  } finally {
    await file.close();
  }
}

/**
 * The bytes of what the user named in a command line, which may be a pipe (`<(…)`) or standard input. Throws FileFault
 * where there are more than `most`, else what the file system throws.
 */
export async function readNamed(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    return await bytesOf(file, most);
  } finally {
    await file.close();
  }
}

/** The same as `readWhole`, at once. */
export function readWholeNow(path: string, most: number): Buffer {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | AT_ONCE);
  } catch (error) {
    return meant(error);
  }
  try {
    const stats = fstatSync(fd);
    mustBeFile(stats, path);
    const reading = new Reading(most, stats.size);
    while (!reading.take(readSync(fd, reading.next())));
    return reading.bytes();
  } finally {
    closeSync(fd);
  }
}

/** From where the file stands. Throws FileFault where there are more than `most`. */
export async function bytesOf(file: FileHandle, most: number): Promise<Buffer> {
  const reading = new Reading(most, (await file.stat()).size);
  for (;;) {
    const { bytesRead } = await file.read(reading.next());
    if (reading.take(bytesRead)) return reading.bytes();
  }
}

/** What was read so far: sizes are no promise, as files grow, and those of the system itself claim to be empty. */
class Reading {
  readonly #most: number;
  readonly #parts: Buffer[] = [];
  #next: Buffer;
  #length = 0;

  constructor(most: number, size: number) {
    if (size > most) throw tooLarge(most);
    this.#most = most;
    // One more than there is tells that there is no more.
    this.#next = Buffer.allocUnsafe(Math.max(size + 1, CHUNK));
  }

  /** Where the next bytes belong. */
  next(): Buffer {
    return this.#next;
  }

  /** True where there are no more. */
  take(length: number): boolean {
    if (length === 0) return true;
    this.#length += length;
    if (this.#length > this.#most) throw tooLarge(this.#most);
    this.#parts.push(this.#next.subarray(0, length));
    const rest = this.#next.subarray(length);
    this.#next = rest.length > 0 ? rest : Buffer.allocUnsafe(CHUNK);
    return false;
  }

  bytes(): Buffer {
    const [first, ...others] = this.#parts;
    return first && others.length === 0 ? first : Buffer.concat(this.#parts);
  }
}

const tooLarge = (most: number): FileFault =>
  new FileFault('TOO_LARGE', `is larger than ${sizeWords(most)}`);

function mustBeFile(stats: Stats, path: string): void {
  if (stats.isFile()) return;
  if (!stats.isDirectory()) throw notAFile();
  throw Object.assign(new Error('it is not a file'), { code: 'EISDIR', path });
}

/** Sockets, and devices without a driver, cannot be opened at all. */
function meant(error: unknown): never {
  throw (error as NodeJS.ErrnoException).code === 'ENXIO' ? notAFile() : error;
}
