/** The findings: looked through, suppressed with a reason, taken back, put off as a baseline; by keyboard all the way. */
import type { Page } from '@playwright/test';
import { expect, test, type Started, ofThePage } from './story.ts';

const REASON = 'left over from the migration, goes in March';

/** What a screen reader would say of the element that has the keyboard. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

const clipboardOf = ({ page, desktop }: Started): Promise<string> =>
  desktop
    ? desktop.evaluate(({ clipboard }) => clipboard.readText(), undefined)
    : page.evaluate(() => navigator.clipboard.readText());

/** How many findings the tab of the list tells of. */
const told = async (page: Page): Promise<number> =>
  Number(/\d+/.exec((await page.getByRole('tab', { name: /^Findings/ }).textContent()) ?? '')?.[0]);

test('with the keyboard alone: find, light, suppress, undo, do again, lift', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const all = await told(page);
  const badges = Object.keys((await window.drawn()).badges).length;

  await page.keyboard.press('/');
  await page.keyboard.type('blackhole');
  // By the sample's design there are blackholes, and few other findings speak of them.
  await expect
    .poll(async () => Object.keys((await window.drawn()).badges).length)
    .toBeLessThan(badges);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => focused(page)).toMatch(/^Blackhole route: \d+ /);
  await page.keyboard.press('ArrowDown');
  const first = await focused(page);
  expect(first).toMatch(/^(error|warning): .* drops /);
  await page.keyboard.press('Enter');
  await expect(window.inspector).toContainText('Blackhole route');
  await expect.poll(async () => (await window.drawn()).lit.length).toBeGreaterThan(0);

  await page.keyboard.press('s');
  const sheet = page.getByRole('dialog', { name: 'Suppress' });
  await expect(sheet.getByText('Hides 1 finding.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  // Not without a reason.
  await expect(sheet).toBeVisible();
  await page.keyboard.type(REASON);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(sheet).toBeHidden();
  expect(await told(page)).toBe(all - 1);
  await expect(window.finding(first)).toHaveCount(0);
  // The keyboard stands on what came after it.
  await expect.poll(() => focused(page)).toMatch(/ drops /);
  await expect(window.inspector).toContainText(REASON);

  await page.keyboard.press('ControlOrMeta+z');
  await expect(window.finding(first)).toHaveCount(1);
  expect(await told(page)).toBe(all);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(window.finding(first)).toHaveCount(0);

  await window.act('Show suppressed findings');
  const hidden = window.finding(`${first}, suppressed`);
  await expect(hidden).toHaveCount(1);
  await hidden.click();
  await expect(window.inspector.getByText(REASON)).toBeVisible();
  await page.keyboard.press('u');
  await expect(hidden).toHaveCount(0);
  await expect(window.finding(first)).toHaveCount(1);
  expect(await told(page)).toBe(all);
});

test('grouped by rule, resource or severity; filtered by what they are about', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const all = await told(page);
  const marked = async () => Object.keys((await window.drawn()).badges).length;
  const whole = await marked();
  const heads = window.findings.getByRole('treeitem', { level: 1 });
  await expect(heads.first()).toHaveAccessibleName(/^Peering mesh: 2 findings$/);
  await page.getByRole('radio', { name: 'Resource' }).click();
  await expect(heads.first()).toHaveAccessibleName(/\((vpc|rtb|pcx|tgw\S*|subnet)-\S+\): /);
  await window.act('Group findings by severity');
  await expect(page.getByRole('radio', { name: 'Severity' })).toBeChecked();
  await expect(heads.first()).toHaveAccessibleName(/^\d+ errors$/);

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const facets = page.getByRole('group', { name: 'Filter findings' });
  await facets.getByRole('button', { name: /Category/ }).click();
  await page.getByRole('option', { name: 'Mesh' }).click();
  await expect(page.getByText(new RegExp(`^\\d+ of ${all} findings`))).toBeVisible();
  // A mesh is marked by its hull, so little else is left to mark.
  await expect.poll(marked).toBeLessThan(whole);
  await facets.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(marked).toBe(whole);
});

test('a configuration that cannot be meant says where, and changes nothing', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const all = await told(page);
  const chosen = page.waitForEvent('filechooser');
  await window.act('Open configuration…');
  await (
    await chosen
  ).setFiles({
    name: 'peerless.config.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from('rules:\n  peering-mash: off\n'),
  });
  await expect(page.getByRole('alert')).toContainText(/peerless\.config\.yaml:2: .*peering-mesh/);
  expect(await told(page)).toBe(all);
});

test('a suppression is kept in a configuration that can be saved', async ({ start, door }) => {
  ofThePage(door);
  const { window, page, save } = await start('--demo');
  await window.ready();
  await window.finding(/Mesh of 7/).click();
  await window.inspector.getByRole('button', { name: 'Suppress…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Suppress' });
  await sheet.getByRole('textbox', { name: 'Reason' }).fill(REASON);
  await sheet.getByRole('button', { name: 'Suppress' }).click();
  await expect(sheet).toBeHidden();
  // The ring stays where it is: the picture does not jump.
  expect((await window.drawn()).hulls).toBe(2);
  const { name, text } = await save(() => window.act('Save as peerless.config.json…'));
  expect(name).toBe('peerless.config.json');
  expect(JSON.parse(text)).toEqual({
    version: 1,
    suppress: [{ rule: 'peering-mesh', resource: expect.stringMatching(/^vpc-/), reason: REASON }],
  });
});

test('a finding goes to the clipboard as Markdown, and its rule tells of itself', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const started = await start('--demo');
  const { window, page } = started;
  await window.ready();
  if (!started.desktop)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await window.finding(/Mesh of 7/).click();
  await page.keyboard.press('c');
  await expect(page.getByText('Copied the finding as Markdown')).toBeVisible();
  const text = await clipboardOf(started);
  expect(text).toMatch(/^### Peering mesh \(warning\)\n\nMesh of 7/);
  expect(text).toContain('Rule `peering-mesh`');

  await page.keyboard.press('r');
  const rule = window.inspector.getByRole('group', { name: 'Rule' });
  await expect(rule).toContainText('peering-mesh');
  await expect(rule).toContainText('Why it matters');
  await expect(rule.getByRole('button', { name: /opens in the browser/ }).first()).toBeVisible();
  await rule.getByRole('button', { name: 'Only its 2 findings' }).click();
  await expect(window.findings.getByRole('treeitem', { level: 2 })).toHaveCount(2);
});

test('a place of a finding lights up by itself', async ({ start, door }) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  await window.lookFor('brand-tundra overlap');
  await window.finding(/brand-tundra .* overlap in/).click();
  await expect.poll(async () => (await window.drawn()).lit.length).toBeGreaterThan(0);
  const whole = (await window.drawn()).lit;
  const place = window.inspector.getByRole('button', { name: 'Show place 1 on the canvas' });
  await place.click();
  await expect(place).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await window.drawn()).lit.length).toBeLessThan(whole.length);
  await expect(page.getByRole('heading', { name: 'Finding', exact: true })).toBeVisible();
});
