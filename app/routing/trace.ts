/** trace(): one flow there and back, hop by hop, with every blocker on the way. */
import { formatIp, type Ip, tryIp } from '../base/cidr.ts';
import { orListed } from '../base/listed.ts';
import { uniq } from '../base/order.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { checkFilters } from './check-filters.ts';
import { type End, placeEnd } from './ends.ts';
import type { FilterStop } from './filters.ts';
import {
  allowanceFor,
  answerOfHosts,
  answerOfSubnets,
  faresOf,
  type HostFlows,
  traceHosts,
} from './hosts.ts';
import { traceInward } from './inward.ts';
import type { Trace, TraceEnd, Walk } from './outcome.ts';
import { readAsked } from './protocol.ts';
import type { TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';
import { speakers, traceVpcs } from './vpc-ends.ts';
import { walk } from './walk.ts';
import type { Middleboxes, Walker } from './walker.ts';
import { type Back, wayBack } from './way-back.ts';

/** Kinds whose gaps leave open what filters a flow. */
const FILTERING = ['network-acl', 'security-group', 'network-interface', 'prefix-list'] as const;

export function trace(view: RoutingView, query: TraceQuery): Trace {
  const { from, to } = query;
  const ask = (one: TraceQuery): Trace => traceOne(view, one);
  const isVpc = from.vpc !== undefined || to.vpc !== undefined;
  const couples = isVpc ? speakers(view, from).length * speakers(view, to).length : 1;
  const allowance = allowanceFor(couples);
  const flows: HostFlows[] = [];
  /** Of subnets: by the addresses that stand for them, and by who is there. */
  const between = (one: TraceQuery): Trace => {
    const first = ask(one);
    const own = traceHosts(view, one, first, allowance, ask);
    if (own) flows.push(own);
    return isVpc
      ? answerOfHosts(first, own, first.to.subnet === undefined)
      : answerOfSubnets(first, own);
  };
  const answer = isVpc ? traceVpcs(view, query, between) : between(query);
  const interfaces = faresOf(flows);
  return interfaces ? { ...answer, interfaces } : answer;
}

/** What was found of a flow, there and back. */
interface Walked {
  readonly forward: Walker;
  readonly there: Walk;
  readonly back: Back;
  /** The ends, where the question meant others than it named. */
  readonly from: End;
  readonly to: End;
  readonly said?: string;
}

function traceOne(view: RoutingView, query: TraceQuery): Trace {
  const asked = readAsked(query.protocol, query.port);
  const named = placeEnd(view, query.to, 'to', query.from);
  const source = placeEnd(view, query.from, 'from', undefined, named.ip.family);
  if (source.ip.family !== named.ip.family) {
    throw new RangeError(
      `${formatIp(source.ip)} is IPv${source.ip.family} and ${formatIp(named.ip)} is IPv${named.ip.family}: both ends must speak the same.`,
    );
  }
  const middleboxes = query.middleboxes ?? 'forward';
  const own = source.subnet || named.subnet ? undefined : withPublicIp(view, source.ip);
  const walked = source.subnet
    ? walkOut(view, { ip: source.ip, subnet: source.subnet }, named, middleboxes)
    : own && !withPublicIp(view, named.ip)
      ? { ...walkOut(view, own, named, middleboxes), said: own.said }
      : walkIn(view, source, named, middleboxes);
  const { forward, there, back, from, to } = walked;
  const assumptions = [
    ...asked.assumptions,
    ...(walked.said === undefined ? [] : [walked.said]),
    ...forward.assumptions,
    ...back.assumptions,
    ...apart(forward, back),
  ];
  const filtered: FilterStop[] = [];
  if (asked.protocol !== undefined) {
    const checked = checkFilters(view, asked.protocol, asked.port, {
      from,
      to,
      forward,
      there,
      back: there.outcome === 'exits' && !back.fromEdge ? undefined : back,
    });
    filtered.push(...checked.stops);
    assumptions.push(...checked.assumptions);
  } else if (there.outcome === 'delivered') {
    assumptions.push(
      'Network ACLs and security groups were not asked about: give a protocol and port to check them.',
    );
  }
  const gaps = new Set([...forward.gaps, ...back.gaps]);
  for (const stop of filtered) {
    if (stop.outcome !== 'cannot-tell') continue;
    for (const gap of view.gapsAbout(FILTERING, stop.blocker.at)) {
      gaps.add(gap.id);
    }
  }
  return {
    from: endOf(from),
    to: endOf(to),
    protocol: asked.protocol,
    port: asked.port,
    ...settle(there, back, filtered),
    return: otherWay(there, back.walk),
    blockers: [...forward.blockers, ...filtered.map((f) => f.blocker), ...back.blockers],
    gaps: uniq(gaps),
    assumptions: uniq(assumptions),
  };
}

function walkOut(
  view: RoutingView,
  from: { readonly ip: Ip; readonly subnet: Subnet },
  to: End,
  middleboxes: Middleboxes,
): Walked {
  const forward = walk({
    view,
    start: from.subnet,
    source: from.ip,
    goal: { ip: to.ip, vpc: to.subnet?.vpc, subnet: to.subnet?.id },
    direction: 'forward',
    middleboxes,
  });
  const back = wayBack({ view, forward, from, to, middleboxes });
  return { forward, there: forward.result(), back, from, to };
}

/** From outside; a public address of a known interface stands for that interface. */
function walkIn(view: RoutingView, from: End, named: End, middleboxes: Middleboxes): Walked {
  const own = named.subnet ? undefined : withPublicIp(view, named.ip);
  const { ip, subnet } = own ?? named;
  if (!subnet) {
    throw new RangeError(
      `Neither ${formatIp(from.ip)} nor ${formatIp(ip)} is in a known subnet: a trace needs an end that was collected.`,
    );
  }
  const to = { ip, subnet };
  const inward = traceInward({ view, from: from.ip, to, middleboxes });
  return { ...inward, from, to, ...(own && { said: own.said }) };
}

/** The address in its subnet that a public one belongs to, and a sentence that says so. */
function withPublicIp({ topology }: RoutingView, publicIp: Ip) {
  const text = formatIp(publicIp);
  for (const eni of topology.all('network-interface')) {
    const ip = tryIp(eni.publicIps.find((own) => own.publicIp === text)?.ip ?? '');
    const subnet = ip && topology.get('subnet', eni.subnet);
    if (!subnet) continue;
    const said = `${text} is the public address of ${eni.id}, which is ${formatIp(ip)} in the VPC.`;
    return { ip, subnet, said };
  }
  return undefined;
}

/** The whole answer: the way there, unless filters or the way back spoil it. */
function settle(there: Walk, back: Back, filtered: readonly FilterStop[]): Walk {
  if (there.outcome !== 'delivered' && there.outcome !== 'exits') return there;
  const stop = filtered.find((f) => f.outcome === 'filtered') ?? filtered[0];
  if (stop) return { ...there, outcome: stop.outcome, reason: stop.blocker.message };
  const { outcome, reason } = back.walk;
  if (back.isWhole) return there;
  // What becomes of replies beyond an edge is not known: only what surely stops them counts.
  if (there.outcome === 'exits' && (!back.fromEdge || outcome === 'cannot-tell')) return there;
  return outcome === 'cannot-tell'
    ? {
        ...there,
        outcome: 'cannot-tell',
        reason: `The way there is clear; the way back cannot be told: ${reason}`,
      }
    : {
        ...there,
        outcome: 'no-return',
        reason: `The way there is clear, but nothing comes back: ${reason}`,
      };
}

/**
 * Appliances keep state: a flow whose replies pass others than it did itself is dropped by them.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
 */
function apart(forward: Walker, back: Back): string[] {
  const there = uniq(forward.appliances).join(', ');
  const again = uniq(back.appliances).join(', ');
  if (there === again || !back.isWhole) return [];
  return [
    `The flow passes ${there || 'no appliance'}, its replies ${again || 'none'}: an appliance that keeps state drops that. Appliance mode on the attachment keeps a flow in one zone.`,
  ];
}

/** Links that a flow and its replies may take different ones of. */
const LINKS = new Set(['transit-gateway', 'vpc-peering']);

/** The way back, its first link that the way there does not take marked. */
function otherWay(there: Walk, back: Walk): Walk {
  if (there.outcome !== 'delivered' || back.outcome !== 'delivered') return back;
  const taken = there.hops.filter((hop) => LINKS.has(hop.kind)).map((hop) => hop.id);
  const other = back.hops.findIndex((hop) => LINKS.has(hop.kind) && !taken.includes(hop.id));
  if (taken.length === 0 || other < 0) return back;
  const note = `Another way than there: that goes by ${orListed(uniq(taken)).replace(/ or ([^ ]*)$/, ' and $1')}.`;
  return {
    ...back,
    hops: back.hops.map((hop, i) =>
      i === other ? { ...hop, note: hop.note === undefined ? note : `${hop.note} ${note}` } : hop,
    ),
  };
}

const endOf = (end: End): TraceEnd => ({
  subnet: end.subnet?.id,
  vpc: end.subnet?.vpc,
  ip: formatIp(end.ip),
});
