/** A plan's own thread: it is handed the network in parts and what to plan, tells how far it is, and ends with the plan. */
import { parentPort } from 'node:worker_threads';
import type { PlanProgress } from '#app/plan/make.ts';
import type { Plan } from '#app/plan/plan.ts';
import type { Page } from '#app/snapshot/page.ts';
import { type PlanAsk, planFrom } from './plan-run.ts';

/** What the thread is told: pages until there are no more, then what to plan. */
export type ToPlanner = { readonly pages: readonly Page[] } | { readonly ask: PlanAsk };

/** What it says. */
export type FromPlanner =
  { readonly progress: PlanProgress } | { readonly plan: Plan } | { readonly error: string };

/** Progress is said at most this often, in ms. */
const PACE = 100;

const pages: Page[] = [];
const say = (message: FromPlanner): void => parentPort?.postMessage(message);

parentPort?.on('message', (told: ToPlanner) => {
  if ('pages' in told) {
    for (const page of told.pages) pages.push(page);
    return;
  }
  let said = -Infinity;
  try {
    const plan = planFrom(pages, told.ask, (progress) => {
      const now = performance.now();
      if (now - said < PACE) return;
      said = now;
      say({ progress });
    });
    say({ plan });
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
});
