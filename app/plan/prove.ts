/** Simulates a plan step by step, and compares who reaches whom after each step with before the first. */
import type { Ref } from '../base/ref.ts';
import type { Grid, Reach } from '../routing/reach.ts';
import type { Routing } from '../routing/routing.ts';
import type { GatewayDesign, PairChange, Proof, StepProof } from './plan.ts';
import { editsOf } from './planned.ts';
import type { DraftStep } from './draft.ts';

/** Pairs listed as examples; the counts tell of all. */
const MOST_EXAMPLES = 50;

export interface Proved {
  readonly steps: readonly { readonly step: DraftStep; readonly proof: StepProof }[];
  readonly proof: Proof;
  /** Peerings of steps after which somebody fared differently than it should, and the pair that the step was about. */
  readonly failed: ReadonlyMap<Ref, string | undefined>;
  /** Pairs (`a b`, sorted) of cut-over steps after which somebody fared differently than it should. */
  readonly turnedDown: ReadonlySet<string>;
  /** Route tables that cannot be cleaned without opening another way. */
  readonly needed: ReadonlySet<Ref>;
  /** The network after the last step. */
  readonly after: Routing;
}

export interface ProveInput {
  readonly routing: Routing;
  readonly steps: readonly DraftStep[];
  readonly gateways: readonly GatewayDesign[];
  /** Peerings that go and have an end in one of some VPCs. */
  readonly touching: (vpcs: ReadonlySet<Ref>) => readonly Ref[];
  /** Pairs that the mode means to gain or lose; asked with ids of VPCs. */
  readonly wanted: (turn: Turn, from: Ref, to: Ref) => boolean;
}

export function prove({ routing, steps, gateways, touching, wanted }: ProveInput): Proved {
  const { topology } = routing;
  const comparison = new Comparison(routing.reach());
  const failed = new Map<Ref, string | undefined>();
  const turnedDown = new Set<string>();
  const needed = new Set<Ref>();
  const out: { step: DraftStep; proof: StepProof }[] = [];
  let now = routing;
  let compared = 0;
  let before = 0;
  for (const step of steps) {
    const edits = step.changes.flatMap((change) => editsOf(change, topology, gateways));
    if (edits.length > 0) now = now.whatIf(edits);
    const pairs = step.changes.length === 0 ? 0 : comparison.step(now.reach(), step.id);
    compared += pairs;
    const { lost, gained } = comparison.standing(wanted);
    // A difference that an earlier step made is not this one's.
    if (lost + gained > before) {
      // On a gateway that is there, routes that lead nowhere today may begin to lead somewhere when it is built on.
      const peerings =
        step.phase === 'build' ? touching(comparison.changedBy(step.id)) : step.peerings;
      for (const peering of peerings) failed.set(peering, step.pair);
      if (step.pair !== undefined) turnedDown.add(step.pair);
      if (step.cleans !== undefined) needed.add(step.cleans);
    }
    before = lost + gained;
    out.push({ step, proof: { pairs, lost, gained } });
  }
  const many = routing.reach().vpcs.length;
  const ever = comparison.ever(wanted);
  return {
    steps: out,
    proof: {
      steps: steps.length,
      pairs: many * (many - 1),
      compared,
      lost: ever.lost,
      gained: ever.gained,
      wanted: ever.wanted,
      changes: ever.changes.slice(0, MOST_EXAMPLES),
      bySubnet: compareSubnets(routing, now, new Set(steps.flatMap((s) => s.vpcs)), wanted),
    },
    failed,
    turnedDown,
    needed,
    after: now,
  };
}

/** How a pair fares in comparison. */
export type Turn = 'lost' | 'gained';

interface Difference {
  readonly turn: Turn;
  readonly change: PairChange;
}

/** Differences of one Reach after another from the first. */
class Comparison {
  readonly #first: Reach;
  /** How pairs fare in the first network, as far as they were asked for; by `from * n + to`, like what follows. */
  readonly #known = new Map<number, Levels>();
  readonly #standing = new Map<number, Difference>();
  readonly #ever = new Map<string, Difference>();

  constructor(first: Reach) {
    this.#first = first;
  }

  /** Compares every pair that can have changed; returns their number. */
  step(now: Reach, id: string): number {
    const many = this.#first.vpcs.length;
    const fresh = now.fresh;
    const isFresh = new Set(fresh);
    let pairs = 0;
    for (const a of fresh) {
      for (let b = 0; b < many; b++) {
        if (a === b) continue;
        pairs++;
        this.#compare(now, a, b, id);
        if (isFresh.has(b)) continue;
        pairs++;
        this.#compare(now, b, a, id);
      }
    }
    return pairs;
  }

  #compare(now: Reach, from: number, to: number, step: string): void {
    const key = from * this.#first.vpcs.length + to;
    const before = this.#before(from, to, key);
    const after = levels(now, from, to);
    const turn = turnOf(before.levels, after.levels);
    if (!turn) {
      this.#standing.delete(key);
      return;
    }
    const difference: Difference = {
      turn,
      change: {
        from: this.#first.vpcs[from]!,
        to: this.#first.vpcs[to]!,
        step,
        before: before.outcome,
        after: after.outcome,
      },
    };
    this.#standing.set(key, difference);
    const name = `${key} ${turn}`;
    if (!this.#ever.has(name)) this.#ever.set(name, difference);
  }

  #before(from: number, to: number, key: number): Levels {
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, (known = levels(this.#first, from, to)));
    return known;
  }

  /** Pairs that fare differently right now, without those that are wanted. */
  standing(wanted: ProveInput['wanted']): { lost: number; gained: number } {
    return tally(this.#standing.values(), wanted);
  }

  /** Both ends of the pairs that fare differently since a step. */
  changedBy(step: string): ReadonlySet<Ref> {
    const changes = [...this.#standing.values()].map((d) => d.change);
    return new Set(changes.filter((c) => c.step === step).flatMap((c) => [c.from, c.to]));
  }

  ever(wanted: ProveInput['wanted']): {
    lost: number;
    gained: number;
    wanted: number;
    changes: PairChange[];
  } {
    const all = [...this.#ever.values()];
    const counts = tally(all, wanted);
    return {
      ...counts,
      wanted: all.length - counts.lost - counts.gained,
      changes: all.filter((d) => !isWanted(d, wanted)).map((d) => d.change),
    };
  }
}

const isWanted = ({ turn, change }: Difference, wanted: ProveInput['wanted']): boolean =>
  wanted(turn, change.from, change.to);

function tally(
  differences: Iterable<Difference>,
  wanted: ProveInput['wanted'],
): { lost: number; gained: number } {
  const counts = { lost: 0, gained: 0 };
  for (const d of differences) if (!isWanted(d, wanted)) counts[d.turn]++;
  return counts;
}

/**
 * How far a flow gets: 0 not, 1 cannot be told, 2 there but not back, 3 out of the known world, 4 there and back. What
 * left for a VPN and now arrives next door has changed as much as what was dropped.
 */
const LEVEL: Readonly<Record<string, number>> = {
  'cannot-tell': 1,
  'no-return': 2,
  exits: 3,
  delivered: 4,
};

interface Levels {
  readonly outcome: string;
  /** A level where all addresses of the pair fare alike; else those of each part (bits), by the subnets and family it joins. */
  readonly levels: number | ReadonlyMap<string, number>;
}

function levels(grid: Grid, from: number, to: number): Levels {
  const { outcome } = grid.pair(from, to);
  if (outcome !== 'mixed') return { outcome, levels: LEVEL[outcome] ?? 0 };
  const parts = new Map<string, number>();
  for (const part of grid.parts(from, to)) {
    const key = `${part.from} ${part.to} ${part.family}`;
    parts.set(key, (parts.get(key) ?? 0) | (1 << (LEVEL[part.outcome] ?? 0)));
  }
  return { outcome, levels: parts };
}

function turnOf(before: Levels['levels'], after: Levels['levels']): Turn | undefined {
  if (typeof before === 'number' && typeof after === 'number') {
    return before === after ? undefined : after < before ? 'lost' : 'gained';
  }
  const flat = (side: Levels['levels'], key: string): number =>
    typeof side === 'number' ? 1 << side : (side.get(key) ?? 0);
  const keys = typeof before === 'number' ? after : before;
  let gained = false;
  for (const key of (keys as ReadonlyMap<string, number>).keys()) {
    const turn = turnOfBits(flat(before, key), flat(after, key));
    if (turn === 'lost') return turn;
    if (turn === 'gained') gained = true;
  }
  return gained ? 'gained' : undefined;
}

/** Some addresses of a part fare worse, or only better. */
function turnOfBits(was: number, is: number): Turn | undefined {
  if (was === is) return undefined;
  const lowest = (bits: number) => 31 - Math.clz32(bits & -bits);
  const highest = (bits: number) => 31 - Math.clz32(bits);
  return lowest(is) < lowest(was) || highest(is) < highest(was) ? 'lost' : 'gained';
}

/** Every pair of subnets of the VPCs concerned, before and after: finer than VPCs, and too many to do at each step. */
function compareSubnets(
  first: Routing,
  last: Routing,
  vpcs: ReadonlySet<Ref>,
  wanted: ProveInput['wanted'],
): Proof['bySubnet'] {
  const before = first.reach().bySubnet();
  const after = last.reach().bySubnet();
  const place = new Map(after.ids.map((id, i) => [id, i]));
  const concerned = before.ids.flatMap((id, i) => {
    const vpc = first.topology.get('subnet', id)?.vpc;
    const j = place.get(id);
    return vpc !== undefined && vpcs.has(vpc) && j !== undefined ? [[i, j, vpc] as const] : [];
  });
  const out = { pairs: 0, lost: 0, gained: 0 };
  for (const [a, x, from] of concerned) {
    for (const [b, y, to] of concerned) {
      if (a === b) continue;
      out.pairs++;
      const turn = turnOf(levels(before, a, b).levels, levels(after, x, y).levels);
      if (turn && !wanted(turn, from, to)) out[turn]++;
    }
  }
  return out;
}
