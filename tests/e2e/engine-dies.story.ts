/** The engine dies while a network is open: that is said, nothing waits for it for ever, and a reload has all of it again. */
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessibleOnce, SHEET } from './axe.ts';
import { expect, test } from './story.ts';

const path = join(tmpdir(), `peerless-kill-${process.pid}`);

test('an engine that died is told of, and a reload opens again what was open', async ({
  start,
  env,
  door,
}) => {
  const mortal = new URL('../kit/mortal.js', import.meta.url).href;
  Object.assign(env, { NODE_OPTIONS: `--import=${mortal}`, PEERLESS_STORY_KILL: path });
  const { page, window } = await start();
  await window.openSample();
  await window.finding(/Mesh of 7/).click();
  await expect(window.inspector).toContainText('payments-ledger');
  const lost = page
    .getByRole('contentinfo', { name: 'Status' })
    .getByRole('alert')
    .filter({ hasText: door === 'serve' ? /^Connection lost/ : /^The engine stopped/ });
  await expect(lost).toBeHidden();

  writeFileSync(path, '');
  await expect(lost).toBeVisible();
  expect(existsSync(path), 'it died of this').toBe(false);
  // What is drawn stays, and what is asked now is answered at once.
  expect((await window.drawn()).nodes).toBeGreaterThan(40);
  await window.trace('payments-ledger', 'payments-vault');
  await expect(page.getByRole('alert').filter({ hasText: 'is closed' })).toBeVisible();
  await window.act('Reachability matrix');
  const drawer = page.getByRole('tabpanel', { name: 'Matrix' });
  await expect(drawer.getByRole('alert')).toBeVisible();
  await window.inspector
    .getByRole('button', { name: /^payments-ledger vpc-/ })
    .first()
    .click();
  await expect(window.inspector.getByRole('alert')).toBeVisible();
  await window.act('Save snapshot…');
  const notice = page.getByRole('alert').filter({ hasText: /^Not saved/ });
  await expect(notice).toBeVisible();
  await expectAccessibleOnce(door, page, ['status: failed', 'matrix: failed', 'notices: failed']);
  // It is said in one live region, and a key puts it away and nothing else.
  await expect(page.locator('[aria-live] [role="alert"]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(notice).toBeHidden();
  await expect(window.inspector.getByRole('alert')).toBeVisible();
  await window.act('History…');
  const history = page.getByRole('dialog', { name: 'History' });
  await expect(history.getByRole('alert')).toBeVisible();
  await expectAccessibleOnce(door, page, 'history: failed', SHEET);
  await page.keyboard.press('Escape');

  await lost.getByRole('button', { name: 'Reload' }).click();
  await window.ready();
  await expect(page).toHaveTitle(/Sample estate/);
  await expect(lost).toBeHidden();
  await window.finding(/Mesh of 7/).click();
  await expect(window.inspector).toContainText('payments-ledger');
});
