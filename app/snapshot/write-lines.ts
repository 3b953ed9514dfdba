/**
 * A snapshot laid out for people who compare text: every resource on a line of its own, and so is the time of each call.
 * It is the same document as `write.ts` makes, with the same checksum; only blanks and line feeds differ.
 */
import { canonical, isObject } from '../base/json.ts';
import { byText } from '../base/order.ts';
import { PageHashes, type TextHash } from './checksum.ts';
import type { Page } from './page.ts';
import { FORMAT_VERSION, type Manifest } from './snapshot.ts';
import { HEAD, TAIL } from './write.ts';

/** The members of an object, in canonical order, each as `of` says. */
const members = (value: object, of: (value: unknown, key: string) => string): string =>
  Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => byText(a, b))
    .map(
      ([key, member]) => `${key === 'time' ? '\n ' : ''}${JSON.stringify(key)}:${of(member, key)}`,
    )
    .join(',');

/** A list with an item a line; anything else as it is. */
const listed = (value: unknown): string =>
  Array.isArray(value) && value.some(isObject)
    ? `[\n  ${value.map((item) => canonical(item)).join(',\n  ')}\n ]`
    : canonical(value);

const pageText = (page: Page): string =>
  `{${members(page, (value, key) =>
    key === 'answer' && isObject(value) ? `{${members(value, listed)}}` : canonical(value),
  )}}`;

/** A snapshot whose pages come one after the other, in its settled order. */
export interface Pages {
  readonly manifest: Manifest;
  readonly pages: Iterable<Page>;
}

/** The file in parts: the head is a line, as in any snapshot. */
export function* resourceLines(
  { manifest, pages }: Pages,
  hash?: TextHash,
): Generator<string, void> {
  yield `${HEAD}${FORMAT_VERSION},"manifest":${canonical(manifest)},"pages":[\n`;
  const hashes = new PageHashes(hash);
  let before: string | undefined;
  for (const page of pages) {
    if (before !== undefined) yield `${before},\n`;
    hashes.add(canonical(page));
    before = pageText(page);
  }
  if (before !== undefined) yield `${before}\n`;
  // The empty line parts the last time from the checksum: Git passes over lines only where nothing beside them changed.
  yield `\n${TAIL}"${hashes.checksum(manifest)}"}\n`;
}
