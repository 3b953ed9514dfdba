import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

/** Unit and law suites. Browser stories are Playwright's (`playwright.config.ts`). */
export default defineConfig({
  resolve: {
    alias: {
      // A plain `import 'electron'` outside Electron tries to download its runtime.
      electron: fileURLToPath(new URL('./tests/kit/electron-double/electron.ts', import.meta.url)),
    },
  },
  test: {
    include: ['tests/{app,main,renderer,aws,kit,laws}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 5_000,
    // It imports JSON as bundlers do: Node itself refuses that.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
    pool: 'forks',
    maxWorkers: 2,
  },
});
