/** The checksum of a snapshot: the same however its pages are ordered or its JSON is laid out. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../base/json.ts';
import { byText } from '../base/order.ts';
import type { Manifest, Snapshot } from './snapshot.ts';

/** SHA-256 of a page's canonical JSON, in hexadecimal. */
export const pageHash = (canonicalPage: string): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalPage)));

/** `sha256:` and the hash of the manifest and the sorted page hashes. Sorts `hashes` in place. */
export function checksumOf(manifest: Manifest, hashes: string[]): string {
  const text = [canonical(manifest), ...hashes.sort(byText)].join('\n');
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

/** The checksum that a file of this snapshot carries. */
export const snapshotChecksum = ({ manifest, pages }: Snapshot): string =>
  checksumOf(
    manifest,
    pages.map((page) => pageHash(canonical(page))),
  );
