/** Files that go to a page in portions: held until the last of them was fetched. */
import { type ExportedFile, PORTION } from '#app/api/file.ts';
import { UserError } from '#app/api/rpc.ts';
import type { Artefact } from '#app/exports/exporter.ts';

/** So many are held at once; the page fetches one after the other. What nobody fetches, since it was stopped, goes first. */
const KEPT = 64;
const KEPT_BYTES = 512 * 1024 * 1024;

export class Downloads {
  readonly #held = new Map<number, Buffer>();
  #bytes = 0;
  #next = 1;

  /** What a page is told of the files. */
  add(files: readonly Artefact[]): readonly ExportedFile[] {
    return files.map((file) => this.one(file));
  }

  one({ name, mime, body, note }: Artefact): ExportedFile {
    const bytes =
      typeof body === 'string'
        ? Buffer.from(body)
        : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    const download = this.#next++;
    if (bytes.length > 0) this.#held.set(download, bytes);
    this.#bytes += bytes.length;
    for (const [oldest] of this.#held) {
      if (this.#held.size <= KEPT && this.#bytes <= KEPT_BYTES) break;
      if (oldest !== download) this.#drop(oldest);
    }
    return { name, mime, bytes: bytes.length, download, ...(note !== undefined && { note }) };
  }

  /** Throws UserError where it was let go. */
  portion(download: number, from: number): { readonly base64: string } {
    const bytes = this.#held.get(download);
    if (!bytes) throw new UserError('This file is not here any more. Write it again.');
    if (from + PORTION >= bytes.length) this.#drop(download);
    return { base64: bytes.toString('base64', from, from + PORTION) };
  }

  #drop(download: number): void {
    this.#bytes -= this.#held.get(download)?.length ?? 0;
    this.#held.delete(download);
  }
}
