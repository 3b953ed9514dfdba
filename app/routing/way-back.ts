/** The way back of a flow: from its destination, or, where it left the known world, from the edge it left by. */
import { formatIp, type Ip } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Blocker, Hop, Walk } from './outcome.ts';
import type { RoutingView } from './view.ts';
import { walk } from './walk.ts';
import type { EdgeCrossing, Entry, Goal, Middleboxes, NatCrossing, Walker } from './walker.ts';

export interface Back {
  readonly walk: Walk;
  /** True where replies get to where the flow came from, as far as that is known. */
  readonly isWhole: boolean;
  /** True where it starts at the edge that the flow left by: what lies beyond is not known. */
  readonly fromEdge: boolean;
  readonly appliances: readonly Ref[];
  /** Edges of subnets that the replies cross, in order: behind what stops them, those they would cross without. */
  readonly crossings: readonly EdgeCrossing[];
  /** True where they get to who sent the flow, or would if nothing stood in their way. */
  readonly isBound: boolean;
  readonly blockers: readonly Blocker[];
  readonly gaps: readonly string[];
  readonly assumptions: readonly string[];
}

/** A flow that was walked, and who sent it. */
export interface Sent {
  readonly view: RoutingView;
  readonly forward: Walker;
  readonly from: { readonly ip: Ip; readonly subnet: Subnet };
  readonly to: { readonly ip: Ip; readonly subnet: Subnet | undefined };
  readonly middleboxes: Middleboxes;
}

export function wayBack(sent: Sent): Back {
  const { forward, to } = sent;
  const start = forward.arrival ?? to.subnet;
  if (start) {
    // NAT counts only where the flow arrived: otherwise the far side never saw the translated address.
    const back = replies(sent, start, forward.arrival ? forward.nats : []);
    if (forward.arrival || !forward.bound || forward.nats.length === 0) return back;
    // What will stand in the way once it arrives is what replies to the translated address meet.
    const { blockers, crossings, isBound } = replies(sent, forward.bound, forward.nats);
    return { ...back, blockers, crossings, isBound };
  }
  const [first, ...others] = forward.entries;
  return first ? backFromEdge(sent, first, others) : nowhere;
}

const nowhere: Back = {
  walk: {
    outcome: 'cannot-tell',
    hops: [],
    reason: 'The way back starts outside what was collected.',
  },
  isWhole: false,
  fromEdge: false,
  appliances: [],
  crossings: [],
  isBound: false,
  blockers: [],
  gaps: [],
  assumptions: [],
};

/** From the edge the flow left by, else from another that replies may come over; the first that leads back is told. */
function backFromEdge(sent: Sent, first: Entry, others: readonly Entry[]): Back {
  const { nats } = sent.forward;
  const own = replies(sent, first, nats);
  if (own.isWhole || own.walk.outcome === 'cannot-tell') return known(own, first, sent);
  for (const other of others) {
    const back = replies(sent, other, nats);
    if (!back.isWhole) continue;
    const why = `Over ${first.via} they do not get back (${own.walk.reason.replace(/\.$/, '')}): replies are taken to come over ${other.via}.`;
    return known({ ...back, assumptions: [why, ...back.assumptions] }, other, sent);
  }
  return known(own, first, sent);
}

/** What is told of the way back ends at the edge; that it leads back from there does not say that replies come. */
function known(back: Back, { via }: Entry, { from }: Sent): Back {
  if (!back.isWhole) return { ...back, fromEdge: true };
  const reason = `From ${via} on, replies lead back to ${formatIp(from.ip)}; what lies beyond was not collected.`;
  return { ...back, fromEdge: true, walk: { ...back.walk, outcome: 'cannot-tell', reason } };
}

/** Replies from a subnet, or coming in at an edge, through the NAT gateways that the flow passed. */
function replies(
  { view, from, to, middleboxes }: Sent,
  start: Subnet | Entry,
  passed: readonly NatCrossing[],
): Back {
  const hops: Hop[] = [];
  const legs: Walker[] = [];
  const crossings: EdgeCrossing[] = [];
  /** How the first leg ended that did not get to its end. */
  let stopped: Walk | undefined;
  const go = (leg: Subnet | Entry['position'], goal: Goal): Walker => {
    const w = walk({ view, start: leg, source: to.ip, goal, direction: 'return', middleboxes });
    legs.push(w);
    crossings.push(...w.crossings);
    if (!stopped) hops.push(...w.result().hops);
    if (w.result().outcome !== 'delivered') stopped ??= w.result();
    return w;
  };
  const settled = (last: Walker): Back => ({
    walk: { ...(stopped ?? last.result()), hops },
    isWhole: !stopped,
    isBound: last.bound !== undefined,
    fromEdge: false,
    appliances: legs.flatMap((w) => w.appliances),
    crossings,
    blockers: legs.flatMap((w) => w.blockers),
    gaps: legs.flatMap((w) => w.gapIds()),
    assumptions: legs.flatMap((w) => [...w.assumptions]),
  });
  let at: Subnet | Entry['position'] = 'via' in start ? start.position : start;
  for (const nat of [...passed].reverse()) {
    if (nat.peered && !('at' in at)) {
      // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
      const note = `Replies return to ${nat.nat} without a route.`;
      if (!stopped) hops.push({ id: at.id, kind: 'subnet', note });
      const edge = { source: to.ip, destination: nat.ip };
      crossings.push(
        { subnet: at, egress: true, ...edge },
        { subnet: nat.subnet, egress: false, ...edge },
      );
    } else {
      const leg = go(at, { ip: nat.ip, vpc: nat.subnet.vpc, subnet: nat.subnet.id });
      if (!leg.bound) return settled(leg);
    }
    if (!stopped) hops.push({ id: nat.nat, kind: nat.kind });
    at = nat.subnet;
  }
  return settled(go(at, { ip: from.ip, vpc: from.subnet.vpc, subnet: from.subnet.id }));
}
