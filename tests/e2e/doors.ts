/** The doors a story is played through: how each is started, and how a file saved through it is caught. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Browser, expect, type Page } from '@playwright/test';
import { launchDouble, type RunningDesktop } from '../kit/electron-double/launch.ts';
import { findElectron } from '../kit/electron.ts';

export type DoorName = 'serve' | 'desktop-double' | 'desktop-electron';

/** An open door with a page behind it. */
export interface OpenDoor {
  readonly page: Page;
  /** The main process, on the desktop doors. */
  readonly desktop: RunningDesktop | undefined;
  /** Does what saves a file, and gives its name and what is in it. */
  readonly save: (
    act: () => Promise<void>,
  ) => Promise<{ readonly name: string; readonly text: string; readonly bytes: Buffer }>;
  /** Does what asks for a file, and answers with one. */
  readonly choose: (path: string, act: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Variables of the door's process, beside those of the tests. */
export type Env = Readonly<Record<string, string>>;

/** Sees the page before it loads anything. */
type Prepare = (page: Page) => Promise<void>;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A story remembers nothing of another, and nothing for whoever runs it; one that starts twice names a folder itself. */
function ownSettings(env: Env = {}): NodeJS.ProcessEnv & { PEERLESS_SETTINGS: string } {
  const own = process.env['PEERLESS_STORY_SETTINGS'];
  return {
    ...process.env,
    ...env,
    PEERLESS_SETTINGS: own ?? join(tmpdir(), `peerless-settings-${process.pid}-${randomUUID()}`),
  };
}

/** `args` are what a user would type behind `peerless serve`, or behind the desktop program. */
export function openDoor(
  door: DoorName,
  args: readonly string[],
  browser: Browser,
  prepare: Prepare,
  env?: Env,
): Promise<OpenDoor> {
  if (door === 'serve') return openServe(args, browser, prepare, env);
  const { PEERLESS_SETTINGS } = ownSettings();
  return openDesktop(
    door === 'desktop-double'
      ? launchDouble({ args, prepare, env: { ...env, PEERLESS_SETTINGS } })
      : launchElectron(args, prepare, env),
  );
}

/** The address a running `peerless serve` prints. */
export async function startServe(args: readonly string[], env?: Env) {
  // What the set-up built, not bin/: that would build again should a source change while stories run.
  const child = spawn(process.execPath, ['dist/main/cli/index.js', 'serve', '--no-open', ...args], {
    cwd: root,
    env: ownSettings(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`peerless serve ended early:\n${text}${errors}`)));
  });
  return {
    url,
    stop: () =>
      new Promise<void>((resolve) => {
        if (child.exitCode !== null) resolve();
        child.once('exit', () => resolve());
        child.kill('SIGINT');
      }),
  };
}

async function openServe(
  args: readonly string[],
  browser: Browser,
  prepare: Prepare,
  env?: Env,
): Promise<OpenDoor> {
  const { url, stop } = await startServe(args, env);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await prepare(page);
  await page.goto(url);
  return {
    page,
    desktop: undefined,
    async save(act) {
      const [download] = await Promise.all([page.waitForEvent('download'), act()]);
      return {
        name: download.suggestedFilename(),
        ...held(await download.path()),
      };
    },
    async choose(path, act) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), act()]);
      await chooser.setFiles(path);
    },
    async close() {
      await page.close();
      await stop();
    },
  };
}

async function openDesktop(launching: Promise<RunningDesktop>): Promise<OpenDoor> {
  const desktop = await launching;
  const folder = mkdtempSync(join(tmpdir(), 'peerless-story-'));
  return {
    page: desktop.page,
    desktop,
    async save(act) {
      // The dialog is the system's: it answers with a path in our folder, under the name it was offered.
      await desktop.evaluate(({ dialog }, into) => {
        (dialog as unknown as { lastSave?: string }).lastSave = '';
        dialog.showSaveDialog = ((_window: unknown, options: { defaultPath?: string }) => {
          const filePath = `${into}/${options.defaultPath ?? ''}`;
          (dialog as unknown as { lastSave?: string }).lastSave = filePath;
          return Promise.resolve({ canceled: false, filePath });
        }) as typeof dialog.showSaveDialog;
      }, folder);
      await act();
      const asked = () =>
        desktop.evaluate(
          ({ dialog }) => (dialog as unknown as { lastSave?: string }).lastSave ?? '',
          undefined,
        );
      let path = '';
      await expect.poll(async () => (path = await asked())).not.toBe('');
      // Of the file before, the page may still tell.
      await desktop.page.getByText(`Saved ${path}`).waitFor();
      return { name: path.slice(folder.length + 1), ...held(path) };
    },
    async choose(path, act) {
      await desktop.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
      }, path);
      await act();
    },
    async close() {
      await desktop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Electron itself, with a profile of its own so that instances do not meet. */
async function launchElectron(
  args: readonly string[],
  prepare: Prepare,
  env?: Env,
): Promise<RunningDesktop> {
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  const profile = mkdtempSync(join(tmpdir(), 'peerless-electron-'));
  const app = await _electron.launch({
    executablePath: found.executablePath,
    // Chromium's own sandbox cannot start for root; the page stays sandboxed from Node all the same.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      '.',
      ...args,
    ],
    cwd: root,
    env: ownSettings(env) as Record<string, string>,
  });
  const page = await app.firstWindow();
  await prepare(page);
  return {
    page,
    log: () => '',
    evaluate: (run, arg) => app.evaluate(run as never, arg) as never,
    async close() {
      await app.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

function held(path: string): { readonly text: string; readonly bytes: Buffer } {
  const bytes = readFileSync(path);
  return { text: bytes.toString('utf8'), bytes };
}
