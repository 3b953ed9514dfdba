/** Markdown: summary, findings with evidence, gaps and tables, for wikis and pull requests. */
import type { Report } from '../report.ts';
import { SEVERITIES, type Finding } from '../rules/rule.ts';
import { defineExporter } from './exporter.ts';
import { countText, estateText, severityTitles } from './parts/lint-text.ts';
import { md } from './parts/markdown-text.ts';
import { fileName, scopeText } from './parts/scope.ts';
import { tablesOf, type Table } from './parts/tables.ts';
import { trail } from './parts/trail.ts';

/** Routes are many; the table of them belongs into CSV. */
const SHOWN = new Set(['vpcs', 'peerings', 'attachments']);
const MOST_ROWS = 500;

function finding(f: Finding, report: Report): string[] {
  const named = (ref: string): string => md(report.topology.label(ref));
  const { title, text } = trail(f, named);
  return [
    `- **${md(f.rule)}**${f.sure ? '' : ' (unsure)'}: ${md(f.message)}`,
    ...f.places.map((p) => `  - ${named(p.resource)}: ${md(p.detail)}`),
    ...(f.path.length > 1 ? [`  - ${title}: ${text}`] : []),
  ];
}

function table(t: Table): string[] {
  if (t.rows.length === 0) return [];
  const row = (cells: readonly string[]): string => `| ${cells.map(md).join(' | ')} |`;
  const left = t.rows.length - MOST_ROWS;
  return [
    `## ${t.title} (${t.rows.length})`,
    '',
    row(t.columns),
    `|${' --- |'.repeat(t.columns.length)}`,
    ...t.rows.slice(0, MOST_ROWS).map(row),
    ...(left > 0 ? ['', `And ${left} more; the CSV export lists all of them.`] : []),
    '',
  ];
}

function write(report: Report): string {
  const out = [
    '# Network report',
    '',
    md(scopeText(report)),
    '',
    md(estateText(report)),
    '',
    `**${md(countText(report))}**`,
    '',
  ];
  for (const severity of SEVERITIES) {
    const found = report.findings.filter((f) => f.severity === severity);
    if (found.length === 0) continue;
    out.push(
      `## ${severityTitles[severity]} (${found.length})`,
      '',
      ...found.flatMap((f) => finding(f, report)),
      '',
    );
  }
  if (report.gaps.length > 0) {
    out.push(
      `## What could not be read (${report.gaps.length})`,
      '',
      ...report.gaps.map((g) => `- ${md(g.message)}`),
      '',
    );
  }
  for (const t of tablesOf(report)) if (SHOWN.has(t.name)) out.push(...table(t));
  return `${out.join('\n').trimEnd()}\n`;
}

export default defineExporter({
  id: 'markdown',
  about: {
    title: 'Markdown report',
    description: 'Summary, findings with evidence, gaps and tables, for a wiki or a pull request.',
    extension: 'md',
    sort: 'text',
  },
  render: (report) => [
    { name: fileName('md'), mime: 'text/markdown; charset=utf-8', body: write(report) },
  ],
});
