/** Decides which account and Region each answer was read in, weighing everything the source tells. */
import { byText } from '../base/order.ts';
import { UNKNOWN } from '../snapshot/page.ts';
import type { Answer } from './answers.ts';
import { folderOf, ownerOfItem, placeOfPath, regionOfItem, vpcOfItem } from './place.ts';

/** One file as read from disk or dropped into the window. */
export interface SourceFile {
  /** As messages name it. Messages are stored, so that it holds nothing above the source itself. */
  readonly path: string;
  /** The whole path, where folders above the source may tell account and Region; absent: `path`. */
  readonly location?: string;
  readonly text: string;
  /** When it was written, ISO 8601 UTC: the time of its pages, unless its content tells a better one. */
  readonly time: string;
  /** Set where the file could not be read at all: why, as part of a sentence. */
  readonly fault?: string;
}

/** An answer together with the file it stands in. */
export interface Placed {
  readonly file: SourceFile;
  readonly answer: Answer;
}

/** Says where an answer was read, or what was meant to be in a file. */
export type Placing = (file: SourceFile, answer?: Answer) => { account: string; region: string };

/** Votes for a name; the most frequent wins, the first in text order among equals. */
export class Votes {
  readonly #counts = new Map<string, number>();

  add(name: string | undefined, weight = 1): void {
    if (name !== undefined) this.#counts.set(name, (this.#counts.get(name) ?? 0) + weight);
  }

  addAll(votes: Votes): void {
    for (const [name, count] of votes.#counts) this.add(name, count);
  }

  most(): string | undefined {
    const ranked = [...this.#counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
    return ranked[0]?.[0];
  }

  /** The name where all votes agree. */
  only(): string | undefined {
    return this.#counts.size === 1 ? this.most() : undefined;
  }
}

export const votesOf = <K>(votes: Map<K, Votes>, key: K): Votes => {
  const known = votes.get(key);
  if (known) return known;
  const fresh = new Votes();
  votes.set(key, fresh);
  return fresh;
};

/**
 * Says where an answer was read. What the wrapping or the path tells comes first. Otherwise the account is
 * the owner most items name, in the file where it holds several lists, else in its folder, else anywhere;
 * the Region is the one its items name, else that of their VPCs, else the only one of the folder or source.
 */
export function placing(
  placed: readonly Placed[],
  folderRegions: ReadonlyMap<string, Votes>,
): Placing {
  const fileOwners = new Map<string, Votes>();
  const folderOwners = new Map<string, Votes>();
  const allOwners = new Votes();
  const allRegions = new Votes();
  const regionsOfFolder = new Map(folderRegions);
  const lists = new Map<string, Set<string>>();
  const vpcRegion = new Map<string, string>();
  const ofAnswer = new Map<Answer, Votes>();

  for (const { file, answer } of placed) {
    const owners = new Votes();
    const regions = votesOf(ofAnswer, answer);
    for (const item of answer.items) {
      owners.add(ownerOfItem(item));
      const region = answer.told.region ?? regionOfItem(item);
      const vpc = vpcOfItem(item);
      if (region && vpc) vpcRegion.set(vpc, region);
      regions.add(region);
    }
    const listsHere = lists.get(file.path);
    if (listsHere) listsHere.add(answer.known.call.list);
    else lists.set(file.path, new Set([answer.known.call.list]));
    if (answer.told.account) owners.add(answer.told.account, Math.max(1, answer.items.length));
    for (const votes of [
      votesOf(fileOwners, file.path),
      votesOf(folderOwners, folderOf(file.path)),
      allOwners,
    ]) {
      votes.addAll(owners);
    }
    if (answer.told.region) regions.add(answer.told.region);
  }
  for (const { file, answer } of placed) {
    const regions = votesOf(ofAnswer, answer);
    for (const item of answer.items) regions.add(vpcRegion.get(vpcOfItem(item) ?? ''));
    votesOf(regionsOfFolder, folderOf(file.path)).addAll(regions);
  }
  for (const votes of regionsOfFolder.values()) allRegions.addAll(votes);

  return (file, answer) => {
    const told = answer?.told ?? placeOfPath(file.location ?? file.path);
    const several = (lists.get(file.path)?.size ?? 0) > 1;
    return {
      account:
        told.account ??
        (several ? fileOwners.get(file.path)?.most() : undefined) ??
        folderOwners.get(folderOf(file.path))?.most() ??
        allOwners.most() ??
        UNKNOWN,
      region:
        told.region ??
        (answer ? ofAnswer.get(answer)?.most() : undefined) ??
        regionsOfFolder.get(folderOf(file.path))?.only() ??
        allRegions.only() ??
        UNKNOWN,
    };
  };
}
