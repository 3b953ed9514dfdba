/** What a lint run comes to: which findings make it fail, and its exit code. */
import type { Report } from '#app/report.ts';
import type { Finding } from '#app/rules/rule.ts';
import type { ExitCode } from './command.ts';

/** Severities for `--fail-on`, and never. */
export const BARS = ['error', 'warning', 'info', 'never'] as const;

export interface Bar {
  readonly failOn: string;
  readonly allowPartial: boolean;
  /** True where entries of the baseline that nothing was found for fail the run. */
  readonly strictBaseline: boolean;
}

/** True for a finding as bad as the bar or worse: its severity's place is at or before the bar's. */
const reaches = (finding: Finding, failOn: string): boolean =>
  failOn !== 'never' &&
  BARS.indexOf(finding.severity) <= BARS.indexOf(failOn as (typeof BARS)[number]);

/** True for a finding that makes the run fail. One that is unsure does so only where partial data is allowed. */
export const fails = (finding: Finding, { failOn, allowPartial }: Bar): boolean =>
  reaches(finding, failOn) && (finding.sure || allowPartial);

/** True where something that was not seen keeps the run from being clean. */
export const isPartial = ({ findings, gaps }: Report, { failOn, allowPartial }: Bar): boolean =>
  !allowPartial &&
  (gaps.length > 0 || findings.some((finding) => !finding.sure && reaches(finding, failOn)));

/**
 * 1 where a sure finding reaches the bar: no gap can take it away. Else 4 where something was not seen,
 * for it may hide a finding or be all that an unsure one rests on. With partial data allowed, what was
 * seen decides, and an unsure finding counts like any other. See docs/decisions/0008.
 */
export function verdict(report: Report, bar: Bar): ExitCode {
  if (report.findings.some((finding) => fails(finding, bar))) return 1;
  if (bar.strictBaseline && (report.baseline?.stale.length ?? 0) > 0) return 1;
  return isPartial(report, bar) ? 4 : 0;
}
