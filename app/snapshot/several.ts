/** Reads JSON texts that follow each other in one file. */
import { endOfString, JsonError, parseJson, withoutMark } from './parse.ts';

const QUOTE = 34;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

export interface Several {
  readonly values: readonly unknown[];
  /** Set where something between or behind them is no JSON. */
  readonly rest?: {
    /** Of the first that is none, with its place in the whole. */
    readonly error: JsonError;
    readonly texts: readonly string[];
  };
}

/**
 * The values of JSON texts that follow each other, as `>>` of several answers leaves them, and what stands between them
 * that is none: an answer that was cut off, the words of a command that failed. Throws as `parseJson` where the first is none.
 */
export function parseSeveral(source: string): Several {
  try {
    return { values: [parseJson(source)] };
  } catch (error) {
    const text = withoutMark(source);
    const parts = error instanceof JsonError && error.followed ? partsOf(text) : [];
    if (parts.length < 2) throw error;
    const values: unknown[] = [];
    const texts: string[] = [];
    let first: JsonError | undefined;
    for (const [start, end] of parts) {
      const part = text.slice(start, end);
      try {
        values.push(parseJson(part));
      } catch (fault) {
        if (!(fault instanceof JsonError)) throw fault;
        first ??= faultAt(text, start, part) ?? fault;
        texts.push(part);
      }
    }
    return first ? { values, rest: { error: first, texts } } : { values };
  }
}

/** Why the part that begins there is no JSON, with its place in the whole: the lines before it count, and nothing else of them. */
function faultAt(text: string, start: number, part: string): JsonError | undefined {
  try {
    parseJson(text.slice(0, start).replaceAll(/[^\n]/g, ' ') + part);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
  return undefined;
}

/** Blank, line feed, carriage return, tab: RFC 8259. */
const BLANKS: ReadonlySet<number> = new Set([32, 10, 13, 9]);

/**
 * Where each object or list begins and ends; what is left at the end is the last. Anything else ends where a line begins
 * with an object or list. Empty where the first is none.
 */
function partsOf(text: string): (readonly [start: number, end: number])[] {
  const parts: (readonly [number, number])[] = [];
  let depth = 0;
  let start = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (depth === 0) {
      if (BLANKS.has(c)) continue;
      start = i;
      if (c === OPEN_OBJECT || c === OPEN_LIST) {
        depth = 1;
        continue;
      }
      if (parts.length === 0) return [];
      const next = text.slice(i).search(/\n[{[]/);
      i = next === -1 ? text.length : i + next;
      parts.push([start, i]);
    } else if (c === QUOTE) {
      const end = endOfString(text, i);
      if (end === -1) break;
      i = end;
    } else if (c === OPEN_OBJECT || c === OPEN_LIST) depth++;
    else if ((c === CLOSE_OBJECT || c === CLOSE_LIST) && --depth === 0) parts.push([start, i + 1]);
  }
  return depth === 0 ? parts : [...parts, [start, text.length]];
}
