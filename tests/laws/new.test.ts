/** `npm run new`: what it makes compiles as it stands, is named right, and never overwrites. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { addMember } from '../../scripts/new.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'peerless-new-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const samples = 'tests/app/kinds/samples.ts';
mkdirSync(dirname(join(base, samples)), { recursive: true });
cpSync(join(root, samples), join(base, samples));

const MEMBERS = [
  ['rule', 'planted-rule'],
  ['kind', 'planted-kind'],
  ['exporter', 'planted-exporter'],
  ['reporter', 'planted-reporter'],
  ['writer', 'planted-writer'],
  ['command', 'planted-command'],
  ['action', 'planted-action'],
] as const;
const written = MEMBERS.flatMap(([family, id]) => addMember(family, id, base).written);

/** What the compiler says of the new files, as if they stood where they belong. */
function compile(files: readonly string[]) {
  const options = {
    extends: join(root, 'tests/tsconfig.json'),
    compilerOptions: {
      rootDirs: [base, root],
      paths: { '#*': [`${base}/*`, `${root}/*`] },
      typeRoots: [join(root, 'node_modules/@types')],
      types: ['node'],
    },
    include: [],
    files,
  };
  symlinkSync(join(root, 'node_modules'), join(base, 'node_modules'), 'junction');
  writeFileSync(join(base, 'tsconfig.json'), JSON.stringify(options));
  const compiler = join(root, 'node_modules/typescript-native/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', base], {
    encoding: 'utf8',
  });
  return { status, stdout };
}

it('every family has its recipe, and what comes out compiles', () => {
  const made = written.filter((path) => path !== samples);
  expect(made.length).toBeGreaterThanOrEqual(8);
  expect(compile(made)).toEqual({ status: 0, stdout: '' });
}, 120_000);

it('a kind brings its sample', () => {
  const text = readFileSync(join(base, samples), 'utf8');
  expect(text).toContain("'planted-kind': {");
  expect(ts.transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([]);
});

describe('refused', () => {
  it.each([
    ['rule', 'planted-rule', 'exists already'],
    ['rule', 'Planted', 'is no id'],
    ['rule', '../escape', 'is no id'],
    ['rule', '', 'is no id'],
    ['policy', 'planted', 'rule|kind|exporter|reporter|writer|command|action'],
    ['constructor', 'planted', 'rule|kind|exporter|reporter|writer|command|action'],
  ])('%s %s', (family, id, words) => {
    expect(() => addMember(family, id, base)).toThrow(words);
  });
});
