/** Writes a snapshot as one JSON document with one page per line, so that a torn file can be mended by line. */
import { canonical } from '../base/json.ts';
import { canonicalTexts, PageHashes } from './checksum.ts';
import { FORMAT, FORMAT_VERSION, type Manifest, type Snapshot } from './snapshot.ts';

/** How the first line of every snapshot file begins. */
export const HEAD = `{"format":"${FORMAT}","version":`;
/** How the last line begins. */
export const TAIL = '],"checksum":';

/** The lines of the file, each with its line feed: head, one per page, tail with the checksum. */
export function* snapshotLines({ manifest, pages }: Snapshot): Generator<string, void> {
  yield* linesOf(manifest, canonicalTexts(pages));
}

/** The same of pages that are canonical JSON already, one after the other. */
export function* linesOf(manifest: Manifest, pages: Iterable<string>): Generator<string, void> {
  yield `${HEAD}${FORMAT_VERSION},"manifest":${canonical(manifest)},"pages":[\n`;
  const hashes = new PageHashes();
  let before: string | undefined;
  for (const page of pages) {
    if (before !== undefined) yield `${before},\n`;
    hashes.add(page);
    before = page;
  }
  if (before !== undefined) yield `${before}\n`;
  yield `${TAIL}"${hashes.checksum(manifest)}"}\n`;
}

/** The whole file as text. For files beyond 500 MB stream `snapshotLines` instead. */
export const writeSnapshot = (snapshot: Snapshot): string => [...snapshotLines(snapshot)].join('');
