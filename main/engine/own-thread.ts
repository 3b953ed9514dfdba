/** Long work on a network in a thread of its own, so that the engine goes on answering and it can be stopped at any step. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { UserError } from '#app/api/rpc.ts';
import type { Page } from '#app/snapshot/page.ts';
import { builtPath, fromSources, packageRoot } from '#main/package.ts';
import type { FromThread, InPortions, ToThread } from './in-thread.ts';

export interface Hearing<Progress> {
  /** Ends the work at once where it is aborted. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Does what is asked with a network. Rejects with UserError where it was stopped, or took too much memory. */
export type Work<Ask, Answer, Progress> = (
  pages: readonly Page[],
  ask: Ask,
  hearing: Hearing<Progress>,
) => Promise<Answer>;

interface Sort {
  /** Its entry: `planner` for main/engine/planner.ts. */
  readonly entry: string;
  readonly stopped: string;
  readonly tooBig: string;
  readonly endedEarly: string;
}

/** Memory it may take, in MB: as much as the engine itself, for it holds the same network. */
export const HEAP_MB = 4096;
/** Done at once, over all windows: each holds a network of its own in memory. */
const AT_ONCE = 2;
/** Pages, and items of a long list, that are handed over in one go; between two, the engine answers. */
const PART = 16;

/** Threads of one sort: some work at once, the others wait for their turn. */
export function ownThreads<Ask extends object, Answer, Progress = never>(
  sort: Sort,
): Work<Ask, Answer, Progress> {
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
    if (signal.aborted) throw new UserError(sort.stopped);
    const { worker, answer } = begun<Answer, Progress>(sort, hearing);
    running++;
    try {
      await hand((message) => worker.postMessage(message), pages, ask, signal);
      return await answer;
    } finally {
      // A thread in the middle of what is no JavaScript ends only after that: nobody waits for it but the next in line.
      void worker.terminate().then(() => {
        running--;
        for (const wake of waiting.splice(0)) wake();
      });
    }
  };
}

async function hand<Ask extends object>(
  tell: (message: ToThread<Ask>) => void,
  pages: readonly Page[],
  ask: Ask,
  signal: AbortSignal,
): Promise<void> {
  async function portions<T>(all: readonly T[], say: (some: readonly T[]) => void): Promise<void> {
    for (let at = 0; at < all.length && !signal.aborted; at += PART) {
      say(all.slice(at, at + PART));
      await setImmediate();
    }
  }
  await portions(pages, (some) => tell({ pages: some }));
  const { list = [] }: InPortions = ask;
  await portions(list, (some) => tell({ list: some }));
  if (!signal.aborted) tell({ ask: list.length > 0 ? { ...ask, list: [] } : ask });
}

function begun<Answer, Progress>(
  { entry, stopped, tooBig, endedEarly }: Sort,
  { signal, onProgress }: Hearing<Progress>,
): { readonly worker: Worker; readonly answer: Promise<Answer> } {
  const worker = new Worker(
    fromSources
      ? join(packageRoot(), `main/engine/${entry}-from-sources.js`)
      : builtPath(`main/engine/${entry}.js`),
    { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } },
  );
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.on('message', (message: FromThread<Answer, Progress>) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('answer' in message) resolve(message.answer);
      else reject(new Error(message.error));
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UserError(tooBig) : error),
    );
    worker.on('exit', () => reject(new UserError(endedEarly)));
    signal.addEventListener('abort', () => reject(new UserError(stopped)), { once: true });
  });
  // It may end before anybody waits for it.
  answer.catch(() => undefined);
  return { worker, answer };
}
