/** XML text: escaped, valid as XML 1.0, and the same bytes every time. */
import { inert } from './inert.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for element content or a double-quoted attribute. */
export const xml = (text: string): string =>
  inert(text).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? '');

/** Numbers with at most one decimal, never `-0`. */
export const num = (n: number): string => String(Math.round(n * 10) / 10 || 0);

/** ` name="value"` for each attribute that has a value. */
export const attrs = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .map(([name, value]) =>
      value === undefined
        ? ''
        : ` ${name}="${typeof value === 'number' ? num(value) : xml(value)}"`,
    )
    .join('');

/** Ids that XML and URL fragments accept; different names stay different. */
export class Ids {
  readonly #given = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  of(name: string): string {
    const known = this.#given.get(name);
    if (known !== undefined) return known;
    const base = `${this.#prefix}${name.slice(0, 80).replace(/[^A-Za-z0-9_.-]/g, '_')}`;
    let id = base;
    for (let n = 2; this.#taken.has(id); n++) id = `${base}_${n}`;
    this.#taken.add(id);
    this.#given.set(name, id);
    return id;
  }
}
