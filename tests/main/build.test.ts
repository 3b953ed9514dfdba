/** The build and the shell entry: what starts, how quickly by construction, and that two starts at once do not clash. */
import { execFile, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
};
const node = (cwd: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, args, { cwd });

/** Every file that importing an entry loads at once: static imports, followed to the end. */
function loadedWith(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(entry, 'utf8');
  for (const [, path] of text.matchAll(
    /^(?:import|export)\b[^;]*?from\s*"(\.[^"]+)";|^import\s*"(\.[^"]+)";/gm,
  )) {
    if (path !== undefined) loadedWith(resolve(dirname(entry), path), seen);
  }
  return seen;
}

/** A clone with the sources of this one and its packages, to be built by itself. */
let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'peerless-clone-'));
  for (const path of [
    'app',
    'main',
    'renderer',
    'bin',
    'scripts',
    'package.json',
    'tsconfig.base.json',
  ]) {
    cpSync(join(root, path), join(clone, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

describe('a fresh clone', () => {
  it('answers --version without being built', async () => {
    const { stdout, stderr } = await node(clone, 'bin/peerless.js', '--version');
    expect([stdout, stderr]).toEqual([`${version}\n`, '']);
    expect(existsSync(join(clone, 'dist'))).toBe(false);
  });

  it('is built once by two starts at once, and both work', async () => {
    const both = await Promise.all([
      node(clone, 'bin/peerless.js', 'rules', '--format', 'json'),
      node(clone, 'bin/peerless.js', 'rules', '--format', 'json'),
    ]);
    expect(both[0].stdout).toBe(both[1].stdout);
    expect(() => JSON.parse(both[0].stdout) as unknown).not.toThrow();
    const builds = both.filter(({ stderr }) => /built in/.test(stderr)).length;
    expect(builds).toBe(1);
    // Nothing of the build is left lying about.
    expect(readdirSync(join(clone, '.cache'))).toEqual([]);
  }, 120_000);

  it('is not built again while nothing changed, and is when something did, past the lock of a build that was killed', async () => {
    const built = () => statSync(join(clone, 'dist', 'build.json')).mtimeMs;
    const before = built();
    await node(clone, 'bin/peerless.js', 'rules');
    expect(built()).toBe(before);
    writeFileSync(join(clone, 'app', 'new-file.ts'), '/** A new file. */\nexport {};\n');
    // And takes over the lock of a build that was killed.
    mkdirSync(join(clone, '.cache', 'build.lock'), { recursive: true });
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(clone, '.cache', 'build.lock', 'pid'), String(gone));
    const { stderr } = await node(clone, 'bin/peerless.js', 'rules');
    expect(stderr).toMatch(/the sources are newer[\s\S]*built in/);
    expect(built()).toBeGreaterThan(before);
  }, 120_000);

  it('says what is wrong where the sources do not build, and keeps what was built', async () => {
    writeFileSync(join(clone, 'main', 'cli', 'index.ts'), "import './nowhere.ts';\n");
    const failed = await node(clone, 'bin/peerless.js', 'rules').catch(
      (error: unknown) => error as { code: number; stderr: string },
    );
    expect(failed).toMatchObject({ code: 2 });
    expect(failed.stderr).toMatch(/the build failed[\s\S]*nowhere\.ts/);
    expect(existsSync(join(clone, 'dist', 'main', 'cli', 'index.js'))).toBe(true);
  }, 120_000);
});

describe('what was built', () => {
  const dist = (...path: string[]) => join(clone, 'dist', ...path);
  const all = () =>
    (readdirSync(dist(), { recursive: true }) as string[]).filter((path) =>
      statSync(dist(path)).isFile(),
    );

  it('starts light: neither the SDK nor the engine is loaded before a command needs it', () => {
    const files = [...loadedWith(dist('main', 'cli', 'index.js'))];
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    for (const heavy of ['DescribeVpcsCommand', 'createWebSocketStream', 'function analyze(']) {
      expect(text.includes(heavy), heavy).toBe(false);
    }
  });

  it('keeps the SDK out of the engine until it collects', () => {
    const files = [...loadedWith(dist('main', 'engine', 'worker.js'))];
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(text).toContain('function analyze(');
    expect(text).not.toContain('DescribeVpcsCommand');
  });

  it('has a preload that a sandbox can load: CommonJS, of Electron only', () => {
    const preload = readFileSync(dist('main', 'desktop', 'preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual([
      'electron',
    ]);
    expect(preload).not.toMatch(/^(import|export) /m);
  });

  it('has a page that the content policy lets run: no inline script, style or handler', () => {
    const page = readFileSync(dist('renderer', 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|data:/i);
    for (const [, attributes, body] of page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toMatch(/src="\/assets\//);
      expect(body?.trim()).toBe('');
    }
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('names no place of the machine it was built on', () => {
    for (const path of all()) {
      const text = readFileSync(dist(path), 'latin1');
      expect(text.includes(clone), path).toBe(false);
    }
  });
});
