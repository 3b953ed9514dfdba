/** Before all stories: builds what they run, and says what they run on. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../kit/chromium.ts';
import { findElectron } from '../kit/electron.ts';

export default function setup(): void {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const built = spawnSync(process.execPath, ['scripts/build.js', '--if-stale'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('the build failed');
  const { from, executablePath } = findChromium();
  console.log(`Chromium: ${from}, ${executablePath}`);
  const electron = findElectron();
  console.log(
    'missing' in electron
      ? `Electron: skipped, ${electron.missing}`
      : `Electron: ${electron.executablePath}`,
  );
}
