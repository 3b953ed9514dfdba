/** CSV text as RFC 4180 has it, safe to open in a spreadsheet. */
import { inert } from './inert.ts';

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

/** Rows with CRLF, as RFC 4180 has it. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
