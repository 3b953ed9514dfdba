/**
 * Writes the index of every family (`*.gen.ts`), and the pages made from what the indexes hold: sorted, committed,
 * stale in CI means failure.
 * `npm run gen` writes; `npm run gen -- --check` compares and exits 1 where a file is stale.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const HEAD = '/** Written by `npm run gen`. Do not edit. */\n';

/** `tgw-route-table` -> `tgwRouteTable`. */
export const camel = (id: string): string =>
  id.replace(/-(\w)/g, (_, c: string) => c.toUpperCase());
export const pascal = (id: string): string => camel(id).replace(/^./, (c) => c.toUpperCase());

const SHAPES = new Set([
  'kind',
  'fields',
  'exporter',
  'reporter',
  'writer',
  'command',
  'action',
  'index.gen',
]);

/** Members of a family kept one file each. */
const files = (folder: string, ext = /\.tsx?$/): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((e) => e.isFile() && ext.test(e.name))
    .map((e) => e.name.replace(ext, ''))
    .filter((name) => !SHAPES.has(name) && !name.endsWith('.gen'))
    .sort();

/** Members of a family kept one folder each. */
const folders = (folder: string, file: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((e) => e.isDirectory() && existsSync(join(root, folder, e.name, file)))
    .map((e) => e.name)
    .sort();

function kinds(): string {
  const ids = files('app/kinds');
  return [
    HEAD.trimEnd(),
    "import type { Kind } from './kind.ts';",
    ...ids.map((id) => `import ${camel(id)}, { type ${pascal(id)} } from './${id}.ts';`),
    '',
    '/** Type of the resources of each kind. */',
    'export interface KindMap {',
    ...ids.map((id) => `  '${id}': ${pascal(id)};`),
    '}',
    '',
    'export type KindId = keyof KindMap;',
    'export type Resource = KindMap[KindId];',
    '',
    'export const kinds: { readonly [K in KindId]: Kind<KindMap[K]> } = {',
    ...ids.map((id) => `  '${id}': ${camel(id)},`),
    '};',
    '',
    'export const kindIds = Object.keys(kinds) as KindId[];',
    '',
  ].join('\n');
}

function list(
  ids: readonly string[],
  path: (id: string) => string,
  type: string,
  from: string,
  name: string,
): string {
  return [
    HEAD.trimEnd(),
    `import type { ${type} } from '${from}';`,
    ...ids.map((id) => `import ${camel(id)} from '${path(id)}';`),
    '',
    `export const ${name}: readonly ${type}[] = [${ids.map((id) => `\n  ${camel(id)},`).join('')}${ids.length ? '\n' : ''}];`,
    '',
  ].join('\n');
}

/** Cases by rule, each loaded only when it is asked for: they build whole networks. */
const cases = (): string =>
  [
    HEAD.trimEnd(),
    "import type { RuleCases } from './case.ts';",
    '',
    'export const casesOf: Readonly<Record<string, () => Promise<{ default: RuleCases }>>> = {',
    ...folders('app/rules', 'cases.ts').map((id) => `  '${id}': () => import('./${id}/cases.ts'),`),
    '};',
    '',
  ].join('\n');

/** Names alone: the command line lists them before it loads anything. */
const names = (folder: string, name: string): string =>
  [
    HEAD.trimEnd(),
    `export const ${name}: readonly string[] = [`,
    ...files(folder).map((id) => `  '${id}',`),
    '];',
    '',
  ].join('\n');

export function generated(): Map<string, string> {
  const out = new Map<string, string>();
  out.set('app/kinds/index.gen.ts', kinds());
  out.set(
    'app/rules/index.gen.ts',
    list(
      folders('app/rules', 'rule.ts'),
      (id) => `./${id}/rule.ts`,
      'AnyRule',
      './rule.ts',
      'rules',
    ),
  );
  out.set('app/rules/cases.gen.ts', cases());
  out.set(
    'app/exports/index.gen.ts',
    list(files('app/exports'), (id) => `./${id}.ts`, 'Exporter', './exporter.ts', 'exporters'),
  );
  out.set(
    'app/reporters/index.gen.ts',
    list(files('app/reporters'), (id) => `./${id}.ts`, 'Reporter', './reporter.ts', 'reporters'),
  );
  out.set('app/reporters/ids.gen.ts', names('app/reporters', 'reporterIds'));
  out.set(
    'app/writers/index.gen.ts',
    list(files('app/writers'), (id) => `./${id}.ts`, 'PlanWriter', './writer.ts', 'writers'),
  );
  out.set('app/writers/ids.gen.ts', names('app/writers', 'writerIds'));
  out.set(
    'main/cli/commands/index.gen.ts',
    list(files('main/cli/commands'), (id) => `./${id}.ts`, 'Command', '../command.ts', 'commands'),
  );
  out.set(
    'renderer/actions/index.gen.ts',
    list(files('renderer/actions'), (id) => `./${id}.ts`, 'Action', './action.ts', 'actions'),
  );
  return out;
}

/** Pages made from the members themselves: loaded once the indexes are right. */
async function pages(): Promise<Map<string, string>> {
  const { permissionsPage } = await import('./permissions.ts');
  const { rules } = await import('../app/rules/index.gen.ts');
  const { configSchema } = await import('../app/rules/config-schema.ts');
  const { rulePages } = await import('./rule-pages.ts');
  return new Map([
    ...(await rulePages()),
    ['docs/permissions.md', permissionsPage()],
    ['docs/config.schema.json', `${JSON.stringify(configSchema(rules), undefined, 2)}\n`],
  ]);
}

/** Pages of rules that are no more. */
const orphans = (files: ReadonlyMap<string, string>): string[] =>
  readdirSync(join(root, 'docs/rules'))
    .map((name) => `docs/rules/${name}`)
    .filter((path) => !files.has(path));

/** Those files that are not on disk as they should be. */
const stale = (files: ReadonlyMap<string, string>): [path: string, text: string][] =>
  [...files].filter(([path, text]) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });

/** Writes what is stale; the paths written. */
export function writeGenerated(files: ReadonlyMap<string, string> = generated()): string[] {
  const old = stale(files);
  for (const [path, text] of old) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return old.map(([path]) => path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    const made = await pages();
    const old = [
      ...[...stale(generated()), ...stale(made)].map(([path]) => path),
      ...orphans(made),
    ];
    if (old.length > 0) {
      console.error(`stale: ${old.join(', ')}\nRun \`npm run gen\` and commit the result.`);
      process.exitCode = 1;
    }
  } else {
    const indexes = writeGenerated();
    const made = await pages();
    const written = [...indexes, ...writeGenerated(made)];
    for (const path of orphans(made)) rmSync(join(root, path));
    if (written.length > 0) console.log(`wrote ${written.join(', ')}`);
  }
}
