/** The loopback door of `npm run dev`: from sources, on the sample estate, at a port and with a token that outlive it. */
import { fileURLToPath } from 'node:url';
import { startServe } from '#main/serve/serve.ts';

const serving = await startServe({
  port: Number(process.env['PEERLESS_DEV_PORT']),
  token: process.env['PEERLESS_DEV_TOKEN'] ?? '',
  opening: { demo: true },
  // Vite serves the page; the door is only asked for its socket.
  dist: fileURLToPath(new URL('../renderer', import.meta.url)),
  say: (line) => console.error(line),
});
console.log('open');
process.on('SIGTERM', () => void serving.close().then(() => process.exit(0)));
