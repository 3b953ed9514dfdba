/**
 * Long lists of an answer travel ahead of it, in pieces: reading a network of thousands in one go would hold the window up,
 * and between two messages it can do other things.
 */
import { isObject } from '../base/json.ts';

/** Most items of one piece; a list that is no longer stays where it is. */
export const PIECE = 250;

/** Lists lie no deeper in an answer than this. */
const DEEPEST = 3;

export interface Piece {
  /** Keys that lead from the answer to its list. */
  readonly path: readonly string[];
  readonly items: readonly unknown[];
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object);

/** The answer with its long lists empty, and what was in them, in order. The answer itself stays as it is. */
export function takeApart(answer: unknown): {
  readonly rest: unknown;
  readonly pieces: readonly Piece[];
} {
  const pieces: Piece[] = [];
  const strip = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) {
      if (value.length <= PIECE) return value;
      for (let at = 0; at < value.length; at += PIECE)
        pieces.push({ path, items: value.slice(at, at + PIECE) });
      return [];
    }
    if (!isPlain(value) || path.length >= DEEPEST) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, strip(inner, [...path, key])]),
    );
  };
  const rest = strip(answer, []);
  return { rest, pieces };
}

/** Puts pieces back, in the order they came. A path that leads to no list is left out. */
export function putTogether(rest: unknown, pieces: readonly Piece[]): unknown {
  for (const { path, items } of pieces) {
    let at = rest;
    for (const key of path) at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    if (Array.isArray(at)) for (const item of items) at.push(item);
  }
  return rest;
}

/** Reads what claims to be a piece. */
export const isPiece = (message: unknown): message is Piece =>
  isObject(message) &&
  Array.isArray(message.items) &&
  Array.isArray(message.path) &&
  message.path.every((key) => typeof key === 'string');
