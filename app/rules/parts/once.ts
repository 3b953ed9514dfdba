/** Answers worked out once, and shared by every rule that asks the same. */

/** Remembers what `work` made of a topology or routing, for as long as somebody holds on to that. */
export function once<K extends object, T>(work: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) {
      entry = { answer: work(key) };
      known.set(key, entry);
    }
    return entry.answer;
  };
}
