/** Views by keyboard: a Region, what is left out, hide, and the way back step by step. */
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { idOf } from './estate.ts';
import { expect, test, ofThePage } from './story.ts';

const { topology } = analyze(sampleEstate().snapshot());
const vpcs = topology.all('vpc');
const vault = idOf('vpc', 'payments-vault');

test('a view by Region and tag, hiding a box, and undoing it all in order', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const shown = async () => {
    const { ids } = await window.drawn();
    return vpcs.filter((v) => ids.includes(v.id)).map((v) => v.region);
  };
  const whole = (await shown()).length;
  expect(whole).toBe(vpcs.length);

  await window.act('View by Region');
  // The keyboard stands at the first of the Regions.
  const regions = page.getByRole('listbox', { name: 'Regions' });
  await expect(regions).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  const west = regions.getByRole('option', { name: 'us-west-2' });
  await expect(west).toHaveAttribute('aria-selected', 'true');
  const here = vpcs.filter((v) => v.region === 'us-west-2').length;
  await expect.poll(shown).toEqual(Array.from({ length: here }, () => 'us-west-2'));
  const leftOut = page.getByRole('region', { name: 'Left out' });
  await expect(leftOut).toContainText(/VPCs.* outside us-west-2/);
  await expect(page.getByRole('group', { name: 'View', exact: true })).toContainText(
    'outside us-west-2',
  );

  await page.screenshot({ path: test.info().outputPath('view.png') });

  await page
    .getByRole('group', { name: 'View', exact: true })
    .getByRole('button', { name: 'Show all' })
    .click();
  await expect.poll(async () => (await shown()).length).toBe(whole);

  const palette = await window.search('payments-vault');
  await palette
    .getByRole('option', { name: /payments-vault/ })
    .first()
    .click();
  await window.inspector.getByRole('button', { name: 'Hide' }).click();
  const drawn = async () => (await window.drawn()).ids.includes(vault);
  await expect.poll(drawn).toBe(false);
  await expect(page.getByRole('button', { name: 'Show payments-vault again' })).toBeVisible();

  await page.getByRole('tab', { name: /^View/ }).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(drawn).toBe(true);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await shown()).length).toBe(here);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await shown()).length).toBe(whole);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(async () => (await shown()).length).toBe(here);
  await page.keyboard.press('ControlOrMeta+z');

  // What is selected, alone: a step like any other.
  await (
    await window.search('payments-vault')
  )
    .getByRole('option', { name: /payments-vault/ })
    .first()
    .click();
  await expect.poll(async () => (await window.drawn()).selected).toEqual([vault]);
  await window.picture.focus();
  const boxes = async () => (await window.drawn()).ids.filter((id) => !id.includes('/')).sort();
  const all = await boxes();
  expect(all.length).toBeGreaterThan(whole);
  await page.keyboard.press('i');
  await expect.poll(boxes).toEqual([vault]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(boxes).toEqual(all);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(boxes).toEqual([vault]);
});
