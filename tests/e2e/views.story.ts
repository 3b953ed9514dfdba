/** Views: by Region, route table, tag, meshes, a finding and a path; what is left out, hide, and the way back step by step. */
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { idOf, MESH } from './estate.ts';
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
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await window.steady();
  const sight = async () => {
    const { zoom, pan } = await window.drawn();
    return [zoom * 1000, pan.x, pan.y].map(Math.round);
  };
  const looked = await sight();
  await window.picture.focus();
  const boxes = async () => (await window.drawn()).ids.filter((id) => !id.includes('/')).sort();
  const all = await boxes();
  expect(all.length).toBeGreaterThan(whole);
  await page.keyboard.press('i');
  await expect.poll(boxes).toEqual([vault]);
  await window.steady();
  expect(await sight()).not.toEqual(looked);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(boxes).toEqual(all);
  // It is looked at from where it was.
  await expect.poll(sight).toEqual(looked);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(boxes).toEqual([vault]);
});

/** The boxes of these names, by id, and how many lines there are between them. */
const boxes = (lines: number, vpcs: readonly string[], gateways: readonly string[] = []) => ({
  ids: [
    ...vpcs.map((name) => idOf('vpc', name)),
    ...gateways.map((name) => idOf('transit-gateway', name)),
  ].sort(),
  lines,
});

test('views by route table, tag, meshes, a finding and a path draw what they are of, and nothing else', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const drawn = async () => {
    const { ids, edges } = await window.drawn();
    return {
      ids: ids.filter((id) => /^(?:vpc|tgw|cgw|vgw)-[0-9a-f]+$/.test(id)).sort(),
      lines: edges,
    };
  };
  const shown = () => expect.poll(drawn, { intervals: [50] });
  const whole = await drawn();
  const choose = async (action: string, list: string, option: string | RegExp) => {
    await window.act(action);
    await page.getByRole('listbox', { name: list }).getByRole('option', { name: option }).click();
  };
  const back = async () => {
    await window.act('Show the whole network');
    await shown().toEqual(whole);
  };

  // The four that are associated with the table, each attached to its gateway.
  await choose('View by route table', 'Transit gateway route tables', /^core-east-prod /);
  const stores = ['legacy-erp', 'store-inventory', 'store-orders', 'store-web'];
  await shown().toEqual(boxes(4, stores, ['core-east']));
  await back();

  // Two brands and a storefront, each peered with the integration; staging with qa.
  await choose('View by tag', 'Tags', 'Team=brands');
  const brands = ['brand-fjord', 'brand-tundra', 'eu-integration', 'eu-storefront'];
  await shown().toEqual(boxes(3 + 1, [...brands, 'eu-qa', 'eu-staging']));
  await back();

  // Seven, every pair peered; six, of whose fifteen pairs three are not.
  await window.act('View only peering meshes');
  const dev = ['cart', 'catalog', 'data', 'search', 'users', 'web'].map((name) => `dev-${name}`);
  await shown().toEqual(boxes(21 + 12, [...MESH, ...dev]));
  await back();

  // Both brands have the same addresses, and are peered with the third.
  await page.getByRole('tab', { name: /^Findings/ }).click();
  await window
    .finding(/brand-tundra .* overlap/)
    .first()
    .click();
  await window.act('View only what the finding touches');
  await shown().toEqual(boxes(2, ['brand-fjord', 'brand-tundra', 'eu-integration']));
  await back();

  // Over the gateways of both Regions.
  await window.trace('store-web-app-a', 'west-web-app-a');
  await expect(window.answer.getByRole('tab', { name: /There/ })).toContainText(/delivered/i);
  await window.act('View only the path of the trace');
  const ends = ['store-web', 'west-web'];
  await shown().toEqual(boxes(3, ends, ['core-east', 'core-west']));
});
