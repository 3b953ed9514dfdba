/** A Gap: something we know that we do not know. */
import type { Ref } from '../base/ref.ts';
import type { KindId } from '../kinds/index.gen.ts';
import type { Failure } from '../snapshot/page.ts';

/**
 * - call: a call failed or was refused
 * - missing: the source does not hold the call at all
 * - unreadable: an item could not be understood
 * - truncated: AWS said there was more
 * - peer: a resource is referred to but lies outside what was collected, or its owner does
 */
export type GapKind = 'call' | 'missing' | 'unreadable' | 'truncated' | 'peer';

export interface Gap {
  /** Stable: the same hole has the same id in every run. */
  readonly id: string;
  readonly kind: GapKind;
  readonly failure: Failure | undefined;
  readonly account: string;
  readonly region: string;
  /** `service:Operation`, where one call is to blame. */
  readonly call: string | undefined;
  /** Kinds of resource that may be missing or wrong because of it. */
  readonly hides: readonly KindId[];
  /** The resource it is about, where there is one. */
  readonly subject: Ref | undefined;
  /** One sentence: what is not known, and how to know it. */
  readonly message: string;
}
