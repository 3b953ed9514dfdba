/** trace(): one flow there and back, hop by hop, with every blocker on the way. */
import { formatIp, type Ip } from '../base/cidr.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { checkFilters } from './check-filters.ts';
import { type End, placeEnd } from './ends.ts';
import type { FilterStop } from './filters.ts';
import type { Blocker, Hop, Outcome, Trace, TraceEnd, Walk } from './outcome.ts';
import { readAsked } from './protocol.ts';
import type { TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';
import { traceVpcs } from './vpc-ends.ts';
import { walk } from './walk.ts';
import type { EdgeCrossing, Goal, Middleboxes, NatCrossing, Walker } from './walker.ts';

/** Kinds whose gaps leave open what filters a flow. */
const FILTERING = ['network-acl', 'security-group', 'network-interface', 'prefix-list'] as const;

export function trace(view: RoutingView, query: TraceQuery): Trace {
  const { from, to } = query;
  if (from.vpc === undefined && to.vpc === undefined) return traceOne(view, query);
  return traceVpcs(view, query, (pair) => traceOne(view, pair));
}

function traceOne(view: RoutingView, query: TraceQuery): Trace {
  const middleboxes = query.middleboxes ?? 'forward';
  const asked = readAsked(query.protocol, query.port);
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
  const assumptions = [
    ...asked.assumptions,
    ...forward.assumptions,
    ...back.assumptions,
    ...apart(forward, back),
  ];
  const filtered: FilterStop[] = [];
  if (asked.protocol !== undefined) {
    const checked = checkFilters(view, asked.protocol, asked.port, {
      from: { ip: from.ip, subnet: start },
      to: to.ip,
      forward,
      there,
      back: back.crossings,
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
    ...settle(there, back.walk, filtered),
    return: back.walk,
    blockers: [...forward.blockers, ...filtered.map((f) => f.blocker), ...back.blockers],
    gaps: uniq(gaps),
    assumptions: uniq(assumptions),
  };
}

/** The whole answer: the way there, unless filters or the way back spoil it. */
function settle(there: Walk, back: Walk, filtered: readonly FilterStop[]): Walk {
  if (there.outcome !== 'delivered' && there.outcome !== 'exits') return there;
  const stop = filtered.find((f) => f.outcome === 'filtered') ?? filtered[0];
  if (stop) return { ...there, outcome: stop.outcome, reason: stop.blocker.message };
  if (there.outcome === 'exits' || back.outcome === 'delivered') return there;
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

/**
 * Appliances keep state: a flow whose replies pass others than it did itself is dropped by them.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
 */
function apart(forward: Walker, back: Back): string[] {
  const there = uniq(forward.appliances).join(', ');
  const again = uniq(back.appliances).join(', ');
  if (there === again || back.walk.outcome !== 'delivered') return [];
  return [
    `The flow passes ${there || 'no appliance'}, its replies ${again || 'none'}: an appliance that keeps state drops that. Appliance mode on the attachment keeps a flow in one zone.`,
  ];
}

interface Back {
  readonly walk: Walk;
  readonly appliances: readonly Ref[];
  /** Edges of subnets that the replies cross, in order. */
  readonly crossings: readonly EdgeCrossing[];
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
    const reason = 'The way back starts outside what was collected.';
    return {
      walk: { outcome: 'cannot-tell', hops: [], reason },
      appliances: [],
      crossings: [],
      blockers: [],
      gaps: [],
      assumptions: [],
    };
  }
  // NAT counts only where the flow arrived: otherwise the far side never saw the translated address.
  const nats: readonly NatCrossing[] = forward.arrival ? [...forward.nats].reverse() : [];
  const hops: Hop[] = [];
  const legs: Walker[] = [];
  const crossings: EdgeCrossing[] = [];
  const go = (leg: Subnet, goal: Goal): Walk => {
    const w = walk({ view, start: leg, source: to.ip, goal, direction: 'return', middleboxes });
    legs.push(w);
    crossings.push(...w.crossings);
    hops.push(...w.result().hops);
    return w.result();
  };
  const settled = (last: Walk): Back => ({
    walk: { ...last, hops },
    appliances: legs.flatMap((w) => w.appliances),
    crossings,
    blockers: legs.flatMap((w) => w.blockers),
    gaps: legs.flatMap((w) => w.gapIds()),
    assumptions: legs.flatMap((w) => [...w.assumptions]),
  });
  let at = start;
  for (const nat of nats) {
    if (nat.peered) {
      // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
      const note = `Replies return to ${nat.nat} without a route.`;
      hops.push({ id: at.id, kind: 'subnet', note });
      const edge = { source: to.ip, destination: nat.ip };
      crossings.push(
        { subnet: at, egress: true, ...edge },
        { subnet: nat.subnet, egress: false, ...edge },
      );
    } else {
      const leg = go(at, { ip: nat.ip, vpc: nat.subnet.vpc, subnet: nat.subnet.id });
      if (leg.outcome !== 'delivered') return settled(leg);
    }
    hops.push({ id: nat.nat, kind: 'nat-gateway' });
    at = nat.subnet;
  }
  return settled(go(at, { ip: from.ip, vpc: from.subnet.vpc, subnet: from.subnet.id }));
}

const endOf = (end: End): TraceEnd => ({
  subnet: end.subnet?.id,
  vpc: end.subnet?.vpc,
  ip: formatIp(end.ip),
});

/** Outcomes that count as arriving, for exit codes. */
export const arrives = (outcome: Outcome): boolean =>
  outcome === 'delivered' || outcome === 'exits';
