/** Starts the loopback door: the same page as the desktop, for a browser on this machine. */
import type { AddressInfo } from 'node:net';
import type { AboutEngine } from '#app/api/engine.ts';
import { spawnEngine, type EngineHost } from '#main/engine/spawn.ts';
import { builtPath } from '#main/package.ts';
import { readPageFiles } from '#main/page-files.ts';
import type { Door } from './guard.ts';
import { createHttp } from './http.ts';
import { newToken } from './token.ts';
import { attachWebSocket } from './websocket.ts';

export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** What the page opens by itself. */
  readonly opening: AboutEngine['opening'];
  /** Folder of the built page; our own by default. */
  readonly dist?: string;
  /** Hears one line should something go wrong later. */
  readonly say?: (line: string) => void;
  /** Tests hand in an engine of their own, and less patience. */
  readonly engine?: EngineHost;
  /** `npm run dev` keeps one over restarts; everybody else gets a fresh one. */
  readonly token?: string;
  readonly tokenMs?: number;
  /** How long the head of a request may take, in ms. */
  readonly headMs?: number;
}

export interface Serving {
  /** The address to open, token included: whoever knows it can use the engine. */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects with EADDRINUSE or EACCES where the port cannot be had. */
export async function startServe(options: ServeOptions): Promise<Serving> {
  const {
    port,
    opening,
    dist = builtPath('renderer'),
    say = () => undefined,
    tokenMs = 5_000,
  } = options;
  const files = readPageFiles(dist);
  const token = options.token || newToken();
  let here: Door = { host: '', has: () => false };
  const { server, known } = createHttp(files, () => here, options.headMs);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // The address, not the name: `localhost` may be several things.
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => say(`the loopback door: ${error.message}`));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  here = { host, has: (path) => files.has(path) };
  const engine = options.engine ?? spawnEngine(say);
  engine.expect(opening);
  const hangUp = attachWebSocket({
    server,
    door: () => here,
    token,
    known,
    connect: () => engine.connect(opening),
    tokenMs,
  });
  return {
    url: `http://${host}/#token=${token}`,
    async close() {
      hangUp();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await engine.close();
    },
  };
}
