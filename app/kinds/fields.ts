/** Reads fields of an API answer with the path kept, so that a wrong type names its place. */
import { type Cidr, CidrError, parseCidr } from '../base/cidr.ts';
import { isObject } from '../base/json.ts';

/** A field that is missing or of the wrong type. `path` is where: `RouteTables[3].Routes[0].State`. */
export class FieldError extends Error {
  override name = 'FieldError';
  readonly path: string;
  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.path = path;
  }
}

const nameOf = (value: unknown): string =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'a list'
      : isObject(value)
        ? 'an object'
        : `a ${typeof value}`;

/** What to say of a value that should be an object. */
export const noObject = (path: string, value: unknown): string =>
  `${path}: expected an object, found ${nameOf(value)}`;

/** One object of an answer. Unknown fields are left alone; `null` counts as absent. */
export class Fields {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly #parent: Fields | undefined;
  readonly #name: string;
  readonly #index: number | undefined;

  /** `name` is the whole path, or the field of `parent` it stands in, with its `index` in a list. */
  constructor(raw: unknown, name: string, parent?: Fields, index?: number) {
    this.#parent = parent;
    this.#name = name;
    this.#index = index;
    if (!isObject(raw)) {
      this.raw = {};
      throw new FieldError(this.path, `expected an object, found ${nameOf(raw)}`);
    }
    this.raw = raw;
  }

  /** Where it stands: `RouteTables[3].Routes[0]`. Put together only when asked: most are never read. */
  get path(): string {
    const own = this.#index === undefined ? this.#name : `${this.#name}[${this.#index}]`;
    return this.#parent ? `${this.#parent.path}.${own}` : own;
  }

  #get(name: string): unknown {
    return Object.hasOwn(this.raw, name) ? (this.raw[name] ?? undefined) : undefined;
  }

  #wrong(name: string, wanted: string): never {
    throw new FieldError(
      `${this.path}.${name}`,
      `expected ${wanted}, found ${nameOf(this.#get(name))}`,
    );
  }

  has(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** A text that must be there. */
  text(name: string): string {
    const value = this.#get(name);
    if (value === undefined) throw new FieldError(`${this.path}.${name}`, 'is missing');
    return typeof value === 'string' ? value : this.#wrong(name, 'a text');
  }

  /** A text that may be absent. */
  maybe(name: string): string | undefined {
    const value = this.#get(name);
    return value === undefined || typeof value === 'string' ? value : this.#wrong(name, 'a text');
  }

  /** A number, also where a tool wrote it as text; undefined where absent. */
  number(name: string): number | undefined {
    const value = this.#get(name);
    if (value === undefined || typeof value === 'number') return value;
    if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
    return this.#wrong(name, 'a number');
  }

  /** A boolean; undefined where absent. */
  flag(name: string): boolean | undefined {
    const value = this.#get(name);
    return value === undefined || typeof value === 'boolean'
      ? value
      : this.#wrong(name, 'true or false');
  }

  /** AWS's `enable`/`disable` words; undefined where absent. */
  enabled(name: string): boolean | undefined {
    const value = this.maybe(name);
    return value === undefined ? undefined : value === 'enable';
  }

  /** A time as ISO 8601, also where a JSON protocol gives seconds since the epoch; undefined where absent. */
  time(name: string): string | undefined {
    const value = this.#get(name);
    if (value === undefined) return undefined;
    const time =
      typeof value === 'number'
        ? new Date(value * 1000)
        : new Date(typeof value === 'string' ? value : Number.NaN);
    return Number.isNaN(time.getTime()) ? this.#wrong(name, 'a time') : time.toISOString();
  }

  /** A nested object; undefined where absent. */
  object(name: string): Fields | undefined {
    const value = this.#get(name);
    return value === undefined ? undefined : new Fields(value, name, this);
  }

  /** A list of objects; empty where absent. */
  list(name: string): Fields[] {
    const value = this.#get(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) return this.#wrong(name, 'a list');
    return value.map((item, i) => new Fields(item, name, this, i));
  }

  /** A list of texts; empty where absent. */
  texts(name: string): string[] {
    const value = this.#get(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) return this.#wrong(name, 'a list');
    return value.map((item, i) => {
      if (typeof item !== 'string') {
        throw new FieldError(
          `${this.path}.${name}[${i}]`,
          `expected a text, found ${nameOf(item)}`,
        );
      }
      return item;
    });
  }

  /** A prefix; undefined where absent or empty. */
  cidr(name: string): Cidr | undefined {
    const value = this.maybe(name);
    if (value === undefined || value === '') return undefined;
    try {
      return parseCidr(value);
    } catch (error) {
      if (error instanceof CidrError) throw new FieldError(`${this.path}.${name}`, error.message);
      throw error;
    }
  }
}
