/** Everybody can use it: the main screens hold no violation that axe can find, in both themes. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, ofThePage, test } from './story.ts';

async function expectAccessible(page: Page, where: string): Promise<void> {
  // Motion is awaited: a half-faded text has another contrast.
  await page.evaluate(() =>
    Promise.all(
      document.getAnimations().map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  // In one piece: axe's other way opens a second page, and the desktop has none to give.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join('; ')}`,
  );
  expect(found, where).toEqual([]);
}

test('the start', async ({ start, door }) => {
  ofThePage(door);
  const { page } = await start();
  await expect(page.getByRole('button', { name: 'Open the sample estate' })).toBeVisible();
  await expectAccessible(page, 'the start');
});

for (const theme of ['Light', 'Dark']) {
  test(`the main screens, ${theme.toLowerCase()}`, async ({ start, door }) => {
    ofThePage(door);
    const { window, page } = await start('--demo');
    await window.ready();
    await window.act(`${theme} theme`);
    await expectAccessible(page, 'the network');
    await window.finding(/Mesh of 7/).click();
    await expect(window.inspector).toBeVisible();
    await expectAccessible(page, 'a finding');
    await window.trace('payments-gateway-app-a', 'payments-ledger-app-a');
    await expect(window.answer.getByRole('tab', { name: /There/ })).toBeVisible();
    await expectAccessible(page, 'a trace');
    await window.act('Export…');
    await expect(
      page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: /\.svg/ }),
    ).toBeVisible();
    await expectAccessible(page, 'the export sheet');
  });

  test(`the findings, ${theme.toLowerCase()}`, async ({ start, door }) => {
    ofThePage(door);
    const { window, page } = await start('--demo');
    await window.ready();
    await window.act(`${theme} theme`);
    await window.finding(/Mesh of 7/).click();
    await page.getByRole('radio', { name: 'Resource' }).click();
    await expectAccessible(page, 'findings by resource');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page.getByRole('group', { name: 'Filter findings' })).toBeVisible();
    await expectAccessible(page, 'the filter');
    await window.act('Suppress finding…');
    const sheet = page.getByRole('dialog', { name: 'Suppress' });
    await expect(sheet.getByText(/^Hides /)).toBeVisible();
    await expectAccessible(page, 'the suppress sheet');
    await sheet.getByRole('textbox', { name: 'Reason' }).fill('known');
    await sheet.getByRole('button', { name: 'Suppress' }).click();
    await expect(sheet).toBeHidden();
    await window.act('Show suppressed findings');
    await expect(window.finding(/Mesh of 7.*suppressed/)).toBeVisible();
    await expectAccessible(page, 'a suppressed finding');
    await window.act('About the rule of the finding');
    await expect(window.inspector.getByRole('group', { name: 'Rule' })).toBeVisible();
    await expectAccessible(page, 'a rule');
    await window.act('Configuration and baseline…');
    const settings = page.getByRole('dialog', { name: 'Configuration and baseline' });
    await expect(settings).toBeVisible();
    await expectAccessible(page, 'configuration and baseline');
    await page.keyboard.press('Escape');
  });

  test(`the matrix, ${theme.toLowerCase()}`, async ({ start, door }) => {
    ofThePage(door);
    const { window, page } = await start('--demo');
    await window.ready();
    await window.act(`${theme} theme`);
    await window.act('Reachability matrix');
    // These rows hold most outcomes; all rows would only have axe look at more of the same.
    await page.getByRole('searchbox', { name: /^From/ }).fill('store');
    await expect(page.getByRole('gridcell', { name: /: blackhole, back / }).first()).toBeVisible();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('region', { name: 'Pair in hand' })).toContainText('Back');
    await expectAccessible(page, 'the matrix');
  });
}
