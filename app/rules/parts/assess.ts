/** What becomes of an assertion: by routes between VPCs or subnets, or flow by flow where a port or an address is given. */
import { type Family, firstHost, formatIp, hasIp, parseIp, tryIp } from '../../base/cidr.ts';
import { groupBy, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import { arrives } from '../../routing/fares.ts';
import type { Trace } from '../../routing/outcome.ts';
import type { Routing, TraceEndQuery, TraceQuery } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Assertion } from '../config.ts';
import type { Intent, IntentEnd } from '../intent.ts';
import { Arrivals, arrivals, type Sort } from './arrivals.ts';
import { isForAttachment } from './attachment-subnets.ts';
import { interfacesIn } from './interfaces.ts';
import { named } from './words.ts';

/** Flows that are traced. */
const MOST_TRACES = 5000;

export interface Assessed {
  readonly from: IntentEnd;
  readonly to: IntentEnd;
  readonly arrivals: Arrivals;
  /** Why flows could not be asked about at all, as a sentence. */
  readonly trouble: string | undefined;
}

/** A host that stands for others: an address, and what it belongs to. */
interface Point {
  /** What the intent picked: a VPC or subnet; for an address its subnet, or itself where that is not known. */
  readonly ref: Ref;
  readonly family: Family;
  readonly subnet: Ref | undefined;
  readonly query: TraceEndQuery;
}

const FAMILY = { ipv4: 4, ipv6: 6 } as const;

export function assess(routing: Routing, intent: Intent, assertion: Assertion): Assessed {
  const from = intent.end(assertion.from);
  const to = intent.end(assertion.to);
  const family = assertion.family && FAMILY[assertion.family];
  const isFlow =
    assertion.protocol !== undefined ||
    assertion.port !== undefined ||
    from.ip !== undefined ||
    to.ip !== undefined;
  const { topology } = routing;
  if (isFlow) {
    const found = traced(routing, from, to, assertion, family);
    return { from, to, ...found, trouble: unread(topology, from, to) ?? found.trouble };
  }
  const reach = routing.reach();
  if (from.kind === 'vpc' && to.kind === 'vpc') {
    const [sources, targets] = [inhabited(topology, from), inhabited(topology, to)];
    return { from, to, arrivals: arrivals(reach, sources, targets, family), trouble: undefined };
  }
  const targets = subnetsOf(topology, to).map(({ id }) => id);
  const sources = subnetsOf(topology, from).map(({ id }) => id);
  return {
    from,
    to,
    arrivals: arrivals(reach.bySubnet(), sources, targets, family),
    trouble: undefined,
  };
}

/** Subnets of an end that hosts may stand in: those of a VPC without the ones made for its attachments. */
function subnetsOf(topology: Topology, { kind, refs }: IntentEnd): Subnet[] {
  if (kind === 'subnet') return refs.flatMap((id) => topology.get('subnet', id) ?? []);
  return refs.flatMap((vpc) => {
    const attachments = topology.attachmentsOf(vpc);
    const all = topology.subnetsOf(vpc);
    const hosts = all.filter((s) => !attachments.some((a) => isForAttachment(topology, s, a)));
    return hosts.length > 0 ? hosts : all;
  });
}

/** VPCs in which somebody may be: not those that are known to have no subnet, which nothing can reach or leave. */
const inhabited = (topology: Topology, { refs }: IntentEnd): Ref[] =>
  refs.filter((vpc) => topology.subnetsOf(vpc).length > 0 || !sawSubnets(topology, vpc));

const sawSubnets = (topology: Topology, vpc: Ref): boolean =>
  topology.saw('subnet', topology.placeOf(vpc));

/** A sentence about VPCs whose subnets were not read, so that no flow can begin or end there. */
function unread(topology: Topology, ...ends: readonly IntentEnd[]): string | undefined {
  const hidden = ends
    .filter(({ kind }) => kind === 'vpc')
    .flatMap(({ refs }) => refs)
    .filter((vpc) => topology.subnetsOf(vpc).length === 0 && !sawSubnets(topology, vpc));
  return hidden.length === 0
    ? undefined
    : `The subnets of ${named(topology, uniq(hidden))} were not read.`;
}

/** Interfaces that are no hosts. */
const NO_HOSTS: ReadonlySet<string> = new Set(['transit_gateway', 'nat_gateway']);

/**
 * Hosts that stand for a subnet: one interface for each set of security groups, in each family; its first address
 * where no interface is seen.
 */
function hostsIn(topology: Topology, subnet: Subnet): { family: Family; ip: string }[] {
  const out = new Map<string, { family: Family; ip: string }>();
  for (const eni of interfacesIn(topology, subnet.id)) {
    if (NO_HOSTS.has(eni.type)) continue;
    for (const text of eni.ips) {
      const ip = tryIp(text);
      if (!ip || !subnet.cidrs.some((cidr) => hasIp(cidr, ip))) continue;
      const key = `${ip.family} ${[...eni.securityGroups].sort().join(' ')}`;
      if (!out.has(key)) out.set(key, { family: ip.family, ip: formatIp(ip) });
    }
  }
  if (out.size > 0) return [...out.values()];
  return subnet.cidrs.map((cidr) => ({ family: cidr.family, ip: formatIp(firstHost(cidr)) }));
}

function pointsOf(topology: Topology, end: IntentEnd, family: Family | undefined): Point[] {
  if (end.ip !== undefined) {
    const ip = parseIp(end.ip);
    const [home, other] = topology
      .all('subnet')
      .filter((subnet) => subnet.cidrs.some((cidr) => hasIp(cidr, ip)));
    const subnet = other ? undefined : home?.id;
    return [{ ref: subnet ?? end.ip, family: ip.family, subnet, query: { ip: end.ip } }];
  }
  return subnetsOf(topology, end).flatMap((subnet) =>
    hostsIn(topology, subnet)
      .filter((host) => family === undefined || host.family === family)
      .map((host) => ({
        ref: end.kind === 'vpc' ? subnet.vpc : subnet.id,
        family: host.family,
        subnet: subnet.id,
        query: { subnet: subnet.id, ip: host.ip },
      })),
  );
}

/** A flow that leaves for an address outside got as far as anybody can follow. */
const sortOf = (trace: Trace): Sort =>
  arrives(trace.outcome, trace)
    ? 'reached'
    : trace.outcome === 'cannot-tell'
      ? 'unknown'
      : 'failed';

function traced(
  routing: Routing,
  from: IntentEnd,
  to: IntentEnd,
  { protocol, port }: Assertion,
  family: Family | undefined,
): Pick<Assessed, 'arrivals' | 'trouble'> {
  const { topology } = routing;
  const out = new Arrivals();
  const mayArrive = routesBetween(routing);
  const flow = {
    ...(protocol === undefined ? {} : { protocol }),
    ...(port === undefined ? {} : { port }),
  };
  let trouble: string | undefined;
  let left = MOST_TRACES;
  const ask = (query: TraceQuery): Sort | undefined => {
    try {
      return sortOf(routing.trace(query));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      trouble ??= error.message;
      return undefined;
    }
  };
  const targets = groupBy(pointsOf(topology, to, family), (point) => point.ref);
  for (const [source, hosts] of groupBy(pointsOf(topology, from, family), (point) => point.ref)) {
    for (const [target, others] of targets) {
      if (source === target) continue;
      // Hosts of one pair that fare alike count once.
      const sorts = new Set<Sort>();
      const note = (sort: Sort, query: TraceQuery) => {
        if (sorts.size === 0) out.pairs++;
        if (!sorts.has(sort)) out[sort].add(source, target, query);
        sorts.add(sort);
      };
      const open = mayArrive(hosts[0]!, others[0]!);
      for (const [a, b] of flowsBetween(hosts, others)) {
        const query = { from: a.query, to: b.query, ...flow };
        if (!open) {
          note('failed', query);
          break;
        }
        if (left === 0) {
          out.unlooked++;
          break;
        }
        left--;
        const sort = ask(query);
        if (sort) note(sort, query);
      }
    }
  }
  return { arrivals: out, trouble };
}

function* flowsBetween(
  from: readonly Point[],
  to: readonly Point[],
): Generator<readonly [Point, Point]> {
  for (const a of from) for (const b of to) if (a.family === b.family) yield [a, b];
}

/** False for hosts of two VPCs between which routes deliver nothing; true where they may, or where it is not known. */
function routesBetween(routing: Routing): (from: Point, to: Point) => boolean {
  const { topology } = routing;
  const grid = routing.reach();
  const index = new Map(grid.ids.map((id, i) => [id, i]));
  const numberOf = ({ subnet }: Point) =>
    index.get(topology.get('subnet', subnet ?? '')?.vpc ?? '');
  return (from, to) => {
    const i = numberOf(from);
    const j = numberOf(to);
    if (i === undefined || j === undefined || i === j) return true;
    return grid.mayArrive(i, j);
  };
}
