/** Reads JSON text from anywhere: with limits, and with the place and reason where it is not JSON. */

/** Levels of nesting accepted; AWS answers stay below 15. */
export const MAX_DEPTH = 200;

/** Text that is not usable JSON. The message names line and column (both from 1) and the fault. */
export class JsonError extends Error {
  override name = 'JsonError';
  /** Position in the text, in UTF-16 units. */
  readonly offset: number;
  readonly line: number;
  /** True where the text was fine as far as it went: it was cut off. */
  readonly ended: boolean;
  /** True where the text is JSON, and something follows. */
  readonly followed: boolean;

  constructor(text: string, fault: Fault) {
    const { line, column } = placeOf(text, fault.offset);
    super(`line ${line}, column ${column}: ${fault.why}`);
    this.offset = fault.offset;
    this.line = line;
    this.ended = fault.ended;
    this.followed = fault.followed ?? false;
  }
}

interface Fault {
  readonly offset: number;
  readonly why: string;
  readonly ended: boolean;
  readonly followed?: boolean;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** The text without a byte order mark. */
export const withoutMark = (text: string): string =>
  text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;

/** True for UTF-16 read as UTF-8: a zero between the letters, after what became of its byte order mark. */
export const looksUtf16 = (text: string): boolean =>
  /^\uFFFD{0,2}(?:[\t\r\n -~]\0|\0[\t\r\n -~]){2}/.test(text);

/**
 * The value of JSON text. A byte order mark is accepted; `__proto__` is a key like any other.
 * Throws JsonError for what is not JSON, for UTF-16, and for more than 200 levels of nesting.
 */
export function parseJson(source: string): unknown {
  const text = withoutMark(source);
  if (looksUtf16(text)) {
    throw new JsonError(text, {
      offset: 0,
      ended: false,
      why: 'this is UTF-16 text (PowerShell writes it with ">"); save it as UTF-8, for example with Out-File -Encoding utf8',
    });
  }
  const deep = tooDeep(text);
  if (deep !== undefined) {
    const why = `nested deeper than ${MAX_DEPTH} levels, which no AWS answer is`;
    throw new JsonError(text, { offset: deep, why, ended: false });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The engine's own messages differ between versions and often lack the place.
    const fault = findFault(text);
    if (fault) throw new JsonError(text, fault);
    throw error;
  }
}

const QUOTE = 34;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const SMALL_E = 101;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Where nesting passes the limit, without building anything. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      i = endOfString(text, i);
      if (i === -1) return undefined;
    } else if (c === OPEN_OBJECT || c === OPEN_LIST) {
      if (++depth > MAX_DEPTH) return i;
    } else if (c === CLOSE_OBJECT || c === CLOSE_LIST) {
      depth--;
    }
  }
  return undefined;
}

/** Index of the quote that closes the string opened at `start`; -1 where none does. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return -1;
}

/** Index after the number or word that begins at `start`; `start` itself where there is none. */
function endOfScalar(text: string, start: number): number {
  const c = text.charCodeAt(start);
  if (c !== MINUS && !isDigit(c)) {
    const word = WORDS.find((w) => text.startsWith(w, start));
    return word === undefined ? start : start + word.length;
  }
  const first = c === MINUS ? start + 1 : start;
  let end = text.charCodeAt(first) === ZERO ? first + 1 : endOfDigits(text, first);
  if (end === first) return start;
  if (text.charCodeAt(end) === DOT) {
    const fraction = endOfDigits(text, end + 1);
    if (fraction === end + 1) return end;
    end = fraction;
  }
  if ((text.charCodeAt(end) | 32) === SMALL_E) {
    const sign = text.charCodeAt(end + 1);
    const from = sign === MINUS || sign === PLUS ? end + 2 : end + 1;
    const exponent = endOfDigits(text, from);
    if (exponent > from) end = exponent;
  }
  return end;
}

const WORDS = ['true', 'false', 'null'];

function endOfDigits(text: string, start: number): number {
  let i = start;
  while (isDigit(text.charCodeAt(i))) i++;
  return i;
}

type Wanted = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end';

const WANTED: Readonly<Record<Wanted, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a name in double quotes',
  'key or }': 'a name in double quotes or "}"',
  ':': '":"',
  ', or end': '"," or the closing bracket',
};

/** The first breach of the JSON grammar (RFC 8259); undefined where there is none. Takes no stack. */
function findFault(text: string): Fault | undefined {
  const open: number[] = [];
  let want: Wanted = 'value';
  let i = 0;
  for (;;) {
    let c = text.charCodeAt(i);
    while (isBlank(c)) c = text.charCodeAt(++i);
    const done = want === ', or end' && open.length === 0;
    if (i >= text.length) return done ? undefined : cutOff(text);
    if (done)
      return {
        ...faultAt(i, `the JSON text is complete, but ${shown(text, i)} follows`),
        followed: true,
      };
    const inside = open.at(-1);
    if (want === ':' && c === COLON) {
      i++;
      want = 'value';
    } else if (want === ', or end' && c === COMMA) {
      i++;
      want = inside === OPEN_OBJECT ? 'key' : 'value';
    } else if (
      (c === CLOSE_OBJECT &&
        inside === OPEN_OBJECT &&
        (want === ', or end' || want === 'key or }')) ||
      (c === CLOSE_LIST && inside === OPEN_LIST && (want === ', or end' || want === 'value or ]'))
    ) {
      open.pop();
      i++;
      want = ', or end';
    } else if (c === QUOTE && want !== ':' && want !== ', or end') {
      const end = endOfString(text, i);
      const bad = badInString(text, i, end === -1 ? text.length : end);
      if (bad) return bad;
      if (end === -1) return cutOff(text);
      i = end + 1;
      want = want.startsWith('key') ? ':' : ', or end';
    } else if (want === 'value' || want === 'value or ]') {
      if (c === OPEN_OBJECT || c === OPEN_LIST) {
        open.push(c);
        i++;
        want = c === OPEN_OBJECT ? 'key or }' : 'value or ]';
        continue;
      }
      const end = endOfScalar(text, i);
      if (end === i) return isCutWord(text, i) ? cutOff(text) : unexpected(text, i, want);
      i = end;
      want = ', or end';
    } else return unexpected(text, i, want);
  }
}

const shown = (text: string, at: number): string =>
  JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));

const faultAt = (offset: number, why: string): Fault => ({ offset, why, ended: false });

const unexpected = (text: string, at: number, want: Wanted): Fault =>
  want === ', or end' && /^(?:\.|[eE][+-]?)$/.test(text.slice(at, at + 3))
    ? cutOff(text) // inside a number
    : faultAt(at, `expected ${WANTED[want]}, found ${shown(text, at)}`);

const cutOff = (text: string): Fault => ({
  offset: text.length,
  why: 'the text ends too soon',
  ended: true,
});

/** True where the text ends inside `true`, `false`, `null` or after a minus sign. */
const isCutWord = (text: string, at: number): boolean =>
  text.length - at < 5 && [...WORDS, '-'].some((word) => word.startsWith(text.slice(at)));

/** A control character or unknown escape between two quotes. */
function badInString(text: string, start: number, end: number): Fault | undefined {
  for (let i = start + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c < 32) {
      return faultAt(
        i,
        'a line break or control character stands inside a text; is its closing quote missing?',
      );
    }
    if (c !== BACKSLASH) continue;
    if (!ESCAPE.test(text.slice(i, i + 6))) {
      if (i + 6 > text.length && end === text.length) return undefined;
      return faultAt(
        i,
        `"\\${text.charAt(i + 1)}" is not an escape JSON knows; write a backslash as "\\\\"`,
      );
    }
    i++;
  }
  return undefined;
}

const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;
