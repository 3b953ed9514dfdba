/** The JSON report of `lint`: what scripts may rely on. */
import type { Report } from '#app/report.ts';
import type { Comparison } from '#app/rules/baseline.ts';
import { jsonText } from '../json.ts';

/** `peerless/lint@1`: summary, gaps and findings in their total order. */
export const lintJson = (report: Report): string =>
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
const baselineJson = ({ known, grown, stale, unseen }: Comparison) => ({
  known: known.map(({ rule, fingerprint }) => ({ rule, fingerprint })),
  grown: grown.map(({ finding, before }) => ({
    rule: finding.rule,
    fingerprint: finding.fingerprint,
    places: finding.places.length,
    before,
  })),
  stale,
  unseen,
});
