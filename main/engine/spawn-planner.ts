/** Makes plans in threads of their own, so that the engine goes on answering and a plan can be stopped at any step. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { UserError } from '#app/api/rpc.ts';
import type { PlanProgress } from '#app/plan/make.ts';
import type { Plan } from '#app/plan/plan.ts';
import type { Page } from '#app/snapshot/page.ts';
import { builtPath, fromSources, packageRoot } from '#main/package.ts';
import type { PlanAsk } from './plan-run.ts';
import type { FromPlanner, ToPlanner } from './planner.ts';

export interface PlanHearing {
  /** Ends the making at once where it is aborted. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PlanProgress) => void;
}

/** Makes a plan of a network. Rejects with UserError where it was stopped, or took too much memory. */
export type Planner = (pages: readonly Page[], ask: PlanAsk, hearing: PlanHearing) => Promise<Plan>;

/** Memory a plan may take, in MB: as much as the engine itself, for it holds the same network. */
const HEAP_MB = 4096;
/** Plans made at once, over all windows: each holds a network of its own in memory. */
const AT_ONCE = 2;
/** Pages handed over in one go; between two, the engine answers. */
const PART = 16;

export const STOPPED = 'Planning was stopped.';
const TOO_BIG = `The plan took more memory than there is for it (${HEAP_MB / 1024} GB). Plan for fewer VPCs at a time: peerless plan --vpc.`;

/** In the thread it is called in: nothing else is done there meanwhile, and it cannot be stopped. */
export const planHere: Planner = async (pages, ask, { onProgress }) => {
  const { planFrom } = await import('./plan-run.ts');
  return planFrom(pages, ask, onProgress);
};

export function spawnPlanner(): Planner {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (pages, ask, hearing) => {
    const { signal } = hearing;
    while (running >= AT_ONCE && !signal.aborted) {
      await new Promise<void>((wake) => {
        waiting.push(wake);
        signal.addEventListener('abort', () => wake(), { once: true });
      });
    }
    if (signal.aborted) throw new UserError(STOPPED);
    running++;
    try {
      return await inThread(pages, ask, hearing);
    } finally {
      running--;
      for (const wake of waiting.splice(0)) wake();
    }
  };
}

async function inThread(
  pages: readonly Page[],
  ask: PlanAsk,
  { signal, onProgress }: PlanHearing,
): Promise<Plan> {
  const worker = new Worker(
    fromSources
      ? join(packageRoot(), 'main/engine/planner-from-sources.js')
      : builtPath('main/engine/planner.js'),
    { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } },
  );
  const tell = (message: ToPlanner): void => worker.postMessage(message);
  const answer = new Promise<Plan>((resolve, reject) => {
    worker.on('message', (message: FromPlanner) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('plan' in message) resolve(message.plan);
      else reject(new Error(message.error));
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UserError(TOO_BIG) : error),
    );
    worker.on('exit', () => reject(new UserError('Planning ended early. Try again.')));
    signal.addEventListener('abort', () => reject(new UserError(STOPPED)), { once: true });
  });
  // It may end before anybody waits for it.
  answer.catch(() => undefined);
  try {
    for (let at = 0; at < pages.length && !signal.aborted; at += PART) {
      tell({ pages: pages.slice(at, at + PART) });
      await setImmediate();
    }
    if (!signal.aborted) tell({ ask });
    return await answer;
  } finally {
    await worker.terminate();
  }
}
