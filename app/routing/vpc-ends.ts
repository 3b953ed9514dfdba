/** A VPC as an end of a trace: its subnets speak for it. */
import { compareCidr } from '../base/cidr.ts';
import { groupBy } from '../base/order.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Trace } from './outcome.ts';
import type { TraceEndQuery, TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';

/** Subnets that speak for a VPC: those made for attachments do only where there are no others. */
function speakers(view: RoutingView, end: TraceEndQuery): readonly TraceEndQuery[] {
  if (end.vpc === undefined) return [end];
  const all = view.topology.subnetsOf(end.vpc);
  const hosts = all.filter((subnet) => !view.isForAttachments(subnet));
  const used = [...(hosts.length > 0 ? hosts : all)].sort(firstBlock);
  if (used.length === 0) throw new RangeError(`${end.vpc} has no known subnet: a trace needs one.`);
  return used.map((subnet) => ({ subnet: subnet.id }));
}

const firstBlock = (a: Subnet, b: Subnet): number =>
  a.cidrs[0] && b.cidrs[0] ? compareCidr(a.cidrs[0], b.cidrs[0]) : b.cidrs.length - a.cidrs.length;

/** Traces every pair of subnets of the ends; the first that delivers is shown, with how the others fare. */
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
  const shown = traces.find((t) => t.outcome === 'delivered') ?? traces[0];
  if (!shown)
    throw new RangeError(`${query.from.vpc ?? ''} has one subnet only: a trace needs two ends.`);
  const counts = groupBy(traces, (t) => t.outcome);
  if (counts.size === 1) return shown;
  const fare = [...counts].map(([outcome, list]) => `${list.length} ${outcome}`).join(', ');
  const ends = `${shown.from.subnet ?? shown.from.ip} to ${shown.to.subnet ?? shown.to.ip}`;
  const others = `Subnets fare differently: of ${traces.length} pairs, ${fare}. Shown is ${ends}.`;
  return { ...shown, assumptions: [others, ...shown.assumptions] };
}
