/** Clusters: accounts that must stand in one row, because a ring runs through them; and the order in the row. */
import { byText, groupBy } from '../../base/order.ts';
import type { Drawing } from './drawing.ts';
import { containerOf, type Homes, type Ring } from './homes.ts';
import { Ties } from './neighbours.ts';

export interface Cluster {
  readonly id: string;
  readonly rows: readonly {
    readonly account: string;
    /** Containers in the row, left to right. */
    readonly row: readonly string[];
    /** Containers below the row. */
    readonly rest: readonly string[];
  }[];
}

export const accountOf = (container: string): string => container.slice(0, container.indexOf('/'));

/** `shared`: rings whose members stand in several containers. */
export function clustersOf(
  drawing: Drawing,
  homes: Homes,
  shared: readonly Ring[],
): { clusters: Cluster[]; ties: Ties } {
  // Which containers and accounts belong together, and which must stand in one row for a ring to close.
  const nodes = new Map(drawing.nodes.map((n) => [n.id, n]));
  const ties = new Ties();
  const bound = new Ties();
  const tie = (a: string, b: string, weight: number): void => {
    ties.add(a, b, weight);
    if (accountOf(a) !== accountOf(b)) ties.add(`#${accountOf(a)}`, `#${accountOf(b)}`, weight);
  };
  for (const link of drawing.links) {
    const a = nodes.get(link.from);
    const b = nodes.get(link.to);
    if (a && b) tie(containerOf(a), containerOf(b), link.kind === 'tgw-peering' ? 4 : 1);
  }
  const inRow = new Set<string>();
  for (const ring of shared) {
    const places = [...new Set(ring.members.map(containerOf))].sort(byText);
    for (const a of places) {
      inRow.add(a);
      for (const b of places) {
        if (a < b) {
          tie(a, b, 20);
          if (accountOf(a) !== accountOf(b)) bound.add(`#${accountOf(a)}`, `#${accountOf(b)}`, 1);
        }
      }
    }
  }

  const byAccount = groupBy(homes.containers, accountOf);
  const groups = bound.groups([...byAccount.keys()].map((a) => `#${a}`));
  const clusters = groups.map((group) => {
    const accounts = ties.chain(group).map((a) => a.slice(1));
    const rows = accounts.map((account, i) => {
      const mine = byAccount.get(account) ?? [];
      const row = ties.chain(mine.filter((c) => inRow.has(c)));
      // The end of the chain that is tied to the account before stands first.
      const before = accounts[i - 1];
      const after = accounts[i + 1];
      const pull = (c: string, other: string | undefined): number =>
        other === undefined
          ? 0
          : (byAccount.get(other) ?? []).reduce((sum, o) => sum + ties.between(c, o), 0);
      const first = row[0];
      const last = row.at(-1);
      if (
        first &&
        last &&
        pull(first, before) - pull(first, after) < pull(last, before) - pull(last, after)
      )
        row.reverse();
      return { account, row, rest: ties.chain(mine.filter((c) => !inRow.has(c))) };
    });
    return { id: group.join(' '), rows };
  });
  return { clusters, ties };
}
