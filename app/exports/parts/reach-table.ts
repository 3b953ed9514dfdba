/** Who reaches whom, as a table: one row for each ordered pair of different VPCs. */
import type { Report } from '../../report.ts';
import type { Table } from './tables.ts';

/** The pairs of so many VPCs still fit in a spreadsheet, and in a moment. */
const MOST_VPCS = 500;

/** The columns of `peerless reach --format csv`. */
const COLUMNS = ['from', 'to', 'outcome', 'return'] as const;

export function reachTable({ routing }: Report): Table {
  const reach = routing.reach();
  const { ids } = reach;
  const rows =
    ids.length > MOST_VPCS
      ? [
          [
            '',
            '',
            `not listed: the pairs of ${ids.length} VPCs are too many for one table`,
            'see `peerless reach --format csv`',
          ],
        ]
      : ids.flatMap((from, row) =>
          ids.flatMap((to, column) => {
            if (row === column) return [];
            const pair = reach.pair(row, column);
            return [[from, to, pair.outcome, pair.return]];
          }),
        );
  return { name: 'reach', title: 'Who reaches whom', columns: COLUMNS, rows };
}
