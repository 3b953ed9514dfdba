/** Prefix lists that would make the VPC tables of a planned network shorter. */
import { by, byText, groupBy, thenBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Topology } from '../topology/topology.ts';
import type { OfferedTable, PrefixListOffer } from './bill.ts';
import { countedRoutes, VPC_ROUTE_QUOTA } from './quotas.ts';

/** The rows of one family that a table sends to one gateway. */
interface Rows {
  readonly table: RouteTable;
  readonly gateway: Ref;
  readonly family: 4 | 6;
  readonly entries: readonly string[];
}

/**
 * Tables that send the same prefixes to the same gateway. A list holds one family, and a table that refers to it counts
 * the most entries it may have: rows become fewer, and what is left of the quota stays the same. Offered where rows and
 * entries together are fewer than the rows were, and where no table counts more than its quota with the list.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
 */
export function offersIn(after: Topology, vpcs: readonly Ref[]): PrefixListOffer[] {
  const alike = groupBy(
    vpcs.flatMap((vpc) => after.tablesOf(vpc)).flatMap(rowsOf),
    ({ table, gateway, entries }) =>
      `${table.account} ${table.region} ${gateway} ${entries.join(' ')}`,
  );
  return [...alike.values()]
    .filter(isWorthIt)
    .map((list) => offerFor(after, list))
    .filter((offer) => offer.perTable.every((t) => t.countedAfter <= t.quota))
    .sort(
      thenBy(
        (a, b) => b.rowsBefore - b.rowsAfter - (a.rowsBefore - a.rowsAfter),
        by((o) => o.tables[0] ?? ''),
        by((o) => o.entries[0] ?? ''),
      ),
    );
}

function rowsOf(table: RouteTable): Rows[] {
  const sent = table.routes.filter((r) => r.cidr && r.target.kind === 'transit-gateway');
  return [...groupBy(sent, (r) => `${r.target.id} ${r.cidr!.family}`).values()].map((routes) => ({
    table,
    gateway: routes[0]!.target.id,
    family: routes[0]!.cidr!.family,
    entries: routes.map((r) => r.destination).sort(byText),
  }));
}

/** One row a table and the entries of the list are less to keep than all the rows. */
const isWorthIt = (list: readonly Rows[]): boolean => {
  const many = list[0]!.entries.length;
  return list.length * many > list.length + many;
};

function offerFor(after: Topology, list: readonly Rows[]): PrefixListOffer {
  const { table, gateway, entries } = list[0]!;
  const sorted = [...list].sort(by((rows) => rows.table.id));
  return {
    account: table.account,
    region: table.region,
    gateway,
    tables: sorted.map((rows) => rows.table.id),
    entries,
    maxEntries: entries.length,
    rowsBefore: list.length * entries.length,
    rowsAfter: list.length,
    perTable: sorted.map((rows) => offered(after, rows, entries.length)),
  };
}

function offered(
  after: Topology,
  { table, family, entries }: Rows,
  maxEntries: number,
): OfferedTable {
  const counted = countedRoutes(after, table, family);
  return {
    table: table.id,
    rowsBefore: table.routes.length,
    rowsAfter: table.routes.length - entries.length + 1,
    countedBefore: counted,
    countedAfter: counted - entries.length + maxEntries,
    quota: VPC_ROUTE_QUOTA,
  };
}
