/** Sets of outcomes as bits, so that millions of pairs fit and compare quickly. */
import type { Ref } from '../base/ref.ts';
import type { Fate } from './actions.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';

const COUNT = OUTCOMES.length;
const BIT = new Map(OUTCOMES.map((outcome, i) => [outcome, 1 << i]));

/** Set for fates that do not fit the bits: such pairs are looked at address by address. */
const OTHER = 1 << (2 * COUNT);

/** Everything there is: for what cannot be noted more exactly. */
export const EVERY = 2 * OTHER - 1;

export const bitOf = (outcome: Outcome): number => BIT.get(outcome)!;

/** Delivered in another VPC that has the same addresses is not delivered here. */
const here = (outcome: Outcome, fate: Fate, vpc: Ref): Outcome =>
  outcome === 'delivered' && fate.vpc !== vpc ? 'no-route' : outcome;

/** How a flow to a VPC fares. */
export const outcomeFor = (fate: Fate, vpc: Ref): Outcome => here(fate.outcome, fate, vpc);

/** How replies to a VPC fare. */
export const backFor = (fate: Fate, vpc: Ref): Outcome => here(fate.back, fate, vpc);

/** The bit of an outcome, moved up by all outcomes where a NAT gateway is on the way: replies then fare differently. */
export function maskOf(fate: Fate, vpc: Ref): number {
  const there = outcomeFor(fate, vpc);
  const back = backFor(fate, vpc);
  if (there === back) return bitOf(there);
  return back === 'filtered' ? bitOf(there) << COUNT : OTHER;
}

const PLAIN = bitOf('delivered') | OTHER;
const NATTED = bitOf('delivered') << COUNT;

/** Whether what is delivered passes a NAT gateway on its way. */
export type Natted = 'none' | 'some' | 'all';

export const nattedOf = (mask: number): Natted =>
  (mask & NATTED) === 0 ? 'none' : (mask & PLAIN) === 0 ? 'all' : 'some';

const OPEN = bitOf('cannot-tell') | (bitOf('cannot-tell') << COUNT);

/** False where surely nothing of what is sent is delivered. */
export const mayArrive = (mask: number): boolean => (mask & (PLAIN | NATTED | OPEN)) !== 0;

/** Number of the one bit of a mask: 0 to 2 * COUNT - 1; undefined where there are more, or other fates. */
const only = (mask: number): number | undefined =>
  mask === 0 || mask >= OTHER || (mask & (mask - 1)) !== 0 ? undefined : 31 - Math.clz32(mask);

/**
 * What two masks say of a pair; undefined where one of them holds more than one bit, or where replies have to be
 * followed through NAT: they go to the gateway first.
 */
export function maskPair(
  there: number,
  back: number,
): { readonly there: Outcome; readonly back: Outcome } | undefined {
  const a = only(there);
  const b = only(back);
  if (a === undefined || b === undefined || OUTCOMES[a - COUNT] === 'delivered') return undefined;
  return { there: OUTCOMES[a % COUNT]!, back: b < COUNT ? OUTCOMES[b]! : 'filtered' };
}

/** True where pairs with this mask may have to be looked at address by address. */
export const isOpen = (mask: number): boolean =>
  mask !== 0 && (only(mask) === undefined || mayBeNatted(mask));

/** True where something that is sent is delivered through a NAT gateway, or may be. */
export const mayBeNatted = (mask: number): boolean => (mask & (NATTED | OTHER)) !== 0;
