/** The interfaces that an end of a trace stands for, asked about one by one: filters are theirs, not the subnet's. */
import { tryIp } from '../base/cidr.ts';
import { groupBy } from '../base/order.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { Fares, Trace } from './outcome.ts';
import type { TraceEndQuery, TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';
import { groupOf, speakers } from './vpc-ends.ts';

/** Flows asked about at most: each is a trace. */
const MOST = 100;

/**
 * Interfaces that AWS puts into a subnet to carry others' traffic; nobody's flow starts or ends there.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
 */
const CARRIERS = new Set([
  'transit_gateway',
  'nat_gateway',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
]);

/**
 * How the flows between the interfaces of both ends fare; an end that named an address, or has no interface, is the
 * one of the answer. Undefined where filters were not asked about, or neither end has an interface that it did not name.
 */
export function faresOfHosts(
  view: RoutingView,
  query: TraceQuery,
  answer: Trace,
  traceOne: (query: TraceQuery) => Trace,
): Fares | undefined {
  if (answer.protocol === undefined) return undefined;
  const family = tryIp(answer.from.ip)?.family;
  const hostsOf = (end: TraceEndQuery): readonly TraceEndQuery[] => {
    if (end.ip !== undefined) return [];
    const subnets = new Set(speakers(view, end).map(({ subnet }) => subnet));
    return view.topology
      .all('network-interface')
      .filter((eni) => subnets.has(eni.subnet) && !CARRIERS.has(eni.type))
      .flatMap((eni) => addressOf(eni, family));
  };
  const named = ({ subnet, ip }: Trace['from']): TraceEndQuery =>
    subnet === undefined ? { ip } : { subnet, ip };
  const [sources, targets] = [hostsOf(query.from), hostsOf(query.to)];
  if (sources.length === 0 && targets.length === 0) return undefined;
  const flows = (sources.length > 0 ? sources : [named(answer.from)]).flatMap((from) =>
    (targets.length > 0 ? targets : [named(answer.to)]).flatMap((to) =>
      from.ip === to.ip && from.subnet === to.subnet ? [] : { from, to },
    ),
  );
  if (flows.length === 0) return undefined;
  const traces = flows.slice(0, MOST).map((ends) => traceOne({ ...query, ...ends }));
  // Each entry that decides is told by itself.
  const decided = (t: Trace): string =>
    t.outcome === 'filtered' || t.outcome === 'cannot-tell'
      ? `${t.outcome} ${t.blockers.find((b) => b.outcome === t.outcome)?.at ?? ''}`
      : t.outcome;
  const groups = [...groupBy(traces, decided).values()];
  return {
    pairs: flows.length,
    asked: traces.length,
    groups: groups
      .map((list) => groupOf(list[0]!, list.length))
      .sort((a, b) => Number(b.outcome === 'delivered') - Number(a.outcome === 'delivered')),
  };
}

const addressOf = (eni: NetworkInterface, family: 4 | 6 | undefined): TraceEndQuery[] => {
  const ip = eni.ips.find((address) => tryIp(address)?.family === family);
  return ip === undefined ? [] : [{ subnet: eni.subnet, ip }];
};
