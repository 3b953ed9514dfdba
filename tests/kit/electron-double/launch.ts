/** Starts the real desktop main script under the double, and attaches the test's own Playwright to its page. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import type * as Electron from 'electron';
import type { FromDouble, ToDouble } from './control.ts';

/** A running desktop app, real or double: its page, and a way into its main process. */
export interface RunningDesktop {
  readonly page: Page;
  /** What the main process wrote so far. */
  log(): string;
  /** Runs a function in the main process. It is sent as text: it sees its arguments and nothing else. */
  evaluate<A, R>(run: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  close(): Promise<void>;
}

interface Options {
  /** The folder of the app, built; ours, unless it was packed somewhere. */
  readonly app?: string;
  /** The working folder; ours. */
  readonly cwd?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Called before the page loads anything. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

const start = ({ app = root, cwd = root, args, env }: Omit<Options, 'prepare'>) =>
  fork(join(app, 'dist/main/desktop/main.js'), [...args], {
    cwd,
    // By their own addresses: there may be no packages where it is started.
    execArgv: [
      ...['--import', import.meta.resolve('tsx')],
      ...['--import', new URL('./register.ts', import.meta.url).href],
    ],
    env: { ...process.env, ...env, PEERLESS_DOUBLE: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });

/** A start while another instance runs, to its end. */
export async function startSecond(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly out: string }> {
  const child = start({ args, env: { PEERLESS_DOUBLE_SECOND: '1' } });
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, out };
}

/** Rejects with what the main process wrote where it ends before the page has loaded. */
export async function launchDouble({ prepare, ...options }: Options): Promise<RunningDesktop> {
  const child = start(options);
  let written = '';
  child.stdout?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const say = (message: ToDouble) => void child.send(message);

  const heard = <S extends FromDouble['say']>(what: S): Promise<Extract<FromDouble, { say: S }>> =>
    new Promise((resolve, reject) => {
      const hear = (message: FromDouble) => {
        if (message.say !== what) return;
        child.off('message', hear);
        resolve(message as Extract<FromDouble, { say: S }>);
      };
      child.on('message', hear);
      void exited.then(() =>
        reject(new Error(`the desktop's main process ended early:\n${written}`)),
      );
    });

  const loaded = heard('loaded');
  loaded.catch(() => undefined);
  const { endpoint } = await heard('attach');
  const browser = await chromium.connectOverCDP(endpoint);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the double has no page');
  await prepare?.(page);
  say({ say: 'go' });
  await loaded;

  let next = 1;
  return {
    page,
    log: () => written,
    evaluate(run, arg) {
      const id = next++;
      return new Promise((resolve, reject) => {
        const hear = (message: FromDouble) => {
          if (message.say !== 'result' || message.id !== id) return;
          child.off('message', hear);
          if (message.error === undefined) resolve(message.value as never);
          else reject(new Error(message.error));
        };
        child.on('message', hear);
        say({ say: 'evaluate', id, code: run.toString(), arg });
      });
    },
    async close() {
      await browser.close().catch(() => undefined);
      if (child.connected) child.disconnect();
      const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(patience);
    },
  };
}
