/** Which VPCs hold each atom, by number: the columns of the reachability matrix. */
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Atoms } from './atoms.ts';

export class Holders {
  /** Number of the VPC that holds each atom; -1 where several do. */
  readonly only: Int32Array;
  readonly #shared = new Map<number, readonly number[]>();
  readonly #atoms = new Map<Ref, number[]>();

  /** `counts` says which subnets hold anything worth reaching. */
  constructor(atoms: Atoms, index: ReadonlyMap<Ref, number>, counts: (subnet: Subnet) => boolean) {
    this.only = Int32Array.from(atoms.subnets, (subnets, atom) => {
      const vpcs = [...new Set(subnets.filter(counts).map((s) => s.vpc))];
      for (const vpc of vpcs) {
        const list = this.#atoms.get(vpc);
        if (list) list.push(atom);
        else this.#atoms.set(vpc, [atom]);
      }
      const numbers = vpcs.flatMap((vpc) => index.get(vpc) ?? []);
      if (numbers.length === 1) return numbers[0]!;
      this.#shared.set(atom, numbers);
      return -1;
    });
  }

  /** VPCs that share an atom, where `only` says -1. */
  shared(atom: number): readonly number[] {
    return this.#shared.get(atom) ?? [];
  }

  /** Atoms of a VPC's subnets, in order. */
  atomsOf(vpc: Ref): readonly number[] {
    return this.#atoms.get(vpc) ?? [];
  }
}
