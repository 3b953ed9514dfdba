/** A prefix list that a plan offers, in words: what there is less of, and what there is not. */
import { count } from '../../base/count.ts';
import type { OfferedTable, PrefixListOffer } from '../../plan/bill.ts';
import type { Label } from './sentences.ts';

/** What every list does not do, once for all of them. Source: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html */
export const OFFERS_NOTE =
  'Fewer rows to keep, and one place to change. No room is won: a table counts the most entries of a list against its quota of routes, used or not. The lists are as large as they need to be; enlarge one before adding a prefix, and each of its tables counts as much more.';

export const offerText = (offer: PrefixListOffer, label: Label): string =>
  `${offer.region}, account ${offer.account}: one list of ${count(offer.entries.length, 'prefix', 'prefixes')} to ${label(offer.gateway)} for ${count(offer.tables.length, 'route table')} makes ${count(offer.rowsBefore, 'row')} into ${offer.rowsAfter}, with at most ${count(offer.maxEntries, 'entry', 'entries')} in the list`;

export const tableText = (t: OfferedTable, label: Label): string =>
  `${label(t.table)}: ${count(t.rowsBefore, 'row')}, with the list ${t.rowsAfter}; ${t.countedBefore} of ${t.quota} routes counted, with the list ${t.countedAfter}`;
