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

  constructor(text: string, fault: Fault) {
    const { line, column } = placeOf(text, fault.offset);
    super(`line ${line}, column ${column}: ${fault.why}`);
    this.offset = fault.offset;
    this.line = line;
    this.ended = fault.ended;
  }
}

interface Fault {
  readonly offset: number;
  readonly why: string;
  readonly ended: boolean;
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

/** UTF-16 read as UTF-8 shows as zero characters between the letters. */
const looksUtf16 = (text: string): boolean => text.slice(0, 64).includes('\u0000');

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
const BACKSLASH = 92;

/** Where nesting passes the limit, without building anything. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) {
      i = endOfString(text, i);
      if (i === -1) return undefined;
    } else if (c === 123 || c === 91) {
      if (++depth > MAX_DEPTH) return i;
    } else if (c === 125 || c === 93) {
      depth--;
    }
  }
  return undefined;
}

/** Index of the quote that closes the string opened at `start`; -1 where none does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return -1;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

const matchAt = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
};

type Wanted = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end';

const WANTED: Readonly<Record<Wanted, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a name in double quotes',
  'key or }': 'a name in double quotes or "}"',
  ':': '":"',
  ', or end': '"," or the closing bracket',
};

/** The first breach of the JSON grammar (RFC 8259); undefined where there is none. */
function findFault(text: string): Fault | undefined {
  const open: ('{' | '[')[] = [];
  let want: Wanted = 'value';
  let i = 0;
  const at = (why: string, offset = i): Fault => ({ offset, why, ended: false });
  const ended = (): Fault => ({ offset: text.length, why: 'the text ends too soon', ended: true });
  for (;;) {
    while (i < text.length && ' \t\r\n'.includes(text.charAt(i))) i++;
    const done = want === ', or end' && open.length === 0;
    if (i >= text.length) return done ? undefined : ended();
    const c = text.charAt(i);
    if (done) return at(`the JSON text is complete, but ${JSON.stringify(c)} follows`);
    const unexpected = (): Fault => at(`expected ${WANTED[want]}, found ${JSON.stringify(c)}`);
    if (want === ':') {
      if (c !== ':') return unexpected();
      i++;
      want = 'value';
    } else if (want === ', or end') {
      const inside = open.at(-1);
      if (c === ',') want = inside === '{' ? 'key' : 'value';
      else if (c === (inside === '{' ? '}' : ']')) open.pop();
      else return unexpected();
      i++;
    } else if (want === 'key' || want === 'key or }') {
      if (c === '}' && want === 'key or }') {
        open.pop();
        i++;
        want = ', or end';
      } else if (c === '"') {
        const end = endOfString(text, i);
        if (end === -1) return ended();
        const bad = badInString(text, i, end);
        if (bad) return bad;
        i = end + 1;
        want = ':';
      } else return unexpected();
    } else if (c === ']' && want === 'value or ]') {
      open.pop();
      i++;
      want = ', or end';
    } else if (c === '{' || c === '[') {
      open.push(c);
      i++;
      want = c === '{' ? 'key or }' : 'value or ]';
    } else if (c === '"') {
      const end = endOfString(text, i);
      if (end === -1) return ended();
      const bad = badInString(text, i, end);
      if (bad) return bad;
      i = end + 1;
      want = ', or end';
    } else {
      const length: number = matchAt(NUMBER, text, i) || matchAt(WORD, text, i);
      if (length === 0) {
        const rest = text.slice(i);
        const cut = rest.length < 5 && ['true', 'false', 'null'].some((w) => w.startsWith(rest));
        return cut || rest === '-' ? ended() : unexpected();
      }
      i += length;
      want = ', or end';
    }
  }
}

/** A control character or unknown escape between two quotes. */
function badInString(text: string, start: number, end: number): Fault | undefined {
  for (let i = start + 1; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c < 32) {
      const why =
        'a line break or control character stands inside a text; is its closing quote missing?';
      return { offset: i, why, ended: false };
    }
    if (c !== BACKSLASH) continue;
    const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
    const length = matchAt(escape, text, i + 1);
    if (length === 0) {
      const why = `"\\${text.charAt(i + 1)}" is not an escape JSON knows; write a backslash as "\\\\"`;
      return { offset: i, why, ended: false };
    }
    i += length;
  }
  return undefined;
}
