/** What collection asks: the kinds table, and nothing beside it. */
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import type { DetailCall, Kind, ListCall } from '#app/kinds/kind.ts';

/** A list call, and the calls made for every item it brings. */
export interface Listing {
  readonly call: ListCall;
  /** Field of an item that holds its id. */
  readonly idField: string;
  readonly details: readonly DetailCall[];
  /** Arguments that tell this call from others of its operation. */
  readonly args: Readonly<Record<string, string>>;
}

export const listings: readonly Listing[] = kindIds.flatMap((id) => {
  const { call, idField, details = [] } = kinds[id] as unknown as Kind;
  const { argument, values } = call.each ?? { argument: '', values: [''] };
  return values.map((value) => {
    return { call, idField, details, args: argument === '' ? {} : { [argument]: value } };
  });
});

/** Listings that every Region answers for itself, and those made once for an account. */
export const regional = listings.filter(({ call }) => call.scope !== 'global');
export const global = listings.filter(({ call }) => call.scope === 'global');
