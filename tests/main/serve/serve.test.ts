/** The loopback door over real sockets: what gets in, what does not, and that it never hangs on either. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { connect as tcp, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { memoryWires, type Wire } from '#app/api/wire.ts';
import { CLOSE, MAX_MESSAGE, MAX_UNKNOWN } from '#main/serve/websocket.ts';
import { startServe, type Serving } from '#main/serve/serve.ts';

const TOKEN_MS = 300;
const HEAD_MS = 300;
/** More than what lies between two sockets, in bytes. */
const LARGE = 24_000_000;

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
  await begin();
});

async function begin(headMs = HEAD_MS): Promise<void> {
  engineWires = [];
  serving = await startServe({
    port: 0,
    opening: undefined,
    dist,
    tokenMs: TOKEN_MS,
    headMs,
    engine: {
      expect: () => undefined,
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
}

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
  options: { method?: string; headers?: Record<string, string>; agent?: Agent } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(serving.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { hostname, port, path, method: 'GET', headers: {}, ...options },
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
      "require-trusted-types-for 'script'",
      'trusted-types peerless-worker',
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

  it('is refused under a rebound name, and the connection ends', async () => {
    const keepAlive = new Agent({ keepAlive: true });
    const asked = { headers: { host: 'attacker.example' }, agent: keepAlive };
    const { status, headers, body } = await ask('/', asked);
    expect([status, headers.connection]).toEqual([403, 'close']);
    expect((await ask('/nothing', { agent: keepAlive })).headers.connection).toBe('close');
    expect((await ask('/', { agent: keepAlive })).headers.connection).toBe('keep-alive');
    keepAlive.destroy();
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

  /** Status lines of everything that was answered before the connection was closed. */
  const statuses = async (text: string): Promise<number[]> =>
    [...(await raw(text.replaceAll('HOST', host))).matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(
      ([, code]) => Number(code),
    );
  const GET = 'GET / HTTP/1.1\r\nHost: HOST\r\n';
  const LAST = 'Connection: close\r\n\r\n';
  const many = (n: number): string => Array.from({ length: n }, () => 'a:b\r\n').join('');

  it.each<[string, string, number[]]>([
    ['HTTP/1.0 with our Host', 'GET / HTTP/1.0\r\nHost: HOST\r\n\r\n', [200]],
    ['HTTP/1.0 without a Host', 'GET / HTTP/1.0\r\n\r\n', [403]],
    ['HTTP/1.1 without a Host', 'GET / HTTP/1.1\r\n\r\n', [400]],
    ['HTTP/0.9', 'GET /\r\n\r\n', [403]],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
    ['a method nobody knows', `BREW / HTTP/1.1\r\nHost: HOST\r\n${LAST}`, [400]],
    ['a method of WebDAV', `PROPFIND / HTTP/1.1\r\nHost: HOST\r\n${LAST}`, [405]],
    ['TRACE, which would say headers back', `TRACE / HTTP/1.1\r\nHost: HOST\r\n${LAST}`, [405]],
    ['CONNECT', `CONNECT attacker.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n`, []],
    ['TLS', '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\r\n\r\n', [400]],
    ['a NUL in the path', `GET /index.html\0.js HTTP/1.1\r\nHost: HOST\r\n${LAST}`, [400]],
    ['a NUL in a header', `${GET}X: a\0b\r\n${LAST}`, [400]],
    ['a space in the path', `GET /index.html x HTTP/1.1\r\nHost: HOST\r\n${LAST}`, [400]],
    ['a path of 15 kB', `GET /${'x'.repeat(15_000)} HTTP/1.1\r\nHost: HOST\r\n${LAST}`, [404]],
    ['a path of 40 kB', `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nHost: HOST\r\n${LAST}`, [431]],
    ['a header of 40 kB', `${GET}X: ${'x'.repeat(40_000)}\r\n\r\n`, [431]],
    ['10,000 headers', `${GET}${many(10_000)}\r\n`, [431]],
    ['another Origin behind 2,500', `${GET}${many(2500)}Origin: http://x\r\n${LAST}`, [403]],
    ['two requests at once', `${GET}\r\n${GET}${LAST}`, [200, 200]],
    [
      'a good request, and a rebound name behind it',
      `${GET}\r\nGET / HTTP/1.1\r\nHost: attacker.example\r\n${LAST}`,
      [200, 403],
    ],
    [
      'a request in the body of another',
      `POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 400\r\n\r\n${GET}${LAST}`,
      [405],
    ],
    [
      'a request behind a GET with a body',
      `${GET}Content-Length: 4\r\n\r\nabcd${GET}${LAST}`,
      [200],
    ],
    [
      'a length and chunks, which two servers read in two ways',
      `POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      [400],
    ],
    [
      'two lengths',
      `POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`,
      [400],
    ],
    ['an upgrade to something else', `${GET}Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n`, [403]],
    [
      'an upgrade of our page to something else',
      `GET /wire HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
      [400],
    ],
    [
      'an upgrade without a key',
      `GET /wire HTTP/1.1\r\nHost: HOST\r\nOrigin: http://HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      [400],
    ],
  ])('answers %s', async (_name, text, expected) => {
    expect(await statuses(text)).toEqual(expected);
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

  it.each([
    ['a POST', 'POST'],
    ['a GET', 'GET'],
  ])('does not wait for the body of %s that comes letter by letter', async (_name, method) => {
    const start = performance.now();
    const answer = await raw(
      `${method} / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000000\r\n\r\nabc`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 (405|200) /);
    expect(performance.now() - start).toBeLessThan(HEAD_MS);
  });

  it('leaves a client alone that asks for much and reads nothing', async () => {
    await serving.close();
    writeFileSync(join(dist, 'large.js'), Buffer.alloc(LARGE));
    await begin(50);
    const { hostname, port } = new URL(serving.url);
    const socket = tcp(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.pause();
    socket.write(`GET /large.js HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    let heard = 0;
    socket.on('data', (chunk) => (heard += chunk.length)).resume();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(heard).toBeGreaterThan(0);
    expect(heard).toBeLessThan(LARGE);
  });

  it('leaves room for the page beside 300 sockets that say nothing, and for who said the token', async () => {
    const { hostname, port } = new URL(serving.url);
    const before = open();
    await opened(before);
    before.send(tokenMessage(token));
    const idle = Array.from({ length: 300 }, () => tcp(Number(port), hostname));
    for (const socket of idle) socket.on('error', () => undefined).resume();
    await Promise.all(idle.map((socket) => new Promise((done) => socket.once('connect', done))));
    expect((await ask('/', { headers: { host } })).status).toBe(200);
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    socket.send('hello');
    expect(await message(socket)).toBe('heard 5');
    before.send('hello');
    expect(await message(before)).toBe('heard 5');
    socket.terminate();
    before.terminate();
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
    // What follows keeps this process from hearing the token in time.
    socket.send('hello');
    expect(await message(socket)).toBe('heard 5');
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

  /** The head of a masked text frame that says it is so long: RFC 6455, section 5.2. */
  const frameOf = (bytes: number): Buffer => {
    const head = Buffer.alloc(14);
    head.set([0x81, 0xff]);
    head.writeBigUInt64BE(BigInt(bytes), 2);
    return head;
  };
  const sendRaw = (socket: WebSocket, bytes: Buffer): void =>
    void (socket as unknown as { _socket: Socket })._socket.write(bytes);

  it.each<[string, (socket: WebSocket) => void]>([
    ['before the token', () => undefined],
    ['after the token', (socket) => socket.send(tokenMessage(token))],
  ])('is closed, and told why, by a message that is too large %s', async (_name, first) => {
    const socket = open();
    await opened(socket);
    first(socket);
    sendRaw(socket, frameOf(MAX_MESSAGE + 1));
    // RFC 6455, section 7.4.1: 1009 for a message that is too big.
    expect(await closed(socket)).toBe(1009);
  });

  it('is closed by frames that no browser sends', async () => {
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    sendRaw(socket, Buffer.from([0x81, 0x02, 0x68, 0x69]));
    // Not masked: RFC 6455, sections 5.1 and 7.4.1.
    expect(await closed(socket)).toBe(1002);
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

  it('takes only so many sockets that have not said the token: the oldest goes, whoever has it comes in', async () => {
    const first = open();
    await opened(first);
    const known = open();
    await opened(known);
    known.send(tokenMessage(token));
    const others = Array.from({ length: MAX_UNKNOWN - 1 }, () => open());
    await Promise.all(others.map(opened));
    const gone = closed(first);
    const socket = open();
    await opened(socket);
    socket.send(tokenMessage(token));
    for (const one of [socket, known]) {
      one.send('hello');
      expect(await message(one)).toBe('heard 5');
      one.terminate();
    }
    expect(await gone).toBe(CLOSE.crowded);
    await Promise.all(others.map(closed));
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
