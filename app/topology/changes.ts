/** What an edit changes: items before and after, and maps with the changes in them. */
import { overlaid } from '../base/overlay.ts';
import type { Ref } from '../base/ref.ts';
import type { KindId, Resource } from '../kinds/index.gen.ts';

/** An item before and after an edit; undefined where it was not, or is not any more. */
export interface Change<V> {
  readonly id: Ref;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

export type Changes = ReadonlyMap<KindId, readonly Change<Resource>[]>;

/** What changes make of a map. */
export const applyChanges = <V>(
  map: ReadonlyMap<Ref, V>,
  changes: readonly Change<V>[],
): ReadonlyMap<Ref, V> => overlaid(map, new Map(changes.map(({ id, after }) => [id, after])));
