/** What is remembered: a source opened before is offered at the next start, and snapshots kept by estate stand on a line of time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { twoWorlds } from '../kit/two-worlds.ts';
import { expect, test } from './story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-history-'));
  process.env['PEERLESS_STORY_SETTINGS'] = join(folder, 'settings');
});
test.afterAll(() => {
  delete process.env['PEERLESS_STORY_SETTINGS'];
  rmSync(folder, { recursive: true, force: true });
});

test('an engineer comes back a week later, and sees what changed since', async ({ start }) => {
  const { before, after } = twoWorlds({});
  const older = join(folder, 'older.peerless');
  const newer = join(folder, 'newer.peerless');
  const { manifest, pages } = before.snapshot();
  const lastWeek = { manifest: { ...manifest, created: '2026-01-01T00:00:00.000Z' }, pages };
  writeFileSync(older, writeSnapshot(lastWeek));
  writeFileSync(newer, writeSnapshot(after.snapshot()));

  const first = await start(older);
  await first.window.ready();
  await first.window.act('History…');
  const sheet = first.page.getByRole('dialog', { name: 'History' });
  await sheet.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'kept'));
  await sheet.getByRole('button', { name: 'Keep them there' }).click();
  await sheet.getByRole('button', { name: 'Keep in the history' }).click();
  await expect(sheet.getByRole('region', { name: 'older', exact: true })).toBeVisible();
  await first.close();

  const second = await start();
  await expect(second.page.getByRole('heading', { name: 'Opened before' })).toBeVisible();
  await expect(second.page.getByRole('button', { name: /^older\.peerless/ })).toBeEnabled();
  await second.close();

  const third = await start(newer);
  await third.window.ready();
  await third.window.act('History…');
  const again = third.page.getByRole('dialog', { name: 'History' });
  await again.getByRole('button', { name: /^2026-01-01 00:00 UTC/ }).click();
  await again.getByRole('button', { name: 'Compare with what is open' }).click();
  await expect(third.page.getByRole('tree', { name: 'Changes' })).toBeVisible();
});
