/** Finds resources, accounts and Regions by id, name, ARN, CIDR, an address they hold, or a tag; by words in any order. Pure. */
import type { SearchAnswer } from '#app/api/engine.ts';
import { boxOf } from '#app/scene/light.ts';
import type { Topology } from '#app/topology/topology.ts';
import { type Fit, fitting, fittingWords } from './search-fit.ts';
import { type Entry, indexOf } from './search-index.ts';

/**
 * Best hits first, and how many there are of all. `nodes` are the ids the current scene draws, by themselves and by what
 * they hold: a hit that is not drawn itself names the node of its VPC.
 */
export function search(
  topology: Topology,
  text: string,
  nodes: ReadonlyMap<string, string>,
  limit = 50,
): SearchAnswer {
  const query = text.trim();
  if (query === '') return { hits: [], total: 0 };
  const whole = fitting(query);
  const words = fittingWords(query);
  const hits: { readonly entry: Entry; readonly fit: NonNullable<Fit> }[] = [];
  for (const entry of indexOf(topology)) {
    const fit = whole(entry) ?? words?.(entry);
    if (fit) hits.push({ entry, fit });
  }
  // Those of one rank stay in the order of the index.
  hits.sort((a, b) => a.fit.rank - b.fit.rank);
  return {
    total: hits.length,
    hits: hits.slice(0, limit).map(({ entry: { ref, kind, label, place }, fit: { why } }) => ({
      ref,
      kind,
      label,
      place,
      why,
      node: boxOf(topology, ref, nodes),
    })),
  };
}
