/** Two snapshots compared in the window: what changed, in one picture and in a list, by hand and by keyboard. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeSnapshot } from '#app/snapshot/write.ts';
import type { World } from '#app/world/world.ts';
import { twoWorlds } from '../kit/two-worlds.ts';
import { expectAccessibleOnce } from './axe.ts';
import { expect, ofThePage, type Started, test } from './story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-diff-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, world: World): string {
  const path = join(folder, name);
  writeFileSync(path, writeSnapshot(world.snapshot()));
  return path;
}

const MARKUP = '<img src=x onerror="window.hacked=1">`$(id)`${x}';
const FRESH = `"><script>window.hacked=2</script>\u202Egnirts\u202C\n${'y'.repeat(180)}`;

function hostilePair(): readonly [before: string, after: string] {
  const { before, after } = twoWorlds({ c: MARKUP, fresh: FRESH });
  return [file('older.peerless', before), file('newer.peerless', after)];
}

/** Chooses a file as the second source: through the system's dialog, or the browser's. */
async function choose({ page, desktop }: Started, path: string, act: () => Promise<void>) {
  if (!desktop) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), act()]);
    await chooser.setFiles(path);
    return;
  }
  await desktop.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({
        canceled: false,
        filePaths: [chosen],
      });
  }, path);
  await act();
}

const tree = ({ page }: Started) => page.getByRole('tree', { name: 'Changes' });
const bar = ({ page }: Started) => page.getByRole('group', { name: 'Comparison on the canvas' });

async function compared(start: (...args: string[]) => Promise<Started>, paths = hostilePair()) {
  const [before, after] = paths;
  const started = await start(after);
  await started.window.ready();
  await choose(started, before, () => started.window.act('Compare with file…'));
  await expect(tree(started)).toBeVisible();
  return started;
}

test('what was added, removed and changed, and who lost whom', async ({ start, door }) => {
  ofThePage(door);
  const [before, after] = hostilePair();
  const started = await start(after);
  const { window, page } = started;
  await window.ready();
  const plain = (await window.drawn()).ids;
  const looked = await window.steady();
  await choose(started, before, () => window.act('Compare with file…'));
  await expect(tree(started)).toBeVisible();

  // Which of them is older is told by their times.
  await expect(page.getByText(basename(before))).toBeVisible();
  await expect
    .poll(async () => (await window.drawn()).plan)
    .toEqual({
      added: ['peering/vpc-d/vpc-new', 'vpc-new'],
      changed: ['vpc-a', 'vpc-b', 'vpc-c', 'vpc-d'],
      removed: ['peering/vpc-a/vpc-b', 'reach/vpc-a/vpc-b', 'vpc-gone'],
      unseen: [],
      idle: [],
      reach: ['vpc-a', 'vpc-b'],
    });
  await window.steady();
  const places = async () => [await window.positionOf('vpc-a'), await window.positionOf('vpc-d')];
  const both = await places();

  // Each side by itself; nothing moves.
  await bar(started).getByRole('radio', { name: 'Before' }).click();
  await expect.poll(async () => (await window.drawn()).ids).not.toContain('vpc-new');
  expect((await window.drawn()).ids).toContain('vpc-gone');
  expect(await places()).toEqual(both);
  await bar(started).getByRole('radio', { name: 'After' }).click();
  await expect.poll(async () => (await window.drawn()).ids).not.toContain('vpc-gone');
  expect((await window.drawn()).ids).toContain('vpc-new');
  expect(await places()).toEqual(both);

  // The list says the same; a click lights it, and brings back what the side shown has not.
  await tree(started)
    .getByRole('treeitem', { name: /^Removed: .*a \(vpc-a\) → b \(vpc-b\)/ })
    .click();
  await expect
    .poll(async () => (await window.drawn()).lit)
    .toEqual(['reach/vpc-a/vpc-b', 'vpc-a', 'vpc-b']);
  const detail = page.getByRole('region', { name: 'The change' });
  await expect(detail).toContainText(/Before\s*Delivered/);
  await expect(detail).toContainText(/After\s*No route/);
  await tree(started)
    .getByRole('treeitem', { name: /^Changed, or something in it has|^Changed: .*route/i })
    .first()
    .click();
  await expect(detail.getByRole('table')).toBeVisible();
  await expect(bar(started).getByRole('radio', { name: 'Both' })).toBeChecked();

  // What is gone can be looked into: the older snapshot knows it.
  await tree(started)
    .getByRole('treeitem', { name: /^Removed: gone \(vpc-gone\)/ })
    .click();
  await detail.getByRole('button', { name: 'Show in the inspector' }).click();
  await expect(window.inspector).toContainText('10.5.0.0/16');

  // The tree of the network says what the picture marks.
  await page.getByRole('tab', { name: 'Network' }).click();
  const outline = page.getByRole('tree', { name: 'Network' });
  await expect(outline.getByRole('treeitem', { name: /gone.*Removed/ })).toBeVisible();
  await expect(
    outline.getByRole('treeitem', { name: /^VPC, b.*Changed.*differently/ }),
  ).toBeVisible();

  // Names written by strangers are text.
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBe(
    undefined,
  );
  expect(await page.locator('img').count()).toBe(0);

  // Closed, all is as it was, looked at from where it was.
  await page.getByRole('button', { name: 'Close comparison' }).first().click();
  await expect.poll(async () => (await window.drawn()).ids.toSorted()).toEqual(plain.toSorted());
  expect((await window.drawn()).plan.removed).toEqual([]);
  expect(await window.steady()).toBe(looked);
});

test('by keyboard: filtered, walked, turned round, saved', async ({ start, door }) => {
  ofThePage(door);
  const started = await compared(start);
  const { window, page, save } = started;
  await page.getByRole('searchbox', { name: 'Search changes' }).fill('vpc-gone');
  await expect(page.getByText(/^\d+ of \d+ changes$/)).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await window.drawn()).lit).toContain('vpc-gone');
  await page.keyboard.press('7');
  await expect(bar(started).getByRole('radio', { name: 'Before' })).toBeChecked();
  await page.keyboard.press('9');
  await expect.poll(async () => (await window.drawn()).ids).not.toContain('vpc-gone');

  await page.getByRole('button', { name: 'Save as…' }).press('Enter');
  const menu = page.getByRole('menu', { name: 'Save as…' });
  const { name, text } = await save(async () => {
    await menu.getByRole('menuitem', { name: /^Markdown/ }).press('Enter');
  });
  expect(name).toBe('peerless-diff.md');
  expect(text).toContain('# What changed');
  expect(text).not.toContain('<script>');
  await page.getByRole('button', { name: 'Save as…' }).press('Enter');
  await menu.getByRole('menuitem', { name: 'Picture' }).press('Enter');
  const shown = page.getByRole('region', {
    name: 'The comparison on the canvas: the newer network',
  });
  const drawn = await save(() => shown.getByRole('button', { name: /^SVG/ }).press('Enter'));
  expect(drawn.name).toBe('peerless-diff-after.svg');
  expect(drawn.text).toContain('Added: only in the newer snapshot');
  // What is hostile in a name is text there, too.
  expect(drawn.text).not.toContain('<script>');

  // The other way round, what was added is removed.
  await page.getByRole('button', { name: 'Compare the other way round' }).press('Enter');
  await expect.poll(async () => (await window.drawn()).plan.removed).toContain('vpc-new');
  expect((await window.drawn()).plan.added).toContain('vpc-gone');
});

test('what was opened before can be compared with, and a broken file is a sentence', async ({
  start,
  door,
}) => {
  const [before] = hostilePair();
  const started = await start('--demo');
  const { window, page } = started;
  await window.ready();
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, '{');
  await choose(started, broken, () => window.act('Compare with file…'));
  await expect(page.getByRole('alert')).toContainText('Could not compare with');
  await expectAccessibleOnce(door, page, 'diff: failed', '[role="tabpanel"]');
  await page.getByRole('button', { name: 'Choose another' }).click();
  await choose(started, before, () => window.act('Compare with file…'));
  await expect(page.getByText('The two have no VPC in common')).toBeVisible();
  await page.getByRole('button', { name: 'Close comparison' }).first().click();
  await page.keyboard.press('d');
  await page.getByRole('group', { name: 'Opened before' }).getByRole('button').click();
  await expect(page.getByText('The two have no VPC in common')).toBeVisible();
});
