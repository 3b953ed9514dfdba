/** The interfaces that the ends of a trace stand for, asked about class by class: filters are theirs, not the subnet's. */
import { tryIp } from '../base/cidr.ts';
import { grouped } from '../base/count.ts';
import { orListed } from '../base/listed.ts';
import { groupBy } from '../base/order.ts';
import { arrives } from './fares.ts';
import { type Host, type HostClass, hostClasses, partedBy } from './host-classes.ts';
import { hostBlockers, withBlockers } from './host-blockers.ts';
import type { Blocker, Fares, Outcome, Trace, TraceEnd } from './outcome.ts';
import type { TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';
import { farthestOf, groupOf } from './vpc-ends.ts';

/** Flows asked about at most for one answer, shared by its pairs of subnets; each has one at least. Each is a trace. */
export const MOST_FLOWS = 2000;

/** Flows beyond that, for those whose hosts were asked in part, and none of which arrives so far. */
const MORE_FLOWS = 1000;

export interface Allowance {
  /** For each pair of subnets. */
  readonly each: number;
  /** For those that need more; falls as it is used. */
  spare: number;
}

export const allowanceFor = (couples: number): Allowance => ({
  each: Math.max(1, Math.floor(MOST_FLOWS / couples)),
  spare: MORE_FLOWS,
});

/** Pairs of hosts that one trace tells of. */
interface Told {
  readonly trace: Trace;
  readonly pairs: number;
}

/** How the hosts of two ends fare. */
export interface HostFlows {
  readonly pairs: number;
  readonly told: readonly Told[];
  /** Addresses that stand for an end with hosts, and are none of theirs. */
  readonly nobody: readonly string[];
}

/** Two classes, with a host of each. */
interface Meeting {
  readonly from: Host;
  readonly to: Host;
  readonly pairs: number;
}

/**
 * How the flows between the interfaces of two subnets fare; an end that named an address, or has no interface, is the
 * one of `first`, the answer for the addresses that stand for the subnets. Undefined where filters were not asked about,
 * or neither end has an interface that it did not name. `allowance`: flows that may be traced.
 */
export function traceHosts(
  view: RoutingView,
  query: TraceQuery,
  first: Trace,
  allowance: Allowance,
  traceOne: (query: TraceQuery) => Trace,
): HostFlows | undefined {
  if (first.protocol === undefined) return undefined;
  const family = tryIp(first.from.ip)?.family;
  const hostsOf = (which: 'from' | 'to'): HostClass[] => {
    const { subnet } = first[which];
    const isNamed = query[which].ip !== undefined || subnet === undefined;
    return isNamed ? [] : hostClasses(view, subnet, family, which);
  };
  const [sources, targets] = [hostsOf('from'), hostsOf('to')];
  if (sources.length === 0 && targets.length === 0) return undefined;
  const from = sources.length > 0 ? sources : [alone(view, first.from)];
  const to = targets.length > 0 ? targets : [alone(view, first.to)];
  const pairs = pairsOf(from, to);
  if (pairs === 0) return undefined;
  const told: Told[] = [];
  for (const met of meetings(partedBy(view, from, to), partedBy(view, to, from))) {
    if (told.length >= allowance.each) {
      if (allowance.spare === 0 || !mayArrive(first, told)) break;
      allowance.spare--;
    }
    const trace = traceOne({ ...query, from: met.from, to: met.to });
    told.push({ trace, pairs: met.pairs });
  }
  const isNobody = (classes: readonly HostClass[], { subnet, ip }: TraceEnd): boolean =>
    classes.length > 0 && subnet !== undefined && !view.interfaceAt(subnet, ip);
  const nobody = [
    ...(isNobody(sources, first.from) ? [first.from.ip] : []),
    ...(isNobody(targets, first.to) ? [first.to.ip] : []),
  ];
  return { pairs, told, nobody };
}

/** An end that is one address. */
function alone(view: RoutingView, { subnet, ip }: TraceEnd): HostClass {
  const eni = subnet === undefined ? undefined : view.interfaceAt(subnet, ip);
  const host = subnet === undefined ? { ip } : { subnet, ip };
  return { hosts: [host], groups: eni?.securityGroups ?? [] };
}

/** All pairs of hosts, save each with itself. */
function pairsOf(from: readonly HostClass[], to: readonly HostClass[]): number {
  const hostsOf = (classes: readonly HostClass[]) => classes.flatMap(({ hosts }) => hosts);
  return together(hostsOf(from), hostsOf(to));
}

function together(from: readonly Host[], to: readonly Host[]): number {
  const all = from.length * to.length;
  if (from[0]?.subnet !== to[0]?.subnet) return all;
  const sent = new Set(from.map(({ ip }) => ip));
  return all - to.filter(({ ip }) => sent.has(ip)).length;
}

/** Every class with every other, so ordered that each has had its turn before one has another. */
function* meetings(from: readonly HostClass[], to: readonly HostClass[]): Generator<Meeting> {
  const [n, m] = [from.length, to.length];
  const round = (n * m) / gcd(n, m);
  for (let i = 0; i < n * m; i++) {
    const met = meet(from[i % n]!, to[(i + Math.floor(i / round)) % m]!);
    if (met) yield met;
  }
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Undefined where the one host of both is the same. */
function meet({ hosts: from }: HostClass, { hosts: to }: HostClass): Meeting | undefined {
  const pairs = together(from, to);
  if (pairs === 0) return undefined;
  const isOther = (a: Host, b: Host): boolean => a.subnet !== b.subnet || a.ip !== b.ip;
  const other = to.find((host) => isOther(from[0], host));
  return other
    ? { from: from[0], to: other, pairs }
    : { from: from.find((host) => isOther(host, to[0]))!, to: to[0], pairs };
}

/** Each entry that decides is told by itself. */
const decided = ({ outcome, blockers }: Trace): string =>
  outcome === 'filtered' || outcome === 'cannot-tell'
    ? `${outcome} ${blockers.find((b) => b.outcome === outcome)?.at ?? ''}`
    : outcome;

/** True where no hosts fare as the addresses do that stand for their subnets. */
const isForNobody = (first: Trace, told: readonly Told[]): boolean =>
  !told.some(({ trace }) => decided(trace) === decided(first));

const sumOf = (list: readonly { readonly pairs: number }[]): number =>
  list.reduce((all, { pairs }) => all + pairs, 0);

/** Pairs of hosts that were not asked about. */
const untold = ({ pairs, told }: HostFlows): number => pairs - sumOf(told);

/** `10.1.1.4 or 10.2.1.4, the first usable addresses` */
const standsFor = ({ nobody }: HostFlows): string =>
  `${orListed(nobody)}, the first usable ${nobody.length === 1 ? 'address' : 'addresses'}`;

/** The answer for two ends that were asked about as subnets: that of the addresses which stand for them, whoever is there. */
export function answerOfSubnets(first: Trace, flows: HostFlows | undefined): Trace {
  if (!flows || flows.nobody.length === 0) return first;
  const answer = withHosts(first, flows);
  if (!isForNobody(first, flows.told)) return answer;
  const some = untold(flows) > 0 ? ` as far as ${asked(flows)} pairs of them were asked about` : '';
  const said = `No interface has ${standsFor(flows)}, which this is the answer of: interfaces there fare otherwise${some}. Name an address, or an interface, to have its own.`;
  return { ...answer, assumptions: [said, ...answer.assumptions] };
}

/** `81 of 810` */
const asked = (flows: HostFlows): string =>
  `${grouped(sumOf(flows.told))} of ${grouped(flows.pairs)}`;

/**
 * The same where subnets stand for a VPC: who is nobody does not speak for it. It is that of the hosts which come to the
 * same by another entry, else of those that get farthest. Where not all were asked and none of those arrives, it is not
 * known. `leaves`: it goes to an address outside.
 */
export function answerOfHosts(first: Trace, flows: HostFlows | undefined, leaves: boolean): Trace {
  if (!flows || flows.nobody.length === 0) return first;
  if (untold(flows) > 0 && mayArrive(first, flows.told)) return notKnown(first, flows);
  if (!isForNobody(first, flows.told)) return withHosts(first, flows);
  const alike = flows.told.filter(({ trace }) => trace.outcome === first.outcome);
  const shown = farthestOf(alike.length > 0 ? alike : flows.told, leaves);
  const would = alike.length > 0 ? '' : `, for which it would be ${first.outcome}`;
  const said = `No interface has ${standsFor(flows)}${would}: the answer is that of interfaces there.`;
  return { ...shown, assumptions: [said, ...shown.assumptions] };
}

/**
 * True where those who were asked do not arrive and others may: filters are each host's own, and what a route stops is
 * taken to be stopped for all. That is not so of hosts with a public address, nor of those that Direct Connect announces.
 */
const mayArrive = (first: Trace, told: readonly Told[]): boolean =>
  !told.some(({ trace }) => arrives(trace.outcome, trace)) &&
  [first, ...told.map(({ trace }) => trace)].some(({ outcome }) => BY_HOST.has(outcome));

const BY_HOST: ReadonlySet<Outcome> = new Set(['delivered', 'exits', 'filtered', 'cannot-tell']);

/** Some hosts were asked about, and none of them arrives. */
function notKnown(first: Trace, flows: HostFlows): Trace {
  const { trace } = flows.told[0]!;
  const message = `Of the pairs of interfaces ${asked(flows)} were asked about, and none of these arrives (${trace.from.ip} to ${trace.to.ip}: ${trace.outcome}): how the others fare is not known.`;
  const change = 'Name an address, or an interface, to have its own answer.';
  const at = first.from.subnet ?? first.to.subnet ?? first.from.ip;
  const outcome = 'cannot-tell';
  const blocker: Blocker = { outcome, direction: 'forward', at, message, change };
  return { ...first, outcome, reason: message, blockers: [blocker] };
}

/** The answer of addresses that are nobody's, with what stops every interface there besides. */
function withHosts(first: Trace, flows: HostFlows): Trace {
  const others = untold(flows) > 0 ? [] : hostBlockers(first, flows.told);
  if (others.length === 0) return first;
  const said = `No interface has ${standsFor(flows)}: what would have to change for interfaces there is listed too.`;
  return {
    ...first,
    blockers: withBlockers(first, others),
    assumptions: [said, ...first.assumptions],
  };
}

/** How the hosts of all pairs of subnets fare that an answer stands for. */
export function faresOf(flows: readonly HostFlows[]): Fares | undefined {
  if (flows.length === 0) return undefined;
  const told = flows.flatMap((f) => f.told);
  return {
    pairs: sumOf(flows),
    asked: sumOf(told),
    groups: [...groupBy(told, ({ trace }) => decided(trace)).values()]
      .map((list) => groupOf(list[0]!.trace, sumOf(list)))
      .sort((a, b) => Number(b.outcome === 'delivered') - Number(a.outcome === 'delivered')),
  };
}
