/** Outcomes in the user's words. */
import type { Outcome, Walk } from '#app/routing/outcome.ts';
import { outcomeNames } from '#app/routing/outcome-words.ts';

const ARRIVES: ReadonlySet<Outcome> = new Set(['delivered', 'exits']);

/** `Delivered via NAT` where the way there passes a NAT gateway: the far side sees another address. */
export const walkName = ({ outcome, hops }: Pick<Walk, 'outcome' | 'hops'>): string =>
  ARRIVES.has(outcome) && hops.some((hop) => hop.kind === 'nat-gateway')
    ? `${outcomeNames[outcome]} via NAT`
    : outcomeNames[outcome];

/** How an answer looks: it arrives, it leaves what we know, it does not arrive, or nobody can say. */
export type Tone = 'good' | 'edge' | 'bad' | 'open';

export const toneOf = ({ outcome }: Pick<Walk, 'outcome'>): Tone =>
  outcome === 'delivered'
    ? 'good'
    : outcome === 'exits'
      ? 'edge'
      : outcome === 'cannot-tell'
        ? 'open'
        : 'bad';

/** Stands before the words, so that colour is never the only sign. */
export const toneSigns: Readonly<Record<Tone, string>> = {
  good: '✓',
  edge: '↗',
  bad: '✕',
  open: '?',
};
