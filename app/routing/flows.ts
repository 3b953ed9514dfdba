/**
 * Single flows of one address family, exactly: from an atom of one subnet to an atom of another, there and back.
 * Addresses of NAT gateways are no host's: nothing begins there, and nothing can connect to them.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 */
import { tryIp } from '../base/cidr.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Fate } from './actions.ts';
import type { Atoms } from './atoms.ts';
import type { Fates } from './fates.ts';
import { backFor, outcomeFor } from './masks.ts';
import type { Outcome } from './outcome.ts';
import type { Places } from './places.ts';
import type { RoutingView } from './view.ts';

export interface Flow {
  readonly there: Outcome;
  readonly back: Outcome;
}

/** A flow, and the first atoms of the two subnets that fare like it. */
export interface ExampleFlow extends Flow {
  readonly from: number;
  readonly to: number;
}

/** Atoms that fare alike: the first stands for all. */
interface Alike<T> {
  readonly first: number;
  readonly atoms: number[];
  readonly fares: T;
}

export class Flows {
  readonly #view: RoutingView;
  readonly #atoms: Atoms;
  readonly #places: Places;
  readonly #fates: Fates;
  readonly #hosts = new Map<Subnet, readonly number[]>();

  constructor(view: RoutingView, atoms: Atoms, places: Places, fates: Fates) {
    this.#view = view;
    this.#atoms = atoms;
    this.#places = places;
    this.#fates = fates;
  }

  of(source: Subnet, from: number, target: Subnet, to: number): Flow {
    const fate = this.#fates.of(this.#places.start(source), to);
    const there = outcomeFor(fate, target.vpc);
    if (there === 'delivered' && !this.#isNat(target, to))
      return { there, back: this.#back(fate, source, from, target) };
    return {
      there: there === 'delivered' ? 'filtered' : there,
      back: this.#plainBack(source, from, target),
    };
  }

  #isNat({ id }: Subnet, atom: number): boolean {
    return this.#view.natAt(id, this.#atoms.ips[atom]!) !== undefined;
  }

  /** The atoms of a subnet that hosts may have. */
  #hostsIn(subnet: Subnet): readonly number[] {
    let known = this.#hosts.get(subnet);
    if (!known) {
      const all = this.#atoms.inside(subnet);
      known = this.#view.holdsNat(subnet.id)
        ? all.filter((atom) => !this.#isNat(subnet, atom))
        : all;
      this.#hosts.set(subnet, known);
    }
    return known;
  }

  /**
   * The flows between two subnets that fare differently, each once, those from lower atoms first. Way and way back
   * hang on one end each, save through NAT, so atoms are gathered at either end before they are paired.
   */
  *between(source: Subnet, target: Subnet): Generator<ExampleFlow, void> {
    const start = this.#places.start(source);
    const ways = alike(this.#hostsIn(target), (atom) => this.#fates.of(start, atom));
    const backs = alike(this.#hostsIn(source), (atom) => this.#plainBack(source, atom, target));
    for (const { first: from, atoms, fares: plain } of backs) {
      for (const { first: to, fares: fate } of ways) {
        const there = outcomeFor(fate, target.vpc);
        if (there !== 'delivered' || fate.nats.length === 0) {
          yield { from, to, there, back: plain };
          continue;
        }
        // Atoms whose plain replies fare alike may differ in how they get back to a gateway.
        for (const atom of atoms) {
          yield { from: atom, to, there, back: this.#back(fate, source, atom, target) };
        }
      }
    }
  }

  #plainBack(source: Subnet, from: number, target: Subnet): Outcome {
    return backFor(this.#fates.of(this.#places.start(target), from), source.vpc);
  }

  /** The way back through every NAT gateway that was crossed, last one first. */
  #back(there: Fate, source: Subnet, from: number, target: Subnet): Outcome {
    const { topology } = this.#view;
    let at = target;
    for (const { nat, peered } of [...there.nats].reverse()) {
      const gateway = topology.get('nat-gateway', nat);
      const home = gateway?.subnet ? topology.get('subnet', gateway.subnet) : undefined;
      const address = gateway?.addresses.find((a) => a.privateIp)?.privateIp;
      const ip = address === undefined ? undefined : tryIp(address);
      const atom = ip && this.#atoms.at(ip);
      if (!home || atom === undefined) return 'cannot-tell';
      if (!peered) {
        const leg = backFor(this.#fates.of(this.#places.start(at), atom), home.vpc);
        if (leg !== 'delivered') return leg;
      }
      at = home;
    }
    return this.#plainBack(source, from, at);
  }
}

/** Atoms by how they fare, in order of the first of each. */
function alike<T>(atoms: readonly number[], faresOf: (atom: number) => T): Iterable<Alike<T>> {
  const out = new Map<T, Alike<T>>();
  for (const atom of atoms) {
    const fares = faresOf(atom);
    const known = out.get(fares);
    if (known) known.atoms.push(atom);
    else out.set(fares, { first: atom, atoms: [atom], fares });
  }
  return out.values();
}
