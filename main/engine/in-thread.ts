/** The far side of own-thread.ts: a thread that is handed a network in parts and what to do, and ends with the answer. */
import { parentPort, type Transferable } from 'node:worker_threads';
import type { Page } from '#app/snapshot/page.ts';

/** What is asked may have a list that is long: it goes to the thread in portions, as pages do. */
export interface InPortions {
  readonly list?: readonly unknown[];
}

/** What the thread is told: pages and the long list of what is asked until there are no more, then what to do. */
export type ToThread<Ask> =
  | { readonly pages: readonly Page[] }
  | { readonly list: readonly unknown[] }
  | { readonly ask: Ask };

/** What it says. */
export type FromThread<Answer, Progress> =
  { readonly progress: Progress } | { readonly answer: Answer } | { readonly error: string };

/** Progress is said at most this often, in ms. */
const PACE = 100;

/** `moved` names what of the answer is handed over without a copy. */
export function inThread<Answer>(
  work: (
    pages: readonly Page[],
    ask: never,
    say: (progress: unknown) => void,
  ) => Answer | Promise<Answer>,
  moved: (answer: Answer) => readonly Transferable[] = () => [],
): void {
  const pages: Page[] = [];
  const list: unknown[] = [];
  const say = (message: FromThread<Answer, unknown>, moving: readonly Transferable[] = []): void =>
    parentPort?.postMessage(message, moving);

  async function done(ask: never): Promise<void> {
    let said = -Infinity;
    try {
      const answer = await work(pages, ask, (progress) => {
        const now = performance.now();
        if (now - said < PACE) return;
        said = now;
        say({ progress });
      });
      say({ answer }, moved(answer));
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  parentPort?.on('message', (told: ToThread<never>) => {
    if ('pages' in told) pages.push(...told.pages);
    else if ('list' in told) list.push(...told.list);
    else void done({ ...(told.ask as object), ...(list.length > 0 && { list }) } as never);
  });
}
