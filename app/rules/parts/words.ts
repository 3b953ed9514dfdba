/** Words that messages share. */
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import type { Topology } from '../../topology/topology.ts';

/** `a, b and c`, or `a, b, c and 4 more`. */
export function listed(words: readonly string[], most = 4): string {
  if (words.length > most)
    return `${words.slice(0, most - 1).join(', ')} and ${words.length - most + 1} more`;
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** Resources by name. */
export const named = (topology: Topology, refs: readonly Ref[]): string =>
  listed(refs.map((ref) => topology.label(ref)));

/** Up to three of them by name, more by number: `a and b`, `12 routes`. */
export const few = (words: readonly string[], noun: string, plural?: string): string =>
  words.length > 3 ? count(words.length, noun, plural) : listed(words);
