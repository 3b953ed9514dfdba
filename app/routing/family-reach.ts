/** Reachability of one address family: a row of outcome masks for every VPC. */
import { type Cidr, type Family, tryIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { Atoms } from './atoms.ts';
import { cutsAt, cutsOf } from './cuts.ts';
import type { Touched } from './edit.ts';
import type { Fate, Place } from './actions.ts';
import { Fates } from './fates.ts';
import { Holders } from './holders.ts';
import { backFor, bitOf, maskOf, outcomeFor } from './masks.ts';
import type { Outcome } from './outcome.ts';
import type { RoutingView } from './view.ts';

interface VpcRow {
  readonly subnets: readonly Subnet[];
  /** Keys of the templates its subnets share with those of other VPCs. */
  readonly templates: readonly string[];
  /** Outcome bits by destination VPC, shared by VPCs of one kind. */
  readonly row: Uint32Array;
  /** Where this VPC differs from its shared row: destinations inside its own blocks. */
  readonly own: ReadonlyMap<number, number> | undefined;
}

/** Places that may be known, for each VPC and at least, before those out of use are forgotten. */
const KNOWN_PER_VPC = 4;
const FEW = 64;

export class FamilyReach {
  readonly atoms: Atoms;
  readonly rows: readonly VpcRow[];
  /** Numbers of the VPCs whose rows were worked out here; with a base, the others are the base's. */
  readonly fresh: readonly number[];
  readonly #view: RoutingView;
  readonly #fates: Fates;
  readonly #vpcs: readonly Ref[];
  readonly #index: ReadonlyMap<Ref, number>;
  readonly #holders: Holders;
  readonly #sweeps = new Map<Place, Uint32Array>();
  readonly #rowsByTemplates = new Map<string, Uint32Array>();

  constructor(
    view: RoutingView,
    family: Family,
    vpcs: readonly Ref[],
    index: ReadonlyMap<Ref, number>,
    after?: { readonly base: FamilyReach; readonly touched: Touched },
  ) {
    this.#view = view;
    this.#vpcs = vpcs;
    this.#index = index;
    // Finer atoms than needed do no harm: the base's serve as long as no new prefix splits one.
    const base =
      after && [...cutsAt(view, after.touched)].every((cidr) => after.base.atoms.cutAt(cidr))
        ? after.base
        : undefined;
    this.atoms = base?.atoms ?? new Atoms(family, view.topology.all('subnet'), cutsOf(view));
    this.#holders = base
      ? base.#holders
      : new Holders(this.atoms, index, (s) => !view.isForAttachments(s));
    const changed = base && after ? base.#fates.reachedBy(after.touched) : undefined;
    this.#fates = new Fates(view, this.atoms, base && changed && { base: base.#fates, changed });
    const starts = new Set([
      ...(after?.touched.vpcs ?? []),
      ...(after?.touched.tables.values() ?? []),
    ]);
    const fresh: number[] = [];
    this.rows = vpcs.map((id, i) => {
      const old = base?.rows[i];
      const stale =
        !old ||
        !changed ||
        starts.has(id) ||
        old.templates.some((key) => changed.has(key)) ||
        (old.own !== undefined && changed.size > 0);
      if (!stale) return old;
      fresh.push(i);
      return this.#row(id);
    });
    this.fresh = fresh;
    // A long row of edits would pile up the templates of every network on the way.
    if (this.#fates.usesOf().size > KNOWN_PER_VPC * vpcs.length + FEW)
      this.#fates.keepOnly(this.rows.flatMap((row) => row.templates));
  }

  #row(id: Ref): VpcRow {
    const subnets = this.#view.topology
      .subnetsOf(id)
      .filter((s) => !this.#view.isForAttachments(s))
      .filter((s) => s.cidrs.some((c) => c.family === this.atoms.family));
    const places = [...new Set(subnets.map((s) => this.#fates.template(s)))];
    const templates = places.map((place) => place.key).sort();
    const together = templates.join('\n\n');
    let row = this.#rowsByTemplates.get(together);
    if (!row) {
      row = new Uint32Array(this.#vpcs.length);
      for (const place of places) this.#sweep(place).forEach((mask, i) => (row![i]! |= mask));
      this.#rowsByTemplates.set(together, row);
    }
    return { subnets, templates, row, own: this.#own(id, subnets) };
  }

  #sweep(place: Place): Uint32Array {
    const known = this.#sweeps.get(place);
    if (known) return known;
    const row = new Uint32Array(this.#vpcs.length);
    const { only } = this.#holders;
    this.#fates.sweep(
      place,
      (atom, fate) => {
        const vpc = only[atom]!;
        if (vpc >= 0) row[vpc]! |= maskOf(fate, this.#vpcs[vpc]!);
        else for (const to of this.#holders.shared(atom)) row[to]! |= maskOf(fate, this.#vpcs[to]!);
      },
      (from, to, fate) => {
        const mask = bitOf(fate.outcome);
        for (let atom = from; atom < to; atom++) {
          const vpc = only[atom]!;
          if (vpc >= 0) row[vpc]! |= mask;
          else for (const shared of this.#holders.shared(atom)) row[shared]! |= mask;
        }
      },
    );
    this.#sweeps.set(place, row);
    return row;
  }

  /** Destinations that share addresses with the VPC itself, where its local route takes the flow. */
  #own(id: Ref, subnets: readonly Subnet[]): ReadonlyMap<number, number> | undefined {
    const rivals = new Set<Ref>();
    for (const block of localBlocks(this.#view, id)) {
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
        const place = this.#fates.start(subnet);
        for (const atom of this.#holders.atomsOf(rival)) {
          mask |= maskOf(this.#fates.fate(place, atom), rival);
        }
      }
      out.set(to, mask);
    }
    return out;
  }

  /** Outcome bits of all flows from one VPC to another, by number. */
  mask(from: number, to: number): number {
    const row = this.rows[from]!;
    return row.own?.get(to) ?? row.row[to]!;
  }

  /** Atoms of one subnet, in order. */
  atomsIn(subnet: Subnet): readonly number[] {
    return subnet.cidrs
      .filter((cidr) => cidr.family === this.atoms.family)
      .flatMap((cidr) => {
        const { from, to } = this.atoms.range(cidr);
        return Array.from({ length: to - from }, (_, i) => from + i);
      });
  }

  /** Exactly one flow: from an atom of one subnet to an atom of another, there and back. */
  flow(
    source: Subnet,
    sourceAtom: number,
    target: Subnet,
    targetAtom: number,
  ): { readonly there: Outcome; readonly back: Outcome } {
    const fate = this.#fates.fate(this.#fates.start(source), targetAtom);
    const there = outcomeFor(fate, target.vpc);
    const back =
      there === 'delivered'
        ? this.#back(fate, source, sourceAtom, target)
        : this.#plainBack(source, sourceAtom, target);
    return { there, back };
  }

  #plainBack(source: Subnet, sourceAtom: number, target: Subnet): Outcome {
    return backFor(this.#fates.fate(this.#fates.start(target), sourceAtom), source.vpc);
  }

  /** The way back through every NAT gateway that was crossed, last one first. */
  #back(there: Fate, source: Subnet, sourceAtom: number, target: Subnet): Outcome {
    const { topology } = this.#view;
    let at = target;
    for (const { nat, peered } of [...there.nats].reverse()) {
      const gateway = topology.get('nat-gateway', nat);
      const home = gateway?.subnet ? topology.get('subnet', gateway.subnet) : undefined;
      const address = gateway?.addresses.find((a) => a.privateIp)?.privateIp;
      const ip = address === undefined ? undefined : tryIp(address);
      const atom = ip && this.atoms.at(ip);
      if (!home || atom === undefined) return 'cannot-tell';
      if (!peered) {
        const leg = backFor(this.#fates.fate(this.#fates.start(at), atom), home.vpc);
        if (leg !== 'delivered') return leg;
      }
      at = home;
    }
    return this.#plainBack(source, sourceAtom, at);
  }
}

/** Where a VPC's local routes lead: its blocks, and what its tables say besides. */
const localBlocks = ({ topology }: RoutingView, vpc: Ref): readonly Cidr[] => [
  ...topology.cidrsOf(vpc),
  ...topology
    .tablesOf(vpc)
    .flatMap((table) => table.routes)
    .flatMap((route) => (route.origin === 'local' && route.cidr ? [route.cidr] : [])),
];
