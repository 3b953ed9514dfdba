/** The bridge: who is heard, where messages go, and what a reload or a dead engine means. */
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { engineContract, type Engine } from '#app/api/engine.ts';
import { connect, serve } from '#app/api/rpc.ts';
import { shellContract, type Shell } from '#app/api/shell.ts';
import { createWire, memoryWires, type Wire } from '#app/api/wire.ts';
import { bridge, contractOf, isFromPage, type Bridge } from '#main/desktop/bridge.ts';
import { CLOSED, CONNECT, MESSAGE } from '#main/desktop/channels.ts';

const OURS = 'app://peerless/index.html';

/** A page as the bridge sees it: it sends over ipcMain, and keeps what is sent to it. */
class FakePage extends EventEmitter {
  readonly mainFrame = { url: OURS };
  readonly got: [string, ...unknown[]][] = [];
  #destroyed = false;
  send(channel: string, ...args: unknown[]): void {
    this.got.push([channel, ...args]);
    this.emit('got', channel, ...args);
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroy(): void {
    this.#destroyed = true;
    this.emit('destroyed');
  }
}

let ipcMain: EventEmitter;
let page: FakePage;
let engines: Wire[];
let joined: Bridge;

beforeEach(() => {
  ipcMain = new EventEmitter();
  page = new FakePage();
  engines = [];
  const shell = {
    about: () => Promise.resolve({ door: 'desktop', platform: 'test' }),
  } as unknown as Shell;
  joined = bridge({
    ipcMain: ipcMain as never,
    page: page as never,
    shell,
    connect() {
      const [near, far] = memoryWires();
      engines.push(far);
      serve(
        engineContract,
        { about: () => Promise.resolve({ version: '1', opening: undefined }) } as unknown as Engine,
        far,
      );
      return near;
    },
  });
});

const fromPage = () => ({ sender: page, senderFrame: page.mainFrame });
const say = (channel: string, ...args: unknown[]) => ipcMain.emit(channel, fromPage(), ...args);

/** The page's end, as the preload makes it. */
function pageWire(): Wire {
  say(CONNECT);
  const end = createWire({ send: (text) => say(MESSAGE, text), close: () => undefined });
  page.on('got', (channel: string, text: string) => {
    if (channel === MESSAGE) end.receive(text);
    if (channel === CLOSED) end.closed();
  });
  return end.wire;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 10));
const closings = () => page.got.filter(([channel]) => channel === CLOSED).length;

describe('isFromPage', () => {
  it.each<[string, boolean, (ours: FakePage) => unknown]>([
    ['the main frame of our page', true, (ours) => ({ sender: ours, senderFrame: ours.mainFrame })],
    ['a frame inside our page', false, (ours) => ({ sender: ours, senderFrame: { url: OURS } })],
    ['a frame that is gone', false, (ours) => ({ sender: ours, senderFrame: null })],
    ['another window', false, (ours) => ({ sender: new FakePage(), senderFrame: ours.mainFrame })],
  ])('%s: %s', (_name, heard, event) => {
    expect(isFromPage(event(page) as never, page as never)).toBe(heard);
  });

  it.each([
    'https://peerless/',
    'app://peerless.attacker.example/',
    'app://attacker/peerless',
    'app://user@peerless/',
    'app://peerless:8080/',
    'file:///app/index.html',
    'about:blank',
    'apps://peerless/',
    '',
  ])('our main frame showing %j is not heard', (url) => {
    page.mainFrame.url = url;
    expect(isFromPage(fromPage() as never, page as never)).toBe(false);
  });
});

describe('the bridge', () => {
  it('answers both contracts over the one wire', async () => {
    const wire = pageWire();
    expect(await connect(engineContract, wire).call.about({})).toEqual({ version: '1' });
    expect(await connect(shellContract, wire).call.about({})).toEqual({
      door: 'desktop',
      platform: 'test',
    });
  });

  it('hears nothing before the page has asked for its wire', async () => {
    say(MESSAGE, '{"contract":"engine","id":1,"method":"about"}');
    await settle();
    expect(engines).toEqual([]);
    expect(page.got).toEqual([]);
  });

  it('opens no engine for a stranger, and passes none of its messages', async () => {
    ipcMain.emit(CONNECT, { sender: page, senderFrame: { url: OURS } });
    expect(engines).toEqual([]);
    pageWire();
    const heard: string[] = [];
    engines[0]?.onMessage((text) => heard.push(text));
    ipcMain.emit(MESSAGE, { sender: page, senderFrame: { url: OURS } }, '{"contract":"engine"}');
    say(MESSAGE, { contract: 'engine' });
    say(MESSAGE, '{"contract":"other","id":1}');
    await settle();
    expect(heard).toEqual([]);
  });

  it('gives a reloaded page a new engine wire, closes the old one, and does not alarm the new page', async () => {
    pageWire();
    let closed = false;
    engines[0]?.onClose(() => (closed = true));
    pageWire();
    await settle();
    expect(engines).toHaveLength(2);
    expect(closed).toBe(true);
    expect(closings()).toBe(0);
  });

  it('tells the page when the engine died, and lets it connect again', async () => {
    const wire = pageWire();
    const pending = connect(engineContract, wire).call.lint({ handle: 'x' });
    const gone = expect(pending).rejects.toThrow();
    engines[0]?.close();
    await gone;
    expect(closings()).toBe(1);
    pageWire();
    expect(engines).toHaveLength(2);
    expect(closings()).toBe(1);
  });

  it('says shell events to the page, and nothing while there is none', async () => {
    joined.emit('openPath', { path: '/a' });
    expect(page.got).toEqual([]);
    const shell = connect(shellContract, pageWire());
    const heard = new Promise((resolve) => shell.on('openPath', resolve));
    joined.emit('openPath', { path: '/b' });
    expect(await heard).toEqual({ path: '/b' });
  });

  it('lets go of everything when the page is destroyed', async () => {
    pageWire();
    let closed = false;
    engines[0]?.onClose(() => (closed = true));
    page.destroy();
    await settle();
    expect(closed).toBe(true);
    expect([ipcMain.listenerCount(CONNECT), ipcMain.listenerCount(MESSAGE)]).toEqual([0, 0]);
  });
});

it('contractOf reads the head only', () => {
  expect(contractOf('{"contract":"shell","id":1}')).toBe('shell');
  expect(contractOf(' {"contract":"shell"}')).toBe(undefined);
  expect(contractOf('{"id":1,"contract":"shell"}')).toBe(undefined);
});
