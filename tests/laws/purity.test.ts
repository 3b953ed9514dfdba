/** The core has no clock, chance, console, process, network or document: the compiler and the linter both say so. */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the compiler says of each of some texts standing in the core; all at once, for it reads the libraries anew each time. */
function compile(texts: readonly string[]): string[][] {
  const { config } = ts.readConfigFile(join(root, 'app/tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  );
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'app'));
  const planted = new Map(texts.map((text, i) => [join(root, `app/base/planted-${i}.ts`), text]));
  const host = ts.createCompilerHost(options);
  host.fileExists = (path) => planted.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => planted.get(path) ?? ts.sys.readFile(path);
  const program = ts.createProgram([...planted.keys()], options, host);
  return [...planted.keys()].map((path) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(path))
      .map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n')),
  );
}

const ABSENT = [
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
];

describe('names that do not exist in the core', () => {
  const said = compile([
    ...ABSENT.map((name) => `export default ${name};`),
    'export default new Map([[1, 2n]]);',
  ]);

  it.each(ABSENT.map((name, i) => [name, i] as const))('%s', (name, i) =>
    expect(said[i]!.join()).toContain(`'${name}'`),
  );

  it('and one that does', () => expect(said.at(-1)).toEqual([]));
});

describe('what the language has and the core must not use', () => {
  // Types are not asked for: reading them all takes longer than everything else here.
  const untyped = tseslint.configs.disableTypeChecked as Linter.Config;
  const lint = new ESLint({ cwd: root, overrideConfig: untyped });

  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    "'a'.localeCompare('b')",
    '(1).toLocaleString()',
  ])(
    '%s',
    async (code) => {
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
