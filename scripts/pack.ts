/**
 * `npm run -s pack [FOLDER]`: the package of the command line, into a folder; its path to stdout.
 *
 * Its packages are bundled, so it asks for none: a plain `npm pack` builds first, too, and what it makes runs, but as that
 * takes package.json as it is, whoever installs it fetches all of them once more. The native drawing of pixels is the one that is asked for, where it can be had.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.js';

/** Never bundled: scripts/build.js. */
const NATIVE = '@resvg/resvg-js';

const root = fileURLToPath(new URL('..', import.meta.url));
await ensureBuilt((line) => console.error(line));

const whole = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
};
const INSIDE = ['dependencies', 'devDependencies', 'imports', 'scripts'];
const manifest = {
  ...Object.fromEntries(Object.entries(whole).filter(([key]) => !INSIDE.includes(key))),
  optionalDependencies: { [NATIVE]: whole.dependencies[NATIVE] },
};

const target = resolve(process.argv[2] ?? '.');
mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), 'peerless-pack-'));
try {
  for (const path of whole.files) cpSync(join(root, path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', target], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  console.log(join(target, filename));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
