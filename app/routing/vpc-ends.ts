/** A VPC as an end of a trace: its subnets speak for it, and the answer counts how their pairs fare. */
import { compareCidr } from '../base/cidr.ts';
import { groupBy, uniq } from '../base/order.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Blocker, FlowGroup, Outcome, Trace } from './outcome.ts';
import type { TraceEndQuery, TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';

/** Subnets that speak for a VPC: those made for attachments do only where there are no others. */
export function speakers(view: RoutingView, end: TraceEndQuery): readonly TraceEndQuery[] {
  if (end.vpc === undefined) return [end];
  const all = view.topology.subnetsOf(end.vpc);
  const hosts = all.filter((subnet) => !view.isForAttachments(subnet));
  const used = [...(hosts.length > 0 ? hosts : all)].sort(firstBlock);
  if (used.length === 0) throw new RangeError(`${end.vpc} has no known subnet: a trace needs one.`);
  return used.map((subnet) => ({ subnet: subnet.id }));
}

const firstBlock = (a: Subnet, b: Subnet): number =>
  a.cidrs[0] && b.cidrs[0] ? compareCidr(a.cidrs[0], b.cidrs[0]) : b.cidrs.length - a.cidrs.length;

/**
 * How far a flow gets, or may: what cannot be told may be delivered, so that what stops others for sure is no answer
 * beside it. Of those that are lost on the way, what more pairs come to says more of the VPC.
 */
const RANK: Readonly<Partial<Record<Outcome, number>>> = {
  delivered: 0,
  'cannot-tell': 1,
  'no-return': 2,
  filtered: 3,
};
const rankOf = (outcome: Outcome, leaves: boolean): number =>
  outcome === 'exits' && leaves ? 0 : (RANK[outcome] ?? 4);

/** Traces every pair of subnets of the ends. The one that gets farthest is shown, with how all fare and what stops any. */
export function traceVpcs(
  view: RoutingView,
  query: TraceQuery,
  traceOne: (query: TraceQuery) => Trace,
): Trace {
  const traces: Trace[] = [];
  for (const from of speakers(view, query.from)) {
    for (const to of speakers(view, query.to)) {
      if (from.subnet !== to.subnet || from.subnet === undefined) {
        traces.push(traceOne({ ...query, from, to }));
      }
    }
  }
  const leaves = query.to.vpc === undefined;
  const groups = [...groupBy(traces, (t) => t.outcome)].sort(
    ([a, some], [b, others]) =>
      rankOf(a, leaves) - rankOf(b, leaves) || others.length - some.length,
  );
  const all = groups.map(([, list]) => ({ pairs: list.length, shown: farthest(list) }));
  const shown = all[0]?.shown;
  if (!shown)
    throw new RangeError(`${query.from.vpc ?? ''} has one subnet only: a trace needs two ends.`);
  if (traces.length === 1) return shown;
  return {
    ...shown,
    subnets: {
      pairs: traces.length,
      asked: traces.length,
      groups: all.map(({ pairs, shown: one }) => groupOf(one, pairs)),
    },
    blockers: blockersOf([shown, ...groups.flatMap(([, list]) => list)]),
    gaps: uniq(traces.flatMap((t) => t.gaps)),
  };
}

/** Of flows that each stand for some pairs, one that gets farthest; of those that are lost, of what most pairs come to. */
export function farthestOf(
  told: readonly { readonly trace: Trace; readonly pairs: number }[],
  leaves: boolean,
): Trace {
  const all = [...groupBy(told, ({ trace }) => trace.outcome)].map(([outcome, list]) => ({
    rank: rankOf(outcome, leaves),
    pairs: list.reduce((sum, { pairs }) => sum + pairs, 0),
    traces: list.map(({ trace }) => trace),
  }));
  const [best] = all.sort((a, b) => a.rank - b.rank || b.pairs - a.pairs);
  return farthest(best!.traces);
}

/** Of traces that come to the same, the first; of those that are lost on the way, the first that gets farthest. */
function farthest(traces: readonly Trace[]): Trace {
  const [first, ...others] = traces;
  if (first!.outcome === 'delivered') return first!;
  return others.reduce((best, t) => (t.hops.length > best.hops.length ? t : best), first!);
}

/** Flows that come to the same, with one of them as an example. */
export const groupOf = (trace: Trace, pairs: number): FlowGroup => ({
  outcome: trace.outcome,
  pairs,
  from: trace.from,
  to: trace.to,
  reason: trace.reason,
});

/** What stands in the way of any pair, each once, with how many it stops; the first trace's come first, in its words. */
function blockersOf([shown, ...traces]: readonly Trace[]): readonly Blocker[] {
  const found = new Map<string, Blocker & { pairs: number }>();
  for (const [key, blocker] of keyed(shown!)) found.set(key, { ...blocker, pairs: 0 });
  for (const trace of traces) {
    for (const [key, blocker] of keyed(trace)) {
      const known = found.get(key);
      if (known) known.pairs++;
      else found.set(key, { ...blocker, pairs: 1 });
    }
  }
  return [...found.values()];
}

/** Blockers by what is the same of them for other addresses; one ACL may stop a flow twice. */
function* keyed({ blockers }: Trace): Generator<readonly [string, Blocker]> {
  const seen = new Map<string, number>();
  for (const blocker of blockers) {
    const { direction, outcome, at } = blocker;
    const same = `${direction} ${outcome} ${at}`;
    const turn = seen.get(same) ?? 0;
    seen.set(same, turn + 1);
    yield [`${same} ${turn}`, blocker];
  }
}
