/** What only the loopback door has: its key. */
import { startServe } from './doors.ts';
import { expect, test } from './story.ts';
import { PeerlessWindow } from './window.ts';

test('without the key the page says what to do, and shows nothing', async ({ page }) => {
  const { url, stop } = await startServe(['--demo']);
  try {
    await page.goto(new URL('/', url).href);
    await expect(page.getByRole('alert')).toContainText(/peerless serve/);
  } finally {
    await stop();
  }
});

test('a wrong key opens nothing', async ({ page }) => {
  const { url, stop } = await startServe(['--demo']);
  try {
    await page.goto(url.replace(/token=./, 'token=_'));
    await expect(page.getByText(/Connection lost/)).toBeVisible();
    await expect(page).toHaveTitle('Peerless');
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
