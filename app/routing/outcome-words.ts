/**
 * Outcomes of flows and pairs as sentences call them: the trace, the matrix and comparisons, in the window. Text of the
 * command line has the ids, as JSON has; docs/routing.md lists both.
 */
import type { Outcome } from './outcome.ts';
import type { PairOutcome } from './pairs.ts';

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  delivered: 'Delivered',
  exits: 'Leaves the known network',
  'no-route': 'No route',
  blackhole: 'Blackhole',
  'not-transitive': 'Peering is not transitive',
  'peering-inactive': 'Peering not active',
  'no-association': 'No route table association',
  'no-attachment-in-az': 'No attachment in the Availability Zone',
  filtered: 'Filtered',
  loop: 'Loop',
  'no-return': 'No way back',
  'cannot-tell': 'Cannot tell',
};

export const pairNames: Readonly<Record<PairOutcome, string>> = {
  ...outcomeNames,
  mixed: 'Mixed',
};

/** As part of a sentence. */
export const inside = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
