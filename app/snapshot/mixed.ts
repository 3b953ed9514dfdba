/** Keeps snapshots without names apart from those with names: nothing in the two is called alike. */
import { isAnonymized, type Snapshot } from './snapshot.ts';

/** A snapshot, and what its reader calls it. */
export interface Named {
  readonly name: string;
  readonly snapshot: Pick<Snapshot, 'manifest'>;
}

/**
 * Why these cannot be held against each other: some are anonymized and others are not, or with another key. Undefined
 * where they can. Snapshots of before keys were told are let pass: nobody can know.
 */
export function whyApart(sources: readonly Named[]): string | undefined {
  const hidden = sources.find(({ snapshot }) => isAnonymized(snapshot));
  if (hidden === undefined) return undefined;
  const plain = sources.find(({ snapshot }) => !isAnonymized(snapshot));
  if (plain !== undefined)
    return (
      `${hidden.name} is anonymized and ${plain.name} is not: the same resource has another name in each. ` +
      'Use the snapshots with names, or make all of them with `peerless anonymize` and one --key.'
    );
  const [first, ...others] = sources.filter(({ snapshot }) => snapshot.manifest.key !== undefined);
  const other = others.find(
    ({ snapshot }) => snapshot.manifest.key !== first!.snapshot.manifest.key,
  );
  return other === undefined
    ? undefined
    : `${first!.name} and ${other.name} were anonymized with different keys: the same resource has another name in each. ` +
        'Make all of them anew with `peerless anonymize` and one --key.';
}
