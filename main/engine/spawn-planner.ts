/** Makes plans in threads of their own. */
import type { PlanProgress } from '#app/plan/make.ts';
import type { Plan } from '#app/plan/plan.ts';
import { HEAP_MB, ownThreads, type Work } from './own-thread.ts';
import type { PlanAsk } from './plan-run.ts';

export type Planner = Work<PlanAsk, Plan, PlanProgress>;

/** In the thread it is called in: nothing else is done there meanwhile, and it cannot be stopped. */
export const planHere: Planner = async (pages, ask, { onProgress }) => {
  const { planFrom } = await import('./plan-run.ts');
  return planFrom(pages, ask, onProgress);
};

export const spawnPlanner = (): Planner =>
  ownThreads({
    entry: 'planner',
    stopped: 'Planning was stopped.',
    tooBig: `The plan took more memory than there is for it (${HEAP_MB / 1024} GB). Plan for fewer VPCs at a time: peerless plan --vpc.`,
    endedEarly: 'Planning ended early. Try again.',
  });
