/** What was looked at, and what may be hidden: which lists were read where, and which gaps stand in the way. */
import { append, byText } from '../base/order.ts';
import type { KindId } from '../kinds/index.gen.ts';
import { GLOBAL, UNKNOWN } from '../snapshot/page.ts';
import type { Gap } from './gap.ts';
import type { Place } from './parts.ts';

/** Accounts and Regions that are not known, and all Regions at once, differ from none. */
const ANY: ReadonlySet<string | undefined> = new Set([undefined, '', UNKNOWN, GLOBAL]);

/** True where both are known and not the same. */
const differ = (a: string | undefined, b: string): boolean => a !== b && !ANY.has(a) && !ANY.has(b);

const NONE: readonly Gap[] = [];

export class Sight {
  readonly #observed: ReadonlyMap<KindId, readonly Place[]>;
  readonly #hiding = new Map<KindId, Gap[]>();
  /** Answers of `saw`: rules ask for every VPC and peering, and there are few places. */
  readonly #saw = new Map<string, boolean>();

  constructor(gaps: readonly Gap[], observed: ReadonlyMap<KindId, readonly Place[]>) {
    this.#observed = observed;
    for (const gap of gaps) for (const kind of gap.hides) append(this.#hiding, kind, gap);
  }

  /** True where the kind's list was read in this account and Region, and nothing there may be hidden. */
  saw(kind: KindId, place: Place): boolean {
    const key = `${kind} ${place.account} ${place.region}`;
    let known = this.#saw.get(key);
    if (known === undefined) {
      known = this.#asked(kind, place) && this.gapsHiding([kind], place).length === 0;
      this.#saw.set(key, known);
    }
    return known;
  }

  /**
   * True where the list was read, and nothing there is hidden but what its source lacks by its nature: Terraform knows
   * what it manages. What is said on that is never sure, for the gap is still there.
   */
  sawPart(kind: KindId, place: Place): boolean {
    if (this.saw(kind, place)) return true;
    return (
      this.#asked(kind, place) &&
      this.gapsHiding([kind], place).every((gap) => gap.failure === 'partial')
    );
  }

  #asked(kind: KindId, place: Place): boolean {
    return (this.#observed.get(kind) ?? []).some(
      (at) => !differ(at.account, place.account) && !differ(at.region, place.region),
    );
  }

  /** True where the list of this kind was read for some place at all. */
  looked(kind: KindId): boolean {
    return (this.#observed.get(kind) ?? []).length > 0;
  }

  /** Gaps that may hide resources of these kinds, in a place or anywhere; sorted. */
  gapsHiding(
    kinds: readonly KindId[],
    place?: { account?: string; region?: string },
  ): readonly Gap[] {
    if (this.#hiding.size === 0) return NONE;
    const found = new Set<Gap>();
    for (const kind of kinds) {
      for (const gap of this.#hiding.get(kind) ?? []) {
        if (differ(place?.account, gap.account) || differ(place?.region, gap.region)) continue;
        found.add(gap);
      }
    }
    return [...found].sort((a, b) => byText(a.id, b.id));
  }
}
