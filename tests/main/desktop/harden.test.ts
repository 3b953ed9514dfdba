/** What the desktop takes away from its page, asked as an attacker would. */
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { hardenApp, hardenContents, hardenSession, WEB_PREFERENCES } from '#main/desktop/harden.ts';
import { isReleaseQuestion } from '#main/desktop/updates.ts';

class Prevented {
  prevented = false;
  readonly url: string;
  readonly isMainFrame: boolean;
  constructor(url: string, isMainFrame = true) {
    this.url = url;
    this.isMainFrame = isMainFrame;
  }
  preventDefault(): void {
    this.prevented = true;
  }
}

type Open = (details: { url: string }) => { action: string };

class Contents extends EventEmitter {
  open: Open = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: Open): void {
    this.open = handler;
  }
}

function hardened(): Contents {
  const contents = new Contents();
  hardenContents(contents as never);
  return contents;
}

describe('a page', () => {
  it.each([
    ['app://peerless/', false],
    ['app://peerless/index.html?x#y', false],
    ['https://docs.aws.amazon.com/', true],
    ['http://127.0.0.1:80/', true],
    ['file:///etc/passwd', true],
    ['data:text/html,<script>1</script>', true],
    ['javascript:alert(1)', true],
    ['app://attacker/', true],
    ['app://peerless@attacker/', true],
    ['blob:app://peerless/0', true],
  ])('asked to go to %s is stopped: %s', (url, stopped) => {
    for (const name of ['will-navigate', 'will-frame-navigate']) {
      const event = new Prevented(url);
      hardened().emit(name, event);
      expect([name, event.prevented]).toEqual([name, stopped]);
    }
  });

  it('gets no frames inside, not even of itself', () => {
    const event = new Prevented('app://peerless/', false);
    hardened().emit('will-frame-navigate', event);
    expect(event.prevented).toBe(true);
  });

  it.each(['will-redirect', 'will-attach-webview'])('%s is stopped', (name) => {
    const event = new Prevented('app://peerless/');
    hardened().emit(name, event);
    expect(event.prevented).toBe(true);
  });

  it('opens no window', () => {
    expect(hardened().open({ url: 'https://docs.aws.amazon.com/' })).toEqual({ action: 'deny' });
    expect(hardened().open({ url: 'app://peerless/' })).toEqual({ action: 'deny' });
  });
});

type Handler = (...args: unknown[]) => unknown;
function session(harden: (made: never) => void = hardenSession) {
  const handlers: Record<string, Handler> = {};
  const keep = (name: string) => (handler: Handler) => void (handlers[name] = handler);
  const made = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('before') },
  });
  harden(made as never);
  return { made, handlers };
}

describe('the session', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fullscreen',
    'hid',
  ])('grants no %s', (permission) => {
    const { handlers } = session();
    let granted: unknown;
    handlers.request?.({}, permission, (yes: unknown) => (granted = yes));
    expect(granted).toBe(false);
    expect(handlers.check?.({}, permission)).toBe(false);
    expect(handlers.device?.({ deviceType: permission })).toBe(false);
  });

  it('downloads nothing', () => {
    const { made } = session();
    const event = new Prevented('app://peerless/x');
    made.emit('will-download', event);
    expect(event.prevented).toBe(true);
  });

  it.each([
    ['app://peerless/assets/a.js', false],
    ['data:image/png;base64,AA', false],
    ['blob:app://peerless/1', false],
    ['https://attacker.example/?leak', true],
    ['http://127.0.0.1:9/', true],
    ['ws://127.0.0.1:9/', true],
    ['file:///etc/passwd', true],
    ['app://attacker/', true],
    ['chrome-extension://x/y.js', true],
  ])('a request for %s is cancelled: %s', (url, cancelled) => {
    let answer: unknown;
    session().handlers.before?.({ url }, (response: unknown) => (answer = response));
    expect(answer).toEqual({ cancel: cancelled });
  });
});

describe('the session that asks for updates', () => {
  it.each([
    ['https://api.github.com/repos/a/b/releases/latest', false],
    ['https://api.github.com/user', true],
    ['https://api.github.com.attacker.example/repos/', true],
    ['http://api.github.com/repos/a/b', true],
    ['app://peerless/', true],
    ['file:///etc/passwd', true],
  ])('a request for %s is cancelled: %s', (url, cancelled) => {
    let answer: unknown;
    const made = session((of) => hardenSession(of, isReleaseQuestion));
    made.handlers.before?.({ url }, (response: unknown) => (answer = response));
    expect(answer).toEqual({ cancel: cancelled });
    expect(made.handlers.check?.({}, 'media')).toBe(false);
  });
});

describe('the app', () => {
  it('hardens every session as it comes to be', () => {
    const app = Object.assign(new EventEmitter(), { enableSandbox: () => undefined });
    hardenApp(app as never);
    let answer: unknown;
    const { handlers } = session((made) => void app.emit('session-created', made));
    handlers.before?.({ url: 'https://x.example/' }, (response: unknown) => (answer = response));
    expect(answer).toEqual({ cancel: true });
  });

  it('sandboxes every page and hardens each as it comes to be', () => {
    let sandboxed = false;
    const app = Object.assign(new EventEmitter(), { enableSandbox: () => (sandboxed = true) });
    hardenApp(app as never);
    expect(sandboxed).toBe(true);
    const contents = new Contents();
    app.emit('web-contents-created', {}, contents);
    expect(contents.open({ url: 'app://peerless/' })).toEqual({ action: 'deny' });
  });

  it('runs pages sandboxed, isolated, without Node', () => {
    expect(WEB_PREFERENCES).toEqual({
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
    });
  });
});
