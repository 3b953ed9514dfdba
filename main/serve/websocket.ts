/** The WebSocket half of the loopback door: who says the token first may talk to the engine. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { MOST_OPENED_BYTES } from '#app/api/engine.ts';
import type { Wire } from '#app/api/wire.ts';
import { isObject } from '#app/base/json.ts';
import { type Door, judgeUpgrade } from './guard.ts';
import { headOf } from './head.ts';
import { Strangers } from './strangers.ts';
import { sameToken } from './token.ts';

/** Largest message, in bytes: small files come in one, and what is packed may grow. */
export const MAX_MESSAGE = Math.ceil(MOST_OPENED_BYTES * 1.3);
/** Most bytes a socket may send before its token was accepted. */
const MAX_UNKNOWN_BYTES = 64 * 1024;
/** Most sockets that have not said the token yet: where one more comes, the oldest of them is closed. */
export const MAX_UNKNOWN = 32;

/** Why a socket was closed (4000 to 4999 are for applications: RFC 6455, section 7.4.2). */
export const CLOSE = {
  wrongToken: 4401,
  late: 4408,
  crowded: 4429,
  engineStopped: 1011,
  goingAway: 1001,
} as const;

interface Options {
  readonly server: Server;
  readonly door: () => Door;
  readonly token: string;
  /** That connection said the token. */
  readonly known: (connection: Duplex) => void;
  /** A new wire to the engine. */
  readonly connect: () => Wire;
  /** How long a socket may take to say the token, in ms. */
  readonly tokenMs: number;
}

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  const body = `${reason}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: text/plain\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** The token of `{"token":"…"}`, the first message; undefined for anything else. */
function tokenOf(text: string): string | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return isObject(message) && typeof message.token === 'string' ? message.token : undefined;
  } catch {
    return undefined;
  }
}

/** Hands texts on both ways until either side goes. */
function join(socket: WebSocket, wire: Wire): void {
  socket.on('message', (data: Buffer, binary: boolean) => {
    if (binary) socket.close(1003, 'text only');
    else wire.send(data.toString('utf8'));
  });
  socket.on('close', () => wire.close());
  wire.onMessage((text) => {
    if (socket.readyState === socket.OPEN) socket.send(text);
  });
  wire.onClose(() => socket.close(CLOSE.engineStopped, 'the engine stopped'));
}

/** Answers upgrades of the server; returns a function that closes every socket. */
export function attachWebSocket(options: Options): () => void {
  const { server, door, token, known, connect, tokenMs } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const strangers = new Strangers<{ leave: (code: number, reason: string) => void }>(
    MAX_UNKNOWN,
    ({ leave }) => leave(CLOSE.crowded, 'too many sockets without a token'),
  );

  const admit = (socket: WebSocket, raw: Duplex) => {
    let heard = 0;
    const count = (chunk: Buffer) => {
      heard += chunk.length;
      if (heard > MAX_UNKNOWN_BYTES) socket.terminate();
    };
    const timer = setTimeout(() => leave(CLOSE.late, 'the token came too late'), tokenMs);
    let waiting = true;
    const done = () => {
      if (!waiting) return;
      waiting = false;
      strangers.remove(stranger);
      clearTimeout(timer);
      raw.off('data', count);
    };
    const leave = (code: number, reason: string) => {
      done();
      socket.close(code, reason);
      // A client that ignores the close is cut off.
      setTimeout(() => socket.terminate(), 1_000).unref();
    };
    const stranger = { leave };
    strangers.add(stranger);
    raw.on('data', count);
    // A faulty frame or an oversized message ends the socket, with the code that ws has for it; `close` follows.
    socket.on('error', () => setTimeout(() => socket.terminate(), 1_000).unref());
    socket.on('close', done);
    socket.once('message', (data: Buffer, binary: boolean) => {
      if (!waiting) return;
      if (binary || !sameToken(tokenOf(data.toString('utf8')) ?? '', token)) {
        leave(CLOSE.wrongToken, 'wrong token');
        return;
      }
      done();
      known(raw);
      join(socket, connect());
    });
  };

  server.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    raw.on('error', () => raw.destroy());
    const verdict = judgeUpgrade(headOf(request), door());
    if ('refuse' in verdict)
      return refuseUpgrade(raw, verdict.refuse.status, verdict.refuse.reason);
    sockets.handleUpgrade(request, raw, head, (socket) => admit(socket, raw));
  });

  return () => {
    for (const socket of sockets.clients) {
      socket.close(CLOSE.goingAway, 'peerless stopped');
      setTimeout(() => socket.terminate(), 500).unref();
    }
    sockets.close();
  };
}
