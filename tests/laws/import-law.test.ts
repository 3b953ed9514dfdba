/** The import law refuses what it says it refuses: every breach planted here must be found, by the law that names it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** File, what it imports, and the law that forbids it. */
const BREACHES: readonly [file: string, imports: string, law: string][] = [
  ['app/routing/a.ts', '../rules/x.ts', 'stage-routing'],
  ['app/base/a.ts', '../snapshot/x.ts', 'stage-base'],
  ['app/kinds/a.ts', '../topology/x.ts', 'stage-sources-kinds'],
  ['app/topology/a.ts', '#app/scene/x.ts', 'stage-topology'],
  ['app/scene/a.ts', '../exports/x.ts', 'stage-scene'],
  ['app/rules/one/rule.ts', '../../report.ts', 'stage-rules'],
  ['app/base/node.ts', 'node:fs', 'app-no-node'],
  ['app/base/main.ts', '#main/x.ts', 'app-is-pure'],
  ['app/base/package.ts', 'commander', 'app-pure-packages'],
  ['app/topology/world.ts', '../world/x.ts', 'world-beside'],
  ['app/api/stage.ts', '../topology/x.ts', 'api-by-type'],
  ['app/kinds/b.ts', './c.ts', 'family-app-kinds'],
  ['app/reporters/b.ts', './x.ts', 'family-app-reporters'],
  ['app/exports/b.ts', '../reporters/x.ts', 'stage-exports'],
  ['app/reporters/c.ts', '../writers/x.ts', 'stage-reporters'],
  ['app/writers/b.ts', './x.ts', 'family-app-writers'],
  ['app/rules/two/rule.ts', '../one/x.ts', 'family-rules'],
  ['main/cli/commands/a.ts', './x.ts', 'family-main-cli-commands'],
  ['renderer/actions/a.ts', './x.ts', 'family-renderer-actions'],
  ['main/engine/a.ts', '#renderer/x.ts', 'main-not-renderer'],
  ['main/engine/sdk.ts', '@aws-sdk/client-ec2', 'sdk-in-collect'],
  ['main/engine/electron.ts', 'electron', 'electron-in-desktop'],
  ['main/engine/socket.ts', 'node:http', 'sockets-in-serve'],
  ['renderer/main-room.ts', '#main/x.ts', 'renderer-not-main'],
  ['renderer/node.ts', 'node:fs', 'renderer-no-node'],
  ['renderer/cy.ts', 'cytoscape', 'cytoscape-in-canvas'],
  ['main/tests-room.ts', '#tests/x.ts', 'nothing-imports-tests'],
  ['main/gone.ts', './not-there.ts', 'not-to-unresolvable'],
];

/** What breaches point at, and imports that must stay allowed. */
const ALLOWED: readonly [file: string, imports: string][] = [
  ['app/rules/one/cases.ts', '../../world/x.ts'],
  ['app/rules/one/parts-user.ts', '../parts/x.ts'],
  ['app/rules/three/rule.ts', '../../routing/x.ts'],
  ['app/base/zod.ts', 'zod'],
  ['main/collect/sdk.ts', '@aws-sdk/client-ec2'],
  ['main/desktop/electron.ts', 'electron'],
  ['main/serve/http.ts', 'node:http'],
  ['renderer/canvas/cy.ts', 'cytoscape'],
  ['tests/any.ts', '#main/x.ts'],
];
const TARGETS = [
  'app/rules/x.ts',
  'app/rules/one/x.ts',
  'app/rules/parts/x.ts',
  'app/snapshot/x.ts',
  'app/topology/x.ts',
  'app/routing/x.ts',
  'app/scene/x.ts',
  'app/exports/x.ts',
  'app/reporters/x.ts',
  'app/writers/x.ts',
  'app/report.ts',
  'app/world/x.ts',
  'app/kinds/c.ts',
  'main/x.ts',
  'main/cli/commands/x.ts',
  'renderer/x.ts',
  'renderer/actions/x.ts',
  'tests/x.ts',
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let violations: readonly Violation[] = [];
const planted = mkdtempSync(join(tmpdir(), 'peerless-laws-'));
afterAll(() => rmSync(planted, { recursive: true, force: true }));

beforeAll(() => {
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(planted, file)), { recursive: true });
    writeFileSync(join(planted, file), text);
  };
  for (const file of TARGETS) write(file, 'export const x = 1;\n');
  for (const [file, imports] of [...BREACHES, ...ALLOWED]) {
    write(file, `import * as x from '${imports}';\nexport default x;\n`);
  }
  for (const file of [
    'package.json',
    'tsconfig.base.json',
    '.dependency-cruiser.js',
    'tests/tsconfig.json',
  ]) {
    cpSync(join(root, file), join(planted, file));
  }
  symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'), 'dir');
  let json: string;
  try {
    json = execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['app', 'main', 'renderer', 'tests'],
        ...['--config', '.dependency-cruiser.js', '--output-type', 'json'],
      ],
      { cwd: planted, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'inherit'] },
    );
  } catch (error) {
    // Breaches found make it exit with their number; the report is on stdout all the same.
    json = (error as { stdout: string }).stdout;
  }
  violations = (JSON.parse(json) as { summary: { violations: Violation[] } }).summary.violations;
}, 60_000);

const lawsBroken = (file: string) =>
  violations.filter((v) => v.from === file).map((v) => v.rule.name);

describe('refused', () => {
  it.each(BREACHES)('%s importing %s breaks %s', (file, _, law) => {
    expect(lawsBroken(file)).toContain(law);
  });
});

describe('allowed', () => {
  it.each(ALLOWED)('%s importing %s', (file) => expect(lawsBroken(file)).toEqual([]));
});

it('every law gives its reason', async () => {
  const law = new URL('../../.dependency-cruiser.js', import.meta.url).href;
  const { default: config } = (await import(/* @vite-ignore */ law)) as {
    default: { forbidden: { name: string; comment: string }[] };
  };
  for (const law of config.forbidden) expect(law.comment.length, law.name).toBeGreaterThan(20);
});
