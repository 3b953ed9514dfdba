/** A snapshot file that was cut off: its whole pages, and the gap that says what of it was read. */
import { makeSnapshot } from '../snapshot/make.ts';
import { byText } from '../base/order.ts';
import { type Page, type PageError, REST, UNKNOWN } from '../snapshot/page.ts';
import type { TornError } from '../snapshot/read.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { lostPages } from './lost.ts';

/**
 * The whole pages of the file called `path`; undefined where there are none. What was lost may be of any account and Region
 * that the file was of, so that nothing counts as not there; and the last call may have had more pages.
 */
export function wholeOf({ whole, told }: TornError, path: string): Snapshot | undefined {
  const last = whole?.pages.at(-1);
  if (!whole || !last) return undefined;
  const { manifest, pages } = whole;
  const error: PageError = {
    failure: 'unreadable',
    code: 'CutOff',
    message: `${path} ${told}; these were read, and what came after them is not known`,
  };
  const time = manifest.created;
  const { account, region, service, operation, args } = last;
  const lost: Page[] = [
    { account, region, service, operation, args, time, error },
    ...lostPages(error, time, restOf(whole)),
  ];
  // The manifest says what was read, and nobody's account is none of it.
  const { manifest: read } = makeSnapshot(pages, manifest);
  return { manifest: read, pages: makeSnapshot([...pages, ...lost], manifest).pages };
}

/** What was lost may be of these: in a file in order, of no account before that of the last page. */
function restOf({ manifest, pages }: Snapshot): Page['args'] {
  const { accounts, regions } = manifest.scope;
  const last = pages.at(-1)!.account;
  const inOrder = pages.every(
    ({ account }, i) => i === 0 || byText(pages[i - 1]!.account, account) <= 0,
  );
  const rest = inOrder ? accounts.filter((account) => byText(account, last) >= 0) : accounts;
  // One that does not name the account of its own last page says nothing of what was lost.
  const told = rest.includes(last) && regions.length > 0 ? rest : [UNKNOWN];
  return { [REST.accounts]: told.join(' '), [REST.regions]: regions.join(' ') };
}
