/** What an edit changes, place by place: the ranges of atoms that may fare differently from there. */
import type { Ref } from '../base/ref.ts';
import type { Action, PlaceId, Segment } from './actions.ts';
import type { Range } from './atoms.ts';
import type { Touched } from './touched.ts';
import type { Places } from './places.ts';

/** Ranges in order that do not touch. */
export type Ranges = readonly Range[];

/**
 * Renews the places of an edited network, which begin as those of the network before, and tells what changed.
 * Places that an edit touches are read again; where they act differently, so may all that lead there.
 */
export function renew(places: Places, touched: Touched): ReadonlyMap<PlaceId, Ranges> {
  const affected = new Map<PlaceId, Ranges>();
  for (const place of touchedPlaces(places, touched)) {
    const before = places.made[place];
    if (!before) continue;
    const segments = places.read(place);
    const ranges = differences(before.segments, segments);
    if (ranges.length === 0) continue;
    // Ways on from here are those of both readings, as far as they differ: what differs is affected in any case.
    places.replace(place, segments);
    affected.set(place, ranges);
  }
  const read = new Set(affected.keys());
  spread(places, affected);
  for (const place of affected.keys()) if (!read.has(place)) places.forget(place);
  return affected;
}

/** Adds what leads to affected places, until there is no more. Few edits need more than two rounds. */
function spread(places: Places, affected: Map<PlaceId, Ranges>): void {
  for (let grows = affected.size > 0; grows;) {
    grows = false;
    places.made.forEach((place, id) => {
      for (const lead of place?.leads ?? []) {
        for (const there of affected.get(lead.place) ?? []) {
          const from = Math.max(lead.from, there.from);
          const to = Math.min(lead.to, there.to);
          const known = affected.get(id) ?? [];
          if (from >= to || known.some((r) => r.from <= from && to <= r.to)) continue;
          affected.set(id, withRange(known, { from, to }));
          grows = true;
        }
      }
    });
  }
}

/** Places to read again. Where a VPC or gateway may behave differently throughout, so may the ways into it. */
function touchedPlaces(
  { names, made }: Places,
  { tables, tgwTables, vpcs, tgws }: Touched,
): ReadonlySet<PlaceId> {
  const within = (refs: Iterable<Ref>) => [...refs].flatMap((ref) => names.within(ref));
  const throughout = new Set(within([...vpcs, ...tgws]));
  const out = new Set([...within([...tables.keys(), ...tgwTables]), ...throughout]);
  if (throughout.size === 0) return out;
  made.forEach((place, id) => {
    if (place?.leads.some((lead) => throughout.has(lead.place))) out.add(id);
  });
  return out;
}

/** Where two readings of one place act differently. */
function differences(before: readonly Segment[], after: readonly Segment[]): Ranges {
  const out: { from: number; to: number }[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    const [a, b] = [before[i]!, after[j]!];
    const from = Math.max(a.from, b.from);
    const to = Math.min(a.to, b.to);
    if (!same(a.action, b.action)) {
      const last = out.at(-1);
      if (last?.to === from) last.to = to;
      else out.push({ from, to });
    }
    if (a.to === to) i++;
    if (b.to === to) j++;
  }
  return out;
}

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

function same(a: Action, b: Action): boolean {
  if (a === b) return true;
  switch (a.do) {
    case 'end':
      return b.do === 'end' && a.fate === b.fate;
    case 'arrive':
      return b.do === 'arrive' && a.vpc === b.vpc;
    case 'internet':
      return b.do === 'internet' && a.attached === b.attached && a.fate === b.fate;
    case 'peer':
      return (
        b.do === 'peer' &&
        a.vpc === b.vpc &&
        a.otherwise === b.otherwise &&
        sameList(
          a.blocks.map((block) => block.text),
          b.blocks.map((block) => block.text),
        )
      );
    case 'go':
      return b.do === 'go' && a.place === b.place;
    case 'pick':
      return b.do === 'pick' && sameList(a.places, b.places);
    case 'interface':
      return (
        b.do === 'interface' &&
        a.vpc === b.vpc &&
        sameList([...a.ips], [...b.ips]) &&
        same(a.otherwise, b.otherwise)
      );
    case 'nat':
      return (
        b.do === 'nat' && a.nat === b.nat && a.isPrivate === b.isPrivate && a.place === b.place
      );
  }
}

/** The ranges and one more, joined where they touch. */
function withRange(ranges: Ranges, { from, to }: Range): Ranges {
  const before = ranges.filter((r) => r.to < from);
  const after = ranges.filter((r) => r.from > to);
  const met = ranges.slice(before.length, ranges.length - after.length);
  const joined = {
    from: Math.min(from, met[0]?.from ?? from),
    to: Math.max(to, met.at(-1)?.to ?? to),
  };
  return [...before, joined, ...after];
}
