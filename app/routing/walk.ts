/** Walks one flow, step by step, until it arrives, leaves, or nothing more can stand in its way. */
import type { Ip } from '../base/cidr.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { stepSubnet } from './step-subnet.ts';
import { stepTgw } from './step-tgw.ts';
import type { RoutingView } from './view.ts';
import {
  type AtFork,
  type AtTgw,
  type Goal,
  type InSubnet,
  type Middleboxes,
  type Position,
  Walker,
} from './walker.ts';

const key = (p: InSubnet | AtTgw): string =>
  p.at === 'subnet' ? `${p.subnet.id} ${p.foreign}` : `${p.tgw} ${p.arrived.id} ${p.zone}`;

export interface WalkRequest {
  readonly view: RoutingView;
  readonly start: Subnet;
  readonly source: Ip;
  readonly goal: Goal;
  readonly direction: 'forward' | 'return';
  readonly middleboxes: Middleboxes;
}

/** Forks inside forks that are looked into; deeper ones count as not to be told. */
const DEEPEST_FORK = 3;

export function walk({ view, start, source, goal, direction, middleboxes }: WalkRequest): Walker {
  const w = new Walker(view, source, goal, direction, middleboxes);
  follow(w, { at: 'subnet', subnet: start, foreign: false }, new Set(), 0);
  return w;
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
    position = position.at === 'subnet' ? stepSubnet(w, position) : stepTgw(w, position);
  }
}

function circle(w: Walker, position: InSubnet | AtTgw): void {
  const [at, kind] =
    position.at === 'subnet' ? [position.subnet.id, 'subnet'] : [position.tgw, 'transit-gateway'];
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
