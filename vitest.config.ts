import { defineConfig } from 'vitest/config';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHARED = ['tests/{main,renderer,laws}/**/*.test.{ts,tsx}'];
const ALONE = [
  'tests/main/*.test.{ts,tsx}',
  'tests/main/desktop/main.test.ts',
  'tests/main/fuzz/**/*.test.{ts,tsx}',
  'tests/main/cli/{collect,parts,process,profiles}.test.ts',
];

/** Unit and law suites. Browser stories are Playwright's (`playwright.config.ts`). */
export default defineConfig({
  resolve: {
    alias: {
      // A plain `import 'electron'` outside Electron tries to download its runtime.
      electron: fileURLToPath(new URL('./tests/kit/electron-double/electron.ts', import.meta.url)),
    },
  },
  test: {
    projects: [
      // The core holds no state (a law says so): its files can share one loading of it, which saves a tenth of the time.
      {
        extends: true,
        test: { name: 'core', include: ['tests/app/**/*.test.{ts,tsx}'], isolate: false },
      },
      // So can those that put back what they change, which takes a third of the time. Whoever changes the process itself
      // (its folder, its exit code), or replaces a module, belongs with the rest.
      {
        extends: true,
        test: { name: 'shared', include: SHARED, exclude: ALONE, isolate: false },
      },
      // Before the others, as their names are sorted: what takes longest is not left for the end, when a core has nothing to do.
      {
        extends: true,
        test: { name: 'rest', include: [...ALONE, 'tests/{aws,kit}/**/*.test.{ts,tsx}'] },
      },
    ],
    testTimeout: 30_000,
    // On a busy machine a second is nothing.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    teardownTimeout: 5_000,
    // It imports JSON as bundlers do: Node itself refuses that.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    // What is opened in tests is not remembered for whoever runs them.
    env: { PEERLESS_SETTINGS: join(tmpdir(), `peerless-settings-${process.pid}`) },
    pool: 'forks',
    maxWorkers: 2,
  },
});
