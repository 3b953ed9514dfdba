/** The two sides of a comparison: what each shows, what is only on one, and the estates that can be one. */
import type { DiffSummary } from '#app/api/diff.ts';
import type { Opened } from '#app/api/engine.ts';
import { comparedAt, type ComparedScene, type Showing } from '#app/scene/compared.ts';
import type { Stepped } from '#app/scene/planned.ts';
import type { ListedChange } from './diff-list.ts';

/** An estate that was opened in this window and can be compared with. */
export type Recent = Pick<Opened, 'handle' | 'title'> & { readonly created: string };

export const recentOf = ({ handle, title, manifest }: Opened): Recent => ({
  handle,
  title,
  created: manifest.created,
});

const sides = new WeakMap<ComparedScene, Map<Showing, Stepped>>();

/** What one side shows, or both; made once. */
export function sideOf(compared: ComparedScene, showing: Showing): Stepped {
  const known = sides.get(compared) ?? new Map<Showing, Stepped>();
  sides.set(compared, known);
  const side = known.get(showing) ?? comparedAt(compared, showing);
  known.set(showing, side);
  return side;
}

/** By resource, or finding, that only one side has: the handle of that side. */
export function homesOf(
  rows: readonly ListedChange[],
  { before, after }: DiffSummary,
): Map<string, string> {
  const out = new Map<string, string>();
  for (const { row } of rows) {
    if (row.sort === 'finding') {
      if (row.change === 'fixed' || row.change === 'unseen')
        out.set(row.fingerprint, before.handle);
      if (row.change === 'new' || row.change === 'perhaps-new')
        out.set(row.fingerprint, after.handle);
    }
    if (row.sort !== 'resource') continue;
    if (row.change === 'removed' || row.change === 'not-seen-now') out.set(row.id, before.handle);
    if (row.change === 'added' || row.change === 'not-seen-before') out.set(row.id, after.handle);
  }
  return out;
}
