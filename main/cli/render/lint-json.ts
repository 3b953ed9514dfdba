/** The JSON report of `lint`: what scripts may rely on. */
import type { Report } from '#app/report.ts';
import { jsonText } from '../json.ts';

/** `peerless/lint@1`: summary, gaps and findings in their total order. */
export const lintJson = (report: Report): string =>
  jsonText('peerless/lint@1', {
    summary: report.summary,
    gaps: report.gaps,
    findings: report.findings,
    suppressed: report.suppressed.map(({ finding, reason }) => ({
      rule: finding.rule,
      fingerprint: finding.fingerprint,
      resources: finding.resources,
      reason,
    })),
  });
