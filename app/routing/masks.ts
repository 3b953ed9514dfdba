/** Sets of outcomes as bits, so that millions of pairs fit and compare quickly. */
import type { Ref } from '../base/ref.ts';
import type { Fate } from './actions.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';

const BIT = new Map(OUTCOMES.map((outcome, i) => [outcome, 1 << i]));

/** Set where a NAT gateway is on the way: then the way back is not simply the other direction. */
export const THROUGH_NAT = 1 << 14;

export const bitOf = (outcome: Outcome): number => BIT.get(outcome)!;

/** Delivered in another VPC that has the same addresses is not delivered here. */
export const outcomeFor = (fate: Fate, vpc: Ref): Outcome =>
  fate.outcome === 'delivered' && fate.vpc !== vpc ? 'no-route' : fate.outcome;

export const maskOf = (fate: Fate, vpc: Ref): number =>
  bitOf(outcomeFor(fate, vpc)) | (fate.nats.length > 0 ? THROUGH_NAT : 0);

/** The outcome of a mask that holds one only, and no NAT. */
export const single = (mask: number): Outcome | undefined =>
  mask !== 0 && (mask & (mask - 1)) === 0 && mask !== THROUGH_NAT
    ? OUTCOMES[31 - Math.clz32(mask)]
    : undefined;

/** Two single outcomes as one positive number below 2^15; 0 where either is not single. */
export function pairCode(there: number, back: number): number {
  if ((there & (there - 1)) !== 0 || (back & (back - 1)) !== 0) return 0;
  if (there === 0 || back === 0 || there >= THROUGH_NAT || back >= THROUGH_NAT) return 0;
  return ((31 - Math.clz32(there)) << 5) | (32 - Math.clz32(back));
}

/** The outcomes that `pairCode` joined. */
export const readPairCode = (code: number): { there: Outcome; back: Outcome } => ({
  there: OUTCOMES[code >> 5]!,
  back: OUTCOMES[(code & 31) - 1]!,
});
