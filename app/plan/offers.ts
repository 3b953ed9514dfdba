/** Prefix lists that would make the VPC tables of a planned network shorter. */
import { by, byText, groupBy, thenBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { PrefixListOffer } from './plan.ts';

/**
 * Tables that send the same prefixes to the same gateway. A list holds one family, and a table that refers to it counts
 * the most entries it may have: rows become fewer, and what is left of the quota stays the same.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
 */
export function offersIn(after: Topology, vpcs: readonly Ref[]): PrefixListOffer[] {
  const rows = vpcs
    .flatMap((vpc) => after.tablesOf(vpc))
    .flatMap((table) => {
      const sent = table.routes.filter((r) => r.cidr && r.target.kind === 'transit-gateway');
      return [...groupBy(sent, (r) => `${r.target.id} ${r.cidr!.family}`)].map(([, routes]) => ({
        table,
        gateway: routes[0]!.target.id,
        entries: routes.map((r) => r.destination).sort(byText),
      }));
    });
  const alike = groupBy(
    rows,
    ({ table, gateway, entries }) =>
      `${table.account} ${table.region} ${gateway} ${entries.join(' ')}`,
  );
  return [...alike.values()]
    .filter((list) => list.length > 1 && list[0]!.entries.length > 1)
    .map((list): PrefixListOffer => {
      const [{ table, gateway, entries }] = list as [(typeof rows)[number], ...typeof rows];
      return {
        account: table.account,
        region: table.region,
        gateway,
        tables: list.map((row) => row.table.id).sort(byText),
        entries,
        maxEntries: entries.length,
        rowsBefore: list.length * entries.length,
        rowsAfter: list.length,
      };
    })
    .sort(
      thenBy(
        (a, b) => b.rowsBefore - b.rowsAfter - (a.rowsBefore - a.rowsAfter),
        by((o) => o.tables[0] ?? ''),
        by((o) => o.entries[0] ?? ''),
      ),
    );
}
