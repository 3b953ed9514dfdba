/** One sign for what becomes of a pair, the same in the shell and in the window; letters where there is no better one. */
import { OUTCOMES } from './outcome.ts';
import type { PairOutcome } from './reach.ts';

export const PAIR_OUTCOMES: readonly PairOutcome[] = [...OUTCOMES, 'mixed'];

export const pairSigns: Readonly<Record<PairOutcome, string>> = {
  delivered: '●',
  exits: '^',
  'no-route': '·',
  blackhole: 'x',
  'not-transitive': 't',
  'peering-inactive': 'i',
  'no-association': 'a',
  'no-attachment-in-az': 'z',
  filtered: 'f',
  loop: 'o',
  'no-return': '◐',
  'cannot-tell': '?',
  mixed: '~',
};
