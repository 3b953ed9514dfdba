/** Two reports -> changes: resources, reachability, findings and gaps of one estate at two times. */
import { byText } from '../base/order.ts';
import type { Gap } from '../topology/gap.ts';
import { diffFindings, type FindingsDiff } from './findings.ts';
import { ReachDiff } from './reach.ts';
import { type ChangeKind, type ResourceChange, resourceSteps } from './resources.ts';
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

/** What a comparison is at. */
export type Stage = 'resources' | 'reach' | 'findings';

/** How far a comparison is; `share` is of its stage, from 0 to 1. */
export interface Progress {
  readonly stage: Stage;
  readonly share: number;
}

/** Compares what two reports say of one estate. What a gap hides on either side is never called added or removed. */
export function diffReports(before: Side, after: Side): Diff {
  const steps = diffSteps(before, after);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in small steps, so that it can be given up between two of them, and says how far it is. */
export function* diffSteps(before: Side, after: Side): Generator<Progress, Diff> {
  yield { stage: 'resources', share: 0 };
  const comparing = resourceSteps(before, after);
  let compared = comparing.next();
  while (!compared.done) {
    yield { stage: 'resources', share: 0 };
    compared = comparing.next();
  }
  const reaching = ReachDiff.steps(before, after);
  let step = reaching.next();
  while (!step.done) {
    yield { stage: 'reach', share: step.value };
    step = reaching.next();
  }
  yield { stage: 'findings', share: 0 };
  return {
    before,
    after,
    resources: compared.value,
    reach: step.value,
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
  findings.fresh.length + findings.fixed.length > 0 ||
  findings.changed.some(({ sure }) => sure);

const REAL: ReadonlySet<ChangeKind> = new Set(['added', 'removed', 'changed']);

/** True where something that was not read, on either side, or not looked at could hide a difference. */
export const mayHide = ({ before, after, reach }: Diff): boolean =>
  before.gaps.length + after.gaps.length > 0 || reach.unlooked > 0;
