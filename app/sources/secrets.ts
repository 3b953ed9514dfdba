/** Secret fields of foreign files: what the collector drops is dropped from what others collected as well. */
import { isObject } from '../base/json.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** Names of fields that hold secrets in any answer. */
export const secretFields: ReadonlySet<string> = new Set(
  kindIds.flatMap((id) => {
    const { call, details = [] } = kinds[id] as unknown as Kind;
    return [call, ...details].flatMap(({ secrets = [] }) => secrets);
  }),
);

/**
 * The snapshot without secret fields; the same one where it has none. `text` is the file it was read from, in which names
 * stand as they are or escaped.
 */
export function withoutSecrets(snapshot: Snapshot, text: string): Snapshot {
  if (!text.includes('\\u') && ![...secretFields].some((name) => text.includes(name)))
    return snapshot;
  return {
    ...snapshot,
    pages: snapshot.pages.map((page) =>
      page.answer
        ? { ...page, answer: without(page.answer, secretFields, 0) as typeof page.answer }
        : page,
    ),
  };
}

/** The value without the named fields, at any depth. */
export function without(value: unknown, names: ReadonlySet<string>, depth: number): unknown {
  if (depth > 200) return value;
  if (Array.isArray(value)) return value.map((item) => without(item, names, depth + 1));
  if (!isObject(value)) return value;
  // Object.fromEntries defines properties, so that a "__proto__" key stays a key.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !names.has(key))
      .map(([key, inner]) => [key, without(inner, names, depth + 1)]),
  );
}
