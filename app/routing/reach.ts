/**
 * All-pairs reachability between VPCs, by equivalence classes instead of pair by pair.
 *
 * Addresses fall into atoms that fare alike (atoms.ts). Subnets whose tables say the same, local routes aside,
 * share one template, and one sweep of a template answers for all of them (fates.ts). What a VPC reaches is the
 * union of its templates' rows; a pair is read from two rows, there and back. Only pairs whose addresses do not
 * all fare alike are looked at address by address.
 */
import type { Cidr, Family, Ip } from '../base/cidr.ts';
import { bitsOf, formatIp, makeCidr, PRIVATE_BLOCKS, tryIp } from '../base/cidr.ts';
import { byText } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { Atoms } from './atoms.ts';
import { type Fate, Fates, type Place } from './fates.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import type { RoutingView } from './view.ts';

/** `mixed` where addresses of the pair fare differently. */
export type PairOutcome = Outcome | 'mixed';

export interface Pair {
  readonly outcome: PairOutcome;
  readonly return: PairOutcome;
}

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

const BIT = new Map(OUTCOMES.map((outcome, i) => [outcome, 1 << i]));
/** Set where a NAT gateway is on the way: then the way back is not simply the other direction. */
const THROUGH_NAT = 1 << 14;

const single = (mask: number): Outcome | undefined =>
  mask !== 0 && (mask & (mask - 1)) === 0 && mask !== THROUGH_NAT
    ? OUTCOMES[31 - Math.clz32(mask)]
    : undefined;

const TILE = 128;

/** Two single outcomes as one positive number; 0 where either is not single. */
function pairCode(there: number, back: number): number {
  if ((there & (there - 1)) !== 0 || (back & (back - 1)) !== 0) return 0;
  if (there === 0 || back === 0 || there >= THROUGH_NAT || back >= THROUGH_NAT) return 0;
  return ((31 - Math.clz32(there)) << 5) | (32 - Math.clz32(back));
}

interface VpcRow {
  readonly id: Ref;
  readonly subnets: readonly Subnet[];
  /** Outcome bits by destination VPC, shared by VPCs of one kind. */
  readonly row: Uint16Array;
  /** Where this VPC differs from its shared row: destinations inside its own blocks. */
  readonly own: ReadonlyMap<number, number> | undefined;
}

/** Everything about one address family. */
class FamilyReach {
  readonly atoms: Atoms;
  readonly fates: Fates;
  readonly rows: readonly VpcRow[];
  readonly #index: ReadonlyMap<Ref, number>;
  readonly #ids: readonly Ref[];
  /** Number of the VPC that holds each atom; -1 where several do (then `#sharers` lists them). */
  readonly #owners: Int32Array;
  readonly #sharers = new Map<number, readonly number[]>();

  constructor(
    view: RoutingView,
    family: Family,
    vpcs: readonly Ref[],
    index: ReadonlyMap<Ref, number>,
  ) {
    const { topology } = view;
    this.#index = index;
    this.atoms = new Atoms(family, topology.all('subnet'), prefixes(view));
    this.fates = new Fates(view, this.atoms);
    this.#ids = vpcs;
    this.#owners = Int32Array.from(this.atoms.subnets, (subnets, atom) => {
      const holders = [...new Set(subnets.flatMap((s) => index.get(s.vpc) ?? []))];
      if (holders.length === 1) return holders[0]!;
      this.#sharers.set(atom, holders);
      return -1;
    });
    const bySweep = new Map<Place, Uint16Array>();
    const combined = new Map<string, Uint16Array>();
    const numbers = new Map<object, number>();
    const number = (place: object) => {
      if (!numbers.has(place)) numbers.set(place, numbers.size);
      return numbers.get(place)!;
    };
    this.rows = vpcs.map((id) => {
      const subnets = topology
        .subnetsOf(id)
        .filter((s) => s.cidrs.some((c) => c.family === family));
      const places = [...new Set(subnets.map((s) => this.fates.template(s)))];
      for (const place of places)
        if (!bySweep.has(place)) bySweep.set(place, this.#sweep(place, vpcs.length));
      const key = places
        .map(number)
        .sort((a, b) => a - b)
        .join();
      let row = combined.get(key);
      if (!row) {
        row = new Uint16Array(vpcs.length);
        for (const place of places) bySweep.get(place)!.forEach((mask, i) => (row![i]! |= mask));
        combined.set(key, row);
      }
      return { id, subnets, row, own: this.#own(id, subnets, localBlocks(view, id)) };
    });
  }

  #sweep(place: Place, count: number): Uint16Array {
    const row = new Uint16Array(count);
    const owners = this.#owners;
    this.fates.sweep(
      place,
      (atom, fate) => {
        const only = owners[atom]!;
        if (only >= 0) row[only]! |= maskOf(fate, this.#ids[only]!);
        else for (const to of this.#sharers.get(atom)!) row[to]! |= maskOf(fate, this.#ids[to]!);
      },
      (from, to, fate) => {
        const mask = BIT.get(fate.outcome)!;
        for (let atom = from; atom < to; atom++) {
          const only = owners[atom]!;
          if (only >= 0) row[only]! |= mask;
          else for (const vpc of this.#sharers.get(atom)!) row[vpc]! |= mask;
        }
      },
    );
    return row;
  }

  /** Destinations that share addresses with the VPC itself, where its local route takes the flow. */
  #own(
    id: Ref,
    subnets: readonly Subnet[],
    blocks: readonly Cidr[],
  ): ReadonlyMap<number, number> | undefined {
    const rivals = new Set<Ref>();
    for (const block of blocks) {
      if (block.family !== this.atoms.family) continue;
      const { from, to } = this.atoms.range(block);
      for (let atom = from; atom < to; atom++) {
        for (const s of this.atoms.subnets[atom]!) if (s.vpc !== id) rivals.add(s.vpc);
      }
    }
    if (rivals.size === 0) return undefined;
    const out = new Map<number, number>();
    for (const rival of rivals) {
      const to = this.#index.get(rival);
      if (to === undefined) continue;
      let mask = 0;
      for (const subnet of subnets) {
        const place = this.fates.start(subnet);
        for (const atom of this.atomsOf(rival)) mask |= maskOf(this.fates.fate(place, atom), rival);
      }
      out.set(to, mask);
    }
    return out;
  }

  readonly #atomsOf = new Map<Ref, readonly number[]>();
  /** Atoms of a VPC's subnets, in order. */
  atomsOf(vpc: Ref): readonly number[] {
    if (this.#atomsOf.size === 0) {
      const map = new Map<Ref, number[]>();
      this.atoms.subnets.forEach((subnets, atom) => {
        for (const { vpc: id } of subnets) {
          const list = map.get(id) ?? [];
          if (list.at(-1) !== atom) list.push(atom);
          map.set(id, list);
        }
      });
      for (const [id, list] of map) this.#atomsOf.set(id, list);
    }
    return this.#atomsOf.get(vpc) ?? [];
  }

  mask(from: number, to: number): number {
    const row = this.rows[from]!;
    return row.own?.get(to) ?? row.row[to]!;
  }

  /** Exactly one flow: from an atom of one subnet to an atom of another. */
  flow(
    source: Subnet,
    sourceAtom: number,
    target: Subnet,
    targetAtom: number,
    view: RoutingView,
  ): Pair & { outcome: Outcome; return: Outcome } {
    const there = this.fates.fate(this.fates.start(source), targetAtom);
    const outcome = outcomeFor(there, target.vpc);
    const back =
      outcome === 'delivered'
        ? this.#back(there, source, sourceAtom, target, view)
        : this.#plainBack(source, sourceAtom, target);
    if (outcome !== 'delivered') return { outcome, return: back };
    if (back === 'delivered') return { outcome, return: back };
    return { outcome: back === 'cannot-tell' ? 'cannot-tell' : 'no-return', return: back };
  }

  #plainBack(source: Subnet, sourceAtom: number, target: Subnet): Outcome {
    return outcomeFor(this.fates.fate(this.fates.start(target), sourceAtom), source.vpc);
  }

  /** The way back through every NAT gateway that was crossed, last one first. */
  #back(
    there: Fate,
    source: Subnet,
    sourceAtom: number,
    target: Subnet,
    view: RoutingView,
  ): Outcome {
    let at = target;
    for (const { nat, peered } of [...there.nats].reverse()) {
      const gateway = view.topology.get('nat-gateway', nat);
      const home = gateway?.subnet ? view.topology.get('subnet', gateway.subnet) : undefined;
      const address = gateway?.addresses.find((a) => a.privateIp)?.privateIp;
      const ip = address === undefined ? undefined : tryIp(address);
      const atom = ip && this.atoms.at(ip);
      if (!home || atom === undefined) return 'cannot-tell';
      if (!peered) {
        const leg = outcomeFor(this.fates.fate(this.fates.start(at), atom), home.vpc);
        if (leg !== 'delivered') return leg;
      }
      at = home;
    }
    return this.#plainBack(source, sourceAtom, at);
  }
}

/** Delivered in another VPC that has the same addresses is not delivered here. */
const outcomeFor = (fate: Fate, vpc: Ref): Outcome =>
  fate.outcome === 'delivered' && fate.vpc !== vpc ? 'no-route' : fate.outcome;

const maskOf = (fate: Fate, vpc: Ref): number =>
  BIT.get(outcomeFor(fate, vpc))! | (fate.nats.length > 0 ? THROUGH_NAT : 0);

/** Where a VPC's local routes lead: its blocks, and what its tables say besides. */
const localBlocks = ({ topology }: RoutingView, vpc: Ref): readonly Cidr[] => [
  ...topology.cidrsOf(vpc),
  ...topology
    .tablesOf(vpc)
    .flatMap((table) => table.routes)
    .flatMap((route) => (route.origin === 'local' && route.cidr ? [route.cidr] : [])),
];

/** Addresses that one place treats apart: of interfaces that routes lead to, and of NAT gateways. */
function* addresses({ topology }: RoutingView): Generator<string> {
  const hops = new Set<Ref>();
  for (const table of topology.all('route-table')) {
    for (const { target } of table.routes) {
      if (target.kind === 'network-interface' || target.kind === 'instance') hops.add(target.id);
    }
  }
  if (hops.size > 0) {
    for (const eni of topology.all('network-interface')) {
      if (hops.has(eni.id) || hops.has(eni.instance ?? '')) yield* eni.ips;
    }
  }
  for (const nat of topology.all('nat-gateway')) {
    for (const { privateIp } of nat.addresses) if (privateIp !== undefined) yield privateIp;
  }
}

/** Every prefix that any table, peering or VPC mentions, and where private addresses end. */
function* prefixes(view: RoutingView): Generator<Cidr> {
  const { topology } = view;
  for (const table of topology.all('route-table')) {
    for (const route of view.finder(table).table.routes) yield route.cidr;
  }
  for (const table of topology.all('tgw-route-table')) {
    for (const route of view.tgwFinder(table).table.routes) yield route.cidr;
  }
  for (const vpc of topology.all('vpc')) yield* vpc.cidrs;
  for (const peering of topology.all('vpc-peering')) {
    yield* peering.requester.cidrs;
    yield* peering.accepter.cidrs;
  }
  for (const text of addresses(view)) {
    const ip = tryIp(text);
    if (ip) yield makeCidr(ip, bitsOf(ip.family));
  }
  yield* PRIVATE_BLOCKS;
}

export class Reach {
  /** VPCs of the topology, sorted: rows and columns of the matrix. */
  readonly vpcs: readonly Ref[];
  readonly #families: readonly FamilyReach[];
  readonly #view: RoutingView;

  constructor(view: RoutingView) {
    this.#view = view;
    this.vpcs = view.topology.all('vpc').map((vpc) => vpc.id);
    const index = new Map(this.vpcs.map((id, i) => [id, i]));
    const families: Family[] = [4];
    if (view.topology.all('subnet').some((s) => s.cidrs.some((c) => c.family === 6)))
      families.push(6);
    this.#families = families.map((family) => new FamilyReach(view, family, this.vpcs, index));
  }

  /** How VPC number `from` fares to VPC number `to`, there and back. */
  pair(from: number, to: number): Pair {
    let found: Pair | undefined;
    for (const family of this.#families) {
      if (family.rows[from]!.subnets.length === 0 || family.rows[to]!.subnets.length === 0)
        continue;
      const there = single(family.mask(from, to));
      const back = single(family.mask(to, from));
      const pair = there && back ? settle(there, back) : summarise(this.#parts(family, from, to));
      if (!found) found = pair;
      else {
        found = {
          outcome: found.outcome === pair.outcome ? pair.outcome : 'mixed',
          return: found.return === pair.return ? pair.return : 'mixed',
        };
      }
    }
    return found ?? this.#empty(from, to);
  }

  /** Number of ordered pairs of different VPCs by outcome. */
  counts(): ReadonlyMap<PairOutcome, number> {
    const counts = new Map<PairOutcome, number>();
    const add = (outcome: PairOutcome, n: number) =>
      counts.set(outcome, (counts.get(outcome) ?? 0) + n);
    const [only, ...others] = this.#families;
    // Most pairs need two masks only: counted by the two together, in tiles that stay in the cache.
    const seen = new Uint32Array(1 << 15);
    const many = this.vpcs.length;
    for (let rows = 0; rows < many; rows += TILE) {
      for (let columns = 0; columns < many; columns += TILE) {
        for (let from = rows; from < Math.min(rows + TILE, many); from++) {
          for (let to = columns; to < Math.min(columns + TILE, many); to++) {
            if (from === to) continue;
            const there = others.length === 0 ? only!.mask(from, to) : 0;
            const code = there && pairCode(there, only!.mask(to, from));
            if (code) seen[code]!++;
            else add(this.pair(from, to).outcome, 1);
          }
        }
      }
    }
    seen.forEach((n, code) => {
      if (n > 0) add(settle(OUTCOMES[code >> 5]!, OUTCOMES[(code & 31) - 1]!).outcome, n);
    });
    return counts;
  }

  /** The pieces of a pair, subnet by subnet; empty where either VPC has no subnet of a family in common. */
  parts(from: number, to: number): readonly Part[] {
    return this.#families.flatMap((family) => this.#parts(family, from, to));
  }

  /** Exactly one flow between addresses of two known subnets, as a trace would judge it without filters. */
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
    return family.flow(source, a, target, b, this.#view);
  }

  #parts(family: FamilyReach, from: number, to: number): Part[] {
    const out = new Map<string, Part>();
    for (const source of family.rows[from]!.subnets) {
      for (const target of family.rows[to]!.subnets) {
        for (const a of this.#atomsIn(family, source)) {
          for (const b of this.#atomsIn(family, target)) {
            const flow = family.flow(source, a, target, b, this.#view);
            const key = `${source.id} ${target.id} ${flow.outcome} ${flow.return}`;
            if (out.has(key)) continue;
            out.set(key, {
              from: source.id,
              to: target.id,
              family: family.atoms.family,
              example: { from: formatIp(family.atoms.ips[a]!), to: formatIp(family.atoms.ips[b]!) },
              ...flow,
            });
          }
        }
      }
    }
    return [...out.entries()].sort((x, y) => byText(x[0], y[0])).map(([, part]) => part);
  }

  #atomsIn(family: FamilyReach, subnet: Subnet): readonly number[] {
    return family
      .atomsOf(subnet.vpc)
      .filter((atom) => family.atoms.subnets[atom]!.includes(subnet));
  }

  /** A VPC without subnets holds nothing that could send or be reached. */
  #empty(from: number, to: number): Pair {
    const { topology } = this.#view;
    const known = [from, to].every((i) => topology.saw('subnet', topology.placeOf(this.vpcs[i]!)));
    const outcome = known ? 'no-route' : 'cannot-tell';
    return { outcome, return: outcome };
  }
}

function settle(there: Outcome, back: Outcome): Pair {
  if (there !== 'delivered' || back === 'delivered') return { outcome: there, return: back };
  return { outcome: back === 'cannot-tell' ? 'cannot-tell' : 'no-return', return: back };
}

function summarise(parts: readonly Part[]): Pair {
  const one = (values: ReadonlySet<Outcome>): PairOutcome =>
    values.size === 1 ? [...values][0]! : 'mixed';
  return {
    outcome: one(new Set(parts.map((p) => p.outcome))),
    return: one(new Set(parts.map((p) => p.return))),
  };
}
