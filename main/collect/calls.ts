/** What collection asks: the kinds table, and nothing beside it. */
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import type { DetailCall, Kind, ListCall } from '#app/kinds/kind.ts';

/** A list call, and the calls made for every item it brings. */
export interface Listing {
  readonly call: ListCall;
  /** Field of an item that holds its id. */
  readonly idField: string;
  readonly details: readonly DetailCall[];
}

export const listings: readonly Listing[] = kindIds.map((id) => {
  const kind = kinds[id] as unknown as Kind;
  return { call: kind.call, idField: kind.idField, details: kind.details ?? [] };
});

/** Listings that every Region answers for itself, and those made once for an account. */
export const regional = listings.filter(({ call }) => call.scope !== 'global');
export const global = listings.filter(({ call }) => call.scope === 'global');

/** Names of fields that hold secrets in any answer: dropped from all of them. */
export const secretFields: ReadonlySet<string> = new Set(
  listings.flatMap(({ call, details }) => [call, ...details].flatMap((c) => c.secrets ?? [])),
);
