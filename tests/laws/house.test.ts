/** The house in order: indexes current, scripts that lead somewhere, pinned packages, files that say what they are for. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { generated } from '../../scripts/gen.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const json = (path: string) => JSON.parse(text(path)) as Record<string, unknown>;
const manifest = json('package.json') as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  bin: Record<string, string>;
};

/** Files of a folder, at any depth, with their path from the root. */
const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(join(root, path)).isFile());

describe('generated indexes', () => {
  it.each([...generated().keys()])('%s is current; else run `npm run gen`', (path) => {
    expect(text(path)).toBe(generated().get(path));
  });
});

describe('package.json', () => {
  it.each([
    'start',
    'test',
    'dev',
    'new',
    'gen',
    'build',
    'bench',
    'check',
    'types',
    'lint',
    'laws',
    'unit',
  ])('npm run %s leads somewhere', (name) => {
    const script = manifest.scripts[name] ?? '';
    expect(script).not.toBe('');
    const file = /\b(?:scripts|bench)\/\S+\.(?:ts|js)\b/.exec(script)?.[0];
    if (file !== undefined) expect(existsSync(join(root, file)), file).toBe(true);
  });

  it('every package is pinned exactly', () => {
    const versions = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(versions)) {
      expect(version, name).toMatch(/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });

  it('the lock file names no host, so that it installs from whatever registry the user has', () => {
    expect(text('package-lock.json')).not.toMatch(/"resolved": "https?:/);
    expect(text('.npmrc')).toContain('omit-lockfile-registry-resolved=true');
  });

  it('the shell entry can be run', () => {
    const { peerless } = manifest.bin;
    expect(text(peerless!)).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(statSync(join(root, peerless!)).mode & 0o111).not.toBe(0);
  });
});

describe('files', () => {
  const sources = ['app', 'main', 'renderer', 'scripts', 'bench', 'tests']
    .flatMap(filesOf)
    .filter((path) => /\.(ts|tsx)$/.test(path) && !path.includes('golden'));

  it('begin with a sentence that says what they are for', () => {
    const mute = sources.filter((path) => !/^\/\*\*\s*\n?\s*\*?\s*\S/.test(text(path)));
    expect(mute).toEqual([]);
  });

  it('write "transit gateway" as the prose of AWS does, small, but where they cite it', () => {
    const ours = sources.filter((path) => /^(app|main|renderer)/.test(path));
    const pages = filesOf('docs').filter((path) => path.endsWith('.md'));
    const found = [...ours, ...pages, 'README.md'].flatMap((path) =>
      text(path)
        .split('\n')
        .filter((line) => /Transit Gateway/.test(line) && !/Network (Interface|Manager)/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it('are not called util, helper, common, manager or service', () => {
    const vague = sources.filter((path) =>
      /(^|[/.-])(utils?|helpers?|common|manager|services?)([/.-])/.test(path),
    );
    expect(vague).toEqual([]);
  });
});
