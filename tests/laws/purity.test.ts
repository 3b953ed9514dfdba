/** The core has no clock, chance, console, process, network or document: the compiler and the linter both say so. */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the compiler says of a text standing in the core. */
function compile(text: string): string[] {
  const file = join(root, 'app/base/planted.ts');
  const parsed = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'app/tsconfig.json'), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    join(root, 'app'),
  );
  const host = ts.createCompilerHost(parsed.options);
  host.fileExists = (path) => path === file || ts.sys.fileExists(path);
  host.readFile = (path) => (path === file ? text : ts.sys.readFile(path));
  const program = ts.createProgram([file], parsed.options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
}

describe('names that do not exist in the core', () => {
  it.each([
    'console',
    'process',
    'fetch',
    'setTimeout',
    'document',
    'window',
    'Buffer',
    'crypto',
    'performance',
    'localStorage',
  ])('%s', (name) => expect(compile(`export default ${name};`).join()).toContain(`'${name}'`));

  it('and one that does', () => expect(compile('export default new Map([[1, 2n]]);')).toEqual([]));
});

describe('what the language has and the core must not use', () => {
  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    "'a'.localeCompare('b')",
    '(1).toLocaleString()',
  ])(
    '%s',
    async (code) => {
      const lint = new ESLint({ cwd: root });
      const [result] = await lint.lintText(`export default ${code};\n`, {
        filePath: join(root, 'app/base/order.ts'),
      });
      expect(result?.messages.map((m) => m.ruleId)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^no-restricted-(properties|syntax)$/)]),
      );
    },
    60_000,
  );
});
