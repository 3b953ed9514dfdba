/** Total orders that do not depend on the machine's locale. */

/** Code-unit order of text. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order by a text key. */
export const by =
  <T>(key: (item: T) => string) =>
  (a: T, b: T): number =>
    byText(key(a), key(b));

/** The first of several orders that tells two items apart. Not `then`: a module that exports that is a promise to `import()`. */
export const thenBy =
  <T>(...orders: ((a: T, b: T) => number)[]) =>
  (a: T, b: T): number => {
    for (const order of orders) {
      const d = order(a, b);
      if (d !== 0) return d;
    }
    return 0;
  };

/** Sorted copy without repeats. */
export const uniq = (items: Iterable<string>): string[] => [...new Set(items)].sort(byText);

/** Items gathered under a key, in the order the keys first came. */
export function groupBy<K, T>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const item of items) {
    const k = key(item);
    const list = out.get(k);
    if (list) list.push(item);
    else out.set(k, [item]);
  }
  return out;
}

/** Order in which people read names: numbers inside them by value, everything else by code unit. */
export function byName(a: string, b: string): number {
  const split = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const left = split(a);
  const right = split(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? ''];
    const numbers = /^\d/.test(x) && /^\d/.test(y) && x.length < 16 && y.length < 16;
    const d = numbers ? Number(x) - Number(y) : byText(x, y);
    if (d !== 0) return d;
  }
  return left.length - right.length || byText(a, b);
}

/** Adds a value to the list under a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
