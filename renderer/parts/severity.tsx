/** A severity as shape, letter and colour together. */
import { severityLooks } from '#app/scene/legend.ts';
import type { Severity } from '#app/rules/rule.ts';

const SHAPES: Readonly<Record<Severity, string>> = {
  error: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  warning: 'M8 1.2 15.4 14.6H.6z',
  info: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z',
};

export const severityNames: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
};

export function SeverityMark({
  severity,
  size = 14,
}: {
  readonly severity: Severity;
  readonly size?: number;
}) {
  return (
    <svg
      className={`severity ${severity}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role="img"
      aria-label={severityNames[severity]}
    >
      <path d={SHAPES[severity]} />
      <text x="8" y={severity === 'warning' ? 13 : 12} textAnchor="middle">
        {severityLooks[severity].sign}
      </text>
    </svg>
  );
}
