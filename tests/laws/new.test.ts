/** `npm run new`: what it makes compiles as it stands, is named right, and never overwrites. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/** What the compiler says of the new files, standing where they belong. */
function compile(files: readonly string[]): string[] {
  const read = ts.readConfigFile(join(root, 'tests/tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(root, 'tests'));
  const planted = new Map(
    files.map((path) => [join(root, path), readFileSync(join(base, path), 'utf8')]),
  );
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => planted.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => planted.get(path) ?? ts.sys.readFile(path);
  const program = ts.createProgram([...planted.keys()], options, host);
  return files.flatMap((path) => {
    const file = program.getSourceFile(join(root, path));
    if (!file) return [`${path} was not compiled`];
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      (d) => `${path}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`,
    );
  });
}

it('every family has its recipe, and what comes out compiles', () => {
  const made = written.filter((path) => path !== samples);
  expect(made.length).toBeGreaterThanOrEqual(8);
  expect(compile(made)).toEqual([]);
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
