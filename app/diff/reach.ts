/** Reachability of ordered pairs of VPCs that two reports both know, compared whole rows at a time. */
import type { Ref } from '../base/ref.ts';
import { type Pair, PAIRS } from '../routing/pairs.ts';
import { comparedSubnets, isDoubtful, partsChange, partsOf, partsVerdict } from './parts.ts';
import type { Side } from './side.ts';

/**
 * What a change of a pair comes to:
 * - lost: what was delivered is not any more; of a mixed pair, between some subnets less is, whatever else is gained
 * - gained: what was not delivered is now; of a mixed pair, between some subnets more is, and nowhere less
 * - other: it fares differently, delivered or not as before
 * - hidden, revealed: it cannot be told any more for something was not read, or could not be told before
 * - unclear: it is mixed, and on neither side can all of its addresses be told
 */
export const VERDICTS = ['lost', 'gained', 'other', 'hidden', 'revealed', 'unclear'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface PairChange {
  readonly from: Ref;
  readonly to: Ref;
  readonly verdict: Verdict;
  readonly before: Pair;
  readonly after: Pair;
}

/** All changes of one sort: how many pairs went from one way of faring to another, or are as mixed as before and differ within. */
export interface PairShift {
  readonly verdict: Verdict;
  readonly before: Pair;
  readonly after: Pair;
  readonly pairs: number;
}

/** A pair that is as mixed as before and whose parts fare differently; verdicts are those of changes. */
export interface Within {
  readonly from: Ref;
  readonly to: Ref;
  readonly verdict: 'lost' | 'gained' | 'other';
}

/** The verdict by the pair alone; of a pair that is mixed on either side its parts tell more. */
export function verdictOf(before: Pair, after: Pair): Verdict {
  if (before.outcome === after.outcome) {
    if (after.return === 'cannot-tell') return 'hidden';
    return before.return === 'cannot-tell' ? 'revealed' : 'other';
  }
  if (after.outcome === 'cannot-tell') return 'hidden';
  if (before.outcome === 'cannot-tell') return 'revealed';
  if (before.outcome === 'delivered') return 'lost';
  return after.outcome === 'delivered' ? 'gained' : 'other';
}

/** Rows compared together. */
const BLOCK = 64;
/** Mixed pairs whose addresses are compared one by one: each takes a while. */
const MIXED_LIMIT = 5000;

const MIXED: ReadonlySet<number> = new Set(
  PAIRS.flatMap((pair, code) => (pair.outcome === 'mixed' || pair.return === 'mixed' ? code : [])),
);

interface Parts {
  readonly vpcs: readonly Ref[];
  readonly found: Found;
  readonly told: ReadonlyMap<number, Verdict>;
  readonly within: ReachDiff['within'];
  /** What each pair of `within` was and is: its number in PAIRS. */
  readonly withinCodes: readonly number[];
  readonly unclearWithin: number;
  readonly unlooked: number;
}

/** The changes, kept as numbers: in the worst case there are millions. */
export class ReachDiff {
  /** VPCs that both reports know, sorted. */
  readonly vpcs: readonly Ref[];
  /** Ordered pairs of them. */
  readonly pairs: number;
  /** Sorted by verdict, then by what they were and are. */
  readonly shifts: readonly PairShift[];
  /** Pairs that are mixed on both sides and whose parts fare differently now; sorted. They count, but are not among `changes`. */
  readonly within: readonly Within[];
  /** Pairs that are mixed on both sides, of which some parts cannot be told on one side and may be as on the other. */
  readonly unclearWithin: number;
  /** Pairs that are mixed and were too many to look at address by address: what they come to is told by the pair alone. */
  readonly unlooked: number;
  readonly #numbers: Uint32Array;
  readonly #codes: Uint16Array;
  readonly #count: number;
  /** By number of the change: verdicts that the parts of a mixed pair tell, and not the pair. */
  readonly #told: ReadonlyMap<number, Verdict>;

  private constructor(parts: Parts) {
    this.vpcs = parts.vpcs;
    this.pairs = parts.vpcs.length * Math.max(0, parts.vpcs.length - 1);
    this.#numbers = parts.found.numbers;
    this.#codes = parts.found.codes;
    this.#count = parts.found.count;
    this.#told = parts.told;
    this.within = parts.within;
    this.unclearWithin = parts.unclearWithin;
    this.unlooked = parts.unlooked;
    this.shifts = this.#shifts(parts.withinCodes);
  }

  /** The comparison in small steps, each with the share done, from 0 to 1: between two steps it can be given up. */
  static *steps(before: Side, after: Side): Generator<number, ReachDiff> {
    const was = before.routing.reach();
    yield 0;
    const is = after.routing.reach();
    yield 0;
    const there = new Map(is.vpcs.map((id, i) => [id, i]));
    const common = was.vpcs.flatMap((id, i) => {
      const j = there.get(id);
      return j === undefined ? [] : [{ id, i, j }];
    });
    const vpcs = common.map(({ id }) => id);
    const many = common.length;
    const found = new Found();
    const mixed: [from: number, to: number, code: number][] = [];
    let unlooked = 0;
    const [a, b] = [
      new Uint8Array(BLOCK * was.vpcs.length),
      new Uint8Array(BLOCK * is.vpcs.length),
    ];
    const [left, right] = [common.map(({ i }) => i), common.map(({ j }) => j)];
    for (let start = 0; start < many; start += BLOCK) {
      const rows = common.slice(start, start + BLOCK);
      was.codes(
        rows.map(({ i }) => i),
        a.subarray(0, rows.length * was.vpcs.length),
      );
      is.codes(
        rows.map(({ j }) => j),
        b.subarray(0, rows.length * is.vpcs.length),
      );
      for (let k = 0; k < rows.length; k++) {
        const [x, y] = [k * was.vpcs.length, k * is.vpcs.length];
        for (let to = 0; to < many; to++) {
          const [old, now] = [a[x + left[to]!]!, b[y + right[to]!]!];
          if (old !== now) found.add((start + k) * many + to, (old << 8) | now);
          else if (MIXED.has(old)) {
            if (mixed.length < MIXED_LIMIT) mixed.push([start + k, to, old]);
            else unlooked++;
          }
        }
      }
      yield Math.min(1, (start + BLOCK) / many);
    }
    const subnets = comparedSubnets(before.topology, after.topology);
    const told = new Map<number, Verdict>();
    let looked = 0;
    for (let n = 0; n < found.count; n++) {
      const code = found.codes[n]!;
      if (!MIXED.has(code >> 8) && !MIXED.has(code & 255)) continue;
      if (looked++ >= MIXED_LIMIT) {
        unlooked++;
        continue;
      }
      if (looked % BLOCK === 0) yield 1;
      const [from, to] = [Math.floor(found.numbers[n]! / many), found.numbers[n]! % many];
      const after = isDoubtful(is, right[from]!, right[to]!);
      const before = isDoubtful(was, left[from]!, left[to]!);
      if (before || after) told.set(n, before && after ? 'unclear' : after ? 'hidden' : 'revealed');
      else {
        const parts = partsOf(was, left[from]!, left[to]!);
        told.set(n, partsVerdict(parts, partsOf(is, right[from]!, right[to]!), subnets));
      }
    }
    const within: Within[] = [];
    const withinCodes: number[] = [];
    let unclearWithin = 0;
    for (const [n, [from, to, code]] of mixed.entries()) {
      if (n % BLOCK === BLOCK - 1) yield 1;
      const old = partsOf(was, left[from]!, left[to]!);
      const now = partsOf(is, right[from]!, right[to]!);
      const change = partsChange(old, now, subnets);
      if (change === 'other') {
        const verdict = partsVerdict(old, now, subnets);
        within.push({ from: vpcs[from]!, to: vpcs[to]!, verdict });
        withinCodes.push(code);
      } else if (change === 'unclear') unclearWithin++;
    }
    return new ReachDiff({ vpcs, found, told, within, withinCodes, unclearWithin, unlooked });
  }

  /** Number of pairs that changed or differ within, of some verdicts or all. */
  count(...verdicts: readonly Verdict[]): number {
    return this.shifts
      .filter(({ verdict }) => verdicts.length === 0 || verdicts.includes(verdict))
      .reduce((sum, { pairs }) => sum + pairs, 0);
  }

  /** Every pair that fares differently as a whole, sorted by the ids of its VPCs; `within` has the others. */
  *changes(): Generator<PairChange> {
    for (let n = 0; n < this.#count; n++) {
      const [from, to] = this.#ends(n);
      const { before, after, verdict } = this.#change(n);
      yield { from: this.vpcs[from]!, to: this.vpcs[to]!, verdict, before, after };
    }
  }

  #ends(n: number): readonly [from: number, to: number] {
    const [number, many] = [this.#numbers[n]!, this.vpcs.length];
    return [Math.floor(number / many), number % many];
  }

  #change(n: number): Pick<PairChange, 'before' | 'after' | 'verdict'> {
    const code = this.#codes[n]!;
    const [before, after] = [PAIRS[code >> 8]!, PAIRS[code & 255]!];
    return { before, after, verdict: this.#told.get(n) ?? verdictOf(before, after) };
  }

  #shifts(withinCodes: readonly number[]): PairShift[] {
    const found = new Map<number, { -readonly [K in keyof PairShift]: PairShift[K] }>();
    const add = (change: Omit<PairShift, 'pairs'>, codes: number): void => {
      const key = (VERDICTS.indexOf(change.verdict) << 16) | codes;
      const shift = found.get(key);
      if (shift) shift.pairs++;
      else found.set(key, { ...change, pairs: 1 });
    };
    for (let n = 0; n < this.#count; n++) add(this.#change(n), this.#codes[n]!);
    this.within.forEach(({ verdict }, i) => {
      const code = withinCodes[i]!;
      add({ verdict, before: PAIRS[code]!, after: PAIRS[code]! }, (code << 8) | code);
    });
    return [...found].sort(([a], [b]) => a - b).map(([, shift]) => shift);
  }
}

/** Two columns of numbers that grow. */
class Found {
  numbers = new Uint32Array(1024);
  codes = new Uint16Array(1024);
  count = 0;

  add(number: number, code: number): void {
    if (this.count === this.numbers.length) {
      const [numbers, codes] = [new Uint32Array(this.count * 2), new Uint16Array(this.count * 2)];
      numbers.set(this.numbers);
      codes.set(this.codes);
      this.numbers = numbers;
      this.codes = codes;
    }
    this.numbers[this.count] = number;
    this.codes[this.count++] = code;
  }
}
