/** What an answer comes to that stands for several flows: all the pairs of subnets of two VPCs. */
import { grouped } from '../base/count.ts';
import type { Ref } from '../base/ref.ts';
import type { Fares, Outcome, Trace } from './outcome.ts';

/** Its outcome, or of VPCs those of all their pairs of subnets. */
export const outcomesOf = ({ outcome, subnets }: Trace): readonly Outcome[] =>
  subnets ? subnets.groups.map((group) => group.outcome) : [outcome];

/**
 * True where a flow gets to where it is meant to: a subnet, an edge on its way to an address outside, or what AWS
 * answers inside the VPC itself.
 */
export const arrives = (outcome: Outcome, { to, edge }: Trace): boolean =>
  outcome === 'delivered' || (outcome === 'exits' && (to.vpc === undefined || isOwn(to.vpc, edge)));

const isOwn = (vpc: Ref, edge: Trace['edge']): boolean =>
  edge?.kind === 'aws-service' && edge.id === vpc;

/** The outcome that decides how good an answer is: it is good only where every pair arrives. */
export function worstOf(trace: Trace): Outcome {
  const bad = outcomesOf(trace).filter((outcome) => !arrives(outcome, trace));
  return bad.find((outcome) => outcome !== 'cannot-tell') ?? bad[0] ?? trace.outcome;
}

type NameOf = (outcome: Outcome, first: boolean) => string;

/** `delivered for 24 of 30 subnet pairs; 6 no-attachment-in-az`; `nameOf` says an outcome in other words. */
export function faresText(
  { pairs, groups }: Fares,
  nameOf: NameOf = (outcome) => outcome,
  noun = 'subnet pair',
): string {
  const [first, ...others] = groups;
  if (!first) return '';
  if (others.length === 0) {
    const all = pairs === 1 ? `the only ${noun}` : `all ${grouped(pairs)} ${noun}s`;
    return `${nameOf(first.outcome, true)} for ${all}`;
  }
  const rest = others.map((group) => `${grouped(group.pairs)} ${nameOf(group.outcome, false)}`);
  return `${nameOf(first.outcome, true)} for ${grouped(first.pairs)} of ${grouped(pairs)} ${noun}s; ${rest.join(', ')}`;
}

/** `Between the interfaces here: filtered for the only pair`; and of how many that is told, where not of all. */
export function hostsText(fares: Fares, nameOf?: NameOf): string {
  const { pairs, asked } = fares;
  const some =
    asked < pairs ? `, of whose ${grouped(pairs)} pairs ${grouped(asked)} were asked about` : '';
  return `Between the interfaces here${some}: ${faresText({ ...fares, pairs: asked }, nameOf, 'pair')}`;
}
