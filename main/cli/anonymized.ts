/** Keeps snapshots without names apart from those with names: nothing in the two is called alike. */
import { isAnonymized, type Snapshot } from '#app/snapshot/snapshot.ts';
import { CommandError } from './command.ts';

/** Throws CommandError where some snapshots are anonymized and others are not. */
export function refuseMixed(
  sources: readonly { readonly snapshot: Pick<Snapshot, 'manifest'>; readonly path: string }[],
): void {
  const hidden = sources.find(({ snapshot }) => isAnonymized(snapshot));
  const plain = sources.find(({ snapshot }) => !isAnonymized(snapshot));
  if (hidden === undefined || plain === undefined) return;
  throw new CommandError(
    2,
    `${hidden.path} is anonymized and ${plain.path} is not: the same resource has another name in each. ` +
      'Use the snapshots with names, or make all of them with `peerless anonymize` and one --key.',
  );
}
