/** 5,000 VPCs: neither what is written or printed of them, nor a sheet, holds the window up for long. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Estate, largeEstate } from './large.ts';
import { expect, test } from './story.ts';
import { type Deed, quickly } from './tasks.ts';

const long = Boolean(process.env['PEERLESS_LONG']);
let estate: Estate;
const file = join(tmpdir(), `peerless-writing-${process.pid}.json`);
test.beforeAll(() => {
  estate = largeEstate(10, 500);
  writeFileSync(file, estate.text);
});
test.afterAll(() => rmSync(file, { force: true }));
test.setTimeout(long ? 600_000 : 240_000);

test('no task is long, whatever is written of 5,000 VPCs', async ({ start }) => {
  const { window, page, save } = await start(file);
  await expect
    .poll(async () => (await window.drawn()).nodes, { timeout: 120_000 })
    .toBe(estate.boxes);
  await window.steady();
  const sheet = page.getByRole('dialog', { name: 'Export' });
  const saved = (act: () => Promise<void>) => async () => {
    expect((await save(act)).bytes.length).toBeGreaterThan(1_000_000);
  };
  const exportAs = async (extension: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+e');
    await sheet
      .getByRole('button', { name: new RegExp(`\\.${extension}$|\\.${extension} `) })
      .click();
  };
  const exported = (extension: string): Deed => [
    `export ${extension}`,
    saved(() => exportAs(extension)),
  ];
  await page.evaluate(() => {
    globalThis.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  const printed: Deed = [
    'print',
    async () => {
      await page.keyboard.press('ControlOrMeta+p');
      await expect(page.locator('html[data-printed]')).toBeAttached({ timeout: 60_000 });
      await page.evaluate(() => {
        document.documentElement.removeAttribute('data-printed');
        globalThis.dispatchEvent(new Event('afterprint'));
      });
    },
  ];
  /** What takes long is said, the engine answers meanwhile, and Escape ends it. */
  const stopped: Deed = [
    'a PDF is begun and stopped',
    async () => {
      await exportAs('pdf');
      const status = page.getByRole('contentinfo', { name: 'Status' });
      await expect(status.getByRole('status')).toContainText('Writing PDF document…');
      const palette = await window.search('spoke-4-7');
      await expect(palette.getByRole('option', { name: /spoke-4-7\b/ }).first()).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(palette).toBeHidden();
      await expect(status.getByRole('button', { name: 'Stop' })).toBeVisible();
      await window.picture.focus();
      await page.keyboard.press('Escape');
      await expect(
        page.getByText('Stopped writing PDF document: nothing was saved.'),
      ).toBeVisible();
      await expect(status.getByRole('button', { name: 'Stop' })).toBeHidden();
    },
  ];
  const copied: Deed = [
    'the picture is copied',
    async () => {
      await window.act('Copy picture');
      const said = page.getByText(/^Copied the picture. Drawn at 0\.\d+×/);
      await expect(said).toBeVisible({ timeout: 200_000 });
    },
  ];
  if (long) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  else console.log('No picture copied, which takes half a minute: PEERLESS_LONG=1 does.');
  const dialog = (action: string, name: string): Deed => [
    action,
    async () => {
      await window.act(action);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name })).toBeHidden();
    },
  ];
  await quickly(
    page,
    [
      exported('json'),
      ['a snapshot', saved(() => page.keyboard.press('ControlOrMeta+s'))],
      printed,
      stopped,
      dialog('Collect from AWS…', 'Collect from AWS'),
      dialog('History…', 'History'),
      ...(long ? [copied] : []),
    ],
    250,
  );
});
