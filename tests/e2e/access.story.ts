/** Everybody can use it: no screen and no dialog holds a violation that axe can find, in light and in dark. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { expectAccessible, SHEET } from './axe.ts';
import { changedSample } from './estate.ts';
import { expect, ofThePage, test } from './story.ts';

test.setTimeout(120_000);
test.beforeEach(({ door }) => ofThePage(door));

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-access-'));
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'none');
  process.env['AWS_CONFIG_FILE'] = write('config', '[profile network]\nregion = eu-west-1\n');
});
test.afterAll(() => {
  delete process.env['AWS_CONFIG_FILE'];
  delete process.env['AWS_SHARED_CREDENTIALS_FILE'];
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

test('the start, the sheets and the palette', async ({ start }) => {
  const { window, page, choose } = await start();
  const moved = await watchMotion(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'network eu-west-1' }).click();
  const profile = dialog(page, 'Collect from AWS').getByRole('option');
  await expect(profile).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page, 'collect: full');
  await page.keyboard.press('Escape');
  await expectAccessible(page, ['start: full', 'topbar: full', 'status: empty']);

  expect(await moved()).toEqual([]);

  // Over the window hangs what is about to be dropped.
  const hang = (type: 'dragover' | 'dragleave') =>
    page.evaluate((name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{}'], 'estate.json'));
      self.dispatchEvent(new DragEvent(name, { dataTransfer, cancelable: true }));
    }, type);
  await hang('dragover');
  await expect(page.getByText('Drop to open')).toBeVisible();
  await expectAccessible(page, 'window: files over it');
  await hang('dragleave');
  await expect(page.getByText('Drop to open')).toBeHidden();

  // Who asked for nothing sees that it works, by the bar that slides.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await window.openSample();
  const usual = await moved();
  expect(usual).toContain('animationstart of bar');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await choose(write('broken.json', '{'), () => window.act('Open file…'));
  await expect(page.getByRole('alert')).toContainText('Could not open');
  await expectAccessible(page, 'start: failed');
  await page.getByRole('button', { name: 'Back to Sample estate' }).click();
  await window.ready();

  await window.act('Export…');
  await expect(dialog(page, 'Export').getByRole('button', { name: /\.svg/ })).toBeVisible();
  await expectAccessible(page, ['export: full', 'export: partial'], SHEET);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(dialog(page, 'Keyboard')).toContainText('Trace a path');
  await expectAccessible(page, 'keys-sheet: full', SHEET);
  await page.keyboard.press('Escape');
  await window.act('History…');
  const history = dialog(page, 'History');
  // Something lies there already that is no snapshot.
  mkdirSync(join(folder, 'kept', 'estate'), { recursive: true });
  write(join('kept', 'estate', 'notes.json'), '{}');
  await history.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'kept'));
  await history.getByRole('button', { name: 'Keep them there' }).click();
  await history.getByRole('button', { name: 'Keep in the history' }).click();
  await expect(history.getByRole('region', { name: 'Chosen snapshot' })).toBeVisible();
  await expectAccessible(page, ['history: full', 'history: partial'], SHEET);
  await page.keyboard.press('Escape');
  const palette = await window.search('10.20');
  await expect(palette.getByRole('option', { name: /payments-gateway/ }).first()).toBeVisible();
  await expectAccessible(page, 'palette: full');
  await window.search('nothing bears this name');
  await expect(palette).toContainText('Nothing matches');
  await expectAccessible(page, ['palette: empty', 'palette: partial'], SHEET);
  await page.keyboard.press('Escape');
  await window.finding(/Mesh of 7/).click();
  await window.act('Trace a path…');
  await expect(window.answer).toBeVisible();
  // Nothing of all that has moved for who asked the system for less motion.
  expect(await moved()).toEqual(usual);
});

/** Hears of every motion that takes longer than a frame; the function says which there were. */
async function watchMotion(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const moved: string[] = ((window as unknown as { moved: string[] }).moved = []);
    for (const type of ['transitionrun', 'animationstart'] as const)
      document.addEventListener(
        type,
        ({ target }) => {
          // What slides in a bar is no element of its own.
          for (const motion of (target as Element).getAnimations({ subtree: true })) {
            const { activeDuration = 0 } = motion.effect?.getComputedTiming() ?? {};
            if (Number(activeDuration) > 17)
              moved.push(`${type} of ${(target as Element).className}`);
          }
        },
        true,
      );
  });
  return () => page.evaluate(() => (window as unknown as { moved: string[] }).moved);
}

test('the panels', async ({ start }) => {
  const { window, page } = await start('--demo');
  await window.ready();
  await window.act('Inspector');
  await window.act('Legend');
  await expectAccessible(page, [
    'inspector: empty',
    'inspector: partial',
    'legend: full',
    'findings: full',
    'findings: partial',
    'left: full',
    'status: full',
    'status: partial',
    'window: full',
    'over-canvas: full',
  ]);
  await window.act('Legend');
  await window.finding(/Mesh of 7/).click();
  await expect(window.inspector).toContainText('A transit gateway is the better network');
  await expectAccessible(page, 'inspector: finding');
  await page.getByRole('radio', { name: 'Resource' }).click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page.getByRole('group', { name: 'Filter findings' })).toBeVisible();
  await expectAccessible(page, 'findings: filter');
  await window.act('Suppress finding…');
  const sheet = dialog(page, 'Suppress');
  await expect(sheet.getByText(/^Hides /)).toBeVisible();
  await expectAccessible(page, 'suppress: full', SHEET);
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('known');
  await sheet.getByRole('button', { name: 'Suppress' }).click();
  await expect(sheet).toBeHidden();
  await window.act('Show suppressed findings');
  await expect(window.finding(/Mesh of 7.*suppressed/)).toBeVisible();
  await window.act('About the rule of the finding');
  await expect(window.inspector.getByRole('group', { name: 'Rule' })).toBeVisible();
  await expectAccessible(page, ['findings: suppressed', 'inspector: rule']);
  await window.act('Configuration and baseline…');
  await expect(dialog(page, 'Configuration and baseline')).toBeVisible();
  await expectAccessible(page, ['lint-sheet: full', 'lint-sheet: partial'], SHEET);
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'Network' }).click();
  const palette = await window.search('tools-bastion');
  await palette.getByRole('option', { name: /^vpc/ }).first().click();
  await expect(window.inspector.getByRole('table').first()).toBeVisible();
  await window.act('Open the VPC');
  await expectAccessible(page, ['outline: full', 'outline: partial', 'inspector: full']);
  for (const [words, id] of [
    ['pcx-', 'pcx-'],
    ['core-east', 'tgw-0'],
  ] as const) {
    const search = await window.search(words);
    await search
      .getByRole('option', { name: new RegExp(id) })
      .first()
      .click();
    await expect(window.inspector.locator('.resource-id')).toContainText(id);
    await expectAccessible(page, 'inspector: full', 'aside.right');
  }
  await window.act('Collapse');
  await expect(window.inspector.getByText('Collapsed container')).toBeVisible();
  await expectAccessible(page, 'inspector: collapsed', 'aside.right');
  await window.act('Undo');
  await (
    await window.search('tools-bastion')
  )
    .getByRole('option', { name: /^vpc/ })
    .first()
    .click();
  await window.act('Hide the selected resource');
  await page.getByRole('tab', { name: /^View/ }).click();
  const saved = page.getByRole('region', { name: 'Saved views' });
  await saved.getByRole('textbox').fill('Without it');
  await page.keyboard.press('Enter');
  await window.act('View by Region');
  await page.getByRole('option', { name: 'us-west-2' }).click();
  await expect(page.getByRole('group', { name: 'View', exact: true })).toBeVisible();
  for (let i = 0; i < 3; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expectAccessible(page, ['view: full', 'view: partial', 'over-canvas: partial']);
  await page.getByRole('tab', { name: /^Gaps/ }).click();
  await expectAccessible(page, 'gaps: full');
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page, 'topbar: menu');
});

test('the drawer', async ({ start }) => {
  const { window, page, choose } = await start('--demo');
  await window.ready();
  await window.trace('nobody', 'payments-ledger-app-a');
  await expect(window.answer.getByRole('alert')).toBeVisible();
  await expectAccessible(page, ['trace: failed', 'drawer: full']);
  await window.trace('tools-bastion', 'tools-metrics');
  await expect(window.answer.getByRole('region', { name: 'Blockers' })).toBeVisible();
  await expectAccessible(page, 'trace: full');
  // The least the desktop window allows, and a common one.
  await page.setViewportSize({ width: 800, height: 520 });
  await expectAccessible(page, 'trace: full');
  await page.setViewportSize({ width: 1366, height: 768 });
  await window.trace('payments-gateway-app-a', 'payments-ledger-app-a');
  await expect(window.answer).toContainText('Delivered');
  await window.answer.getByRole('button', { name: 'beat 1 route' }).first().click();
  await expectAccessible(page, 'trace: full');
  await page.setViewportSize({ width: 1440, height: 900 });
  await window.act('Reachability matrix');
  // These rows hold most outcomes; all rows would only have axe look at more of the same.
  await page.getByRole('searchbox', { name: /^From/ }).fill('store');
  await expect(page.getByRole('gridcell', { name: /: blackhole, back / }).first()).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Pair in hand' })).toContainText('Back');
  await expectAccessible(page, ['matrix: full', 'matrix: partial']);

  await page.getByRole('tab', { name: 'Plan' }).click();
  const drawer = page.getByRole('region', { name: 'Trace, matrix, plan and comparison' });
  await drawer.getByRole('button', { name: /^Mesh of 7/ }).click();
  await expect(page.getByText('Proved', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('slider', { name: /Step of the plan/ }).focus();
  for (let i = 0; i < 26; i++) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: 'Step in hand' })).toContainText('Way back');
  await expectAccessible(page, ['plan: full', 'over-canvas: plan']);
  const { plan } = await window.drawn();
  let gateway: { x: number; y: number } | undefined;
  for (const id of plan.added) gateway ??= await window.positionOf(id);
  await page.mouse.click(gateway!.x, gateway!.y);
  await expect(window.inspector).toContainText('Transit gateway of the plan');
  await expectAccessible(page, 'inspector: planned', 'aside.right');
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('not here'));
  });
  await page
    .getByRole('region', { name: 'Step in hand' })
    .getByRole('button', { name: /^Copy/ })
    .first()
    .click();
  await expect(dialog(page, 'Copy by hand')).toBeVisible();
  await expectAccessible(page, 'by-hand: full', '[role="dialog"]');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save as…' }).click();
  await expect(page.getByRole('menu', { name: 'Save as…' })).toBeVisible();
  await expectAccessible(page, 'plan: formats');
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  const choices = page.getByRole('group', { name: 'Choices of the plan' });
  const prices = write(
    'prices.yaml',
    'asOf: 2026-11\nregions:\n  us-esat-1: { attachmentHour: 0.04 }\n',
  );
  await choose(prices, () => choices.getByRole('button', { name: 'Open prices…' }).click());
  await expect(page.getByRole('group', { name: 'Warnings of prices' })).toBeVisible();
  const broken = write('broken.csv', 'from,to\n');
  await choose(broken, () => choices.getByRole('button', { name: 'Open a CSV…' }).click());
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'plan: choices');
  await choices.getByRole('button', { name: /Gateway in us-east-1/ }).click();
  await expectAccessible(page, 'plan: choices');
});

test('a comparison, and a source of nothing', async ({ start }) => {
  const { window, page, choose } = await start(
    write('now.peerless', writeSnapshot(changedSample().snapshot())),
  );
  await window.ready();
  await page.keyboard.press('d');
  await expectAccessible(page, 'diff: empty');
  const then = write('then.peerless', writeSnapshot(sampleEstate().snapshot()));
  await choose(then, () => window.act('Compare with file…'));
  const tree = page.getByRole('tree', { name: 'Changes' });
  await expect(tree).toBeVisible({ timeout: 40_000 });
  await page.keyboard.press('l');
  await tree
    .getByRole('treeitem', { name: /^Removed: payments/, level: 2 })
    .first()
    .click();
  await expectAccessible(page, [
    'diff: full',
    'diff: partial',
    'legend: full',
    'over-canvas: comparison',
  ]);
  await page.getByRole('button', { name: 'Save as…' }).click();
  await expect(page.getByRole('menu', { name: 'Save as…' })).toBeVisible();
  await expectAccessible(page, 'diff: formats');
  await page.getByRole('menuitem', { name: 'Picture' }).click();
  await expectAccessible(page, 'export: comparison', SHEET);
  await page.keyboard.press('Escape');
  await choose(write('Vpcs.json', '{"Vpcs": []}'), () => window.act('Open file…'));
  await expect(page.getByRole('main')).toContainText('there is nothing to draw');
  await page.getByRole('tab', { name: 'Network' }).click();
  await expectAccessible(page, ['outline: empty', 'over-canvas: empty', 'legend: empty']);
  for (const [tab, screen] of [
    ['Findings', 'findings: empty'],
    ['View', 'view: empty'],
    ['Matrix', 'matrix: empty'],
    ['Plan', 'plan: no mesh'],
  ] as const) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessible(page, screen, '[role="tabpanel"]');
  }
});
