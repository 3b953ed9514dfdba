/** Makes the plans of an estate in threads of their own, and tells of them. */
import type { Engine } from '#app/api/engine.ts';
import type { planInputs, PlanSummary } from '#app/api/plan.ts';
import type { PlannedScene } from '#app/scene/planned.ts';
import type { Estate } from './estates.ts';
import { findingOf, membersOf } from './findings.ts';
import type { Lint } from './lint.ts';
import type { PlanProgress } from '#app/plan/make.ts';
import { Paced } from './paced.ts';
import { type Parts, reply } from './parts.ts';
import { asked } from './plan-ask.ts';
import { planChoices } from './plan-choices.ts';
import { checkPlanFormat, planSummary, stepDetail, stepPage } from './plans.ts';
import type { Planner } from './spawn-planner.ts';
import type { Writer } from './spawn-writer.ts';
import { viewOf } from './views.ts';

/** VPCs by id, or those of a finding. */
const membersAsked = (
  lint: Lint,
  input: { readonly members: readonly string[] } | { readonly fingerprint: string },
): readonly string[] =>
  'members' in input ? input.members : membersOf(findingOf(lint, input.fingerprint).finding);

/** The picture of a plan, everything where it stands now. */
export function planScene(estate: Estate, plan: string): PlannedScene {
  const { moved } = estate.kept.now;
  const view = viewOf({ still: true, ...(moved && { moved }) });
  return estate.plans.scene(plan, estate.report, estate.scene(view));
}

export function planning(
  { estates, emit, jobs, downloads, now }: Parts,
  planner: Planner,
  writer: Writer,
  version: string,
): Pick<Engine, keyof typeof planInputs> {
  async function planned(input: Parameters<Engine['plan']>[0]): Promise<PlanSummary> {
    const { plans, lint, report, pages } = estates.get(input.handle);
    const { ask, modes } = await asked(input, membersAsked(lint, input), { plans, lint, report });
    const found = plans.find(ask);
    if (found) return planSummary(found, modes);
    const job = input.job ?? jobs.name('plan');
    const signal = jobs.begin(job);
    const paced = new Paced<PlanProgress>(now, (progress) =>
      emit('planProgress', { job, ...progress }),
    );
    try {
      const plan = await planner(pages, ask, {
        signal,
        onProgress: (progress) => paced.put(progress),
      });
      return planSummary(plans.add(ask, plan), modes);
    } finally {
      paced.close();
      jobs.end(job);
    }
  }

  return {
    plan: (input) => planned(input),
    planChoices: (input) =>
      reply(() => {
        const { lint, report } = estates.get(input.handle);
        return planChoices(report, membersAsked(lint, input));
      }),
    async planFile({ handle, what, from }) {
      const { plans, report } = estates.get(handle);
      return plans.files.read(what, from, report.topology);
    },
    planSteps: ({ handle, plan, start }) =>
      reply(() => stepPage(estates.get(handle).plans.get(plan), start)),
    planStep: ({ handle, plan, step }) =>
      reply(() => {
        const { plans, report } = estates.get(handle);
        return stepDetail(plans.get(plan), step, report);
      }),
    planScene: ({ handle, plan }) => reply(() => planScene(estates.get(handle), plan)),
    async planFiles({ handle, plan: id, format, job = jobs.name('plan file') }) {
      const { plans, report, read, pages, title } = estates.get(handle);
      const { steps: list, ...plan } = plans.get(id).plan;
      checkPlanFormat(format);
      const { manifest } = report;
      const { checksum } = read;
      const signal = jobs.begin(job);
      try {
        const ask = { format, plan, list, manifest, checksum, title, version };
        return downloads.add(await writer(pages, ask, { signal, onProgress: () => undefined }));
      } finally {
        jobs.end(job);
      }
    },
  };
}
