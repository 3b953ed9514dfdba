/** Where the accounts of a collection stand, as far as that was told. Pure. */
import type { AccountProgress, CollectSaid, PlaceProgress } from '#app/api/collect.ts';
import { GLOBAL } from '#app/snapshot/page.ts';
import type { TreeRow } from '../parts/tree.tsx';

export interface AccountStanding extends AccountProgress {
  /** As they were found. */
  readonly places: readonly PlaceProgress[];
}

type Said = Pick<CollectSaid['standing'], 'accounts' | 'places'>;

/** What is known after more was told; accounts stay in the order in which they were found. */
export function advanced(
  known: readonly AccountStanding[],
  { accounts, places }: Said,
): readonly AccountStanding[] {
  const next = new Map(known.map((standing) => [standing.account, standing]));
  for (const progress of accounts)
    next.set(progress.account, { ...progress, places: next.get(progress.account)?.places ?? [] });
  const told = new Map<string, PlaceProgress[]>();
  for (const place of places) told.set(place.account, [...(told.get(place.account) ?? []), place]);
  for (const [account, changed] of told) {
    const before = next.get(account) ?? { account, name: '', phase: 'reading', places: [] };
    const merged = new Map([...before.places, ...changed].map((place) => [place.region, place]));
    next.set(account, { ...before, places: [...merged.values()] });
  }
  return [...next.values()];
}

interface Sum {
  /** Regions that are over, and all that are known. */
  readonly over: number;
  readonly regions: number;
  readonly calls: number;
  readonly done: number;
  readonly gaps: number;
}

/** All places of an account together. */
export function sumOf({ places }: AccountStanding): Sum {
  const regions = places.filter(({ region }) => region !== GLOBAL);
  const total = (part: 'calls' | 'done' | 'gaps') => places.reduce((n, p) => n + p[part], 0);
  return {
    over: regions.filter(({ phase }) => phase !== 'waiting' && phase !== 'reading').length,
    regions: regions.length,
    calls: total('calls'),
    done: total('done'),
    gaps: total('gaps'),
  };
}

/** In the order in which somebody looks for them. */
export const PHASES = ['reading', 'refused', 'waiting', 'read'] as const;

export type StandingItem =
  | { readonly account: AccountStanding }
  | { readonly account: AccountStanding; readonly place: PlaceProgress };

/** The rows of the tree: accounts, and the Regions of those that are unfolded. */
export function standingRows(
  accounts: readonly AccountStanding[],
  unfolded: (account: string) => boolean,
): TreeRow<StandingItem>[] {
  const sorted = PHASES.flatMap((phase) => accounts.filter((a) => a.phase === phase));
  return sorted.flatMap((account, i) => {
    const { account: id, places } = account;
    const open = unfolded(id);
    const head: TreeRow<StandingItem> = {
      id,
      level: 1,
      place: i + 1,
      of: sorted.length,
      expanded: places.length > 0 ? open : undefined,
      item: { account },
    };
    if (!open) return [head];
    const rows = places.map((place, j) => ({
      id: `${id}/${place.region}`,
      level: 2,
      place: j + 1,
      of: places.length,
      item: { account, place },
    }));
    return [head, ...rows];
  });
}
