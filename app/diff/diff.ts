/** Two reports -> changes: resources, reachability, findings and gaps of one estate at two times. */
import { byText } from '../base/order.ts';
import type { Gap } from '../topology/gap.ts';
import { diffFindings, type FindingsDiff } from './findings.ts';
import { ReachDiff } from './reach.ts';
import { type ChangeKind, diffResources, type ResourceChange } from './resources.ts';
import type { Side } from './side.ts';

export interface Diff {
  readonly before: Side;
  readonly after: Side;
  readonly resources: readonly ResourceChange[];
  readonly reach: ReachDiff;
  readonly findings: FindingsDiff;
  /** What was seen before and is not now, and the other way round; sorted by id. */
  readonly gaps: { readonly opened: readonly Gap[]; readonly closed: readonly Gap[] };
}

/** Compares what two reports say of one estate. What a gap hides on either side is never called added or removed. */
export function diffReports(before: Side, after: Side): Diff {
  return {
    before,
    after,
    resources: diffResources(before, after),
    reach: new ReachDiff(before, after),
    findings: diffFindings(before, after),
    gaps: { opened: only(after.gaps, before.gaps), closed: only(before.gaps, after.gaps) },
  };
}

function only(gaps: readonly Gap[], others: readonly Gap[]): Gap[] {
  const known = new Set(others.map(({ id }) => id));
  return gaps.filter(({ id }) => !known.has(id)).sort((a, b) => byText(a.id, b.id));
}

/** True where something surely differs: what one side could not see, or not surely, does not count. */
export const differs = ({ resources, reach, findings }: Diff): boolean =>
  resources.some(({ change }) => REAL.has(change)) ||
  reach.count('lost', 'gained', 'other') > 0 ||
  reach.within.length > 0 ||
  findings.fresh.length + findings.fixed.length > 0 ||
  findings.changed.some(({ before, after }) => before.sure && after.sure);

const REAL: ReadonlySet<ChangeKind> = new Set(['added', 'removed', 'changed']);

/** True where something that was not read, on either side, or not looked at could hide a difference. */
export const mayHide = ({ before, after, reach }: Diff): boolean =>
  before.gaps.length + after.gaps.length > 0 || reach.unlooked > 0;
