/** What a collection lost on the way: calls that the network, AWS or dead credentials kept from being answered. */
import type { Page } from '#app/snapshot/page.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { isPassing, UNKNOWN_KEYS } from '#main/collect/classify.ts';

const isLost = ({ error }: Page): boolean => error !== undefined && isPassing(error);

const regionOf = ({ account, region }: Page): string => `${account}/${region}`;

const placeOf = ({ account, region, service, operation, args }: Page): string =>
  JSON.stringify([account, region, service, operation, args]);

/**
 * True for one that came to its end, as `collect` on the command line has it: it was not stopped, and neither credentials nor
 * the network ended on the way. A profile whose credentials had ended before is a gap, and what the others read is whole.
 */
export function isWhole({ pages }: Snapshot): boolean {
  const answers = pages.filter(({ answer }) => answer);
  const accounts = new Set(answers.map(({ account }) => account));
  const regions = new Set(answers.map(regionOf));
  return !pages.some((page) => {
    if (!isLost(page)) return false;
    if (page.error?.failure !== 'credentials') return true;
    // A Region that is not open to the account refuses keys that are good elsewhere.
    const isShut = UNKNOWN_KEYS.has(page.error.code) && !regions.has(regionOf(page));
    return !isShut && accounts.has(page.account);
  });
}

/** A proxy's or sign-in page stood in for AWS. */
const STOOD_IN: ReadonlySet<string> = new Set(['BadAnswer', 'NoList']);

/** The first call that the repetition lost and the reading before it had not: what is open is better. */
export function lostSince(before: Snapshot | undefined, { pages }: Snapshot): Page | undefined {
  const failed = new Set<string>();
  const answered = new Set<string>();
  for (const page of before?.pages ?? []) (page.error ? failed : answered).add(placeOf(page));
  return pages.find((page) => {
    if (!page.error || failed.has(placeOf(page))) return false;
    return isLost(page) || (STOOD_IN.has(page.error.code) && answered.has(placeOf(page)));
  });
}
