/** With the keyboard alone, from the welcome to a finding, its path, a trace, a plan and an export; where it stands is seen. */
import type { Page } from '@playwright/test';
import { expect, ofThePage, type Started, test } from './story.ts';

test.setTimeout(90_000);

interface Standing {
  readonly role: string;
  readonly name: string;
  /** True where a ring is drawn round it, or round the field it is in. */
  readonly ring: boolean;
  /** True where the ring is inside what can be seen of the window. */
  readonly inSight: boolean;
}

/** Where the keyboard stands, and whether one sees it. */
const standing = (page: Page): Promise<Standing> =>
  page.evaluate(() => {
    const at = document.activeElement ?? document.body;
    const ringed = (element: Element): boolean => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
      return (
        outlineStyle !== 'none' &&
        parseFloat(outlineWidth) >= 1 &&
        !/^rgba\(.*, 0\)$|transparent/.test(outlineColor)
      );
    };
    const box = at.getBoundingClientRect();
    // A hidden input wears its ring on the field that stands for it.
    const labels = (at.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim();
    const field = at.closest('[data-focus-visible], [data-focused]');
    return {
      role: at.getAttribute('role') ?? at.tagName.toLowerCase(),
      name: [labels, at.getAttribute('aria-label')].join(' ').trim() || at.textContent.trim(),
      ring: ringed(at) || (field !== null && ringed(field)),
      inSight: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    };
  });

/** Presses Tab until the keyboard stands on what is wanted; at each stop one sees where. */
async function tabTo(page: Page, wanted: RegExp, most = 90): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const { role, name, ring, inSight } = await standing(page);
    passed.push(`${role} ${name.slice(0, 40)}`);
    // Past the last stop the keyboard is with the browser.
    if (role === 'body') continue;
    expect(ring && inSight, `seen: ${role} ${name}`).toBe(true);
    if (wanted.test(name)) return;
  }
  throw new Error(`Tab does not lead to ${String(wanted)}: ${passed.join(' | ')}`);
}

/** Takes a step in a tree or a list, and sees where it leads. */
async function step(page: Page, key: string): Promise<string> {
  await page.keyboard.press(key);
  const { name, ring } = await standing(page);
  expect(ring, `seen: ${name}`).toBe(true);
  return name;
}

/** What had the keyboard is gone: it stands where it can go on, and is seen there. */
async function goneOn(page: Page, role: string): Promise<void> {
  await expect.poll(async () => (await standing(page)).role).toBe(role);
  expect((await standing(page)).ring).toBe(true);
}

test('welcome, finding, path, trace, plan, export', async ({ start, door }) => {
  ofThePage(door);
  const started: Started = await start();
  const { window, page, save } = started;
  // Nothing slides: what is asked for is there at once.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(page.getByRole('button', { name: 'Open the sample estate' })).toBeVisible();
  await tabTo(page, /^Open the sample estate$/);
  await page.keyboard.press('Enter');
  await window.ready();

  // The first finding with a path that a trace can follow.
  await tabTo(page, /^Peering mesh: /);
  let name = '';
  for (let i = 0; i < 20 && !/ drops /.test(name); i++) name = await step(page, 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(window.inspector).toContainText('Blackhole route');
  await expect.poll(async () => (await window.drawn()).lit.length).toBeGreaterThan(0);
  const { zoom } = await window.drawn();
  await page.keyboard.press('+');
  const nearer = (await window.drawn()).zoom;
  expect(nearer).toBeGreaterThan(zoom);
  await page.waitForTimeout(150);
  expect((await window.drawn()).zoom).toBe(nearer);
  expect(await standing(page)).toMatchObject({ role: 'treeitem', ring: true });

  // Whatever is folded away with the keyboard in it hands it on: to where it came from, else to the picture.
  await tabTo(page, /^Fold the inspector away$/);
  await page.keyboard.press('Enter');
  await goneOn(page, 'treeitem');
  await page.keyboard.press('ControlOrMeta+i');
  await tabTo(page, /^Fold the inspector away$/);
  await page.keyboard.press('ControlOrMeta+i');
  await goneOn(page, 'treeitem');
  await page.keyboard.press('ControlOrMeta+b');
  await goneOn(page, 'application');
  await page.keyboard.press('ControlOrMeta+b');

  // A trace: the key goes to its first end.
  await page.keyboard.press('t');
  await expect.poll(async () => (await standing(page)).role).toBe('combobox');
  expect((await standing(page)).ring).toBe(true);
  await page.keyboard.press('ControlOrMeta+j');
  await goneOn(page, 'application');
  await page.keyboard.press('t');
  await expect.poll(async () => (await standing(page)).role).toBe('combobox');
  await page.keyboard.type('payments-gateway-app-a');
  await page.keyboard.press('Escape');
  await tabTo(page, /^To\b/, 3);
  await page.keyboard.type('payments-ledger-app-a');
  await page.keyboard.press('Escape');
  await tabTo(page, /^Trace$/);
  await page.keyboard.press('Enter');
  await expect(window.answer.getByRole('tab', { name: /There/ })).toBeVisible();
  await tabTo(page, /^There/);
  await step(page, 'ArrowRight');
  expect((await standing(page)).name).toMatch(/^Back/);
  await tabTo(page, /^Fold the drawer away$/);
  await page.keyboard.press('Enter');
  await goneOn(page, 'application');

  // The plan of the first mesh.
  await page.keyboard.press('1');
  await tabTo(page, / drops /);
  await step(page, 'Home');
  expect(await step(page, 'ArrowDown')).toMatch(/Mesh of 7/);
  await page.keyboard.press('g');
  await expect(page.getByText('Proved', { exact: true })).toBeVisible({ timeout: 60_000 });
  await tabTo(page, /Step of the plan/);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('slider', { name: /Step of the plan/ })).toHaveValue('1');
  await tabTo(page, /^Close plan$/);
  await page.keyboard.press('Enter');
  await goneOn(page, 'treeitem');

  await page.keyboard.press('ControlOrMeta+e');
  const sheet = page.getByRole('dialog', { name: 'Export' });
  await expect(sheet.getByRole('button', { name: /\.svg/ })).toBeVisible();
  await tabTo(page, /\.svg/);
  const { text } = await save(() => page.keyboard.press('Enter'));
  expect(text).toContain('<svg');
  await expect(sheet).toBeHidden();
});

test('? shows every key, and the palette finds by name, id, CIDR, address and tag', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(keys.getByText('Search resources and actions')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  const palette = await window.search('');
  const box = palette.getByRole('combobox');
  const first = palette.getByRole('option').first();
  // By the sample's design: payments-gateway is 10.20.0.0/16.
  for (const text of ['payments-gateway', '10.20.0.0/16']) {
    await box.fill(text);
    await expect(first, text).toHaveAccessibleName(/^vpc payments-gateway /);
  }
  await box.fill('10.20.16.9');
  await expect(first).toHaveAccessibleName(/^subnet payments-gateway-app-a .*holds 10\.20\.16\.9/);
  await box.fill('Team=payments');
  await expect(first).toHaveAccessibleName(/Team=payments$/);
  await box.fill('dark theme');
  await expect(first).toHaveAccessibleName(/Dark theme/);
  await box.fill('payments-gateway');
  await expect(first).toHaveAccessibleName(/^vpc payments-gateway /);
  const id = /vpc-\w+/.exec((await first.textContent()) ?? '')![0];
  await box.fill(id);
  await expect(first).toHaveAccessibleName(/^vpc payments-gateway /);
  await page.keyboard.press('Enter');
  await expect(window.inspector).toContainText(id);

  // Accounts, Regions and meshes are drawn and stand in the tree: the palette leads to them as the tree does.
  await window.act('Fit the whole network');
  await window.steady();
  const { zoom } = await window.drawn();
  await window.search('444455556666');
  await expect(first).toHaveAccessibleName('account 444455556666');
  await page.keyboard.press('Enter');
  await expect(window.inspector).toContainText('account/444455556666');
  await expect.poll(() => window.tell('zoom')).toBeGreaterThan(zoom);
  await window.search('us-west-2 7777');
  await expect(first).toHaveAccessibleName('region us-west-2 777788889999');
  await box.fill('mesh of 7');
  await expect(first).toHaveAccessibleName(/^mesh warning Mesh of 7: 21 peerings/);
  await page.keyboard.press('Enter');
  await expect(window.inspector).toContainText('A transit gateway is the better network');
  await expect.poll(() => window.tell('lit')).toContain(id);
  await window.search('gateway payments');
  await expect(first).toHaveAccessibleName(/^vpc payments-gateway /);
  await box.fill(`arn:aws:ec2:us-east-1:111122223333:vpc/${id}`);
  await expect(palette.getByRole('status')).toHaveText('1 resource');
  await box.fill('payments');
  await expect(palette).toContainText(/Resources, 30 of 1\d\d/);
  await box.fill('redo');
  await expect(palette.getByRole('option', { name: /^edit Redo There is nothing/ })).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(palette.getByRole('status')).toContainText('Redo cannot be done now.');
  // Enter before the answer is there means the best hit of all that was typed, not what stood there for less of it.
  await box.fill('10.20.16.9');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(window.inspector).toContainText('payments-gateway-app-a');

  // What the arrows select on the picture is said: kind, name, findings, links.
  await window.picture.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[aria-live][aria-atomic]')).toHaveText(
    /^(VPC|Transit gateway), .+, (no findings|\d+ (error|warning|info)s?), \d+ links?$/,
  );
  // Lines are rows of the tree, as boxes are.
  await page.keyboard.press('2');
  const tree = page.getByRole('tree', { name: 'Network' });
  await tree.getByRole('treeitem').first().focus();
  await page.keyboard.press('End');
  const group = tree.getByRole('treeitem', { name: /^VPC peering, \d+$/ });
  await group.click();
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  expect((await standing(page)).name).toMatch(/^VPC peering, .+ to .+/);
  await page.keyboard.press('Enter');
  await expect(window.inspector).toContainText('pcx-');

  // What cannot be done is a hint, which goes by itself: not from under a hand or the keyboard, though.
  await page.clock.install();
  const hint = page.getByText('There is nothing to do again.');
  const later = () => page.clock.fastForward(7_000);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await hint.hover();
  await later();
  await expect(hint).toBeVisible();
  await page.mouse.move(400, 0);
  await page.getByRole('button', { name: 'Dismiss' }).focus();
  await later();
  await expect(hint).toBeVisible();
  await group.focus();
  await later();
  await expect(hint).toBeHidden();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await page.getByRole('button', { name: 'Dismiss' }).focus();
  // The name of the button goes first.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(hint).toBeHidden();
  await expect(window.inspector).toContainText('pcx-');
});
