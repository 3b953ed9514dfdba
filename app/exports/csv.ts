/** CSV: one file a table, as RFC 4180 has it, safe to open in a spreadsheet. */
import { defineExporter } from './exporter.ts';
import { inert } from './parts/inert.ts';
import { fileName } from './parts/scope.ts';
import { tablesOf, type Table } from './parts/tables.ts';

/**
 * Spreadsheets run cells that begin like a formula; an apostrophe in front keeps them text.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function cell(raw: string): string {
  const unrunnable = /^[=+\-@\t\r]/.test(raw) ? `'${inert(raw)}` : inert(raw);
  return /[",\r\n]/.test(unrunnable) || /^\s|\s$/.test(unrunnable)
    ? `"${unrunnable.replaceAll('"', '""')}"`
    : unrunnable;
}

const write = (table: Table): string =>
  [table.columns, ...table.rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

export default defineExporter({
  id: 'csv',
  about: {
    title: 'CSV tables',
    description: 'VPCs, peerings, attachments, routes and findings, one file each.',
    extension: 'csv',
    sort: 'table',
  },
  render: (report) =>
    tablesOf(report).map((table) => ({
      name: fileName('csv', table.name),
      mime: 'text/csv; charset=utf-8',
      body: write(table),
    })),
});
