/** What is remembered: a source opened before is offered at the next start, and snapshots kept by estate stand on a line of time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { keepSnapshot } from '#main/store/history.ts';
import { twoWorlds } from '../kit/two-worlds.ts';
import { expectAccessible, SHEET } from './axe.ts';
import { expect, ofThePage, test } from './story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-history-'));
  process.env['PEERLESS_STORY_SETTINGS'] = join(folder, 'settings');
});
test.afterAll(() => {
  delete process.env['PEERLESS_STORY_SETTINGS'];
  rmSync(folder, { recursive: true, force: true });
});

test('an engineer comes back a week later, and sees what changed since', async ({
  start,
  door,
}) => {
  ofThePage(door);
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

  // Two more are kept there meanwhile; of one of them a call was refused.
  const part = before.snapshot();
  const refused = part.pages.map(({ answer, ...call }) =>
    call.operation === 'DescribeVpcPeeringConnections'
      ? { ...call, error: { failure: 'refused', code: 'AccessDenied', message: '' } as const }
      : { ...call, ...(answer && { answer }) },
  );
  await keepSnapshot(join(folder, 'kept'), 'older', { ...part, pages: refused });
  await keepSnapshot(join(folder, 'kept'), 'older', after.snapshot());

  const third = await start(newer);
  await third.window.ready();
  const { keyboard } = third.page;
  const again = third.page.getByRole('dialog', { name: 'History' });
  const marks = again.getByRole('region', { name: 'older', exact: true }).getByRole('button');
  const chosen = again.getByRole('region', { name: 'Chosen snapshot' }).getByRole('status');
  const [oldest, gappy, last] = ['2026-01-01 00:00', '2026-01-05 09:00', '2026-02-05 09:00'].map(
    // Whether all of it could be read is said, and drawn by its shape.
    (time, i) => `${time} UTC, 1 account, 1 Region${i === 1 ? ', 1 call not read' : ''}`,
  ) as [string, string, string];
  await third.window.act('History…');
  await expect(marks).toHaveCount(3);
  const labels = await marks.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  expect(labels).toEqual([oldest, gappy, last]);
  // A line of time: four days of 35 are about a ninth of it.
  const [x1, x2, x3] = await marks.evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect().x),
  );
  expect((x2! - x1!) / (x3! - x1!)).toBeCloseTo(4.375 / 35.375, 1);

  // By keyboard: the one with a gap is opened, and the newest compared with it.
  await marks.nth(0).focus();
  await keyboard.press('Tab');
  await expect(marks.nth(1)).toBeFocused();
  await keyboard.press('Space');
  await expect(chosen).toHaveText(gappy);
  await again.getByRole('button', { name: 'Later' }).focus();
  await keyboard.press('Enter');
  await expect(chosen).toHaveText(last);
  await again.getByRole('button', { name: 'Earlier' }).focus();
  await keyboard.press('Enter');
  await again.getByRole('button', { name: 'Open', exact: true }).focus();
  await keyboard.press('Enter');
  await expect(again).toBeHidden();
  await third.window.ready();
  await third.window.act('History…');
  await marks.nth(2).focus();
  await keyboard.press('Enter');
  await again.getByRole('button', { name: 'Compare with what is open' }).focus();
  await keyboard.press('Enter');
  await expect(third.page.getByRole('tree', { name: 'Changes' })).toBeVisible();
  const compared = third.page.getByRole('tabpanel', { name: 'Compare' });
  await expect(compared).toContainText(
    /Before.*2026-01-05 09:00 UTC.*After.*2026-02-05 09:00 UTC.*1 gap before, 0 after/s,
  );

  // Any two of the line, whatever is open: the first of January with the newest, by keyboard.
  await third.window.act('History…');
  await marks.nth(0).focus();
  await keyboard.press('Enter');
  await again.getByRole('button', { name: 'Compare with…' }).click();
  await expect(again.getByText('Choose the other one on a line.')).toBeVisible();
  await marks.nth(1).click();
  await expect(chosen.first()).toHaveText(`${oldest}; with ${gappy}`);
  await marks.nth(1).click({ modifiers: ['Shift'] });
  await expect(chosen.first()).toHaveText(oldest);
  await marks.nth(2).focus();
  await keyboard.press('Shift+Enter');
  await expect(marks.nth(2)).toHaveAccessibleName(`${last}, to compare with`);
  await expect(marks.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible(third.page, 'history: two chosen', SHEET);
  await again.getByRole('button', { name: 'Compare the two' }).click();
  await expect(compared).toContainText(
    /Before.*2026-01-01 00:00 UTC.*After.*2026-02-05 09:00 UTC.*2 lost of 12 pairs/s,
  );
});
