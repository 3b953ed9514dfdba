/** CSV: one file a table, as RFC 4180 has it, safe to open in a spreadsheet. */
import { defineExporter } from './exporter.ts';
import { csvText } from './parts/csv-text.ts';
import { reachTable } from './parts/reach-table.ts';
import { fileName } from './parts/scope.ts';
import { tablesOf } from './parts/tables.ts';

export default defineExporter({
  id: 'csv',
  about: {
    title: 'CSV tables',
    description:
      'VPCs, peerings, attachments, routes, findings and who reaches whom, one file each.',
    extension: 'csv',
    sort: 'table',
  },
  render: (report) =>
    [...tablesOf(report), reachTable(report)].map((table) => ({
      name: fileName('csv', table.name),
      mime: 'text/csv; charset=utf-8',
      body: csvText([table.columns, ...table.rows]),
    })),
});
