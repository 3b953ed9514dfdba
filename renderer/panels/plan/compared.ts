/** What the proof of one step says. */
import { count, number } from '../../words/count.ts';

/** How many of all ordered pairs of VPCs a step was compared in: the others take no way that it touches. */
export function comparedPairs(pairs: number, vpcs: number): string {
  const rest = vpcs * (vpcs - 1) - pairs;
  return `${count(pairs, 'ordered pair')} compared with before the plan${rest > 0 ? `; the other ${number(rest)} cannot have changed` : ''}`;
}
