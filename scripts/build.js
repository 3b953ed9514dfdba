/**
 * Builds dist/: the page (dist/renderer) and the Node and Electron entries (dist/main).
 *
 * Plain JavaScript, so that a fresh clone can build with Node alone. A build goes into a directory of its own and is
 * renamed into place; a lock lets the second of two starts wait instead of building twice.
 *
 *   node scripts/build.js             builds
 *   node scripts/build.js --if-stale  builds where dist/ is missing or older than the sources
 */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeNotices } from './notices.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');
const dist = join(root, 'dist');
const lock = join(cache, 'build.lock');

/** What a build is made of. */
const SOURCES = [
  'app',
  'main',
  'renderer',
  'scripts/build.js',
  'scripts/notices.js',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

/** Node and Electron entries: where each lands in dist/main, and its source. */
const ENTRIES = {
  'cli/index': 'main/cli/index.ts',
  'engine/worker': 'main/engine/worker.ts',
  'engine/planner': 'main/engine/planner.ts',
  'engine/writer': 'main/engine/writer.ts',
  'engine/arranger': 'main/engine/arranger.ts',
  'desktop/main': 'main/desktop/main.ts',
};

/**
 * Packages that are never bundled: Electron brings itself; resvg-js is a program for each kind of machine, without which
 * WebAssembly does the same; the others are optional speed-ups of `ws`.
 */
const EXTERNAL = ['electron', '@resvg/resvg-js', 'bufferutil', 'utf-8-validate'];

/** Packages whose fonts pictures are printed with. */
const FONTS = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'];

/** What Vite says it bundled, in each half of a build; taken away again by notices.js. */
const LICENCES = 'licences.json';

/** Newest change of a file or of anything in a folder (a folder's own time tells of deleted files), in ms. */
function newest(path) {
  let stat;
  try {
    stat = statSync(path);
  } catch {
    return 0;
  }
  if (!stat.isDirectory()) return stat.mtimeMs;
  let time = stat.mtimeMs;
  for (const entry of readdirSync(path)) time = Math.max(time, newest(join(path, entry)));
  return time;
}

/** Why dist/ must be built, in words; undefined where it is newer than every source. */
export function stale() {
  let started;
  try {
    started = JSON.parse(readFileSync(join(dist, 'build.json'), 'utf8')).started;
  } catch {
    return 'not built yet';
  }
  return SOURCES.some((path) => newest(join(root, path)) > started)
    ? 'the sources are newer'
    : undefined;
}

/** True where the process that holds the lock still runs; a lock without a readable owner is given ten seconds. */
function held() {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    if (error.code === 'EPERM') return true;
    if (error.code === 'ESRCH') return false;
    try {
      return Date.now() - statSync(lock).mtimeMs < 10_000;
    } catch {
      return false;
    }
  }
}

/** Runs the work while no other build of this clone runs. The lock saves work; the final rename keeps dist/ whole. */
async function alone(work) {
  mkdirSync(cache, { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (held()) await sleep(100);
      else rmSync(lock, { recursive: true, force: true });
    }
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Puts a finished build in the place of dist/. */
function swap(fresh) {
  const old = `${fresh}-old`;
  for (let tries = 0; ; tries++) {
    try {
      renameSync(dist, old);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    try {
      renameSync(fresh, dist);
      break;
    } catch (error) {
      if (tries > 4 || !['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error;
      rmSync(old, { recursive: true, force: true });
    }
  }
  rmSync(old, { recursive: true, force: true });
}

/** What both builds of Node code share. */
const forNode = (outDir) => ({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { conditions: ['node', 'import', 'module', 'default'] },
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: false,
    target: 'node20',
    // Stack traces of a bug report should be readable; size is no concern on disk.
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
  },
});

const external = [...EXTERNAL, ...builtinModules, /^node:/];

/**
 * Builds both halves for production, whatever NODE_ENV the caller runs in: built for development, the page would hold
 * paths of this machine.
 * @returns the packages that ship, as `name@version`
 */
async function buildInto(target) {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await buildPage(target);
    await buildNode(target);
    copyFonts(target);
    copyFileSync(
      join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm'),
      join(target, 'main', 'resvg.wasm'),
    );
    return writeNotices(
      root,
      target,
      [join(target, 'renderer', LICENCES), join(target, 'main', LICENCES)],
      [...FONTS, 'electron'].map((pack) => join(root, 'node_modules', pack)),
    );
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function buildPage(target) {
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  await build({
    configFile: false,
    root: join(root, 'renderer'),
    logLevel: 'warn',
    base: '/',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: join(target, 'renderer'),
      emptyOutDir: false,
      // Vite's default target: `peerless serve` is opened in whatever browser the user has.
      // The content policy allows no data: fonts or scripts, so every asset is a file.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2000,
      reportCompressedSize: false,
      license: { fileName: LICENCES },
    },
  });
}

/** The upright, variable faces, beside the program that prints with them. */
function copyFonts(target) {
  const to = join(target, 'main', 'fonts');
  mkdirSync(to, { recursive: true });
  for (const pack of FONTS) {
    const from = join(root, 'node_modules', pack, 'files');
    for (const name of readdirSync(from))
      if (name.endsWith('-wght-normal.woff2')) copyFileSync(join(from, name), join(to, name));
  }
}

async function buildNode(target) {
  const { build } = await import('vite');
  const node = forNode(join(target, 'main'));
  await build({
    ...node,
    build: {
      ...node.build,
      license: { fileName: LICENCES },
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(ENTRIES).map(([name, file]) => [name, join(root, file)]),
        ),
        external,
        output: {
          format: 'esm',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  });
  // Sandboxed preloads are CommonJS: https://www.electronjs.org/docs/latest/tutorial/esm#preload-scripts
  const preload = forNode(join(target, 'main', 'desktop'));
  await build({
    ...preload,
    build: {
      ...preload.build,
      rolldownOptions: {
        input: { preload: join(root, 'main/desktop/preload.ts') },
        external,
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
}

/** Builds dist/. `say` hears one line when it begins and one when it ends. */
export async function build(say = () => {}, why = stale) {
  return alone(async () => {
    const reason = why();
    if (reason === undefined) return;
    const started = Date.now();
    say(`building (${reason}) ...`);
    const fresh = mkdtempSync(join(cache, 'build-'));
    try {
      const packages = await buildInto(fresh);
      writeFileSync(join(fresh, 'build.json'), `${JSON.stringify({ started, packages })}\n`);
      swap(fresh);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });
}

/** Builds dist/ where it is missing or older than the sources. */
export async function ensureBuilt(say = () => {}) {
  if (stale() !== undefined) await build(say);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const say = (line) => console.error(`peerless: ${line}`);
  if (process.argv.includes('--if-stale')) await ensureBuilt(say);
  else await build(say, () => 'asked for');
}
