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
    await expectAccessible(page, 'a page without its key');
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
    await expectAccessible(page, 'the connection lost');
  } finally {
    await stop();
  }
});

test('while a source is read, that is said, and can be read by all', async ({ page }) => {
  const { url, stop } = await startServe(['--demo']);
  // What comes back once a source was asked for waits until it has been looked at.
  let opening = false;
  const waiting: (() => void)[] = [];
  await page.routeWebSocket('**/wire', (wire) => {
    const server = wire.connectToServer();
    wire.onMessage((message) => {
      opening ||= /"open"/.test(String(message));
      server.send(message);
    });
    server.onMessage((message) => {
      if (opening) waiting.push(() => wire.send(message));
      else wire.send(message);
    });
  });
  try {
    await page.goto(url);
    await expect(page.getByRole('status').getByText('Reading the sample estate')).toBeVisible();
    await expectAccessible(page, 'a source that is read');
    opening = false;
    for (const send of waiting) send();
    await new PeerlessWindow(page).ready();
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
