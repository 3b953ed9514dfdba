/**
 * Takes away what the page never needs: permissions, navigation, windows, guests, downloads, the network.
 * Follows https://www.electronjs.org/docs/latest/tutorial/security
 */
import type { App, BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import { isOurs } from './address.ts';

/** What every window of ours runs with. */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
} as const satisfies BrowserWindowConstructorOptions['webPreferences'];

type Contents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** No leaving our page, no second window, no guest. Our own address stays reachable: a reload is one. */
export function hardenContents(contents: Contents): void {
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

type Guarded = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'on'
  | 'webRequest'
>;

/** data: and blob: images are the page's own; developer tools are the user's, where there are any. */
const isOfThePage = (url: string): boolean => isOurs(url) || /^(data|blob|devtools):/.test(url);

/** No permission, no device, no download, and no request that is not for our own files, or for what `mayAsk` says. */
export function hardenSession(session: Guarded, mayAsk = isOfThePage): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayAsk(details.url) });
  });
}

/** For every page and session that ever comes to be, whoever made it. Must be called before the app is ready. */
export function hardenApp(app: Pick<App, 'enableSandbox' | 'on'>): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
  app.on('session-created', (session) => hardenSession(session));
}
