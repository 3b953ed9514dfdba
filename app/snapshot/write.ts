/** Writes a snapshot as one JSON document with one page per line, so that a torn file can be mended by line. */
import { canonical } from '../base/json.ts';
import { checksumOf, pageHash } from './checksum.ts';
import { FORMAT, FORMAT_VERSION, type Snapshot } from './snapshot.ts';

/** How the first line of every snapshot file begins. */
export const HEAD = `{"format":"${FORMAT}","version":`;
/** How the last line begins. */
export const TAIL = '],"checksum":';

/** The lines of the file, each with its line feed: head, one per page, tail with the checksum. */
export function* snapshotLines(snapshot: Snapshot): Generator<string, void> {
  yield `${HEAD}${FORMAT_VERSION},"manifest":${canonical(snapshot.manifest)},"pages":[\n`;
  const hashes: string[] = [];
  const last = snapshot.pages.length - 1;
  for (const [i, page] of snapshot.pages.entries()) {
    const line = canonical(page);
    hashes.push(pageHash(line));
    yield i === last ? `${line}\n` : `${line},\n`;
  }
  yield `${TAIL}"${checksumOf(snapshot.manifest, hashes)}"}\n`;
}

/** The whole file as text. For files beyond 500 MB stream `snapshotLines` instead. */
export const writeSnapshot = (snapshot: Snapshot): string => [...snapshotLines(snapshot)].join('');
