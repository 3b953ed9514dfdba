/** What a box or a resource is called, as far as the window knows. */
import type { State } from '../state.ts';
import { nameIn, short } from '../words/visible.ts';
import { drawnOf } from './drawn.ts';

/** Its name where it is drawn or was looked up, else its id; short enough for a line of words. */
export function called({ source, places }: State, id: string): string {
  const drawn = source.phase === 'open' ? drawnOf(source.scene).nodes.get(id)?.label : undefined;
  const label = drawn ?? places[id]?.label;
  return short((label && nameIn(label, id)) || id, 60);
}
