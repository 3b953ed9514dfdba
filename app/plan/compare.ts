/** Compares who reaches whom in one network after another with the first. */
import type { Ref } from '../base/ref.ts';
import type { Grid, Part, Reach } from '../routing/reach.ts';
import type { Routing } from '../routing/routing.ts';
import type { PairChange, Proof } from './plan.ts';

/** How a pair fares in comparison. */
export type Turn = 'lost' | 'gained';

/** True for what the mode means to gain or lose; asked with ids of VPCs. */
export type Wanted = (turn: Turn, from: Ref, to: Ref) => boolean;

/** A pair of VPCs that fares differently than in the first network. */
export type Fate = Omit<PairChange, 'step'>;

interface Difference extends Fate {
  readonly turn: Turn;
  readonly wanted: boolean;
}

/** What a look at a network found. */
export interface Seen {
  /** Ordered pairs that can have changed since the network it was made from, all compared. */
  readonly pairs: number;
  /** By pair; undefined for one that fares as in the first network. */
  readonly found: readonly (readonly [key: number, difference: Difference | undefined])[];
  /** One that fares differently, that nobody wants so, and that did not when this was last taken in. */
  readonly harm: Fate | undefined;
}

/**
 * Pairs of the first network that are remembered, which saves looking at them anew after each step. Of 5,000 VPCs there are 25
 * million, more than a Map takes.
 */
const MOST_KNOWN = 1_000_000;

/** Differences of one Reach after another from the first. */
export class Comparison {
  readonly #origin: Routing;
  readonly #first: Reach;
  readonly #wanted: Wanted;
  /** How pairs fare in the first network, as far as they were asked for; by `from * n + to`, like what follows. */
  readonly #known = new Map<number, Levels>();
  #standing = new Map<number, Difference & { readonly step: string }>();
  #ever = new Map<string, Difference & { readonly step: string }>();

  constructor(first: Routing, wanted: Wanted) {
    this.#origin = first;
    this.#first = first.reach();
    this.#wanted = wanted;
  }

  /** Compares every pair that can differ from the network that this one was made from. */
  look(network: Routing): Seen {
    const many = this.#first.vpcs.length;
    const now = network.reach();
    const { fresh } = now;
    const isFresh = new Set(fresh);
    const found: [number, Difference | undefined][] = [];
    let pairs = 0;
    let harm: Fate | undefined;
    const compare = (from: number, to: number): void => {
      pairs++;
      const key = from * many + to;
      const difference = this.#compare(network, now, from, to, key);
      const before = this.#standing.get(key);
      if (difference || before) found.push([key, difference]);
      if (difference && !difference.wanted && before?.turn !== difference.turn) harm ??= difference;
    };
    for (const a of fresh) {
      for (let b = 0; b < many; b++) {
        if (a === b) continue;
        compare(a, b);
        if (!isFresh.has(b)) compare(b, a);
      }
    }
    return { pairs, found, harm };
  }

  /** Takes in what was seen after a step. */
  take({ found }: Seen, step: string): void {
    for (const [key, difference] of found) {
      if (!difference) {
        this.#standing.delete(key);
        continue;
      }
      const at = { ...difference, step };
      this.#standing.set(key, at);
      const name = `${key} ${difference.turn}`;
      if (!this.#ever.has(name)) this.#ever.set(name, at);
    }
  }

  /** Remembers where it stands: what is returned goes back there. */
  mark(): () => void {
    const [standing, ever] = [new Map(this.#standing), new Map(this.#ever)];
    return () => {
      this.#standing = new Map(standing);
      this.#ever = new Map(ever);
    };
  }

  #compare(
    network: Routing,
    now: Reach,
    from: number,
    to: number,
    key: number,
  ): Difference | undefined {
    let before = this.#known.get(key);
    if (!before) {
      before = levels(this.#first, from, to);
      if (this.#known.size < MOST_KNOWN) this.#known.set(key, before);
    }
    const after = levels(now, from, to);
    const turn =
      turnOf(before.levels, after.levels) ?? turnWithin(this.#origin, network, before, after);
    if (!turn) return undefined;
    const ends = { from: this.#first.vpcs[from]!, to: this.#first.vpcs[to]! };
    return {
      ...ends,
      turn,
      before: before.outcome,
      after: after.outcome,
      wanted: this.#wanted(turn, ends.from, ends.to),
    };
  }

  /** Pairs that fare differently right now, without those that are wanted. */
  standing(): { lost: number; gained: number } {
    return tally(this.#standing.values());
  }

  /** Both ends of the pairs that fare differently since a step. */
  changedBy(step: string): ReadonlySet<Ref> {
    const changes = [...this.#standing.values()].filter((d) => d.step === step);
    return new Set(changes.flatMap((d) => [d.from, d.to]));
  }

  /** One of the pairs that fare differently since a step, nobody wanting it so, with an end in some VPCs. */
  harmAt(step: string, vpcs: readonly Ref[]): Fate | undefined {
    return [...this.#standing.values()].find(
      (d) => d.step === step && !d.wanted && (vpcs.includes(d.from) || vpcs.includes(d.to)),
    );
  }

  /** Pairs that fared differently after any step. */
  ever(): { lost: number; gained: number; wanted: number; changes: PairChange[] } {
    const all = [...this.#ever.values()];
    const unwanted = all.filter((d) => !d.wanted);
    return {
      ...tally(all),
      wanted: all.length - unwanted.length,
      changes: unwanted.map(({ from, to, step, before, after }) => ({
        from,
        to,
        step,
        before,
        after,
      })),
    };
  }
}

function tally(differences: Iterable<Difference>): { lost: number; gained: number } {
  const counts = { lost: 0, gained: 0 };
  for (const d of differences) if (!d.wanted) counts[d.turn]++;
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
  /** Of such parts, those whose own addresses do not all fare alike: an example of each lot of addresses. */
  readonly divided: readonly Part[];
}

function levels(grid: Grid, from: number, to: number): Levels {
  const { outcome } = grid.pair(from, to);
  if (outcome !== 'mixed') return { outcome, levels: LEVEL[outcome] ?? 0, divided: [] };
  const parts = new Map<string, number>();
  const all = grid.parts(from, to);
  for (const part of all) {
    const key = keyOf(part);
    parts.set(key, (parts.get(key) ?? 0) | (1 << (LEVEL[part.outcome] ?? 0)));
  }
  const isOne = (bits: number) => (bits & (bits - 1)) === 0;
  return { outcome, levels: parts, divided: all.filter((part) => !isOne(parts.get(keyOf(part))!)) };
}

const keyOf = ({ from, to, family }: Part): string => `${from} ${to} ${family}`;

/**
 * Where addresses of a part fare differently, before and after alike, they may have changed places: each lot of
 * addresses, of either network, is looked at in both.
 */
function turnWithin(first: Routing, now: Routing, before: Levels, after: Levels): Turn | undefined {
  if (before.divided.length === 0 || after.divided.length === 0) return undefined;
  let gained = false;
  for (const part of [...before.divided, ...after.divided]) {
    const [was, is] = [first, now].map((routing) => levelOf(routing, part)) as [number, number];
    if (is < was) return 'lost';
    if (is > was) gained = true;
  }
  return gained ? 'gained' : undefined;
}

const levelOf = (routing: Routing, { from, to, example }: Part): number =>
  LEVEL[
    routing.trace({
      from: { subnet: from, ip: example.from },
      to: { subnet: to, ip: example.to },
    }).outcome
  ] ?? 0;

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
export function compareSubnets(
  first: Routing,
  last: Routing,
  vpcs: ReadonlySet<Ref>,
  wanted: Wanted,
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
      const [was, is] = [levels(before, a, b), levels(after, x, y)];
      const turn = turnOf(was.levels, is.levels) ?? turnWithin(first, last, was, is);
      if (turn && !wanted(turn, from, to)) out[turn]++;
    }
  }
  return out;
}
