/** The browser stories: each is told once and played through every door. */
import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/kit/chromium.ts';
import type { DoorName } from './tests/e2e/doors.ts';

const { executablePath, env } = findChromium();

/** Stories for every door are `x.story.ts`; those of one kind of door `x.desktop.story.ts`, `x.serve.story.ts`. */
const SHARED = /\/[^/.]+\.story\.ts$/;
const stories = (own: string) => [SHARED, new RegExp(`\\.${own}\\.story\\.ts$`)];

export default defineConfig<{ door: DoorName }>({
  testDir: './tests/e2e',
  globalSetup: './tests/e2e/setup.ts',
  outputDir: './test-results',
  // One picture for every machine, and none is ever written by a run that was not asked to (`--update-snapshots=all`).
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  updateSnapshots: 'none',
  // Two cores: more at once only makes each slower than its patience.
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  forbidOnly: process.env.CI !== undefined,
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, env },
  },
  projects: [
    { name: 'serve', testMatch: stories('serve'), use: { door: 'serve' } },
    { name: 'desktop-double', testMatch: stories('desktop'), use: { door: 'desktop-double' } },
    { name: 'desktop-electron', testMatch: stories('desktop'), use: { door: 'desktop-electron' } },
  ],
});
