/** Refuses snapshots that cannot be held against each other, in the words of the command line. */
import { whyApart } from '#app/snapshot/mixed.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { CommandError } from './command.ts';

/** Throws CommandError where some snapshots are anonymized and others are not, or with another key. */
export function refuseMixed(
  sources: readonly { readonly snapshot: Pick<Snapshot, 'manifest'>; readonly path: string }[],
): void {
  const why = whyApart(sources.map(({ snapshot, path }) => ({ snapshot, name: path })));
  if (why !== undefined) throw new CommandError(2, why);
}
