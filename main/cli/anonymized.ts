/** Keeps snapshots without names apart from those with names: nothing in the two is called alike. */
import { isAnonymized, type Snapshot } from '#app/snapshot/snapshot.ts';
import { CommandError } from './command.ts';

/** Throws CommandError where some snapshots are anonymized and others are not, or with another key. */
export function refuseMixed(
  sources: readonly { readonly snapshot: Pick<Snapshot, 'manifest'>; readonly path: string }[],
): void {
  const hidden = sources.find(({ snapshot }) => isAnonymized(snapshot));
  const plain = sources.find(({ snapshot }) => !isAnonymized(snapshot));
  if (hidden === undefined) return;
  if (plain === undefined) return refuseKeys(sources);
  throw new CommandError(
    2,
    `${hidden.path} is anonymized and ${plain.path} is not: the same resource has another name in each. ` +
      'Use the snapshots with names, or make all of them with `peerless anonymize` and one --key.',
  );
}

/** Snapshots of before keys were told are let pass: nobody can know. */
function refuseKeys(sources: Parameters<typeof refuseMixed>[0]): void {
  const [first, ...others] = sources.filter(({ snapshot }) => snapshot.manifest.key !== undefined);
  const other = others.find(
    ({ snapshot }) => snapshot.manifest.key !== first!.snapshot.manifest.key,
  );
  if (first === undefined || other === undefined) return;
  throw new CommandError(
    2,
    `${first.path} and ${other.path} were anonymized with different keys: the same resource has another name in each. ` +
      'Make all of them anew with `peerless anonymize` and one --key.',
  );
}
