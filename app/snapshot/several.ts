/** Reads JSON texts that follow each other in one file. */
import { endOfString, JsonError, parseJson, withoutMark } from './parse.ts';

const QUOTE = 34;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * The values of JSON texts that follow each other with nothing but blanks between them, as `>>` of several answers leaves
 * them. Throws as `parseJson`, with the place in the whole.
 */
export function parseSeveral(source: string): readonly unknown[] {
  try {
    return [parseJson(source)];
  } catch (error) {
    const parts = error instanceof JsonError && error.followed ? partsOf(withoutMark(source)) : [];
    if (parts.length < 2) throw error;
    const text = withoutMark(source);
    return parts.map(([start, end]) => {
      try {
        return parseJson(text.slice(start, end));
      } catch (fault) {
        if (!(fault instanceof JsonError)) throw fault;
        // The lines before it count, and nothing else of them.
        return parseJson(text.slice(0, start).replaceAll(/[^\n]/g, ' ') + text.slice(start, end));
      }
    });
  }
}

/** Blank, line feed, carriage return, tab: RFC 8259. */
const BLANKS: ReadonlySet<number> = new Set([32, 10, 13, 9]);

/** Where each object or list begins and ends; what is left at the end is the last. Empty where anything else stands between. */
function partsOf(text: string): (readonly [start: number, end: number])[] {
  const parts: (readonly [number, number])[] = [];
  let depth = 0;
  let start = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (depth === 0) {
      if (BLANKS.has(c)) continue;
      if (c !== OPEN_OBJECT && c !== OPEN_LIST) return [];
      start = i;
      depth = 1;
    } else if (c === QUOTE) {
      const end = endOfString(text, i);
      if (end === -1) break;
      i = end;
    } else if (c === OPEN_OBJECT || c === OPEN_LIST) depth++;
    else if ((c === CLOSE_OBJECT || c === CLOSE_LIST) && --depth === 0) parts.push([start, i + 1]);
  }
  return depth === 0 ? parts : [...parts, [start, text.length]];
}
