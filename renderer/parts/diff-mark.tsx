/** What became of something between two snapshots, as a sign in a disc of its colour; words stand beside it. */
import type { DiffLook } from '#app/scene/legend.ts';

export function DiffMark({
  look: { sign, token },
  size = 14,
}: {
  readonly look: Pick<DiffLook, 'sign' | 'token'>;
  readonly size?: number;
}) {
  return (
    <svg className="diff-mark" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7.5" style={{ fill: `var(--${token})` }} />
      <text className="sample-sign" x="8" y="12" textAnchor="middle">
        {sign}
      </text>
    </svg>
  );
}
