/** The desktop's main process: one instance, one window, one engine, and everything the page does not need taken away. */
import {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
  type MessageBoxOptions,
  type Session,
} from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AboutEngine } from '#app/api/engine.ts';
import type { MenuOf } from '#app/api/shell.ts';
import { isObject } from '#app/base/json.ts';
import { spawnEngine } from '#main/engine/spawn.ts';
import { builtPath, packageRepository, packageVersion } from '#main/package.ts';
import { readPageFiles } from '#main/page-files.ts';
import { settingsFolder, settingsIn } from '#main/store/settings.ts';
import { PAGE } from './address.ts';
import { declareScheme, serveScheme } from './assets.ts';
import { bridge, type Bridge } from './bridge.ts';
import { hardenApp, hardenSession } from './harden.ts';
import { askBeforeLeaving } from './leaving.ts';
import { menuTemplate, refreshMenu } from './menu.ts';
import { openingOf } from './opening.ts';
import { createShell } from './shell.ts';
import {
  askForUpdate,
  isReleaseQuestion,
  releasesPage,
  tellUpdate,
  updateWords,
} from './updates.ts';
import { present, windowOptions } from './window.ts';
import { keepWindowState, placeOn, readWindowState } from './window-state.ts';

type Opening = AboutEngine['opening'];

const engine = spawnEngine((line) => process.stderr.write(`peerless: ${line}\n`));

const settings = settingsFolder(process.env, process.platform, homedir());
const placeFile = join(settings, 'window.json');

/** What the page's menus hold, as it said last. */
let menus: readonly MenuOf[] = [];
/** The window and its bridge, while there is one. */
let shown: { readonly window: BrowserWindow; readonly bridge: Bridge } | undefined;
/** What a page that connects, or reloads, opens by itself: what was asked for last. */
let opening: Opening = openingOf(process.argv, app.isPackaged, process.cwd());

function openWindow(): void {
  engine.expect(opening);
  const state = readWindowState(placeFile);
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow(
    windowOptions(
      builtPath('main', 'desktop', 'preload.cjs'),
      nativeTheme,
      state && placeOn(state, areas),
    ),
  );
  if (state?.maximized) window.maximize();
  keepWindowState(window, placeFile);
  const joined = bridge({
    ipcMain,
    page: window.webContents,
    shell: createShell({
      window,
      dialog,
      clipboard,
      ClipboardItem,
      nativeTheme,
      shell,
      setMenus(told) {
        menus = told;
        const menu = Menu.getApplicationMenu();
        if (!menu || !refreshMenu(menu, menus)) void setMenu();
      },
    }),
    connect: () => engine.connect(opening),
  });
  shown = { window, bridge: joined };
  window.once('ready-to-show', () => window.show());
  window.on('closed', () => {
    if (shown?.window !== window) return;
    shown = undefined;
    opening = undefined;
  });
  askBeforeLeaving(window, dialog);
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    void offerReload(window, reason);
  });
  void window.loadURL(PAGE);
}

async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window stopped working.',
    detail: `Its process ended (${reason}). Nothing on disk was changed.`,
    buttons: ['Reload', 'Close'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) window.reload();
  else window.close();
}

const repository = packageRepository();
/** What asks for releases. A session of its own: it knows the system's proxy, and the page's may not reach the network. */
let asking: Session | undefined;
let toldOfUpdates: string | undefined;

const show = (options: MessageBoxOptions) =>
  shown ? dialog.showMessageBox(shown.window, options) : dialog.showMessageBox(options);

/**
 * Asks whether a newer release is out. What came of it stands in the Help menu; a box tells it as well, `quietly` only where
 * there is something to do.
 */
async function checkUpdates(quietly = false): Promise<void> {
  if (repository === undefined) return;
  if (!asking) {
    asking = session.fromPartition('updates');
    hardenSession(asking, isReleaseQuestion);
  }
  const net = asking;
  const version = packageVersion();
  const answer = await askForUpdate({
    repository,
    version,
    fetch: (url, init) => net.fetch(url, init),
  });
  toldOfUpdates = updateWords(answer, version);
  await setMenu();
  if (quietly && answer.kind !== 'newer') return;
  if (await tellUpdate(show, answer, version)) await shell.openExternal(releasesPage(repository));
}

/** Keeps whether each start asks. Where that cannot be, says so, and the menu goes back to what holds. */
async function setAtStart(updates: boolean): Promise<void> {
  try {
    await settingsIn(settings).change((held) => ({ ...held, updates }));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    await show({ type: 'warning', message: 'The choice could not be kept.', detail });
  }
  await setMenu();
}

/** What the system itself lists as opened last: the Dock, the taskbar. */
let listed: string | undefined;
function listRecent(path: string | undefined): void {
  if (path === listed) return;
  listed = path;
  if (path === undefined) app.clearRecentDocuments();
  else app.addRecentDocument(path);
}

async function setMenu(): Promise<void> {
  const { recent, updates } = await settingsIn(settings).read();
  listRecent(recent[0]?.path);
  const perform = (id: string): void => shown?.bridge.emit('action', { id });
  const template = menuTemplate(process.platform, {
    menus,
    perform,
    tools: !app.isPackaged,
    recent: { sources: recent, open: (path) => open({ path }) },
    updates:
      repository === undefined
        ? undefined
        : {
            atStart: updates,
            told: toldOfUpdates,
            check: () => void checkUpdates(),
            setAtStart: (on) => void setAtStart(on),
          },
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Opens a source in the window there is, or in a new one; without a source, shows the window. */
function open(what: Opening): void {
  if (what !== undefined) opening = what;
  if (!shown) {
    if (app.isReady()) openWindow();
    return;
  }
  present(shown.window);
  // A page that is still on its way does not hear it: it asks by itself, and is told when it connects.
  if (what === undefined) return;
  if ('path' in what) shown.bridge.emit('openPath', what);
  else shown.bridge.emit('action', { id: 'open-sample' });
}

/** Reads what another instance of ourselves handed over. */
function handedOver(data: unknown): Opening {
  if (!isObject(data) || !isObject(data.opening)) return undefined;
  const { path, demo } = data.opening;
  if (typeof path === 'string') return { path };
  return demo === true ? { demo: true } : undefined;
}

hardenApp(app);
declareScheme(protocol);

if (app.requestSingleInstanceLock({ opening })) {
  app.on('second-instance', (_event, _argv, _cwd, data) => open(handedOver(data)));
  // macOS: the file manager, possibly before we are ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open({ path });
  });
  app.on('activate', () => {
    if (!shown) openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', () => void engine.close());
  app.setAboutPanelOptions({ applicationName: 'Peerless', applicationVersion: packageVersion() });
  await app.whenReady();
  hardenSession(session.defaultSession);
  serveScheme(protocol, readPageFiles(builtPath('renderer')));
  await setMenu();
  // The engine remembers what was opened: the menu shows it when the window is next turned to.
  app.on('browser-window-focus', () => void setMenu());
  app.on('browser-window-blur', () => void setMenu());
  // Another start, or the file manager, may have opened it meanwhile.
  if (!shown) openWindow();
  if ((await settingsIn(settings).read()).updates) void checkUpdates(true);
} else {
  app.quit();
}
