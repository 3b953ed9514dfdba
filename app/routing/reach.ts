/**
 * All-pairs reachability between VPCs, by equivalence classes instead of pair by pair.
 *
 * Addresses fall into atoms that fare alike (atoms.ts). Subnets whose tables say the same, local routes aside,
 * share one template, and one sweep of a template answers for all of them (fates.ts). What a VPC reaches is the
 * union of its templates' rows; a pair is read from two rows, there and back. Only pairs whose addresses do not
 * all fare alike are looked at address by address. Subnets that hold nothing but a transit gateway's own interfaces
 * do not speak for their VPC. After an edit, only rows that it can change are worked out again.
 */
import { type Family, formatIp, type Ip } from '../base/cidr.ts';
import { by, thenBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Touched } from './touched.ts';
import { FamilyReach } from './family-reach.ts';
import { mayArrive, type Natted, nattedOf } from './masks.ts';
import type { Outcome } from './outcome.ts';
import {
  bothCodes,
  bothFamilies,
  NO_FLOW,
  OPEN,
  type Pair,
  pairCode,
  type PairOutcome,
  PAIRS,
  SELF,
  settle,
} from './pairs.ts';
import type { RoutingView } from './view.ts';

export type { Pair, PairOutcome } from './pairs.ts';

/** One piece of a mixed pair: how the flows of one subnet to part of another fare. */
export interface Part {
  readonly from: Ref;
  readonly to: Ref;
  readonly family: Family;
  /** Addresses of the source and destination that this is about, one example each. */
  readonly example: { readonly from: string; readonly to: string };
  readonly outcome: Outcome;
  readonly return: Outcome;
}

/** Rows of the matrix that are worked out together. */
const BLOCK = 64;

/** A matrix of ordered pairs, by the number of row and column. */
export interface Grid {
  readonly of: 'vpc' | 'subnet';
  /** Rows and columns, sorted. */
  readonly ids: readonly Ref[];
  pair(from: number, to: number): Pair;
  /**
   * Writes the codes of all pairs of some rows, one row behind the other (PAIRS tells what they mean), and `SELF` where
   * row and column are the same: many times quicker than pair by pair, best some dozens of rows at once.
   */
  codes(froms: readonly number[], into: Uint8Array): void;
  /** The pieces of a pair, subnet by subnet; empty where the two have no family in common. */
  parts(from: number, to: number): readonly Part[];
  /** False where surely nothing of what is sent arrives: many times quicker to ask than `pair`. */
  mayArrive(from: number, to: number): boolean;
}

export class Reach implements Grid {
  readonly of = 'vpc';
  /** VPCs of the topology, sorted: rows and columns of the matrix. */
  readonly vpcs: readonly Ref[];
  readonly #families: readonly FamilyReach[];
  readonly #index: ReadonlyMap<Ref, number>;
  readonly #view: RoutingView;
  /** The pair last looked at piece by piece: who has asked how it fares asks for its pieces next. */
  readonly #last = new Map<FamilyReach, { from: number; to: number; parts: readonly Part[] }>();

  /** With a `base`, which has the same VPCs and subnets, only what an edit touches is worked out. */
  constructor(view: RoutingView, after?: { readonly base: Reach; readonly touched: Touched }) {
    this.#view = view;
    if (after) {
      const { base, touched } = after;
      this.vpcs = base.vpcs;
      this.#index = base.#index;
      this.#families = base.#families.map(
        (family) =>
          new FamilyReach(view, family.atoms.family, this.vpcs, this.#index, {
            base: family,
            touched,
          }),
      );
      return;
    }
    this.vpcs = view.topology.all('vpc').map((vpc) => vpc.id);
    this.#index = new Map(this.vpcs.map((id, i) => [id, i]));
    const hasIpv6 = view.topology.all('subnet').some((s) => s.cidrs.some((c) => c.family === 6));
    const families: readonly Family[] = hasIpv6 ? [4, 6] : [4];
    this.#families = families.map(
      (family) => new FamilyReach(view, family, this.vpcs, this.#index),
    );
  }

  get ids(): readonly Ref[] {
    return this.vpcs;
  }

  /** The same answers between subnets, those of one VPC included: worked out pair by pair when asked. */
  bySubnet(): Grid {
    const subnets = this.#view.topology.all('subnet');
    let last: { from: number; to: number; parts: readonly Part[] } | undefined;
    const parts = (from: number, to: number): readonly Part[] => {
      if (last?.from === from && last.to === to) return last.parts;
      const found: Part[] = [];
      for (const family of this.#families) addParts(found, family, subnets[from]!, subnets[to]!);
      last = { from, to, parts: found };
      return found;
    };
    // What speaks for its VPC fares no better than the VPC.
    const speaks = new Set(this.#families.flatMap((f) => f.rows.flatMap((row) => row.subnets)));
    const vpcs = subnets.map((s) => (speaks.has(s) ? this.#index.get(s.vpc) : undefined));
    return {
      of: 'subnet',
      ids: subnets.map((subnet) => subnet.id),
      parts,
      codes(froms, into) {
        froms.forEach((from, k) => {
          for (let to = 0; to < subnets.length; to++)
            into[k * subnets.length + to] = to === from ? SELF : pairCode(this.pair(from, to));
        });
      },
      mayArrive: (from, to) => {
        const a = vpcs[from];
        const b = vpcs[to];
        return a === undefined || b === undefined || a === b || this.mayArrive(a, b);
      },
      pair(from, to) {
        const found = parts(from, to);
        return found.length > 0 ? summarise(found) : { outcome: 'no-route', return: 'no-route' };
      },
    };
  }

  /** Numbers of the VPCs whose rows were worked out for this Reach rather than taken over; sorted. */
  get fresh(): readonly number[] {
    return [...new Set(this.#families.flatMap((family) => family.fresh))].sort((a, b) => a - b);
  }

  mayArrive(from: number, to: number): boolean {
    let common = false;
    for (const family of this.#families) {
      if (family.rows[from]!.subnets.length === 0 || family.rows[to]!.subnets.length === 0)
        continue;
      if (mayArrive(family.mask(from, to))) return true;
      common = true;
    }
    // Without subnets nothing is sent, unless they were not read.
    return !common && this.#empty(from, to).outcome === 'cannot-tell';
  }

  /** How VPC number `from` fares to VPC number `to`, there and back. */
  pair(from: number, to: number): Pair {
    let found: Pair | undefined;
    for (const family of this.#families) {
      const code = family.pairCode(from, to);
      if (code === NO_FLOW) continue;
      const pair = code === OPEN ? summarise(this.#parts(family, from, to)) : PAIRS[code]!;
      found = found ? bothFamilies(found, pair) : pair;
    }
    return found ?? this.#empty(from, to);
  }

  codes(froms: readonly number[], into: Uint8Array): void {
    const many = this.vpcs.length;
    const [first, ...others] = this.#families;
    first!.pairCodes(froms, into);
    const more = new Uint8Array(others.length === 0 ? 0 : into.length);
    for (const family of others) {
      family.pairCodes(froms, more);
      for (let i = 0; i < into.length; i++) into[i] = bothCodes(into[i]!, more[i]!);
    }
    froms.forEach((from, k) => {
      const row = into.subarray(k * many, (k + 1) * many);
      row[from] = SELF;
      if (!row.includes(OPEN) && !row.includes(NO_FLOW)) return;
      row.forEach((code, to) => {
        if (code === OPEN || code === NO_FLOW) row[to] = pairCode(this.pair(from, to));
      });
    });
  }

  /**
   * Whether flows that arrive pass a NAT gateway: the destination then sees the gateway's address, and cannot begin
   * a connection the other way by it.
   * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
   */
  natted(from: number, to: number): Natted {
    // Gateways translate IPv4 only; what IPv6 delivers besides is delivered without.
    const masks = this.#families.map((family) => family.mask(from, to));
    return nattedOf(masks.reduce((all, mask) => all | mask, 0));
  }

  /** Number of ordered pairs of different VPCs by outcome. */
  counts(): ReadonlyMap<PairOutcome, number> {
    const seen = new Float64Array(256);
    const rows = this.#families[0]!.byAddress;
    const block = new Uint8Array(BLOCK * rows.length);
    for (let start = 0; start < rows.length; start += BLOCK) {
      const froms = rows.slice(start, start + BLOCK);
      const codes = block.subarray(0, froms.length * rows.length);
      this.codes(froms, codes);
      for (let i = 0; i < codes.length; i++) seen[codes[i]!]!++;
    }
    const counts = new Map<PairOutcome, number>();
    PAIRS.forEach(({ outcome }, code) => {
      const n = seen[code]!;
      if (n > 0) counts.set(outcome, (counts.get(outcome) ?? 0) + n);
    });
    return counts;
  }

  /** The pieces of a pair, subnet by subnet; empty where either VPC has no subnet of a family in common. */
  parts(from: number, to: number): readonly Part[] {
    return this.#families.flatMap((family) => this.#parts(family, from, to));
  }

  /**
   * Exactly one flow between addresses of two known subnets, as a trace would judge it without filters.
   * It looks at subnets, not at hosts: where a trace sees that the sending interface has no public address
   * for the internet, this still says `exits`.
   */
  flow(
    source: Subnet,
    sourceIp: Ip,
    target: Subnet,
    targetIp: Ip,
  ): { outcome: Outcome; return: Outcome } {
    const family = this.#families.find((f) => f.atoms.family === sourceIp.family);
    const a = family?.atoms.at(sourceIp);
    const b = family?.atoms.at(targetIp);
    if (!family || a === undefined || b === undefined)
      throw new RangeError('both addresses must lie in known subnets');
    const { there, back } = family.flows.of(source, a, target, b);
    return settle(there, back);
  }

  #parts(family: FamilyReach, from: number, to: number): readonly Part[] {
    const last = this.#last.get(family);
    if (last?.from === from && last.to === to) return last.parts;
    const parts: Part[] = [];
    for (const source of family.rows[from]!.subnets) {
      for (const target of family.rows[to]!.subnets) addParts(parts, family, source, target);
    }
    parts.sort(byPlace);
    this.#last.set(family, { from, to, parts });
    return parts;
  }

  /** A VPC without subnets holds nothing that could send or be reached. */
  #empty(from: number, to: number): Pair {
    const { topology } = this.#view;
    const known = [from, to].every((i) => topology.saw('subnet', topology.placeOf(this.vpcs[i]!)));
    const outcome = known ? 'no-route' : 'cannot-tell';
    return { outcome, return: outcome };
  }
}

const byPlace = thenBy<Part>(
  by((part) => part.from),
  by((part) => part.to),
  by((part) => part.outcome),
  by((part) => part.return),
);

/** Adds the different ways in which flows between two subnets fare, with an example of each. */
function addParts(parts: Part[], family: FamilyReach, source: Subnet, target: Subnet): void {
  const { flows, atoms } = family;
  const first = parts.length;
  for (const { from, to, there, back } of flows.between(source, target)) {
    const { outcome, return: answer } = settle(there, back);
    // There are few: looked through more quickly than a Map is made.
    let i = first;
    while (i < parts.length && (parts[i]!.outcome !== outcome || parts[i]!.return !== answer)) i++;
    if (i < parts.length) continue;
    parts.push({
      from: source.id,
      to: target.id,
      family: atoms.family,
      example: { from: formatIp(atoms.ips[from]!), to: formatIp(atoms.ips[to]!) },
      outcome,
      return: answer,
    });
  }
}

function summarise(parts: readonly Part[]): Pair {
  const one = (values: ReadonlySet<Outcome>): PairOutcome =>
    values.size === 1 ? [...values][0]! : 'mixed';
  return {
    outcome: one(new Set(parts.map((p) => p.outcome))),
    return: one(new Set(parts.map((p) => p.return))),
  };
}
