/** A newcomer's first minute: what is committed cloned into an empty folder, the README's command, the first finding on screen. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from '#tests/kit/chromium.ts';

/** Seconds since the newcomer began to type. */
export interface NewcomerFigures {
  readonly installed: number;
  /** The lint summary is in the terminal. */
  readonly summary: number;
  /** The page's address is. */
  readonly address: number;
  /** The first finding is on the screen, beside the drawn network. */
  readonly finding: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Needs git and the package registry; takes npm's own cache as it is. */
export async function measureNewcomer(): Promise<NewcomerFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'peerless-newcomer-'));
  try {
    execFileSync('git', ['clone', '--quiet', root, folder]);
    const since = performance.now();
    const passed = (): number => (performance.now() - since) / 1000;
    execFileSync('npm', ['ci'], { cwd: folder, stdio: 'ignore' });
    const installed = passed();
    return { installed, ...(await start(folder, passed)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(
  folder: string,
  passed: () => number,
): Promise<Omit<NewcomerFigures, 'installed'>> {
  // A group of its own: npm does not hand every signal on.
  const started = spawn('npm', ['start', '--', '--browser'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const { executablePath, env } = findChromium();
  const browser = await chromium.launch({ executablePath, env });
  try {
    let said = '';
    let summary = 0;
    for await (const chunk of started.stdout) {
      said += String(chunk);
      if (summary === 0 && /\d+ errors?/.test(said)) summary = passed();
      const url = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said)?.[0];
      if (url === undefined) continue;
      const address = passed();
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(url);
      await page
        .getByRole('tree', { name: 'Findings' })
        .getByRole('treeitem', { level: 2 })
        .first()
        .waitFor();
      await page.getByRole('application', { name: /boxes/ }).waitFor();
      return { summary, address, finding: passed() };
    }
    throw new Error(`npm start ended without an address:\n${said}`);
  } finally {
    await browser.close();
    if (started.pid !== undefined) process.kill(-started.pid, 'SIGTERM');
  }
}
