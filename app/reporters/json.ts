/** JSON: the document scripts may rely on, the same bytes for the same network. */
import { jsonText } from '../base/json-text.ts';
import type { Report } from '../report.ts';
import type { Comparison } from '../rules/baseline.ts';
import { defineReporter } from './reporter.ts';

/** `peerless/lint@1`: summary, gaps and findings in their total order. */
const lintJson = (report: Report): string =>
  jsonText('peerless/lint@1', {
    summary: report.summary,
    gaps: report.gaps,
    findings: report.findings,
    suppressed: report.suppressed.map(({ finding, reason, by }) => ({
      rule: finding.rule,
      fingerprint: finding.fingerprint,
      resources: finding.resources,
      subject: finding.subject,
      reason,
      by,
    })),
    suppressions: report.suppressions,
    notRun: report.notRun,
    ...(report.baseline ? { baseline: baselineJson(report.baseline) } : {}),
  });

/** What the baseline is to the run: known findings by name, entries nothing was found for in full. */
const baselineJson = ({ worse, known, grown, stale, unseen }: Comparison) => ({
  known: known.map(({ rule, fingerprint }) => ({ rule, fingerprint })),
  worse: worse.map(({ finding, before }) => ({
    rule: finding.rule,
    fingerprint: finding.fingerprint,
    severity: finding.severity,
    before,
  })),
  grown: grown.map(({ finding, before }) => ({
    rule: finding.rule,
    fingerprint: finding.fingerprint,
    places: finding.places.length,
    before,
  })),
  stale,
  unseen,
});

export default defineReporter({
  id: 'json',
  about: {
    title: 'JSON',
    description: 'For scripts: everything, under a schema id, sorted.',
    extension: 'json',
  },
  render: ({ report }) => ({ body: lintJson(report), leftOut: [] }),
});
