/** Walks one flow, step by step, until it arrives, leaves, or nothing more can stand in its way. */
import type { Ip } from '../base/cidr.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { filteredOut, notAdvertised } from './advertised.ts';
import { stepGateway } from './step-edge.ts';
import { stepSubnet } from './step-subnet.ts';
import { stepTgw } from './step-tgw.ts';
import type { RoutingView } from './view.ts';
import {
  type AtFork,
  type AtGateway,
  type AtTgw,
  type Goal,
  type InSubnet,
  type Middleboxes,
  type Position,
  Walker,
} from './walker.ts';

type Place = InSubnet | AtTgw | AtGateway;

const key = (p: Place): string =>
  p.at === 'subnet'
    ? `${p.subnet.id} ${p.foreign}`
    : p.at === 'tgw'
      ? `${p.tgw} ${p.arrived.id} ${p.zone}`
      : p.gateway;

const step = (w: Walker, place: Place): Position | undefined =>
  place.at === 'subnet'
    ? stepSubnet(w, place)
    : place.at === 'tgw'
      ? stepTgw(w, place)
      : stepGateway(w, place);

export interface WalkRequest {
  readonly view: RoutingView;
  readonly start: Subnet | AtTgw | AtGateway;
  readonly source: Ip;
  readonly goal: Goal;
  readonly direction: 'forward' | 'return';
  readonly middleboxes: Middleboxes;
  /** To go on with, where something was noted before the first step. */
  readonly walker?: Walker;
}

/** Forks inside forks that are looked into; deeper ones count as not to be told. */
const DEEPEST_FORK = 3;

export function walk(request: WalkRequest): Walker {
  const { view, start, source, goal, direction, middleboxes } = request;
  const w = request.walker ?? new Walker(view, source, goal, direction, middleboxes);
  if ('at' in start) enter(w, start);
  const position =
    'at' in start ? start : ({ at: 'subnet', subnet: start, foreign: false } as const);
  follow(w, position, new Set(), 0);
  return w;
}

/** Notes how a packet from outside comes in, and whether anybody there is told of where it should go. */
function enter(w: Walker, start: AtTgw | AtGateway): void {
  if (start.at === 'gateway') {
    const hidden = filteredOut(w.topology, start.gateway, start.vpc, w.goal.ip);
    if (hidden && (hidden.outcome !== 'cannot-tell' || !surelyStops(w, start))) w.fail(hidden);
    return;
  }
  const { arrived, tgw } = start;
  if (arrived.type === 'vpn' && w.topology.get('vpn-connection', arrived.resource))
    w.hop({ id: arrived.resource, kind: 'vpn-connection' });
  w.hop({ id: arrived.id, kind: 'tgw-attachment' });
  const hidden = notAdvertised(w.topology, tgw, arrived, w.goal.ip);
  if (hidden) w.fail(hidden);
}

/** True where something further on stops the flow for sure: that says more than a doubt at its beginning. */
function surelyStops(w: Walker, start: AtGateway): boolean {
  const probe = w.probe();
  follow(probe, start, new Set(), 0);
  return !['delivered', 'exits', 'cannot-tell'].includes(probe.result().outcome);
}

function follow(w: Walker, start: Position, seen: Set<string>, depth: number): void {
  let position: Position | undefined = start;
  while (position) {
    if (position.at === 'fork') {
      position = choose(w, position, seen, depth);
      continue;
    }
    const here = key(position);
    if (seen.has(here)) {
      // After the end only further blockers are looked for: coming back then means there are no more.
      if (!w.ended) circle(w, position);
      return;
    }
    seen.add(here);
    position = step(w, position);
  }
}

function circle(w: Walker, position: Place): void {
  const [at, kind] =
    position.at === 'subnet'
      ? [position.subnet.id, 'subnet']
      : position.at === 'tgw'
        ? [position.tgw, 'transit-gateway']
        : [position.gateway, 'gateway'];
  w.hop({ id: at, kind });
  w.fail({
    outcome: 'loop',
    at,
    message: `The flow comes back to ${at}: its routes lead in a circle.`,
    change: `Make one of the tables on the way authoritative for ${w.destination}.`,
  });
}

/**
 * AWS picks the Availability Zone: where all choices fare alike the first stands for all, else nobody can tell.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
function choose(
  w: Walker,
  fork: AtFork,
  seen: ReadonlySet<string>,
  depth: number,
): Position | undefined {
  const [first] = fork.choices;
  if (w.ended) return first;
  const fates = fork.choices.map((choice) => {
    const probe = w.probe();
    if (depth < DEEPEST_FORK) follow(probe, choice, new Set(seen), depth + 1);
    return { zone: choice.subnet.zone, probe, outcome: probe.result().outcome };
  });
  const shape = ({ probe, outcome }: (typeof fates)[number]) =>
    outcome === 'delivered'
      ? [probe.arrival?.id, ...probe.nats.map((n) => `${n.nat} ${n.peered}`)].join()
      : outcome;
  if (depth < DEEPEST_FORK && new Set(fates.map(shape)).size === 1) {
    w.assume(
      `AWS picks the zone in which the flow enters ${fork.attachment}; here it is ${first.subnet.zone}, and every choice ends alike (${fates[0]?.outcome ?? ''}).`,
    );
    return first;
  }
  w.hop({ id: first.subnet.id, kind: 'subnet', note: 'One of several that AWS picks from.' });
  w.fail({
    outcome: 'cannot-tell',
    at: fork.attachment,
    message: `AWS picks the zone in which the flow enters ${fork.attachment}, and zones fare differently (${fates
      .map((f) => `${f.zone}: ${f.outcome}`)
      .join(', ')}).`,
    change: 'Give every subnet of the attachment the same routes.',
  });
  for (const { probe } of fates) w.blockers.push(...probe.blockers.filter((b) => !w.knows(b)));
  return undefined;
}
