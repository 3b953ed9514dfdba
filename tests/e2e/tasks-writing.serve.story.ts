/** 5,000 VPCs: neither what is written or printed of them, nor a sheet or another size, ever holds the window up for long. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeEstate } from './large.ts';
import { expect, test } from './story.ts';
import { type Deed, quickly } from './tasks.ts';

const estate = largeEstate(10, 500);
const file = join(tmpdir(), `peerless-writing-${process.pid}.json`);
test.beforeAll(() => writeFileSync(file, estate.text));
test.afterAll(() => rmSync(file, { force: true }));
test.setTimeout(240_000);

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
  const exported = (extension: string): Deed => [
    `export ${extension}`,
    saved(async () => {
      await page.keyboard.press('ControlOrMeta+e');
      await sheet.getByRole('button', { name: new RegExp(`\\.${extension}$|\\.${extension} `) }).click();
    }),
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
  const dialog = (action: string, name: string): Deed => [
    action,
    async () => {
      await window.act(action);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name })).toBeHidden();
    },
  ];
  const size = (width: number, height: number): Deed => [
    `the window is ${width} x ${height}`,
    async () => page.setViewportSize({ width, height }),
  ];
  await quickly(
    page,
    [
      exported('json'),
      exported('drawio'),
      exported('svg'),
      ['a snapshot', saved(() => page.keyboard.press('ControlOrMeta+s'))],
      printed,
      dialog('Collect from AWS…', 'Collect from AWS'),
      dialog('History…', 'History'),
      size(1100, 700),
      size(1440, 900),
    ],
    250,
  );
});
