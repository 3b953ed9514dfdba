/**
 * Runs the desktop's main script in the test's own process, on the double of Electron: its windows load no page, and its
 * engine is a note of what was asked of it. Whoever uses it replaces modules, and must not share a loading of them.
 */
import { onTestFinished, vi } from 'vitest';
import type { MenuItemConstructorOptions, MessageBoxOptions } from 'electron';
import type { AboutEngine } from '#app/api/engine.ts';
import { PAGE } from '#main/desktop/address.ts';
import { CONNECT } from '#main/desktop/channels.ts';
import { settingsIn } from '#main/store/settings.ts';
import { scratch } from '../scratch.ts';
import type * as ElectronDouble from './electron.ts';

type Opening = AboutEngine['opening'];
type Double = typeof ElectronDouble;
export type Window = InstanceType<Double['BrowserWindow']>;

interface Setting {
  /** Behind the program. The working folder is `/base`. */
  readonly args?: readonly string[];
  readonly platform?: NodeJS.Platform;
  /** Where releases are; undefined as in a clone. */
  readonly repository?: string;
  /** Whether each start asks for updates. */
  readonly updates?: boolean;
  /** What GitHub answers with; without it, there is no way to it. */
  readonly latest?: () => Response;
  /** Called before the main script is. */
  readonly early?: (double: Double) => void;
  /** The window's place, as it was kept. */
  readonly place?: object;
  /** Another instance runs already. */
  readonly second?: boolean;
  /** The user's folder for settings; a fresh one. */
  readonly settings?: string;
}

/** To be called inside a test. */
export async function startMain({
  args = [],
  platform = 'linux',
  repository,
  updates = false,
  latest,
  early,
  place,
  second = false,
  settings,
}: Setting = {}) {
  const fresh = scratch();
  const folder = settings ?? fresh.folder;
  if (updates) await settingsIn(folder).change((held) => ({ ...held, updates }));
  if (place) fresh.write('window.json', JSON.stringify(place));

  vi.stubEnv('PEERLESS_SETTINGS', folder);
  vi.stubEnv('PEERLESS_DOUBLE_SECOND', second ? '1' : undefined);
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['electron', '.', ...args]);
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  vi.spyOn(process, 'cwd').mockReturnValue('/base');

  vi.resetModules();
  const engine = { expected: [] as Opening[], connected: [] as Opening[], closed: 0 };
  vi.doMock('#main/engine/spawn.ts', () => ({ spawnEngine: () => noted(engine) }));
  vi.doMock('#main/package.ts', () => ({
    builtPath: (...parts: string[]) => ['dist', ...parts].join('/'),
    packageRepository: () => repository,
    packageVersion: () => '0.1.0',
  }));
  vi.doMock('#main/page-files.ts', () => ({
    readPageFiles: (from: string) =>
      new Map([['/', { type: 'text/html', body: Buffer.from(`page of ${from}`) }]]),
  }));
  const double: Double = await import('./electron.ts');
  const { allEnded, WebContents } = await import('./window.ts');
  const { app, BrowserWindow, dialog, Menu, session } = double;

  const loaded: { address: string; opening: Opening }[] = [];
  vi.spyOn(BrowserWindow.prototype, 'loadURL').mockImplementation((address) => {
    loaded.push({ address, opening: engine.expected.at(-1) });
    return Promise.resolve();
  });
  const quit = vi.spyOn(app, 'quit').mockReturnValue();
  const boxes: MessageBoxOptions[] = [];
  const answers: number[] = [];
  dialog.showMessageBox = (...told: readonly unknown[]) => {
    boxes.push(told.at(-1) as MessageBoxOptions);
    return Promise.resolve({ response: answers.shift() ?? 1, checkboxChecked: false });
  };
  const asked: string[] = [];
  const net = session.fromPartition('updates');
  const unreachable = net.fetch;
  net.fetch = ((url: string) => {
    asked.push(url);
    return latest ? Promise.resolve(latest()) : unreachable();
  }) as typeof net.fetch;
  early?.(double);
  onTestFinished(async () => {
    // The last window would quit the app, and with it this process.
    app.removeAllListeners();
    for (const window of BrowserWindow.getAllWindows()) window.close();
    await allEnded();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  await import('#main/desktop/main.ts');

  return {
    ...double,
    WebContents,
    /** What was asked of the engine's host. */
    engine,
    /** The user's folder for settings. */
    folder,
    /** Addresses that windows were told to load, and what the engine was told to read before. */
    loaded,
    quit,
    /** Boxes that were shown; each is answered by the next of `answers`, or by its second button. */
    boxes,
    answers,
    /** Addresses that the main script asked the network for. */
    asked,
    item: (id: string) =>
      Menu.getApplicationMenu()?.getMenuItemById(id) as
        (MenuItemConstructorOptions & { click: (item: object) => void }) | null,
    /** Windows that are open. */
    windows: () => BrowserWindow.getAllWindows(),
    /** The page has loaded, and asks for its wire. */
    connect: (window: Window): void => {
      const frame = window.webContents.mainFrame;
      vi.spyOn(frame, 'url', 'get').mockReturnValue(PAGE);
      double.ipcMain.emit(CONNECT, { sender: window.webContents, senderFrame: frame });
    },
  };
}

function noted(engine: { expected: Opening[]; connected: Opening[]; closed: number }) {
  const nothing = (): void => undefined;
  return {
    expect(opening: Opening) {
      engine.expected.push(opening);
    },
    connect(opening: Opening) {
      engine.connected.push(opening);
      return { send: nothing, onMessage: nothing, onClose: nothing, close: nothing };
    },
    close() {
      engine.closed++;
      return Promise.resolve();
    },
  };
}
