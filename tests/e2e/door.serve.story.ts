/** What only the loopback door has: its key. */
import { expectAccessible } from './axe.ts';
import { startServe } from './doors.ts';
import { expect, test } from './story.ts';
import { PeerlessWindow } from './window.ts';

test('without the key the page says what to do, and shows nothing', async ({ page }) => {
  const { url, stop } = await startServe(['--demo']);
  try {
    await page.goto(new URL('/', url).href);
    await expect(page.getByRole('alert')).toContainText(/peerless serve/);
    await expectAccessible(page, 'no-key: full');
  } finally {
    await stop();
  }
});

test('a wrong key opens nothing', async ({ page }) => {
  const { url, stop } = await startServe(['--demo']);
  try {
    // A key may begin with any letter of its alphabet; this one begins with another.
    const other = (first: string): string => (first === '_' ? '-' : '_');
    await page.goto(url.replace(/token=(.)/, (_, first: string) => `token=${other(first)}`));
    await expect(page.getByText(/Connection lost/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
    await expect(page).toHaveTitle('Peerless');
    await expectAccessible(page, 'status: failed');
  } finally {
    await stop();
  }
});

test('the key leaves the address bar, and a second tab can be opened with it', async ({
  browser,
}) => {
  const { url, stop } = await startServe(['--demo']);
  try {
    for (const page of [await browser.newPage(), await browser.newPage()]) {
      await page.goto(url);
      await new PeerlessWindow(page).ready();
      expect(page.url()).not.toContain('token');
      await page.close();
    }
  } finally {
    await stop();
  }
});
