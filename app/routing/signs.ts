/** One sign for what becomes of a pair, the same in the shell and in the window; letters where there is no better one. */
import type { PairOutcome } from './pairs.ts';

export { PAIR_OUTCOMES } from './pairs.ts';

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
