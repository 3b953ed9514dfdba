/** `npm run pictures`: the pictures of the README and of the tour, taken from the product itself on the sample estate. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { JOBS } from '#tests/e2e/jobs.ts';
import { findChromium } from '#tests/kit/chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { executablePath, env } = findChromium();

const door = spawn(
  process.execPath,
  [join(root, 'bin/peerless.js'), 'serve', '--demo', '--no-open'],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const [address] = (await once(door.stdout, 'data')) as [Buffer];
const browser = await chromium.launch({ executablePath, env });
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
    await page.goto(address.toString().trim());
    await page.getByText('VPC peering connections').waitFor();
    // The picture settles: fonts, layout, first paint.
    await page.waitForTimeout(2_000);
    const file = `docs/pictures/window-${colorScheme}.png`;
    await page.screenshot({ path: join(root, file) });
    console.log(`wrote ${file}`);
    await page.close();
  }
} finally {
  await browser.close();
  door.kill();
}

// What the jobs of the tour come to, their stories see.
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '--project', 'serve', '--grep', Object.values(JOBS).map(escape).join('|')],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PEERLESS_PICTURES: join(root, 'docs/pictures') },
  },
);
process.exitCode = status ?? 1;

/** As a pattern, letter by letter. */
function escape(title: string): string {
  return title.replace(/[?.]/g, '\\$&');
}
