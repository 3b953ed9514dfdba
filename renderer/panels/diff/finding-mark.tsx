/** A finding of a comparison: how grave it is, and what became of it. */
import type { DiffRow } from '#app/api/diff.ts';
import { SeverityMark } from '../../parts/severity.tsx';
import { findingWords } from '../../state/diff-list.ts';

type FindingRow = Extract<DiffRow, { readonly sort: 'finding' }>;

export const FindingMark = ({ row }: { readonly row: Pick<FindingRow, 'severity' | 'change'> }) => (
  <span className="finding-mark">
    <SeverityMark severity={row.severity} />
    <span className={row.change === 'new' ? 'strong' : 'quiet'}>{findingWords[row.change]}</span>
  </span>
);
