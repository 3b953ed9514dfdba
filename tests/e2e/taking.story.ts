/** The picture and an answer are taken elsewhere: the clipboard, and paper. */
import { expect, ofThePage, test } from './story.ts';

test('the picture is copied as a PNG', async ({ start, door }) => {
  const { window, page, desktop } = await start('--demo');
  await window.ready();
  if (!desktop) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.bringToFront();
  }
  await window.act('Copy picture');
  await expect(page.getByText('Copied the picture')).toBeVisible();
  if (door !== 'serve') return;
  const side = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap(await item!.getType('image/png'));
    return bitmap.width;
  });
  expect(side).toBeGreaterThan(1_500);
});

test('the picture is printed alone, as lines and letters', async ({ start, door }) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  // The dialog of the system would wait for somebody.
  await page.evaluate(() => {
    globalThis.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await window.act('Print…');
  await expect(page.locator('html[data-printed]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('img.printed')).toBeVisible();
  await expect(page.locator('#root')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('img.printed')).toBeHidden();
  await page.evaluate(() => globalThis.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('img.printed')).toHaveCount(0);
});
