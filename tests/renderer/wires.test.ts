/** Which wire a page takes, and that the key leaves the address bar. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findWire } from '#renderer/wires.ts';

class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static made: FakeSocket[] = [];
  readyState = 0;
  readonly sent: string[] = [];
  readonly url: string;
  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.made.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.dispatchEvent(new Event('close'));
  }
  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
}

function page(hash: string, stored: Record<string, string> = {}) {
  const shown: string[] = [];
  const page = {
    location: { protocol: 'http:', host: '127.0.0.1:4000', pathname: '/', search: '', hash },
    history: { replaceState: (_: unknown, __: string, url: string) => shown.push(url) },
    sessionStorage: {
      getItem: (key: string) => stored[key] ?? null,
      setItem: (key: string, value: string) => (stored[key] = value),
    },
  };
  return { page: page as unknown as Window, shown, stored };
}

beforeEach(() => {
  FakeSocket.made = [];
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => vi.unstubAllGlobals());

describe('in a browser', () => {
  it('the token is the first message, and what was said meanwhile follows it', () => {
    const { page: tab, shown } = page('#token=abc');
    const found = findWire(tab);
    if (found.door !== 'browser') throw new Error(found.door);
    const socket = FakeSocket.made[0]!;
    expect(socket.url).toBe('ws://127.0.0.1:4000/wire');
    found.wire.send('early');
    expect(socket.sent).toEqual([]);
    socket.open();
    found.wire.send('late');
    expect(socket.sent).toEqual(['{"token":"abc"}', 'early', 'late']);
    expect(shown).toEqual(['/']);
  });

  it('a reload finds the token again, and without one there is no socket at all', () => {
    const first = page('#token=abc');
    findWire(first.page);
    const again = page('', first.stored);
    expect(findWire(again.page).door).toBe('browser');
    expect(findWire(page('').page).door).toBe('none');
    expect(FakeSocket.made).toHaveLength(2);
  });

  it('storage that is switched off costs the reload, nothing else', () => {
    const { page: tab } = page('#token=abc');
    Object.defineProperty(tab, 'sessionStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    expect(findWire(tab).door).toBe('browser');
  });

  it('a socket that closes closes the wire', () => {
    const found = findWire(page('#token=abc').page);
    if (found.door !== 'browser') throw new Error(found.door);
    const closed = vi.fn();
    found.wire.onClose(closed);
    FakeSocket.made[0]!.close();
    expect(closed).toHaveBeenCalledOnce();
  });
});

describe('on the desktop', () => {
  it('the bridge is taken, and no socket opened, whatever the address says', () => {
    const { page: tab } = page('#token=abc');
    const sent: string[] = [];
    let hear: ((text: string) => void) | undefined;
    tab.peerlessConnect = () => ({
      send: (text) => sent.push(text),
      onMessage: (listener) => (hear = listener),
      onClose: () => undefined,
      pathOf: ({ name }) => `/on/disk/${name}`,
    });
    const found = findWire(tab);
    if (found.door !== 'desktop') throw new Error(found.door);
    const heard: string[] = [];
    found.wire.onMessage((text) => heard.push(text));
    found.wire.send('hello');
    hear?.('welcome');
    expect([sent, heard, FakeSocket.made]).toEqual([['hello'], ['welcome'], []]);
    expect(found.pathOf(new File([], 'a.json'))).toBe('/on/disk/a.json');
  });
});
