/** Every finding of a run with what became of it: told, suppressed, or known to the baseline. */
import { groupBy } from '../../base/order.ts';
import type { Report } from '../../report.ts';
import { SEVERITIES, type Finding, type Severity } from '../../rules/rule.ts';

export interface Entry {
  readonly finding: Finding;
  readonly state: 'told' | 'suppressed' | 'baseline';
  /** Why it is suppressed; '' where it is not. */
  readonly reason: string;
}

/** Findings that were told first, in the order of the report; then the suppressed, then those of the baseline. */
export const entriesOf = (report: Report): readonly Entry[] => [
  ...report.findings.map((finding) => ({ finding, state: 'told' as const, reason: '' })),
  ...report.suppressed.map(({ finding, reason }) => ({
    finding,
    state: 'suppressed' as const,
    reason,
  })),
  ...(report.baseline?.known ?? []).map((finding) => ({
    finding,
    state: 'baseline' as const,
    reason: '',
  })),
];

/** Findings of one rule at one severity. */
export interface Group {
  readonly severity: Severity;
  readonly rule: string;
  readonly findings: readonly Finding[];
}

/** Told findings by severity and rule, in the order of the report. */
export const groupsOf = (report: Report): readonly Group[] =>
  SEVERITIES.flatMap((severity) =>
    [
      ...groupBy(
        report.findings.filter((f) => f.severity === severity),
        (f) => f.rule,
      ),
    ].map(([rule, findings]) => ({ severity, rule, findings })),
  );

/** Said beside a finding that is not sure. */
export const UNSURE = 'unsure: rests on what could not be read';
