/** CSV: one row for each place of each finding, what became of it beside it, safe to open in a spreadsheet. */
import { csvText } from '../exports/parts/csv-text.ts';
import type { Topology } from '../topology/topology.ts';
import { type Entry, entriesOf } from './parts/entries.ts';
import { inertLog } from './parts/log-text.ts';
import { defineReporter } from './reporter.ts';

const COLUMNS = [
  'severity',
  'sure',
  'state',
  'rule',
  'message',
  'resource',
  'name',
  'detail',
  'account',
  'region',
  'fingerprint',
  'reason',
];

function rowsOf({ finding, state, reason }: Entry, topology: Topology): string[][] {
  // A finding without places stands at what it is about.
  const places =
    finding.places.length > 0
      ? finding.places
      : [{ resource: finding.resources[0] ?? finding.subject ?? '', detail: '' }];
  return places.map(({ resource, detail }) => {
    const { account, region } = topology.placeOf(resource);
    return [
      finding.severity,
      finding.sure ? 'yes' : 'no',
      state,
      finding.rule,
      finding.message,
      resource,
      topology.find(resource)?.name ?? '',
      detail,
      account,
      region,
      finding.fingerprint,
      reason,
    ];
  });
}

export default defineReporter({
  id: 'csv',
  about: {
    title: 'CSV',
    description: 'One row for each place of each finding, for a spreadsheet.',
    extension: 'csv',
  },
  render: ({ report }) => ({
    body: inertLog(
      csvText([COLUMNS, ...entriesOf(report).flatMap((entry) => rowsOf(entry, report.topology))]),
    ),
    leftOut: [],
  }),
});
