/** The text of a configuration file, JSON or YAML: its value, and the line of every place in it. */
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from 'yaml';
import { ConfigError } from './config.ts';

/** Steps from the top of a configuration to a place in it. */
export type Path = readonly PropertyKey[];

/** Characters; ten times what a hundred thousand suppressions need is no configuration. */
const MOST = 50_000_000;
/** From here on JSON is read as JSON: the reader that knows lines takes half a second for each million characters. */
const LONG = 500_000;

export class ConfigText {
  readonly #text: string;
  readonly #file: string;
  readonly #lines = new LineCounter();
  #document: Document | undefined;

  /** `file` is how messages name it. */
  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    if (text.length > MOST) {
      throw new ConfigError(
        `${file}: ${Math.round(text.length / 1e6)} million characters are no configuration; at most ${MOST / 1e6} million are read.`,
      );
    }
  }

  /** What the file holds; an empty file holds nothing. Throws ConfigError where it is neither JSON nor YAML. */
  value(): unknown {
    if (this.#text.length > LONG && this.#text.trimStart().startsWith('{')) {
      try {
        return JSON.parse(this.#text) as unknown;
      } catch {
        // The other reader says where.
      }
    }
    try {
      return this.#read().toJS() ?? {};
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      // Aliases that multiply, or point nowhere; lists within lists without end.
      const why =
        error instanceof RangeError
          ? 'it is nested too deeply'
          : error instanceof Error
            ? error.message
            : 'unreadable';
      throw new ConfigError(`${this.#file}: this cannot be read: ${why}`);
    }
  }

  /** Throws ConfigError at a place: of a name where `path` ends in one, else of the nearest thing above it. */
  fail(path: Path, message: string): never {
    throw new ConfigError(this.at(path, message));
  }

  /** The message behind its file, line and place. */
  at(path: Path, message: string): string {
    const line = this.#nearestLine(path);
    const where = path.length === 0 ? '' : `${path.map(String).join('.')}: `;
    return `${this.#file}${line === undefined ? '' : `:${line}`}: ${where}${message}`;
  }

  #nearestLine(path: Path): number | undefined {
    try {
      for (let n = path.length; n >= 0; n--) {
        const line = this.#lineOf(path.slice(0, n));
        if (line !== undefined) return line;
      }
    } catch (error) {
      // Too deep for the reader that knows lines.
      if (!(error instanceof RangeError)) throw error;
    }
    return undefined;
  }

  #read(): Document {
    if (this.#document) return this.#document;
    const document = parseDocument(this.#text, {
      lineCounter: this.#lines,
      prettyErrors: false,
      // What is odd is told as an error of ours; a warning would go to stderr in the words of the reader.
      logLevel: 'error',
    });
    const [first] = document.errors;
    if (first) {
      if (/call stack/.test(first.message)) throw new RangeError(first.message);
      throw new ConfigError(
        `${this.#file}:${this.#lines.linePos(first.pos[0]).line}: this is neither JSON nor YAML: ${first.message}`,
      );
    }
    return (this.#document = document);
  }

  #lineOf(path: Path): number | undefined {
    let at: unknown = this.#read().contents;
    let mark: unknown = at;
    for (const step of path) {
      if (isMap(at)) {
        const pair: unknown = at.items.find(
          (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
        );
        if (!isPair(pair)) return undefined;
        mark = pair.key;
        at = pair.value;
      } else if (isSeq(at) && typeof step === 'number') {
        mark = at = at.items[step];
      } else return undefined;
    }
    return isNode(mark) && mark.range ? this.#lines.linePos(mark.range[0]).line : undefined;
  }
}
