/** How everything at one end of an intent fares to everything at the other: who arrives, who does not, what cannot be told. */
import type { Ref } from '../../base/ref.ts';
import type { Trace } from '../../routing/outcome.ts';
import type { Grid, Part } from '../../routing/reach.ts';
import type { Routing, TraceQuery } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Place } from '../rule.ts';
import { once } from './once.ts';

/** Targets that a place names; of the others it says how many. */
const MOST_NAMED = 12;
/** Traces that look for the gaps behind what cannot be told. */
const MOST_ASKED = 20;

export type Sort = 'reached' | 'failed' | 'unknown';

const sortOf = (outcome: string): Sort =>
  outcome === 'delivered' ? 'reached' : outcome === 'cannot-tell' ? 'unknown' : 'failed';

/** One pair of many, to show. */
export interface Example {
  readonly source: Ref;
  readonly target: Ref;
  /** What to trace; absent where there is no address to begin at. */
  readonly query: TraceQuery | undefined;
}

interface OfSource {
  count: number;
  readonly first: Example;
  readonly named: Ref[];
}

/** Pairs that fare alike, by source. */
export class Tally {
  pairs = 0;
  readonly #bySource = new Map<Ref, OfSource>();
  #last: OfSource | undefined;
  /** Finds what to trace for a pair that was added without it. */
  readonly #query: (source: Ref, target: Ref) => TraceQuery | undefined;

  constructor(query: (source: Ref, target: Ref) => TraceQuery | undefined = () => undefined) {
    this.#query = query;
  }

  add(source: Ref, target: Ref, query?: TraceQuery): void {
    this.pairs++;
    // Pairs come source by source.
    let of = this.#last?.first.source === source ? this.#last : this.#bySource.get(source);
    if (!of) {
      of = { count: 0, first: { source, target, query }, named: [] };
      this.#bySource.set(source, of);
    }
    this.#last = of;
    of.count++;
    if (of.named.length < MOST_NAMED) of.named.push(target);
  }

  /** One example a source, in the order they came. */
  *examples(): Generator<Example> {
    for (const { first } of this.#bySource.values()) {
      yield { ...first, query: first.query ?? this.#query(first.source, first.target) };
    }
  }

  /** The pair that came first. */
  get example(): Example | undefined {
    for (const example of this.examples()) return example;
    return undefined;
  }

  /** A place for each source: `reaches a, b and 40 more`. */
  places(
    topology: Topology,
    verb: string,
    label = (ref: Ref): string => topology.label(ref),
  ): Place[] {
    return [...this.#bySource].map(([resource, { count, named }]) => {
      const names = named.map(label).join(', ');
      const more = count - named.length;
      return { resource, detail: `${verb} ${more > 0 ? `${names} and ${more} more` : names}` };
    });
  }
}

/** How pairs fare. A pair whose parts fare differently is in several tallies. */
export class Arrivals {
  readonly reached: Tally;
  readonly failed: Tally;
  readonly unknown: Tally;
  /** Pairs looked at. */
  pairs = 0;
  /** Pairs that were not, for there are too many to look at one by one. */
  unlooked = 0;

  constructor(query?: (sort: Sort, source: Ref, target: Ref) => TraceQuery | undefined) {
    const tally = (sort: Sort) => new Tally(query && ((a, b) => query(sort, a, b)));
    this.reached = tally('reached');
    this.failed = tally('failed');
    this.unknown = tally('unknown');
  }
}

const indexOf = once(
  (grid: Grid): ReadonlyMap<Ref, number> => new Map(grid.ids.map((id, i) => [id, i])),
);

/** The flow that an example of a part stands for. */
export const queryOf = ({ from, to, example }: Part): TraceQuery => ({
  from: { subnet: from, ip: example.from },
  to: { subnet: to, ip: example.to },
});

/** Pairs of subnets whose parts are looked at: a few seconds' work. */
const MOST_PARTS = 200_000;

/** By routes alone: between the VPCs or the subnets of a grid. Of one family, or of both. */
export function arrivals(
  grid: Grid,
  from: readonly Ref[],
  to: readonly Ref[],
  family?: 4 | 6,
): Arrivals {
  const index = indexOf(grid);
  const partsOf = (i: number, j: number) =>
    grid.parts(i, j).filter((part) => family === undefined || part.family === family);
  const out = new Arrivals((sort, source, target) => {
    const parts = partsOf(index.get(source)!, index.get(target)!);
    const part = parts.find(({ outcome }) => sortOf(outcome) === sort);
    return part && queryOf(part);
  });
  const targets = to.map((ref) => index.get(ref)!);
  let left = MOST_PARTS;
  for (const source of from) {
    const i = index.get(source)!;
    for (const j of targets) {
      if (i === j) continue;
      const target = grid.ids[j]!;
      if (!grid.mayArrive(i, j)) {
        out.pairs++;
        out.failed.add(source, target);
        continue;
      }
      const { outcome } = grid.of === 'vpc' ? grid.pair(i, j) : MIXED;
      if (outcome !== 'mixed' && family === undefined) {
        out.pairs++;
        out[sortOf(outcome)].add(source, target);
        continue;
      }
      // Of VPCs whose parts fare differently the grid has looked at them already.
      const isDear = grid.of === 'subnet' || family !== undefined;
      if (isDear && left-- <= 0) {
        out.unlooked++;
        continue;
      }
      out.pairs++;
      const sorts = new Set(partsOf(i, j).map((part) => sortOf(part.outcome)));
      // No address of the family on either side: nothing can be reached by it, unless the subnets were not read.
      if (sorts.size === 0) sorts.add(outcome === 'cannot-tell' ? 'unknown' : 'failed');
      for (const sort of sorts) out[sort].add(source, target);
    }
  }
  return out;
}

/** Subnets are looked at part by part: a pair of them is made from its parts anyway. */
const MIXED = { outcome: 'mixed' } as const;

/** The trace of an example; undefined where there is no address to begin at. */
export const traceOf = (routing: Routing, example: Example | undefined): Trace | undefined =>
  example?.query && routing.trace(example.query);

/** Resources that a trace passes, in order. */
export const hopsOf = (trace: Trace | undefined): Ref[] =>
  (trace?.hops ?? []).filter((hop) => hop.kind !== 'address').map((hop) => hop.id);

/** Gaps that leave pairs open: what traces of some of them rest on, and what hides the subnets at their ends. */
export function gapsBehind(routing: Routing, tally: Tally): string[] {
  const { topology } = routing;
  const gaps = new Set<string>();
  let asked = 0;
  for (const example of tally.examples()) {
    if (asked++ === MOST_ASKED) break;
    for (const gap of traceOf(routing, example)?.gaps ?? []) gaps.add(gap);
    if (example.query) continue;
    for (const end of [example.source, example.target]) {
      for (const gap of topology.gapsHiding(['subnet'], topology.placeOf(end))) gaps.add(gap.id);
    }
  }
  return [...gaps];
}
