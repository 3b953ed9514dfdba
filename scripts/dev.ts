/**
 * `npm run dev`: the window in a browser on the sample estate, rebuilt as you type; no Electron, no AWS account.
 *
 * Vite serves the page and hands its socket on to a loopback door of its own, which runs the sources. A change in
 * `app/` or `main/` starts the door anew and reloads the page; a new member of a family regenerates its index.
 * Collecting works too: an endpoint that speaks AWS's protocol answers with the sample estate.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { createServer as createProbe, type AddressInfo } from 'node:net';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { newToken } from '#main/serve/token.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { startEndpoint } from '#tests/aws/endpoint.ts';
import { ACCOUNTS } from '#app/world/sample/places.ts';
import { writeGenerated } from './gen.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const token = newToken();

/** A port nobody listens on just now. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createProbe().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const doorPort = await freePort();
const door = `127.0.0.1:${doorPort}`;
const aws = await startEndpoint({ pages: sampleEstate().pages() });

let child: ChildProcess | undefined;
let ending = false;

/** Starts the door and resolves once it answers. */
function openDoor(): Promise<void> {
  return new Promise((resolve) => {
    const starting = spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'scripts/dev-door.ts')],
      {
        cwd: root,
        env: {
          ...process.env,
          ...aws.env(ACCOUNTS.network),
          PEERLESS_DEV_PORT: String(doorPort),
          PEERLESS_DEV_TOKEN: token,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    child = starting;
    starting.stdout.once('data', () => resolve());
    starting.on('exit', (code) => {
      if (!ending && child === starting && code !== 0) {
        console.log('the door fell; it starts again with the next change');
      }
      resolve();
    });
  });
}

async function reopenDoor(): Promise<void> {
  const old = child;
  if (old && old.exitCode === null) {
    const gone = new Promise((done) => old.once('exit', done));
    child = undefined;
    old.kill();
    await gone;
  }
  await openDoor();
}

await openDoor();
const vite = await createServer({
  configFile: join(root, 'vite.renderer.config.ts'),
  base: '/',
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      // The door takes its own Host and Origin only; this is the one place that may say them for another page.
      '/wire': {
        target: `ws://${door}`,
        ws: true,
        headers: { host: door, origin: `http://${door}` },
      },
    },
  },
});
await vite.listen();
const { port } = vite.httpServer?.address() as AddressInfo;
console.log(`\n  http://127.0.0.1:${port}/#token=${token}\n\n  Ctrl-C ends it.`);

let pending: NodeJS.Timeout | undefined;
let restart = false;
for (const room of ['app', 'main', 'renderer']) {
  watch(join(root, room), { recursive: true }, (_, file) => {
    if (!file || !/\.tsx?$/.test(file)) return;
    // The page's own files are Vite's business, except for the index of its actions.
    if (room !== 'renderer') restart = true;
    else if (!file.startsWith(`actions${sep}`)) return;
    clearTimeout(pending);
    pending = setTimeout(() => void settle(), 150);
  });
}

async function settle(): Promise<void> {
  const written = writeGenerated();
  if (written.length > 0) console.log(`wrote ${written.join(', ')}`);
  if (!restart) return;
  restart = false;
  await reopenDoor();
  vite.ws.send({ type: 'full-reload' });
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  child?.kill();
  await Promise.all([vite.close(), aws.close()]);
  process.exit(0);
}
process.on('SIGINT', () => void end());
process.on('SIGTERM', () => void end());
