/**
 * What `import 'electron'` gives under the double: just what main/desktop uses, typed against Electron itself.
 * Events are Node's own emitters; everything else is checked member by member.
 */
import { EventEmitter } from 'node:events';
import type {
  App,
  Clipboard,
  Dialog,
  MenuItemConstructorOptions,
  NativeTheme,
  Protocol,
  Session,
  Shell,
} from 'electron';
import { attached, listen, loaded } from './control.ts';
import { allEnded, BrowserWindow, joinWorld, type World } from './window.ts';

export { BrowserWindow };

class AppDouble
  extends EventEmitter
  implements
    Pick<
      App,
      | 'addRecentDocument'
      | 'clearRecentDocuments'
      | 'enableSandbox'
      | 'isPackaged'
      | 'isReady'
      | 'quit'
      | 'requestSingleInstanceLock'
      | 'setAboutPanelOptions'
      | 'whenReady'
    >
{
  readonly isPackaged = false;
  sandboxed = false;
  about: unknown;
  #ready = false;

  /** What the system lists, last first. */
  recentDocuments: string[] = [];
  addRecentDocument(path: string): void {
    this.recentDocuments.unshift(path);
  }
  clearRecentDocuments(): void {
    this.recentDocuments = [];
  }
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxed = true;
  }
  isReady(): boolean {
    return this.#ready;
  }
  async whenReady(): Promise<void> {
    await Promise.resolve();
    this.#ready = true;
  }
  /** `PEERLESS_DOUBLE_SECOND`: another instance has the lock, and is handed what this one says. */
  requestSingleInstanceLock(data?: unknown): boolean {
    if (process.env.PEERLESS_DOUBLE_SECOND === undefined) return true;
    console.log(JSON.stringify(data));
    return false;
  }
  setAboutPanelOptions(options: unknown): void {
    this.about = options;
  }
  quit(): void {
    this.emit('will-quit', { preventDefault: () => undefined });
    void allEnded().then(() => process.exit(0));
  }
}

export const app = new AppDouble();

export const ipcMain = new EventEmitter();

type Handler = Parameters<Protocol['handle']>[1];
const handlers = new Map<string, Handler>();
const standard = new Set<string>();

export const protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) if (privileges?.standard) standard.add(scheme);
  },
  handle(scheme, handler) {
    if (!standard.has(scheme))
      throw new Error(`the double answers standard schemes only; ${scheme} is not declared as one`);
    handlers.set(scheme, handler);
  },
};

type BeforeRequest = (
  details: { url: string },
  callback: (response: { cancel?: boolean }) => void,
) => void;
let beforeRequest: BeforeRequest | undefined;

/** Handlers of the session, kept for tests to call. */
const handlersOfSession: {
  permissionRequest?: Parameters<Session['setPermissionRequestHandler']>[0];
  permissionCheck?: Parameters<Session['setPermissionCheckHandler']>[0];
  device?: Parameters<Session['setDevicePermissionHandler']>[0];
} = {};

const defaultSession = Object.assign(new EventEmitter(), {
  kept: handlersOfSession,
  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]) {
    handlersOfSession.permissionRequest = handler;
  },
  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]) {
    handlersOfSession.permissionCheck = handler;
  },
  setDevicePermissionHandler(handler: Parameters<Session['setDevicePermissionHandler']>[0]) {
    handlersOfSession.device = handler;
  },
  webRequest: {
    onBeforeRequest(listener: BeforeRequest) {
      beforeRequest = listener;
    },
  },
}) satisfies Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

/** Another session by its name: it has no page and no network, unless a test replaces its `fetch`. */
const partition = () => ({
  on: () => undefined,
  setPermissionRequestHandler: () => undefined,
  setPermissionCheckHandler: () => undefined,
  setDevicePermissionHandler: () => undefined,
  webRequest: { onBeforeRequest: () => undefined },
  fetch: (): Promise<Response> => Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED')),
});
const partitions = new Map<string, ReturnType<typeof partition>>();
export const session = {
  defaultSession,
  fromPartition(name: string) {
    const found = partitions.get(name) ?? partition();
    partitions.set(name, found);
    return found;
  },
};

/** Dialogs change their minds unless a test replaces them. */
export const dialog = {
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
  showMessageBox: () => Promise.resolve({ response: 1, checkboxChecked: false }),
  showMessageBoxSync: () => 1,
} satisfies Pick<
  Dialog,
  'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showMessageBoxSync'
>;

let clipped = '';
/** What an item of the clipboard holds, by type. */
export class ClipboardItem {
  readonly items: Readonly<Record<string, Blob>>;
  constructor(items: Readonly<Record<string, Blob>>) {
    this.items = items;
  }
}
/** Pictures that were put on the clipboard. */
export const pictures: Blob[] = [];
export const clipboard: Pick<Clipboard, 'readText' | 'writeText'> & {
  write: (items: readonly ClipboardItem[]) => Promise<void>;
} = {
  write(items) {
    for (const { items: held } of items) if (held['image/png']) pictures.push(held['image/png']);
    return Promise.resolve();
  },
  readText: () => Promise.resolve(clipped),
  writeText: (text) => Promise.resolve(void (clipped = text)),
};

/** What was handed to the system. */
export const handedOver: { readonly opened: string[]; readonly revealed: string[] } = {
  opened: [],
  revealed: [],
};
export const shell: Pick<Shell, 'openExternal' | 'showItemInFolder'> = {
  openExternal(url) {
    handedOver.opened.push(url);
    return Promise.resolve();
  },
  showItemInFolder(path) {
    handedOver.revealed.push(path);
  },
};

/** A menu as its template; items are found by id, at any depth. */
class MenuDouble {
  readonly template: readonly MenuItemConstructorOptions[];
  constructor(template: readonly MenuItemConstructorOptions[]) {
    this.template = template;
  }
  getMenuItemById(id: string): MenuItemConstructorOptions | null {
    const find = (
      items: readonly MenuItemConstructorOptions[],
    ): MenuItemConstructorOptions | null => {
      for (const item of items) {
        if (item.id === id) return item;
        const found = Array.isArray(item.submenu) ? find(item.submenu) : null;
        if (found) return found;
      }
      return null;
    };
    return find(this.template);
  }
}

let applicationMenu: MenuDouble | null = null;
export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => new MenuDouble(template),
  setApplicationMenu: (menu: MenuDouble | null) => void (applicationMenu = menu),
  getApplicationMenu: () => applicationMenu,
};

let themeSource: NativeTheme['themeSource'] = 'system';
/** What the system prefers. */
let systemTheme: 'light' | 'dark' = 'light';
const scheme = () => (themeSource === 'system' ? systemTheme : themeSource);
/** One display, with a bar at the top. */
export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 30, width: 1920, height: 1050 } }],
};

const tellWindows = (): void => {
  for (const window of BrowserWindow.getAllWindows()) void window.emulate(scheme());
};

/** `system` is the double's own: a test turns it, as a user turns the whole system dark. */
export const nativeTheme: Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'> & {
  system: 'light' | 'dark';
} = {
  get system() {
    return systemTheme;
  },
  set system(theme) {
    systemTheme = theme;
    tellWindows();
  },
  get themeSource() {
    return themeSource;
  },
  set themeSource(source) {
    themeSource = source;
    tellWindows();
  },
  get shouldUseDarkColors() {
    return scheme() === 'dark';
  },
};

/** For preloads; here only so that their imports resolve in unit tests, which replace them. */
export const contextBridge = { exposeInMainWorld: () => undefined };
export const ipcRenderer = new EventEmitter();
export const webUtils = { getPathForFile: () => '' };

/** What a window asks of the rest, and a test without a window asks in its place. */
export const world: World = {
  answer(request) {
    const handler = handlers.get(request.url.slice(0, request.url.indexOf(':')));
    return handler && Promise.resolve(handler(request));
  },
  cancelled(url) {
    let cancel = false;
    beforeRequest?.({ url }, (response) => (cancel = response.cancel ?? false));
    return cancel;
  },
  received: (channel, event, args) => void ipcMain.emit(channel, event, ...args),
  downloading: (event) => void defaultSession.emit('will-download', event),
  contentsCreated: (contents) => void app.emit('web-contents-created', {}, contents),
  closed() {
    if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed');
  },
  colorScheme: scheme,
  attached,
  loaded,
};
joinWorld(world);

listen(
  {
    app,
    BrowserWindow,
    clipboard,
    dialog,
    ipcMain,
    Menu,
    nativeTheme,
    protocol,
    screen,
    session,
    shell,
  },
  () => app.quit(),
);
