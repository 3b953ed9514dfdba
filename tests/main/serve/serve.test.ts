/** The loopback door over real sockets: what gets in, what does not, and that it never hangs on either. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect as tcp } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { memoryWires, type Wire } from '#app/api/wire.ts';
import { CLOSE, MAX_UNKNOWN } from '#main/serve/websocket.ts';
import { startServe, type Serving } from '#main/serve/serve.ts';

const TOKEN_MS = 300;
const HEAD_MS = 300;

let dist: string;
let serving: Serving;
let host: string;
let token: string;
/** Engine ends of the wires handed out so far. */
let engineWires: Wire[];

beforeEach(async () => {
  dist = mkdtempSync(join(tmpdir(), 'peerless-serve-'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>Peerless</title>');
  writeFileSync(join(dist, 'assets', 'a.js'), 'export {};');
  writeFileSync(join(dist, 'assets', 'a.js.map'), '{}');
  symlinkSync('/etc/hostname', join(dist, 'leak.txt'));
  engineWires = [];
  serving = await startServe({
    port: 0,
    opening: undefined,
    dist,
    tokenMs: TOKEN_MS,
    headMs: HEAD_MS,
    engine: {
      connect() {
        const [near, far] = memoryWires();
        engineWires.push(far);
        far.onMessage((text) => far.send(`heard ${text.length}`));
        return near;
      },
      close: () => Promise.resolve(),
    },
  });
  const url = new URL(serving.url);
  host = url.host;
  token = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
});

afterEach(async () => {
  await serving.close();
  rmSync(dist, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(serving.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { hostname, port, path, method: options.method ?? 'GET', headers: options.headers ?? {} },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}

/** Everything a raw connection answers until it is closed. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(serving.url);
  return new Promise((resolve) => {
    let heard = '';
    const socket = tcp(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
}

const open = (headers: Record<string, string> = { origin: `http://${host}` }, path = '/wire') =>
  new WebSocket(`ws://${host}${path}`, { headers });

const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', (code) => resolve(code)));

/** The HTTP status an upgrade was refused with. */
const refused = (socket: WebSocket): Promise<number> =>
  new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.once('open', () => reject(new Error('it opened')));
    socket.on('error', () => undefined);
  });

const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => socket.once('open', () => resolve()));

const message = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => socket.once('message', (data: Buffer) => resolve(data.toString())));

const tokenMessage = (value: string) => JSON.stringify({ token: value });

describe('the page', () => {
  it('comes with the content policy and its companions', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(body).toContain('<title>Peerless</title>');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(String(headers['content-security-policy']).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src 'self' ws://${host}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
  });

  it('comes with the same headers where it is refused', async () => {
    const { status, headers } = await ask('/nothing');
    expect(status).toBe(404);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('answers HEAD without a body', async () => {
    const { status, headers, body } = await ask('/assets/a.js', { method: 'HEAD' });
    expect([status, headers['content-length'], body]).toEqual([200, '10', '']);
  });

  it.each([
    ['a link that leads out of the folder', '/leak.txt'],
    ['a source map', '/assets/a.js.map'],
    ['a file above', '/../package.json'],
  ])('does not hold %s', async (_name, path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('is refused under a rebound name', async () => {
    const { status, body } = await ask('/', { headers: { host: 'attacker.example' } });
    expect(status).toBe(403);
    expect(body).not.toContain('Peerless');
  });

  it('never holds the token', async () => {
    const { body, headers } = await ask('/');
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(body + JSON.stringify(headers)).not.toContain(token);
  });

  it('takes no body: POST is refused and the connection ends', async () => {
    const answer = await raw(
      `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000000\r\n\r\nabc`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  });

  it('refuses two Host headers', async () => {
    const answer = await raw(
      `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: attacker.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
  });

  it('refuses an oversized head', async () => {
    const answer = await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('patience', () => {
  it('ends with a client that says its request letter by letter', async () => {
    const { hostname, port } = new URL(serving.url);
    const socket = tcp(Number(port), hostname);
    socket.on('error', () => undefined);
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString()));
    const letters = `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: ${'x'.repeat(10_000)}`;
    let at = 0;
    const timer = setInterval(() => socket.write(letters[at++] ?? ''), 20);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(timer);
    expect(heard.split('\r\n')[0]).toBe('HTTP/1.1 408 Request Timeout');
  });

  it('leaves room for the page beside 100 sockets that say nothing', async () => {
    const { hostname, port } = new URL(serving.url);
    const idle = Array.from({ length: 100 }, () => tcp(Number(port), hostname));
    for (const socket of idle) socket.on('error', () => undefined).resume();
    await Promise.all(idle.map((socket) => new Promise((done) => socket.once('connect', done))));
    expect((await ask('/', { headers: { host } })).status).toBe(200);
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    socket.send('hello');
    expect(await message(socket)).toBe('heard 5');
    socket.terminate();
    // And they do not stay for ever.
    await Promise.all(
      idle.map((one) => new Promise((done) => (one.destroyed ? done(1) : one.once('close', done)))),
    );
  });
});

describe('the address', () => {
  it('is loopback only', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((face) => face?.family === 'IPv4' && !face.internal);
    if (!outside) return console.log('skipped: this machine has no other address to try');
    const { port } = new URL(serving.url);
    const reached = await new Promise<boolean>((resolve) => {
      const socket = tcp(Number(port), outside.address, () => resolve(true));
      socket.on('error', () => resolve(false));
    });
    expect(reached).toBe(false);
  });

  it('has a fresh token for every start', async () => {
    const again = await startServe({ port: 0, opening: undefined, dist });
    try {
      expect(new URL(again.url).hash).not.toBe(`#token=${token}`);
    } finally {
      await again.close();
    }
  });

  it('says so where the port is taken', async () => {
    const port = Number(new URL(serving.url).port);
    await expect(startServe({ port, opening: undefined, dist })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

describe('the wire', () => {
  it('carries texts both ways once the token was said', async () => {
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    socket.send('hello');
    expect(await message(socket)).toBe('heard 5');
    socket.close();
  });

  it('carries a message of several megabytes', async () => {
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    socket.send('x'.repeat(8_000_000));
    expect(await message(socket)).toBe('heard 8000000');
    socket.close();
  });

  it.each([
    ['a wrong token', tokenMessage('A'.repeat(43))],
    ['an empty token', tokenMessage('')],
    ['a token of the wrong type', '{"token":["x"]}'],
    ['no JSON', 'hello'],
    ['a prototype', '{"__proto__":{"token":"x"}}'],
  ])('is closed after %s', async (_name, text) => {
    const socket = open();
    await opened(socket);
    socket.send(text);
    expect(await closed(socket)).toBe(CLOSE.wrongToken);
    expect(engineWires).toEqual([]);
  });

  it('is closed after a token with one character changed', async () => {
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage((token.startsWith('A') ? 'B' : 'A') + token.slice(1)));
    expect(await closed(socket)).toBe(CLOSE.wrongToken);
  });

  it('is closed after a binary first message, even one that holds the token', async () => {
    const socket = open();
    await opened(socket);
    socket.send(Buffer.from(tokenMessage(token)));
    expect(await closed(socket)).toBe(CLOSE.wrongToken);
  });

  it('is closed where the token does not come in time', async () => {
    const socket = open();
    await opened(socket);
    expect(await closed(socket)).toBe(CLOSE.late);
  });

  it('is cut where much is sent before the token', async () => {
    const socket = open();
    socket.on('error', () => undefined);
    await opened(socket);
    socket.send('x'.repeat(1_000_000));
    expect([1006, CLOSE.wrongToken]).toContain(await closed(socket));
    expect(engineWires).toEqual([]);
  });

  it.each<[string, Record<string, string>, string, number]>([
    ['without Origin', {}, '/wire', 403],
    ['from another page', { origin: 'https://attacker.example' }, '/wire', 403],
    ['on another path', { origin: 'own' }, '/other', 404],
    ['with the token in the address', { origin: 'own' }, '/wire?token=x', 404],
  ])('is refused %s', async (_name, headers, path, status) => {
    const own = headers.origin === 'own' ? { origin: `http://${host}` } : headers;
    expect(await refused(open(own, path))).toBe(status);
  });

  it('takes only so many sockets that have not said the token, and takes more once they left', async () => {
    const waiting = Array.from({ length: MAX_UNKNOWN }, () => open());
    await Promise.all(waiting.map(opened));
    expect(await refused(open())).toBe(503);
    await Promise.all(waiting.map(closed));
    const socket = open();
    await opened(socket);
    socket.terminate();
  });

  it('closes when the engine stops, and says that it did', async () => {
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    socket.send('hello');
    await message(socket);
    engineWires[0]?.close();
    expect(await closed(socket)).toBe(CLOSE.engineStopped);
  });

  it('lets the engine know when the page is gone', async () => {
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    socket.send('hello');
    await message(socket);
    const gone = new Promise<void>((resolve) => engineWires[0]?.onClose(resolve));
    socket.terminate();
    await gone;
  });
});
