/** A map that differs from another in a few entries, without a copy of the rest. */

/** Past so many differences, as a share of the whole, a copy is better. */
const COPY_FROM = 1 / 8;

/** The map with some entries replaced, added at its end, or dropped (`undefined`). */
export function overlaid<K, V>(
  map: ReadonlyMap<K, V>,
  changes: ReadonlyMap<K, V | undefined>,
): ReadonlyMap<K, V> {
  if (changes.size === 0) return map;
  const [root, all] =
    map instanceof Overlay
      ? [(map as Overlay<K, V>).root, new Map([...(map as Overlay<K, V>).changes, ...changes])]
      : [map, changes];
  const out = new Overlay(root, all);
  return all.size > root.size * COPY_FROM ? new Map(out) : out;
}

class Overlay<K, V> implements ReadonlyMap<K, V> {
  readonly root: ReadonlyMap<K, V>;
  readonly changes: ReadonlyMap<K, V | undefined>;
  readonly size: number;

  constructor(root: ReadonlyMap<K, V>, changes: ReadonlyMap<K, V | undefined>) {
    this.root = root;
    this.changes = changes;
    let { size } = root;
    for (const [key, value] of changes) {
      size += Number(value !== undefined) - Number(root.has(key));
    }
    this.size = size;
  }

  get(key: K): V | undefined {
    return this.changes.get(key) ?? (this.changes.has(key) ? undefined : this.root.get(key));
  }

  has(key: K): boolean {
    return this.changes.has(key) ? this.changes.get(key) !== undefined : this.root.has(key);
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.root) {
      const now = this.changes.has(key) ? this.changes.get(key) : value;
      if (now !== undefined) yield [key, now];
    }
    for (const [key, value] of this.changes) {
      if (value !== undefined && !this.root.has(key)) yield [key, value];
    }
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
