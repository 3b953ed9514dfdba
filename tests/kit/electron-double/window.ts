/** BrowserWindow and WebContents of the double: one Playwright page each. */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  BrowserWindow as RealWindow,
  BrowserWindowConstructorOptions,
  WebContents as RealContents,
  WindowOpenHandlerResponse,
} from 'electron';
import {
  chromium,
  type BrowserContext,
  type Frame,
  type Page,
  type Request,
  type Route,
} from '@playwright/test';
import { findChromium } from '../chromium.ts';
import { toApp, toPage } from './address.ts';
import { preloadScript } from './preload.ts';

/** What a window needs of the rest of the double. */
export interface World {
  /** Answers a request of a registered scheme; undefined for any other address. */
  answer(request: globalThis.Request): Promise<Response> | undefined;
  /** Asks `session.webRequest.onBeforeRequest`. */
  cancelled(address: string): boolean;
  /** A message for ipcMain. */
  received(
    channel: string,
    event: { sender: unknown; senderFrame: unknown },
    args: unknown[],
  ): void;
  /** A download that `session` may prevent. */
  downloading(event: Preventable): void;
  contentsCreated(contents: WebContents): void;
  closed(window: BrowserWindow): void;
  colorScheme(): 'light' | 'dark' | 'no-preference';
  /** Resolves when the test has attached to the page; gets the address of its DevTools. */
  attached(endpoint: string): Promise<void>;
  loaded(): void;
}

type OpenHandler = Parameters<RealContents['setWindowOpenHandler']>[0];

let world: World | undefined;

/** Must be called once, before the first window. */
export const joinWorld = (made: World): void => void (world = made);

/** An Event whose default can be prevented. */
class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class WebContents
  extends EventEmitter
  implements Pick<RealContents, 'isDestroyed' | 'send' | 'setWindowOpenHandler'>
{
  readonly #deliver = `deliver-${randomBytes(8).toString('hex')}`;
  readonly #send = `send-${randomBytes(8).toString('hex')}`;
  #page: Page | undefined;
  #destroyed = false;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  /** Set while the main process itself navigates: such navigations raise no `will-navigate`. */
  #own = false;

  readonly mainFrame = {
    page: (): Page | undefined => this.#page,
    get url(): string {
      return toApp(this.page()?.url() ?? 'about:blank');
    },
  };

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    // A page that is going away hears nothing, as in Electron.
    this.#page
      ?.evaluate(
        ([deliver, name, values]) => {
          const hear = (
            window as unknown as Record<string, ((c: string, a: unknown[]) => void) | undefined>
          )[deliver];
          hear?.(name, values);
        },
        [this.#deliver, channel, args] as [string, string, unknown[]],
      )
      .catch(() => undefined);
  }

  /** Wires the page up: preload, messages, requests, new windows. */
  async adopt(page: Page, preload: string): Promise<void> {
    this.#page = page;
    const context = page.context();
    await page.exposeBinding(this.#send, (source, channel: string, args: unknown[]) => {
      const senderFrame =
        source.frame === page.mainFrame() ? this.mainFrame : { url: source.frame.url() };
      world?.received(channel, { sender: this, senderFrame }, args);
    });
    await page.addInitScript({
      content: preloadScript(readFileSync(preload, 'utf8'), {
        send: this.#send,
        deliver: this.#deliver,
      }),
    });
    // A page that closes while it is being answered needs no answer.
    await context.route('**/*', (route, request) =>
      this.#answer(route, request).catch(() => undefined),
    );
    context.on('page', (opened) => {
      if (opened === page) return;
      const details = {
        url: toApp(opened.url()),
        disposition: 'foreground-tab',
      } as Parameters<OpenHandler>[0];
      const response: WindowOpenHandlerResponse = this.#openHandler(details);
      if (response.action === 'deny') void opened.close();
    });
    page.on('close', () => {
      this.#destroyed = true;
      this.emit('destroyed');
    });
    page.on('download', (download) => {
      const event = new Preventable();
      world?.downloading(event);
      if (event.defaultPrevented) void download.cancel();
    });
    page.on('crash', () =>
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    );
  }

  async navigate(go: (page: Page) => Promise<unknown>): Promise<void> {
    if (!this.#page) throw new Error('no page yet');
    this.#own = true;
    try {
      await go(this.#page);
    } finally {
      this.#own = false;
    }
  }

  /** Asks the guards of the main process, in Electron's order, then the scheme's handler. */
  async #answer(route: Route, request: Request): Promise<void> {
    const address = toApp(request.url());
    if (request.isNavigationRequest() && !this.#own) {
      const frame = frameOf(request);
      // A window that is only about to open: the open handler decides, not the navigation guards.
      if (!frame) return route.abort('aborted');
      const isMainFrame = frame === this.#page?.mainFrame();
      const event = Object.assign(new Preventable(), {
        url: address,
        isMainFrame,
        isSameDocument: false,
      });
      this.emit('will-frame-navigate', event);
      if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event);
      if (event.defaultPrevented) return route.abort('aborted');
    }
    if (world?.cancelled(address)) return route.abort('blockedbyclient');
    const answer = world?.answer(new globalThis.Request(address, { method: request.method() }));
    // The double has no network at all.
    if (!answer) return route.abort('internetdisconnected');
    const response = await answer;
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }
}

/** The frame of a navigation; undefined while its page does not exist yet, where Playwright throws. */
function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame();
  } catch {
    return undefined;
  }
}

const windows = new Set<BrowserWindow>();
/** Every window there ever was: a closed one may still be letting go of its browser. */
const made: BrowserWindow[] = [];

/** Resolves when every browser has ended and its profile is gone. */
export const allEnded = async (): Promise<void> => {
  await Promise.all(made.map((window) => window.end()));
};

export class BrowserWindow
  extends EventEmitter
  implements
    Pick<
      RealWindow,
      | 'loadURL'
      | 'reload'
      | 'close'
      | 'isMinimized'
      | 'restore'
      | 'minimize'
      | 'show'
      | 'focus'
      | 'isVisible'
      | 'getTitle'
      | 'isDestroyed'
      | 'isMaximized'
      | 'maximize'
      | 'getNormalBounds'
    >
{
  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  readonly webContents = new WebContents();
  readonly options: BrowserWindowConstructorOptions;
  /** How often it was brought to the front. */
  focused = 0;
  #context: BrowserContext | undefined;
  #page: Page | undefined;
  #minimized = false;
  #maximized = false;
  #ended: Promise<void> | undefined;
  #visible: boolean;
  readonly #home = mkdtempSync(join(tmpdir(), 'peerless-double-'));

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences ?? {};
    if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false) {
      throw new Error('the double runs only pages that are sandboxed, isolated and without Node');
    }
    this.options = options;
    this.#visible = options.show !== false;
    windows.add(this);
    made.push(this);
    world?.contentsCreated(this.webContents);
  }

  async loadURL(address: string): Promise<void> {
    this.#page ??= await this.#open();
    await this.webContents.navigate((page) =>
      page.goto(toPage(address), { waitUntil: 'domcontentloaded' }),
    );
    this.emit('ready-to-show');
    world?.loaded();
  }

  reload(): void {
    void this.webContents.navigate((page) => page.reload());
  }

  async #open(): Promise<Page> {
    const { executablePath, env } = findChromium();
    this.#context = await chromium.launchPersistentContext(this.#home, {
      executablePath,
      env,
      args: ['--remote-debugging-port=0', '--font-render-hinting=none', '--disable-lcd-text'],
      viewport: { width: this.options.width ?? 800, height: this.options.height ?? 600 },
      colorScheme: world?.colorScheme() ?? 'light',
    });
    const page = this.#context.pages()[0] ?? (await this.#context.newPage());
    await this.webContents.adopt(page, this.options.webPreferences?.preload ?? '');
    page.on('close', () => this.#gone());
    await world?.attached(await this.#endpoint());
    return page;
  }

  /** Chromium writes the port and path of its DevTools into its profile. */
  async #endpoint(): Promise<string> {
    for (let tries = 0; ; tries++) {
      try {
        const [port, path] = readFileSync(join(this.#home, 'DevToolsActivePort'), 'utf8').split(
          '\n',
        );
        return `ws://127.0.0.1:${port}${path}`;
      } catch (error) {
        if (tries > 100) throw error;
        await sleep(50);
      }
    }
  }

  /** Tells the page which theme the system, or the user, prefers. */
  async emulate(colorScheme: 'light' | 'dark' | 'no-preference'): Promise<void> {
    await this.#page?.emulateMedia({ colorScheme });
  }

  close(): void {
    this.emit('close', new Preventable());
    // One that has loaded nothing has no page yet.
    if (this.#page) void this.#page.close();
    else this.#gone();
  }

  /** Ends its browser and removes the profile; once, however often it is asked. */
  end(): Promise<void> {
    return (this.#ended ??= this.#end());
  }

  async #end(): Promise<void> {
    await this.#context?.close().catch(() => undefined);
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  #gone(): void {
    if (!windows.delete(this)) return;
    this.emit('closed');
    void this.end().then(() => world?.closed(this));
  }

  isDestroyed(): boolean {
    return !windows.has(this);
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  maximize(): void {
    this.#maximized = true;
    this.emit('resize');
  }
  getNormalBounds() {
    const { x = 0, y = 0, width = 800, height = 600 } = this.options;
    return { x, y, width, height };
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  minimize(): void {
    this.#minimized = true;
  }
  restore(): void {
    this.#minimized = false;
  }
  show(): void {
    this.#visible = true;
  }
  isVisible(): boolean {
    return this.#visible;
  }
  focus(): void {
    this.focused++;
  }
  getTitle(): string {
    return this.options.title ?? '';
  }
}
