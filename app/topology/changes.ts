/** What an edit changes: items before and after, and maps with the changes in them. */
import type { Ref } from '../base/ref.ts';
import type { KindId, Resource } from '../kinds/index.gen.ts';

/** An item before and after an edit; undefined where it was not, or is not any more. */
export interface Change<V> {
  readonly id: Ref;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

export type Changes = ReadonlyMap<KindId, readonly Change<Resource>[]>;

/** A map with items replaced, added at its end, or dropped. */
export function applyChanges<V>(
  map: ReadonlyMap<Ref, V>,
  changes: readonly Change<V>[],
): ReadonlyMap<Ref, V> {
  if (changes.length === 0) return map;
  const out = new Map(map);
  for (const { id, after } of changes) {
    if (after === undefined) out.delete(id);
    else out.set(id, after);
  }
  return out;
}
