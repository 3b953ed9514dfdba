/** Saves snapshots on disk: streamed page by page, so that memory holds the snapshot only once. */
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Buffer } from 'node:buffer';
import { snapshotLines } from '#app/snapshot/write.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { PRIVATE, writeAtomically } from './atomic.ts';

const BATCH = 1024 * 1024;

/** Lines joined to about a megabyte: one write each, not one per page. */
export function* batched(lines: Iterable<string>): Generator<string, void> {
  let batch = '';
  for (const line of lines) {
    batch += line;
    if (batch.length >= BATCH) {
      yield batch;
      batch = '';
    }
  }
  if (batch !== '') yield batch;
}

/**
 * Writes the snapshot to `path`, whole or not at all, a new one for the user alone. `gzip` defaults to what the name says.
 * Throws SaveError; an earlier file of that name then stays as it was.
 */
export async function saveSnapshot(
  path: string,
  snapshot: Snapshot,
  options: { readonly gzip?: boolean } = {},
): Promise<void> {
  await saveLines(path, snapshotLines(snapshot), options);
}

/** The same of a snapshot that is lines already. Gives back how many bytes they are, unpacked. */
export async function saveLines(
  path: string,
  lines: Iterable<string>,
  options: { readonly gzip?: boolean } = {},
): Promise<number> {
  let bytes = 0;
  const counted = function* (): Generator<string, void> {
    for (const batch of batched(lines)) {
      bytes += Buffer.byteLength(batch);
      yield batch;
    }
  };
  const text = counted();
  const gzip = options.gzip ?? path.toLowerCase().endsWith('.gz');
  await writeAtomically(
    path,
    gzip ? (Readable.from(text).compose(createGzip()) as AsyncIterable<Buffer>) : text,
    PRIVATE,
  );
  return bytes;
}
