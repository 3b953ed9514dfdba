/** What stops the hosts of two ends besides what stops the addresses that stand for them, which nobody has. */
import { arrives } from './fares.ts';
import type { Blocker, Trace } from './outcome.ts';

/**
 * What stops the hosts of `told`, and not `first`: each once. None where `first` arrives, and where one of them is
 * stopped by nothing else: doing what `first` says lets that one through.
 */
export function hostBlockers(first: Trace, told: readonly { readonly trace: Trace }[]): Blocker[] {
  if (arrives(first.outcome, first)) return [];
  const known = new Set(first.blockers.map((blocker) => keyOf(first, blocker)));
  const found = new Map<string, Blocker>();
  for (const { trace } of told) {
    const others = trace.blockers
      .map((blocker) => [keyOf(trace, blocker), blocker] as const)
      .filter(([key]) => !known.has(key));
    if (others.length === 0) return [];
    for (const [key, blocker] of others) if (!found.has(key)) found.set(key, blocker);
  }
  return [...found.values()];
}

/** With others, those of the way there before those of the way back. */
export const withBlockers = ({ blockers }: Trace, others: readonly Blocker[]): Blocker[] =>
  (['forward', 'return'] as const).flatMap((way) =>
    [...blockers, ...others].filter(({ direction }) => direction === way),
  );

/** What is the same of a blocker for other addresses; a filter may stop a flow both as it comes in and as it goes out. */
function keyOf({ from, to }: Trace, { direction, outcome, at, change }: Blocker): string {
  const place = `${direction} ${outcome} ${at}`;
  if (outcome !== 'filtered') return place;
  const words = change
    .split(' ')
    .map((word) => (word === from.ip ? 'source' : word === to.ip ? 'destination' : word));
  return `${place} ${words.join(' ')}`;
}
