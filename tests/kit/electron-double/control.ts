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

async function evaluate(id: number, code: string, arg: unknown): Promise<void> {
  try {
    const electron = await import('./electron.ts');
    const run = (0, eval)(`(${code})`) as (electron: unknown, arg: unknown) => unknown;
    const value = await run(electron, arg);
    tell({ say: 'result', id, value: value ?? null });
  } catch (error) {
    tell({ say: 'result', id, error: error instanceof Error ? error.message : String(error) });
  }
}

/** Listens to the test; ends with it. */
export function listen(): void {
  process.on('message', (message: ToDouble) => {
    if (message.say === 'go') go?.();
    else void evaluate(message.id, message.code, message.arg);
  });
  process.on('disconnect', () => void import('./electron.ts').then(({ app }) => app.quit()));
}
