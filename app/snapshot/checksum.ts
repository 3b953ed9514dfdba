/** The checksum of a snapshot: the same however its pages are ordered or its JSON is laid out. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../base/json.ts';
import type { Manifest, Snapshot } from './snapshot.ts';

/** Bytes of one hash. */
const SIZE = 32;
const DIGITS = utf8ToBytes('0123456789abcdef');
const LINE_FEED = 10;

/** SHA-256 of a text in UTF-8. Whoever has a quicker one than what is written in JavaScript hands it in. */
export type TextHash = (text: string) => Uint8Array;

const plainHash: TextHash = (text) => sha256(utf8ToBytes(text));

/** SHA-256 of each page, taken in one after the other. As bytes: half a million in hexadecimal take half a gigabyte. */
export class PageHashes {
  #bytes = new Uint8Array(64 * SIZE);
  #count = 0;
  readonly #hash: TextHash;

  constructor(hash: TextHash = plainHash) {
    this.#hash = hash;
  }

  add(canonicalPage: string): void {
    const at = this.#count++ * SIZE;
    if (at === this.#bytes.length) {
      const larger = new Uint8Array(2 * at);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(this.#hash(canonicalPage), at);
  }

  /** `sha256:` and the hash of the manifest and the sorted page hashes, in hexadecimal, a line each. */
  checksum(manifest: Manifest): string {
    const all = sha256.create().update(utf8ToBytes(canonical(manifest)));
    const line = new Uint8Array(1 + 2 * SIZE);
    line[0] = LINE_FEED;
    for (const page of this.#sorted()) {
      for (let i = 0; i < SIZE; i++) {
        const byte = this.#bytes[page * SIZE + i]!;
        line[1 + 2 * i] = DIGITS[byte >> 4]!;
        line[2 + 2 * i] = DIGITS[byte & 15]!;
      }
      all.update(line);
    }
    return `sha256:${bytesToHex(all.digest())}`;
  }

  /** Numbers of the pages in the order of their hashes, which is that of the hexadecimal text. */
  #sorted(): Uint32Array {
    const words = new DataView(this.#bytes.buffer);
    return Uint32Array.from({ length: this.#count }, (_, page) => page).sort((a, b) => {
      for (let word = 0; word < SIZE; word += 4) {
        const apart = words.getUint32(a * SIZE + word) - words.getUint32(b * SIZE + word);
        if (apart !== 0) return apart;
      }
      return 0;
    });
  }
}

/** The checksum of pages that are canonical JSON already. */
export function checksumOf(
  manifest: Manifest,
  canonicalPages: Iterable<string>,
  hash?: TextHash,
): string {
  const hashes = new PageHashes(hash);
  for (const page of canonicalPages) hashes.add(page);
  return hashes.checksum(manifest);
}

/** The checksum that a file of this snapshot carries. */
export const snapshotChecksum = ({ manifest, pages }: Snapshot, hash?: TextHash): string =>
  checksumOf(manifest, canonicalTexts(pages), hash);

/**
 * The checksum of files that are no snapshot, whenever they were written and whatever they are called: that of the one text, or
 * of the sorted hashes of several, in hexadecimal, a line each. Standard tools say the same of files in UTF-8 without a mark:
 * `sha256sum FILE`, and `sha256sum FILE... | cut -c 1-64 | sort | sha256sum`. The mark of another file is left out, for not
 * every reader hands it on.
 */
export function filesChecksum(texts: readonly string[], hash: TextHash = plainHash): string {
  const each = texts.map((text) => bytesToHex(hash(text.replace(/^\uFEFF/, '')))).sort();
  const all =
    each.length === 1 ? each[0]! : bytesToHex(hash(each.map((one) => `${one}\n`).join('')));
  return `sha256:${all}`;
}

/** Each page as canonical JSON, one after the other: all at once would be the snapshot once more. */
export function* canonicalTexts(pages: Snapshot['pages']): Generator<string, void> {
  for (const page of pages) yield canonical(page);
}
