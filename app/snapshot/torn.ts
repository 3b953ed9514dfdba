/** What is whole in a snapshot file that was cut off: its manifest, and its pages up to the last whole one. */
import { canonical, isObject } from '../base/json.ts';
import { endOfString, parseJson } from './parse.ts';
import type { Page } from './page.ts';

const QUOTE = 34;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export interface Whole {
  /** The document without its pages. */
  readonly head: Readonly<Record<string, unknown>>;
  /** Each as it was written; what of them is a page is still to be seen. */
  readonly pages: readonly unknown[];
}

/**
 * The whole parts of JSON text that ends too soon and is valid as far as it goes; however it is laid out. Undefined
 * where it ends before its pages.
 */
export function wholeParts(text: string): Whole | undefined {
  const pages: unknown[] = [];
  let head: unknown;
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      const end = endOfString(text, i);
      if (end === -1) break;
      const isPages = head === undefined && depth === 1 && text.slice(i, end + 1) === '"pages"';
      i = end;
      if (!isPages) continue;
      const list = /^\s*:\s*\[/.exec(text.slice(end + 1, end + 100))?.[0];
      if (list === undefined) continue;
      i = end + list.length;
      depth = 2;
      head = parseJson(`${text.slice(0, i + 1)}]}`);
    } else if (c === OPEN_OBJECT || c === OPEN_LIST) {
      if (++depth === 3) start = i;
    } else if (c === CLOSE_OBJECT || c === CLOSE_LIST) {
      depth--;
      if (head === undefined) continue;
      if (depth < 2) break;
      if (depth === 2) pages.push(parseJson(text.slice(start, i + 1)));
    }
  }
  return isObject(head) ? { head, pages } : undefined;
}

const callOf = ({ account, region, service, operation, args }: Page): string =>
  [account, region, service, operation, canonical(args)].join('\n');

/** True where the pages of a call stand together, as Peerless writes them: then only the last call may lack some. */
export function isByCall(pages: readonly Page[]): boolean {
  const before = new Set<string>();
  let last: string | undefined;
  for (const page of pages) {
    const call = callOf(page);
    if (call === last) continue;
    if (before.has(call)) return false;
    before.add(call);
    last = call;
  }
  return true;
}
