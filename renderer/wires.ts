/** Finds the wire to the engine: the desktop's bridge where there is one, else the loopback WebSocket. */
import { createWire, type Wire } from '#app/api/wire.ts';

/** What the desktop's preload offers the page, and nothing else. */
interface Bridge {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  pathOf(file: File): string;
}

declare global {
  interface Window {
    peerlessConnect?: () => Bridge;
  }
}

const KEY = 'peerless.token';

/** Where a dropped file lies on disk; '' where that is not known. */
export type PathOf = (file: File) => string;

export type FoundWire =
  | { readonly door: 'desktop'; readonly wire: Wire; readonly pathOf: PathOf }
  | { readonly door: 'browser'; readonly wire: Wire }
  | { readonly door: 'none' };

/** Opens the wire. `none`: the page was opened without the key that `peerless serve` prints. */
export function findWire(page: Window = window): FoundWire {
  if (page.peerlessConnect) {
    const bridge = page.peerlessConnect();
    return { door: 'desktop', wire: bridgeWire(bridge), pathOf: (file) => bridge.pathOf(file) };
  }
  const token = takeToken(page);
  if (token === undefined) return { door: 'none' };
  const { protocol, host } = page.location;
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/wire`);
  return { door: 'browser', wire: socketWire(socket, token) };
}

function bridgeWire(bridge: Bridge): Wire {
  const end = createWire({ send: (text) => bridge.send(text), close: () => undefined });
  bridge.onMessage((text) => end.receive(text));
  bridge.onClose(() => end.closed());
  return end.wire;
}

/** A WebSocket as a Wire: the token goes first, then whatever waited for the socket to open. */
export function socketWire(socket: WebSocket, token: string): Wire {
  const waiting: string[] = [JSON.stringify({ token })];
  const end = createWire({
    send: (text) => {
      if (socket.readyState === WebSocket.CONNECTING) waiting.push(text);
      else socket.send(text);
    },
    close: () => socket.close(),
  });
  socket.addEventListener('open', () => {
    for (const text of waiting.splice(0)) socket.send(text);
  });
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (typeof event.data === 'string') end.receive(event.data);
  });
  socket.addEventListener('close', () => end.closed());
  return end.wire;
}

/**
 * The token of `#token=…`. It leaves the address bar at once, so that it is not copied along with the address,
 * and stays for this tab only, so that a reload works.
 */
function takeToken(page: Window): string | undefined {
  const given = new URLSearchParams(page.location.hash.slice(1)).get('token');
  if (given !== null && given !== '') {
    page.history.replaceState(null, '', page.location.pathname + page.location.search);
    try {
      page.sessionStorage.setItem(KEY, given);
    } catch {
      // Storage may be switched off; then a reload needs the printed address again.
    }
    return given;
  }
  try {
    return page.sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
