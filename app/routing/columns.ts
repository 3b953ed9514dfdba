/**
 * Columns of the reachability matrix of one family, in the order of addresses: what fares alike lies side by side, so
 * that a route to thousands of VPCs fills one piece of a row.
 *
 * A run is a stretch of atoms that the same VPCs hold; it has one column for each of them. A VPC that holds several
 * runs has one more column, behind all others, for all of them together.
 */
import { append } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { Atoms } from './atoms.ts';

export class Columns {
  /** Columns of a row. */
  readonly width: number;
  /** Where each VPC, by number, is read; -1 where it holds no atom. */
  readonly of: Int32Array;
  /** Number of the VPC that each column of a run is about. */
  readonly vpc: readonly number[];
  /** For VPCs that hold several runs: the column of all, and those of each. */
  readonly joined: readonly { readonly column: number; readonly parts: readonly number[] }[];
  readonly #atoms: ReadonlyMap<number, readonly number[]>;
  /** First atom of the run that holds an atom. */
  readonly #runStart: Int32Array;
  /** First atom behind that run. */
  readonly #runEnd: Int32Array;
  /** First column of the run that holds an atom, and behind the last atom the end. */
  readonly #first: Int32Array;

  /** `counts` says which subnets hold anything worth reaching. */
  constructor(atoms: Atoms, index: ReadonlyMap<Ref, number>, counts: (subnet: Subnet) => boolean) {
    const vpcs: number[] = [];
    const held = new Map<number, number[]>();
    this.#runStart = new Int32Array(atoms.count);
    this.#runEnd = new Int32Array(atoms.count);
    this.#first = new Int32Array(atoms.count + 1);
    let run = { start: 0, first: 0, holders: [] as readonly number[] };
    for (let atom = 0; atom < atoms.count; atom++) {
      const holders = holdersOf(atoms.subnets[atom]!, index, counts);
      for (const vpc of holders) append(held, vpc, atom);
      if (atom === 0 || !same(holders, run.holders)) {
        run = { start: atom, first: vpcs.length, holders };
        vpcs.push(...holders);
      }
      this.#runStart[atom] = run.start;
      this.#first[atom] = run.first;
    }
    this.#first[atoms.count] = vpcs.length;
    for (let atom = atoms.count - 1, next = atoms.count; atom >= 0; atom--) {
      this.#runEnd[atom] = next;
      if (this.#runStart[atom] === atom) next = atom;
    }

    const parts = new Map<number, number[]>();
    vpcs.forEach((vpc, column) => {
      append(parts, vpc, column);
    });
    const joined: { column: number; parts: readonly number[] }[] = [];
    this.of = new Int32Array(index.size).fill(-1);
    for (const [vpc, own] of parts) {
      this.of[vpc] = own.length === 1 ? own[0]! : vpcs.length + joined.length;
      if (own.length > 1) joined.push({ column: this.of[vpc], parts: own });
    }
    this.width = vpcs.length + joined.length;
    this.vpc = vpcs;
    this.joined = joined;
    this.#atoms = held;
  }

  /** Atoms that a VPC holds, in order. */
  atomsOf(vpc: number): readonly number[] {
    return this.#atoms.get(vpc) ?? [];
  }

  /** Column at which the run of an atom begins; behind the last atom, the end of all runs. */
  first(atom: number): number {
    return this.#first[atom]!;
  }

  /** First atom of the run that an atom is in. */
  runStart(atom: number): number {
    return this.#runStart[atom]!;
  }

  /** First atom behind that run. */
  runEnd(atom: number): number {
    return this.#runEnd[atom]!;
  }
}

/** Numbers of the VPCs that hold something in some subnets, ascending. */
function holdersOf(
  subnets: readonly Subnet[],
  index: ReadonlyMap<Ref, number>,
  counts: (subnet: Subnet) => boolean,
): readonly number[] {
  const out: number[] = [];
  for (const subnet of subnets) {
    const vpc = counts(subnet) ? index.get(subnet.vpc) : undefined;
    if (vpc !== undefined && !out.includes(vpc)) out.push(vpc);
  }
  return out.sort((a, b) => a - b);
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
