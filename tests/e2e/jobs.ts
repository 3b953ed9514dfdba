/** The seven jobs people have for Peerless, in the words and the order of the tour; each is walked by a story on every door. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { PeerlessWindow } from './window.ts';

export const JOBS = {
  inherited: 'I inherited this estate',
  wrong: 'What is wrong with it?',
  mesh: 'Should this mesh be a transit gateway?',
  reach: 'Can A reach B?',
  diagram: 'I need the diagram',
  changed: 'What changed since last week?',
  rot: 'Do not let it rot',
} as const;

export type Job = keyof typeof JOBS;

/**
 * Takes what a job comes to, in light and in dark, to be looked at beside the results. `npm run pictures` names a folder by
 * PEERLESS_PICTURES; those of one door go there, for the tour.
 */
export async function seen(window: PeerlessWindow, job: Job): Promise<void> {
  const { page } = window;
  await window.steady();
  const info = test.info();
  const folder = join(info.project.outputDir, 'jobs');
  mkdirSync(folder, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect.poll(async () => (await window.drawn()).theme).toBe(theme);
    const path = join(folder, `${job}-${info.project.name}-${theme}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    await info.attach(`${JOBS[job]} (${theme})`, { path, contentType: 'image/png' });
    const kept = process.env['PEERLESS_PICTURES'];
    if (kept !== undefined && info.project.name === 'serve')
      copyFileSync(path, join(kept, `tour-${job}-${theme}.png`));
  }
  await page.emulateMedia({ colorScheme: null });
}
