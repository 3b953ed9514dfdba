/** trace(): one flow there and back, hop by hop, with every blocker on the way. */
import { firstHost, formatIp, hasIp, type Ip, parseIp, tryIp } from '../base/cidr.ts';
import { uniq } from '../base/order.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { checkAcl, checkGroups, EPHEMERAL, type FilterStop, type Flow } from './filters.ts';
import type { Blocker, Hop, Outcome, Trace, TraceEnd, Walk } from './outcome.ts';
import type { TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';
import { walk } from './walk.ts';
import type { Goal, Middleboxes, NatCrossing, Walker } from './walker.ts';

interface End {
  readonly ip: Ip;
  readonly subnet: Subnet | undefined;
}

export function trace(
  view: RoutingView,
  query: TraceQuery,
  middleboxes: Middleboxes = 'forward',
): Trace {
  const to = placeEnd(view, query.to, 'to', query.from);
  const from = placeEnd(view, query.from, 'from', undefined, to.ip.family);
  if (!from.subnet) {
    throw new RangeError(
      `${formatIp(from.ip)} is in no known subnet: a trace starts in one. Give --from a subnet.`,
    );
  }
  if (from.ip.family !== to.ip.family) {
    throw new RangeError(
      `${formatIp(from.ip)} is IPv${from.ip.family} and ${formatIp(to.ip)} is IPv${to.ip.family}: both ends must speak the same.`,
    );
  }
  const start = from.subnet;
  const forward = walk({
    view,
    start,
    source: from.ip,
    goal: { ip: to.ip, vpc: to.subnet?.vpc, subnet: to.subnet?.id },
    direction: 'forward',
    middleboxes,
  });
  const there = forward.result();
  const back = wayBack(view, forward, { ip: from.ip, subnet: start }, to, middleboxes);
  const filtered =
    query.protocol === undefined
      ? []
      : checkFilters(view, query, { from: { ...from, subnet: start }, to }, forward, there);

  const assumptions = [...forward.assumptions, ...back.assumptions];
  if (query.protocol === undefined && there.outcome === 'delivered') {
    assumptions.push(
      'Network ACLs and security groups were not asked about: give a protocol and port to check them.',
    );
  }
  const gaps = new Set([...forward.gaps, ...back.gaps]);
  for (const stop of filtered) {
    if (stop.outcome !== 'cannot-tell') continue;
    for (const gap of view.topology.gapsHiding(
      ['network-acl', 'security-group', 'prefix-list'],
      view.topology.placeOf(stop.blocker.at),
    )) {
      gaps.add(gap.id);
    }
  }
  return {
    from: endOf(from),
    to: endOf(to),
    protocol: query.protocol,
    port: query.port,
    ...settle(there, back.walk, filtered),
    return: back.walk,
    blockers: [...forward.blockers, ...filtered.map((f) => f.blocker), ...back.blockers],
    gaps: uniq(gaps),
    assumptions: uniq(assumptions),
  };
}

/** The whole answer: the way there, unless filters or the way back spoil it. */
function settle(there: Walk, back: Walk, filtered: readonly FilterStop[]): Walk {
  if (there.outcome !== 'delivered') return there;
  const stop = filtered.find((f) => f.outcome === 'filtered') ?? filtered[0];
  if (stop) return { ...there, outcome: stop.outcome, reason: stop.blocker.message };
  if (back.outcome === 'delivered') return there;
  return back.outcome === 'cannot-tell'
    ? {
        ...there,
        outcome: 'cannot-tell',
        reason: `The way there is clear; the way back cannot be told: ${back.reason}`,
      }
    : {
        ...there,
        outcome: 'no-return',
        reason: `The way there is clear, but nothing comes back: ${back.reason}`,
      };
}

interface Back {
  readonly walk: Walk;
  readonly blockers: readonly Blocker[];
  readonly gaps: readonly string[];
  readonly assumptions: readonly string[];
}

/** The way back from the destination's subnet, through the NAT gateways that were crossed. */
function wayBack(
  view: RoutingView,
  forward: Walker,
  from: { ip: Ip; subnet: Subnet },
  to: End,
  middleboxes: Middleboxes,
): Back {
  const start = forward.arrival ?? to.subnet;
  if (!start) {
    return {
      walk: {
        outcome: 'cannot-tell',
        hops: [],
        reason: 'The way back starts outside what was collected.',
      },
      blockers: [],
      gaps: [],
      assumptions: [],
    };
  }
  // NAT counts only where the flow arrived: otherwise the far side never saw the translated address.
  const nats: readonly NatCrossing[] = forward.arrival ? [...forward.nats].reverse() : [];
  const hops: Hop[] = [];
  let at = start;
  for (const nat of nats) {
    if (nat.peered) {
      // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
      hops.push({
        id: at.id,
        kind: 'subnet',
        note: `Replies return to ${nat.nat} without a route.`,
      });
    } else {
      const w = walk({
        view,
        start: at,
        source: to.ip,
        goal: { ip: nat.ip, vpc: nat.subnet.vpc, subnet: nat.subnet.id },
        direction: 'return',
        middleboxes,
      });
      const leg = w.result();
      hops.push(...leg.hops);
      if (leg.outcome !== 'delivered') {
        return {
          walk: { ...leg, hops },
          blockers: w.blockers,
          gaps: w.gapIds(),
          assumptions: [...w.assumptions],
        };
      }
    }
    hops.push({ id: nat.nat, kind: 'nat-gateway' });
    at = nat.subnet;
  }
  const goal: Goal = { ip: from.ip, vpc: from.subnet.vpc, subnet: from.subnet.id };
  const w = walk({ view, start: at, source: to.ip, goal, direction: 'return', middleboxes });
  const last = w.result();
  return {
    walk: { ...last, hops: [...hops, ...last.hops] },
    blockers: w.blockers,
    gaps: w.gapIds(),
    assumptions: [...w.assumptions],
  };
}

/** Every ACL and security group the flow and its replies meet, in order. */
function checkFilters(
  view: RoutingView,
  query: TraceQuery,
  ends: { readonly from: { ip: Ip; subnet: Subnet }; readonly to: End },
  forward: Walker,
  there: Walk,
): FilterStop[] {
  const { topology } = view;
  const { from, to } = ends;
  const protocol = query.protocol ?? '-1';
  const asked = query.port === undefined ? undefined : { from: query.port, to: query.port };
  const ported = ['tcp', 'udp', '6', '17'].includes(protocol.toLowerCase());
  const request: Flow = { source: from.ip, destination: to.ip, protocol, ports: asked };
  const reply: Flow = {
    source: to.ip,
    destination: from.ip,
    protocol,
    ports: ported ? EPHEMERAL : undefined,
  };
  const stops: (FilterStop | undefined)[] = [];
  const target = there.outcome === 'delivered' ? forward.arrival : undefined;
  const fromEni = view.interfaceAt(from.subnet.id, formatIp(from.ip));
  const toEni = target && view.interfaceAt(target.id, formatIp(to.ip));
  const carry = groupsCarry(view, there);

  if (fromEni)
    stops.push(
      checkGroups(topology, fromEni, request, 'outbound', {
        eni: toEni,
        groupsCarry: carry.outbound,
      }),
    );
  // ACLs filter at the edge of a subnet, never inside it.
  if (target?.id !== from.subnet.id) {
    stops.push(checkAcl(topology, from.subnet, request, true, 'forward'));
    if (target)
      stops.push(checkAcl(topology, target, translated(forward, request), false, 'forward'));
  }
  if (toEni)
    stops.push(
      checkGroups(topology, toEni, translated(forward, request), 'inbound', {
        eni: fromEni,
        groupsCarry: carry.inbound,
      }),
    );
  // Security groups are stateful; ACLs judge the replies anew.
  if (target && target.id !== from.subnet.id) {
    stops.push(
      checkAcl(topology, target, { ...reply, destination: forward.source }, true, 'return'),
    );
    stops.push(checkAcl(topology, from.subnet, reply, false, 'return'));
  }
  return stops.filter((stop) => stop !== undefined);
}

const translated = (forward: Walker, flow: Flow): Flow => ({ ...flow, source: forward.source });

/**
 * Whether references to the far end's security groups match over the links that were crossed.
 * Peering: same Region only. Transit gateway: inbound only, where gateway and both attachments allow it.
 * Sources: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 *          https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function groupsCarry(
  view: RoutingView,
  there: Walk,
): { inbound: boolean | undefined; outbound: boolean | undefined } {
  const both = (value: boolean | undefined) => ({ inbound: value, outbound: value });
  const { topology } = view;
  const kinds = new Set(there.hops.map((h) => h.kind));
  if (
    kinds.has('nat-gateway') ||
    kinds.has('network-interface') ||
    kinds.has('instance') ||
    kinds.has('vpc-endpoint')
  ) {
    return both(false);
  }
  const pcx = there.hops.find((h) => h.kind === 'vpc-peering');
  if (pcx) {
    const peering = topology.get('vpc-peering', pcx.id);
    return both(peering ? peering.requester.region === peering.accepter.region : undefined);
  }
  const gateways = there.hops.filter((h) => h.kind === 'transit-gateway');
  if (gateways.length === 0) return both(true);
  if (gateways.length > 1) return both(false);
  const tgw = topology.get('transit-gateway', gateways[0]!.id)?.securityGroupReferencing;
  const attachments = there.hops
    .filter((h) => h.kind === 'tgw-attachment')
    .map((h) => topology.get('tgw-vpc-attachment', h.id)?.securityGroupReferencing);
  if (tgw === false || attachments.includes(false)) return both(false);
  return {
    inbound: tgw === undefined || attachments.includes(undefined) ? undefined : true,
    outbound: false,
  };
}

const endOf = (end: End): TraceEnd => ({
  subnet: end.subnet?.id,
  vpc: end.subnet?.vpc,
  ip: formatIp(end.ip),
});

/** A subnet, a subnet and an address, or an address; the first usable host stands for a subnet. */
function placeEnd(
  view: RoutingView,
  end: TraceQuery['from'],
  which: 'from' | 'to',
  other: TraceQuery['from'] | undefined,
  family?: 4 | 6,
): End {
  if (end.subnet !== undefined) {
    const subnet = view.topology.get('subnet', end.subnet);
    if (!subnet)
      throw new RangeError(
        `${end.subnet} is no subnet of this source. Search for it by name, or give another one.`,
      );
    if (end.ip !== undefined) {
      const ip = parseIp(end.ip);
      if (!subnet.cidrs.some((cidr) => hasIp(cidr, ip))) {
        throw new RangeError(
          `${end.ip} is not an address of ${subnet.id} (${subnet.cidrs.map((c) => c.text).join(', ')}).`,
        );
      }
      return { ip, subnet };
    }
    const wanted = family ?? familyOf(view, other);
    const block = subnet.cidrs.find((c) => c.family === wanted) ?? subnet.cidrs[0];
    if (!block) throw new RangeError(`${subnet.id} has no address block that is known.`);
    return { ip: firstHost(block), subnet };
  }
  if (end.ip === undefined)
    throw new RangeError(
      `Say where the trace ${which === 'from' ? 'starts' : 'ends'}: --${which} takes a subnet or an address.`,
    );
  const ip = parseIp(end.ip);
  const holders = view.subnetsAt(ip);
  if (holders.length > 1) {
    throw new RangeError(
      `${end.ip} lies in ${holders.length} subnets (${holders.map((s) => s.id).join(', ')}): say which, with --${which} SUBNET --${which}-ip ${end.ip}.`,
    );
  }
  return { ip, subnet: holders[0] };
}

/** The family the other end asks for, IPv4 where it does not say. */
function familyOf(view: RoutingView, end: TraceQuery['from'] | undefined): 4 | 6 {
  if (end?.ip) return tryIp(end.ip)?.family ?? 4;
  const subnet = end?.subnet ? view.topology.get('subnet', end.subnet) : undefined;
  return subnet?.cidrs[0]?.family ?? 4;
}

/** Outcomes that count as arriving, for exit codes. */
export const arrives = (outcome: Outcome): boolean =>
  outcome === 'delivered' || outcome === 'exits';
