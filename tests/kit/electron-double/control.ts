/** The double's side of the line to the test that started it: attach first, then load; run functions on request. */

/** What a test says to the double. */
export type ToDouble =
  | { readonly say: 'go' }
  | { readonly say: 'evaluate'; readonly id: number; readonly code: string; readonly arg: unknown };

/** What the double says to the test. */
export type FromDouble =
  | { readonly say: 'attach'; readonly endpoint: string }
  | { readonly say: 'loaded' }
  | {
      readonly say: 'result';
      readonly id: number;
      readonly value?: unknown;
      readonly error?: string;
    };

const tell = (message: FromDouble): void => void process.send?.(message);

let go: (() => void) | undefined;

/** Tells the test where the page's DevTools are, and waits until it has attached. */
export function attached(endpoint: string): Promise<void> {
  if (!process.send) return Promise.resolve();
  return new Promise((resolve) => {
    go = resolve;
    tell({ say: 'attach', endpoint });
  });
}

export const loaded = (): void => tell({ say: 'loaded' });

async function evaluate(
  electron: object,
  { id, code, arg }: Extract<ToDouble, { say: 'evaluate' }>,
): Promise<void> {
  try {
    const run = (0, eval)(`(${code})`) as (electron: unknown, arg: unknown) => unknown;
    const value = await run(electron, arg);
    tell({ say: 'result', id, value: value ?? null });
  } catch (error) {
    tell({ say: 'result', id, error: error instanceof Error ? error.message : String(error) });
  }
}

/** True in a process that `launch.ts` started. */
const launched = process.env.PEERLESS_DOUBLE === '1';

/** Listens to the test, which reaches into `electron`; quits when the test is gone. */
export function listen(electron: object, quit: () => void): void {
  if (!launched) return;
  process.on('message', (message: ToDouble) => {
    if (message.say === 'go') go?.();
    else void evaluate(electron, message);
  });
  process.on('disconnect', quit);
}
