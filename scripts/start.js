/**
 * `npm start`: the lint summary of the sample estate in the terminal, then the drawn network in the desktop window.
 *
 * Where there is no display or Electron's runtime cannot be had, one line says so and the same page is served on
 * loopback until Ctrl-C. `npm start -- --browser` goes there at once. Plain JavaScript: it runs before anything is built.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'bin', 'peerless.js');

/** Longest time to wait for Electron's runtime to be fetched, in seconds. */
const FETCH_LIMIT = 180;
/** A window that ends sooner than this with a fault never opened, in ms. */
const OPENED = 10_000;

const say = (line) => console.error(`peerless: ${line}`);

let child;
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopped = true;
    child?.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  });
}

/** Runs a program to its end; its exit code, or undefined where it could not be started or was killed. */
function runToEnd(command, args, options = {}) {
  return new Promise((resolve) => {
    const { limit, ...rest } = options;
    const running = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...rest,
    });
    child = running;
    const timer = limit && setTimeout(() => running.kill('SIGKILL'), limit * 1000);
    const end = (code) => {
      clearTimeout(timer);
      child = undefined;
      resolve(code ?? undefined);
    };
    running.on('error', () => end());
    running.on('exit', end);
  });
}

/** Why there can be no window here, in words; undefined where there may be one. */
function noDisplay() {
  if (process.argv.includes('--browser')) return 'as asked';
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
    return undefined;
  return 'there is no display here';
}

/** Electron's program, if its runtime is on this machine. Never `import 'electron'`: that would fetch it, silently. */
function electronProgram() {
  let folder;
  try {
    folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
    const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name);
    if (existsSync(program)) return program;
  } catch {
    // Not fetched yet.
  }
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const program = given && join(given, names[process.platform] ?? 'electron');
  return program && existsSync(program) ? program : undefined;
}

/** Fetches Electron's runtime, saying so first; true once it is there. */
async function fetchElectron() {
  let installer;
  try {
    installer = createRequire(import.meta.url).resolve('electron/install.js');
  } catch {
    return false;
  }
  say(
    `fetching Electron's runtime, once, about 120 MB; \`npm start -- --browser\` does without ...`,
  );
  const code = await runToEnd(process.execPath, [installer], {
    stdio: 'ignore',
    limit: FETCH_LIMIT,
  });
  return code === 0 && electronProgram() !== undefined;
}

/** Shows the window; undefined once the user closed it, else why it could not be shown. */
async function showWindow() {
  const away = noDisplay();
  if (away) return away;
  if (!electronProgram() && !(await fetchElectron()))
    return "Electron's runtime could not be fetched";
  if (stopped) return undefined;
  const since = Date.now();
  const code = await runToEnd(electronProgram(), [root, '--demo']);
  if (stopped || code === 0 || Date.now() - since > OPENED) return undefined;
  return "Electron's runtime does not start here";
}

await ensureBuilt(say);
if (!stopped)
  await runToEnd(process.execPath, [
    cli,
    'lint',
    '--demo',
    '--fail-on',
    'never',
    '--allow-partial',
  ]);
const reason = stopped ? undefined : await showWindow();
if (reason !== undefined && !stopped) {
  say(`no desktop window (${reason}); the same page is served here until Ctrl-C:`);
  const code = await runToEnd(process.execPath, [cli, 'serve', '--demo', '--no-open']);
  if (!stopped) process.exitCode = code ?? 1;
}
