/**
 * What is shipped: the desktop app as electron-builder packs it (around a stub where Electron's program would be), and
 * the package of the command line, installed and run by plain Node.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/build.js';
import { ALLOWED, notices } from '../../scripts/notices.js';
import { icon } from '../../scripts/icon.ts';
import { launchDouble } from '#tests/kit/electron-double/launch.ts';
import { fusesOf, stubElectron } from '#tests/kit/electron-stub.ts';
import { scratch } from '#tests/kit/terminal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const require = createRequire(import.meta.url);

interface Manifest {
  readonly main: string;
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly scripts: Record<string, string>;
}
const readManifest = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
const manifest = readManifest(join(root, 'package.json'));

beforeAll(() => ensureBuilt(), 120_000);

describe('the desktop app, packed', () => {
  const folder = scratch();
  const archive = () => join(folder.path, 'out', 'linux-unpacked', 'resources', 'app.asar');
  // electron-builder brings the archiver along.
  const asar = createRequire(require.resolve('app-builder-lib'))('@electron/asar') as {
    listPackage(archive: string, options: { isPack: boolean }): string[];
    extractAll(archive: string, folder: string): void;
  };
  let files: string[];
  let app: string;

  beforeAll(async () => {
    stubElectron(join(folder.path, 'electron'), manifest.devDependencies['electron']!);
    await run(process.execPath, [
      join(root, 'node_modules/electron-builder/cli.js'),
      ...['--linux', 'dir', '--x64', '--publish', 'never'],
      `-c.electronDist=${join(folder.path, 'electron')}`,
      `-c.directories.output=${join(folder.path, 'out')}`,
    ]);
    app = join(folder.path, 'app');
    asar.extractAll(archive(), app);
    files = asar
      .listPackage(archive(), { isPack: false })
      .map((path) => path.replaceAll('\\', '/').slice(1))
      .filter((path) => statSync(join(app, path)).isFile());
  }, 120_000);

  it('holds what was built, and nothing else', () => {
    const built = (readdirSync(join(root, 'dist'), { recursive: true }) as string[])
      .filter((path) => statSync(join(root, 'dist', path)).isFile())
      .map((path) => `dist/${path.replaceAll('\\', '/')}`);
    expect(files.sort()).toEqual(['LICENSE', ...built, 'package.json'].sort());
    // And what was built holds neither sources nor maps, tests, snapshots or settings of whoever built it.
    const odd = files.filter((path) => !/\.(js|cjs|css|html|svg|woff2|wasm)$/.test(path));
    expect(odd.sort()).toEqual([
      'LICENSE',
      'dist/THIRD-PARTY.txt',
      'dist/build.json',
      'package.json',
    ]);
    expect(files.filter((path) => /(^|\/)(\.|tests?\/|node_modules\/)/.test(path))).toEqual([]);
  });

  it('starts where package.json says, and finds everything that it asks for', () => {
    const packed = readManifest(join(app, 'package.json'));
    expect(files).toContain(packed.main);
    expect(packed).not.toHaveProperty('devDependencies');
    expect(packed).not.toHaveProperty('scripts');
    const outside = new Set<string>();
    for (const path of files.filter((p) => /^dist\/main\/.*\.c?js$/.test(p))) {
      // Comments name types by `import(...)`.
      const text = readFileSync(join(app, path), 'utf8').replace(/^\s*(\*|\/\/).*$/gm, '');
      const asked = [
        ...text.matchAll(/^(?:import|export)\b[^;'"]*?from\s*"([^"]+)";/gm),
        ...text.matchAll(/^import\s*"([^"]+)";/gm),
        ...text.matchAll(/\bimport\("([^"]+)"\)/g),
      ].map((match) => match[1]!);
      for (const name of asked) {
        if (!name.startsWith('.')) outside.add(name);
        else
          expect(files, `${path} asks for ${name}`).toContain(
            posix.join(posix.dirname(path), name),
          );
      }
    }
    const brought = [...outside].filter(
      (name) => !name.startsWith('node:') && !builtinModules.includes(name),
    );
    // resvg-js is optional: WebAssembly draws where it is missing (main/print/raster.ts).
    expect(brought.sort()).toEqual(['@resvg/resvg-js', 'electron']);
  });

  it('runs: the engine, the rules and the sample are in it', async () => {
    const { stdout } = await run(process.execPath, [
      join(app, 'dist/main/cli/index.js'),
      ...['reach', '--demo', '--format', 'csv', '--allow-partial'],
    ]);
    expect(stdout.split('\n')[0]).toBe('from,to,outcome,return');
  });

  it('starts its main script where it lies: the page comes, with its preload and its engine', async () => {
    // The double of Electron reads no archive, so it starts what is in it; no folder of ours is near.
    const desktop = await launchDouble({
      app,
      cwd: folder.path,
      args: ['--demo'],
      env: { PEERLESS_SETTINGS: join(folder.path, 'settings') },
    });
    try {
      const { page } = desktop;
      await page.waitForFunction(() => document.title.startsWith('Sample estate'), undefined, {
        timeout: 60_000,
      });
      // What the policy or the scheme refused would be here.
      expect(desktop.log()).toBe('');
      const loaded = await page.evaluate(() =>
        performance.getEntriesByType('resource').map((entry) => {
          const { name, responseStatus } = entry as PerformanceResourceTiming;
          return { path: new URL(name).pathname, status: responseStatus };
        }),
      );
      expect(loaded.filter(({ status }) => status !== 200)).toEqual([]);
      for (const { path } of loaded) expect(files).toContain(`dist/renderer${path}`);
      expect(loaded.map(({ path }) => path.replace(/^.*\./, ''))).toEqual(
        expect.arrayContaining(['js', 'css', 'woff2']),
      );
    } finally {
      await desktop.close();
    }
  }, 120_000);

  it('tells a desktop of Linux what a snapshot is, beside the program', () => {
    const path = 'usr/share/mime/packages/peerless.xml';
    expect(readFileSync(join(folder.path, 'out/linux-unpacked', path), 'utf8')).toBe(
      readFileSync(join(root, 'main/desktop/mime.xml'), 'utf8'),
    );
  });

  it('has the licences of Electron and of Chromium beside the program, where THIRD-PARTY.txt says', () => {
    const beside = readdirSync(join(folder.path, 'out/linux-unpacked'));
    expect(beside).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    );
    const text = readFileSync(join(app, 'dist/THIRD-PARTY.txt'), 'utf8');
    expect(text).toMatch(/LICENSES\.chromium\.html beside the\s+program/);
    expect(text).toContain(`\nelectron ${manifest.devDependencies['electron']} `);
  });

  it('has every fuse the safe way in the program itself', () => {
    const program = readFileSync(join(folder.path, 'out/linux-unpacked/peerless'));
    expect(fusesOf(program)).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      // Not ours to set: a snapshot of V8 of its own is for apps that bring one.
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    // The stub comes as Electron does, so that the test above can fail.
    const stub = readFileSync(join(folder.path, 'electron/electron'));
    expect(fusesOf(stub)).toMatchObject({ runAsNode: true, onlyLoadAppFromAsar: false });
  });

  it('keeps to its sizes', () => {
    const kb = (test: RegExp) =>
      files
        .filter((path) => test.test(path))
        .reduce((sum, path) => sum + statSync(join(app, path)).size, 0) / 1024;
    // Budgets, about a fifth above what there is: whoever needs more says why in the change that raises them.
    expect(kb(/./)).toBeLessThan(15 * 1024);
    expect(kb(/^dist\/renderer\/.*\.js$/)).toBeLessThan(1_900);
    expect(kb(/^dist\/renderer\/.*\.css$/)).toBeLessThan(75);
    expect(kb(/\.woff2$/)).toBeLessThan(720);
    expect(kb(/^dist\/main\//)).toBeLessThan(13 * 1024);
  });
});

describe('the package of the command line', () => {
  const folder = scratch();
  const installed = () => join(folder.path, 'node_modules', 'peerless');
  const shell = process.platform === 'win32';
  const npm = async (...args: string[]) =>
    (await run('npm', args, { cwd: folder.path, shell })).stdout;

  beforeAll(async () => {
    const { stdout } = await run(process.execPath, [
      ...['--import', 'tsx', join(root, 'scripts/pack.ts'), folder.path],
    ]);
    // Out of nothing but itself: neither the registry nor what npm has kept of it.
    const alone = ['--offline', '--cache', join(folder.path, 'cache')];
    await npm('install', ...alone, '--no-audit', '--no-fund', '--no-save', stdout.trim());
  }, 120_000);

  it('holds the program, its licences, and no sources', () => {
    const top = readdirSync(installed()).sort();
    expect(top).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'package.json']);
    expect(existsSync(join(installed(), 'dist', 'THIRD-PARTY.txt'))).toBe(true);
    expect(
      readdirSync(join(folder.path, 'node_modules')).filter((name) => /^\w/.test(name)),
    ).toEqual(['peerless']);
    const packed = readManifest(join(installed(), 'package.json'));
    for (const key of ['dependencies', 'devDependencies', 'scripts'])
      expect(packed).not.toHaveProperty(key);
    // Used where it can be had; the programs for each kind of machine are no part of a package.
    expect(packed).toHaveProperty('optionalDependencies', {
      '@resvg/resvg-js': manifest.dependencies?.['@resvg/resvg-js'],
    });
  });

  it('is the same but for what it asks for where `npm pack` makes it: that builds first', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json'], { cwd: root, shell });
    // What is built first may say so.
    const [{ files }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [
      { files: { path: string }[] },
    ];
    const within = (readdirSync(installed(), { recursive: true }) as string[])
      .filter((path) => statSync(join(installed(), path)).isFile())
      .map((path) => path.replaceAll('\\', '/'));
    expect(files.map(({ path }) => path).sort()).toEqual(within.sort());
    const { scripts } = readManifest(join(root, 'package.json'));
    expect(scripts['prepack']).toBe('node scripts/build.js --if-stale');
  }, 60_000);

  it('runs on plain Node, from any folder, without building and without other packages', async () => {
    const bin = join(installed(), 'bin', 'peerless.js');
    const at = { cwd: folder.path };
    // As npm put it among the commands, which on Windows is a script of its own.
    const command = join(folder.path, 'node_modules', '.bin', shell ? 'peerless.cmd' : 'peerless');
    const version = await run(command, ['--version'], { ...at, shell });
    expect(version).toEqual({ stdout: `${manifest.version}\n`, stderr: '' });
    const lint = ['lint', '--demo', '--fail-on', 'never', '--allow-partial'];
    expect((await run(command, lint, { ...at, shell })).stdout).toContain('Mesh of 7: 21 peerings');
    await run(process.execPath, [bin, 'demo', '-o', 'demo.json'], at);
    // Fonts and the drawing of pixels are the parts that could be left behind.
    for (const kind of ['pdf', 'png']) {
      await run(process.execPath, [bin, 'draw', 'demo.json', '--as', kind, '-o', `x.${kind}`], at);
      expect(statSync(join(folder.path, `x.${kind}`)).size).toBeGreaterThan(2_000);
    }
    // Collecting loads the SDK, which must have come along.
    const refused = await run(
      process.execPath,
      [bin, 'collect', '--profile', 'x', '-o', 'y'],
      at,
    ).catch((error: unknown) => error as { stderr: string });
    expect(refused.stderr).toMatch(/profile/);
    expect(refused.stderr).not.toMatch(/ERR_MODULE_NOT_FOUND|Cannot find/);
  }, 60_000);
});

describe('licences of what is shipped', () => {
  it('are listed with their texts, fonts and WebAssembly included', () => {
    const text = readFileSync(join(root, 'dist/THIRD-PARTY.txt'), 'utf8');
    for (const line of [
      /^cytoscape \S+ +MIT /m,
      /^@aws-sdk\/client-ec2 \S+ +Apache-2\.0 /m,
      /^@fontsource-variable\/inter \S+ +OFL-1\.1 /m,
      /^@resvg\/resvg-wasm \S+ +MPL-2\.0 /m,
      /SIL OPEN FONT LICENSE/,
      /Apache License\s+Version 2\.0/,
    ])
      expect(text).toMatch(line);
    expect(readdirSync(join(root, 'dist/main'))).not.toContain('licences.json');
  });

  it('stop a build with one that nobody has looked at', () => {
    const made = (identifier?: string) => () =>
      notices(root, [{ name: 'react', version: '1.0.0', identifier, text: '' }]);
    expect(made('AGPL-3.0')).toThrow(/react \(AGPL-3\.0\); see scripts\/notices\.js/);
    expect(made()).toThrow(/no licence named/);
    expect(made('MIT')).not.toThrow();
    expect(ALLOWED.filter((id) => /GPL/.test(id))).toEqual([]);
  });
});

it('the icon is the one of the page, drawn anew', async () => {
  const drawn = await icon();
  expect(Buffer.from(drawn).equals(readFileSync(join(root, 'main/desktop/icon.png')))).toBe(true);
});
