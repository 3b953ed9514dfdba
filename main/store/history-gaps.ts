/** How many calls of a kept snapshot brought nothing, or not all, or whether it was cut off, without reading it as one: a folder may hold gigabytes. */
import type { Buffer } from 'node:buffer';
import { createGunzip } from 'node:zlib';
import { openFile } from '#main/files/whole.ts';

/**
 * How an error of a page begins in a file of ours, and an answer that AWS cut short; names are sorted, and in a text the
 * quotation marks would be escaped.
 */
const SIGNS = ['"error":{"code":"', '"AdditionalRoutesAvailable":true'];
/** Bytes of the last line, at most. */
const MOST_END = 256;
const LONGEST = Math.max(...SIGNS.map((sign) => sign.length));

/** Bytes that are looked through at one asking; files beyond them are not counted. */
export const MOST_BYTES = 512 * 1024 * 1024;

interface Counted {
  readonly stamp: string;
  readonly missed: number;
}

/** Files do not change once they are kept; of one that did, another count is taken. */
const known = new Map<string, Counted>();

/** Spends the bytes of one asking. */
export class GapCount {
  #left = MOST_BYTES;

  /** Undefined where it is not counted: there was too much to look through. Throws what the file system throws. */
  async of(
    path: string,
    { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
  ): Promise<number | undefined> {
    const stamp = `${size} ${mtimeMs}`;
    const before = known.get(path);
    if (before?.stamp === stamp) return before.missed;
    if (size > this.#left) return undefined;
    this.#left -= size;
    const missed = await countIn(path);
    known.set(path, { stamp, missed });
    return missed;
  }
}

/** How a whole file ends: with its checksum, or without one where somebody edited it on purpose. */
const END = /\n\](?:,"checksum":"[^"\n]*")?\s*\}\s*$/;

async function countIn(path: string): Promise<number> {
  const raw = (await openFile(path)).createReadStream({ highWaterMark: 1 << 20 });
  const stream = path.toLowerCase().endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => stream.destroy(error));
  let missed = 0;
  let rest = '';
  let end = '';
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      const text = rest + part.toString('latin1');
      // What begins in the last bytes is seen with the next ones.
      const upTo = text.length - LONGEST;
      for (const sign of SIGNS)
        for (let at = text.indexOf(sign); at >= 0 && at <= upTo; at = text.indexOf(sign, at + 1))
          missed++;
      rest = text.slice(Math.max(0, upTo + 1));
      end = (end + part.subarray(-MOST_END).toString('latin1')).slice(-MOST_END);
    }
  } catch (error) {
    // A packed file that ends too soon: what came of it is counted.
    if ((error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') throw error;
  } finally {
    raw.destroy();
  }
  for (const sign of SIGNS)
    for (let at = rest.indexOf(sign); at >= 0; at = rest.indexOf(sign, at + 1)) missed++;
  // What was cut off is missing, too.
  return END.test(end) ? missed : missed + 1;
}
