/** What an answer comes to that stands for several flows: all the pairs of subnets of two VPCs. */
import { count } from '../base/count.ts';
import type { Fares, Outcome, Trace } from './outcome.ts';

/** Its outcome, or of VPCs those of all their pairs of subnets. */
export const outcomesOf = ({ outcome, subnets }: Trace): readonly Outcome[] =>
  subnets ? subnets.groups.map((group) => group.outcome) : [outcome];

/** True where a flow gets to where it is meant to: a subnet, or an edge on its way to an address outside. */
export const arrives = (outcome: Outcome, { to }: Trace): boolean =>
  outcome === 'delivered' || (outcome === 'exits' && to.vpc === undefined);

/** The outcome that decides how good an answer is: it is good only where every pair arrives. */
export function worstOf(trace: Trace): Outcome {
  const bad = outcomesOf(trace).filter((outcome) => !arrives(outcome, trace));
  return bad.find((outcome) => outcome !== 'cannot-tell') ?? bad[0] ?? trace.outcome;
}

/** `delivered for 24 of 30 subnet pairs; 6 no-attachment-in-az`; `nameOf` says an outcome in other words. */
export function faresText(
  { pairs, groups }: Fares,
  nameOf: (outcome: Outcome, first: boolean) => string = (outcome) => outcome,
): string {
  const [first, ...others] = groups;
  if (!first) return '';
  const noun = count(pairs, 'subnet pair');
  if (others.length === 0) return `${nameOf(first.outcome, true)} for all ${noun}`;
  const rest = others.map((group) => `${group.pairs} ${nameOf(group.outcome, false)}`).join(', ');
  return `${nameOf(first.outcome, true)} for ${first.pairs} of ${noun}; ${rest}`;
}
