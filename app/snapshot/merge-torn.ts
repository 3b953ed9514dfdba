/** Files that were cut off, where snapshots are merged: what was lost of an account is no gap where another one read it. */
import { Reach } from './merge-reach.ts';
import { type Page, REST, UNKNOWN } from './page.ts';
import type { Snapshot } from './snapshot.ts';

/** True for a page that says that more was there, of whatever account and Region of those that it names. */
const isRest = ({ account, args, error }: Page): boolean =>
  error !== undefined && account === UNKNOWN && Object.hasOwn(args, REST.accounts);

const words = (text = ''): string[] => text.split(' ').filter((word) => word !== '');

/**
 * The snapshots, where what was lost of each names those accounts alone that no other one read in all Regions the file was
 * of; without them it is no gap. What a place of theirs lacks is told there, as in any snapshot.
 */
export function settleTorn(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  if (!snapshots.some(({ pages }) => pages.some(isRest))) return snapshots;
  const reads = snapshots.map(readIn);
  return snapshots.map((snapshot, source) => {
    const others = reads.filter((_, i) => i !== source);
    const isRead = (account: string, regions: readonly string[]): boolean => {
      const found = others.flatMap((of) => of.get(account) ?? []);
      return (
        found.length > 0 &&
        (Reach.isAll(found) ||
          regions.every((region) => found.some((one) => one.regions.has(region))))
      );
    };
    const left = new Map<string, string>();
    const leftOf = ({ args }: Page): string => {
      const key = `${args[REST.accounts]}\n${args[REST.regions]}`;
      const known = left.get(key);
      if (known !== undefined) return known;
      const regions = words(args[REST.regions]);
      const open = words(args[REST.accounts]).filter((account) => !isRead(account, regions));
      left.set(key, open.join(' '));
      return open.join(' ');
    };
    const pages = snapshot.pages.flatMap((page): Page[] => {
      if (!isRest(page)) return [page];
      const accounts = leftOf(page);
      return accounts === ''
        ? []
        : [{ ...page, args: { ...page.args, [REST.accounts]: accounts } }];
    });
    return { ...snapshot, pages };
  });
}

/** By account; those of which something was lost are left out. */
function readIn({ pages }: Snapshot): ReadonlyMap<string, Reach> {
  const out = new Map<string, Reach>();
  for (const page of pages) {
    const { account } = page;
    if (account === UNKNOWN) continue;
    const read = out.get(account) ?? new Reach();
    out.set(account, read);
    read.take(page);
  }
  for (const page of pages)
    if (isRest(page)) for (const account of words(page.args[REST.accounts])) out.delete(account);
  return out;
}
