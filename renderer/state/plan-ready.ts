/** Why the steps of a plan cannot be walked now. */
import { count, number } from '../words/count.ts';
import type { PlanSlice } from './plan.ts';

/** A sentence; undefined where there is a plan. */
export function whyNoSteps({ planning }: Pick<PlanSlice, 'planning'>): string | undefined {
  if (planning.phase === 'ready') return undefined;
  if (planning.phase !== 'working') return 'Plan the move of a mesh first.';
  const { placed = 0, steps = 0 } = planning.progress ?? {};
  return steps === 0
    ? 'Still planning: the steps are being laid out.'
    : `Still planning: ${number(placed)} of ${count(steps, 'step')} proved.`;
}
