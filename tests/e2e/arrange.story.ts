/** The picture arranged by hand: boxes dragged and moved by keys, containers collapsed, views saved, and all of it there again. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { idOf } from './estate.ts';
import { expect, ofThePage, test } from './story.ts';
import type { PeerlessWindow } from './window.ts';

const vault = idOf('vpc', 'payments-vault');
const folders: string[] = [];

/** The sample estate as a file of its own. */
function snapshotFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'peerless-arrange-'));
  folders.push(folder);
  const file = join(folder, 'estate.json');
  writeFileSync(file, writeSnapshot(sampleEstate().snapshot()));
  return file;
}
test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const kept = (file: string) =>
  JSON.parse(readFileSync(`${file}.view.json`, 'utf8')) as {
    now: { moved?: Record<string, { x: number; y: number }>; collapsed?: string[] };
    views: { name: string }[];
  };

async function drag(page: Page, window: PeerlessWindow, id: string, by: { x: number; y: number }) {
  const from = (await window.positionOf(id))!;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
  await page.screenshot({ path: test.info().outputPath('dragging.png') });
  await page.mouse.up();
}

type Box = { x: number; y: number; width: number; height: number };
const boxIn = (tag: string): Box => {
  const of = (name: string) => Number(new RegExp(` ${name}="([^"]+)"`).exec(tag)![1]);
  return { x: of('x'), y: of('y'), width: of('width'), height: of('height') };
};

/** Where a box stands in the picture of an SVG, which is the scene below the title. */
const inSvg = (svg: string, id: string): Box =>
  boxIn(new RegExp(`id="${id}"[^>]*><title>[^<]*</title>(<rect[^>]*>)`).exec(svg)![1]!);

/** Where a box stands on the first page of a draw.io file, in which places are told from the container. */
function inDrawio(file: string, id: string): Box {
  const [first] = file.split('</diagram>');
  const cell = (of: string): Box => {
    const [, parent, geometry] = new RegExp(
      `<object [^>]*id="${of}"[^>]*><mxCell [^>]*parent="([^"]+)"[^>]*>(<mxGeometry[^>]*>)`,
    ).exec(first!)!;
    const box = boxIn(geometry!);
    const around = parent === '1' ? { x: 0, y: 0 } : cell(parent!);
    return { ...box, x: box.x + around.x, y: box.y + around.y };
  };
  return cell(`c-${id}`);
}

test('a box that is dragged stays, is there when it is opened again, goes into exports, and is put back', async ({
  start,
}) => {
  test.slow();
  const file = snapshotFile();
  const { window, page, save } = await start(file);
  await window.ready();
  const before = (await window.boxOf(vault))!;
  const all = async () => {
    const { ids } = await window.drawn();
    const boxes: Record<string, unknown> = {};
    for (const id of ids.filter((id) => id.startsWith('vpc-') && id !== vault).slice(0, 12))
      boxes[id] = await window.boxOf(id);
    return boxes;
  };
  const others = await all();
  const pan = (await window.drawn()).pan;
  await drag(page, window, vault, { x: 30, y: 150 });
  await expect.poll(async () => (await window.boxOf(vault))!.y).not.toBe(before.y);
  const after = (await window.boxOf(vault))!;
  // The picture stood still, and so did everything else.
  expect((await window.drawn()).pan).toEqual(pan);
  expect(await all()).toEqual(others);
  await page.screenshot({ path: test.info().outputPath('dragged.png') });
  await expect.poll(() => existsSync(`${file}.view.json`)).toBe(true);
  await expect.poll(() => kept(file).now.moved?.[vault]).toEqual({ x: after.x, y: after.y });

  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => window.boxOf(vault)).toEqual(before);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => window.boxOf(vault)).toEqual(after);
  await expect.poll(() => kept(file).now.moved?.[vault]).toEqual({ x: after.x, y: after.y });

  const sheet = page.getByRole('dialog', { name: 'Export' });
  const exported = async (format: RegExp): Promise<string> => {
    await page.keyboard.press('ControlOrMeta+e');
    return (await save(() => sheet.getByRole('button', { name: format }).click())).text;
  };
  expect(inSvg(await exported(/\.svg/), vault)).toEqual(after);
  expect(inDrawio(await exported(/draw\.io/i), vault)).toEqual(after);

  const again = await start(file);
  await again.window.ready();
  expect(await again.window.boxOf(vault)).toEqual(after);
  const palette = await again.window.search('payments-vault');
  await palette
    .getByRole('option', { name: /payments-vault/ })
    .first()
    .click();
  await again.window.act('Put the selected box back');
  await expect.poll(() => again.window.boxOf(vault)).toEqual(before);
});

test('a box is moved by keys, and put down when they rest', async ({ start, door }) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const before = (await window.boxOf(vault))!;
  const palette = await window.search('payments-vault');
  await palette
    .getByRole('option', { name: /payments-vault/ })
    .first()
    .click();
  await expect.poll(async () => (await window.drawn()).selected).toEqual([vault]);
  await window.picture.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect.poll(async () => (await window.boxOf(vault))!.y).toBeGreaterThan(before.y + 60);
  // One deed, however many keys.
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => window.boxOf(vault)).toEqual(before);
  // And Escape lets go of it.
  await window.picture.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Escape');
  await page.waitForTimeout(700);
  expect(await window.boxOf(vault)).toEqual(before);
});

test('accounts are collapsed and expanded, on the canvas and in the tree alike', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const whole = await window.drawn();
  await window.act('Collapse all accounts');
  await expect
    .poll(async () => (await window.drawn()).ids.some((id) => id.startsWith('account/')))
    .toBe(true);
  const small = await window.drawn();
  const boxes = small.ids.filter((id) => id.startsWith('account/'));
  expect(small.nodes).toBe(boxes.length);
  await page.screenshot({ path: test.info().outputPath('collapsed.png') });

  await page.getByRole('tab', { name: 'Network' }).click();
  const tree = page.getByRole('tree', { name: 'Network' });
  // Beside the boxes the tree has rows for the sorts of lines between them.
  const rows = tree.getByRole('treeitem', { name: /^Collapsed, / });
  await expect(rows).toHaveCount(boxes.length);
  const first = tree.getByRole('treeitem').first();
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  await expect(first).toHaveAccessibleName(/^Collapsed, .*VPC/);
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(async () => (await window.drawn()).nodes).toBeGreaterThan(boxes.length);
  await page.screenshot({ path: test.info().outputPath('one-expanded.png') });
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await window.drawn()).nodes).toBe(whole.nodes);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(async () => (await window.drawn()).nodes).toBe(boxes.length);

  // Whatever is selected, the inspector tells of it as it is drawn now.
  const at = (await window.positionOf(boxes[0]!))!;
  await page.mouse.click(at.x, at.y);
  const told = window.inspector.getByRole('group', { name: 'Collapsed container' });
  await expect(told).toContainText('111122223333');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(told).toBeHidden();
  await expect(window.inspector.getByRole('group', { name: 'Resource details' })).toContainText(
    'account/111122223333',
  );
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(told).toContainText('111122223333');

  // A double click on a collapsed box opens it, one on a title closes it again.
  const now = (await window.positionOf(boxes[0]!))!;
  await page.mouse.dblclick(now.x, now.y);
  await expect.poll(async () => (await window.drawn()).ids).not.toContain(boxes[0]);
});

test('a VPC is opened by key and by double click, tells what is in it, and is closed, undone and kept', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const file = snapshotFile();
  const { window, page } = await start(file);
  await window.ready();
  const gateway = idOf('vpc', 'payments-gateway');
  const subnet = idOf('subnet', 'payments-gateway-public-a');
  const table = idOf('route-table', 'payments-gateway-public');
  const closed = (await window.boxOf(gateway))!;
  const palette = await window.search('payments-gateway');
  await palette
    .getByRole('option', { name: /payments-gateway/ })
    .first()
    .click();
  await page.getByRole('application', { name: /^Network picture/ }).focus();
  await page.keyboard.press('w');
  await expect.poll(async () => (await window.drawn()).ids).toContain(subnet);
  expect((await window.boxOf(gateway))!.width).toBeGreaterThan(2 * closed.width);

  // The tree says the same, in words.
  await page.getByRole('tab', { name: 'Network' }).click();
  const row = page.getByRole('treeitem', { name: /^Subnet, payments-gateway-public-a/ });
  await expect(row).toHaveAccessibleName(/↑ public, table payments-gateway-public/);
  await page.screenshot({ path: test.info().outputPath('opened.png') });

  // A table lights its subnets.
  await page.getByRole('application', { name: /^Network picture/ }).focus();
  await page.keyboard.press('z');
  await window.steady();
  const at = (await window.positionOf(table))!;
  await page.mouse.click(at.x, at.y);
  await expect.poll(async () => (await window.drawn()).selected).toEqual([table]);
  await expect.poll(async () => (await window.drawn()).lit).toContain(subnet);
  await page.screenshot({ path: test.info().outputPath('table.png') });

  await expect.poll(() => (kept(file).now as { opened?: string[] }).opened).toEqual([gateway]);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await window.drawn()).ids).not.toContain(subnet);
  await page.keyboard.press('0');
  await window.steady();
  const card = (await window.positionOf(vault))!;
  // One box and, at once, another: each is chosen, neither is opened.
  const other = (await window.positionOf(gateway))!;
  await page.mouse.click(other.x, other.y);
  await page.mouse.click(card.x, card.y);
  await expect.poll(async () => (await window.drawn()).selected).toEqual([vault]);
  await page.waitForTimeout(800);
  expect((await window.drawn()).ids.filter((id) => id.startsWith('subnet-'))).toEqual([]);
  await page.mouse.dblclick(card.x, card.y);
  await expect
    .poll(async () => (await window.drawn()).ids)
    .toContain(idOf('subnet', 'payments-vault-app-a'));
  await page.getByRole('application', { name: /^Network picture/ }).focus();
  await page.keyboard.press('Shift+W');
  await expect
    .poll(async () => (await window.drawn()).ids)
    .not.toContain(idOf('subnet', 'payments-vault-app-a'));
});

test('a view gets a name, is opened, renamed and deleted, and hiding moves nothing', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const file = snapshotFile();
  const { window, page } = await start(file);
  await window.ready();
  const palette = await window.search('payments-vault');
  await palette
    .getByRole('option', { name: /payments-vault/ })
    .first()
    .click();
  const gateway = idOf('vpc', 'payments-gateway');
  const stood = await window.boxOf(gateway);
  // The picture goes to what was chosen; then it stands.
  await window.steady();
  const { pan } = await window.drawn();
  await window.act('Hide the selected resource');
  await expect.poll(async () => (await window.drawn()).ids.includes(vault)).toBe(false);
  expect(await window.boxOf(gateway)).toEqual(stood);
  expect((await window.drawn()).pan).toEqual(pan);

  await page.getByRole('tab', { name: /^View/ }).click();
  const saved = page.getByRole('region', { name: 'Saved views' });
  await saved.getByRole('textbox').fill('Without the vault');
  await page.keyboard.press('Enter');
  await expect(saved.getByRole('button', { name: 'Without the vault', exact: true })).toBeVisible();
  await window.act('Show the whole network');
  await expect.poll(async () => (await window.drawn()).ids.includes(vault)).toBe(true);
  await saved.getByRole('button', { name: 'Without the vault', exact: true }).click();
  await expect.poll(async () => (await window.drawn()).ids.includes(vault)).toBe(false);
  await page.screenshot({ path: test.info().outputPath('views.png') });

  await saved.getByRole('button', { name: 'Rename Without the vault' }).click();
  await saved.getByRole('textbox').fill('<b>No vault</b>');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => existsSync(`${file}.view.json`) && kept(file).views.map((v) => v.name))
    .toEqual(['<b>No vault</b>']);
  await saved.getByRole('button', { name: 'Delete <b>No vault</b>' }).click();
  await expect(saved.getByRole('button', { name: '<b>No vault</b>', exact: true })).toBeHidden();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(saved.getByRole('button', { name: '<b>No vault</b>', exact: true })).toBeVisible();
});

test('the overview looks elsewhere, by hand and by keys, and folds away', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  const map = page.getByRole('group', { name: 'Overview map' });
  // While all of it is in sight there is nothing to tell.
  await expect(map).toBeHidden();
  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(map).toBeVisible();
  await window.steady();
  await page.screenshot({ path: test.info().outputPath('map.png') });
  const { pan } = await window.drawn();
  const box = (await map.getByRole('application').boundingBox())!;
  // It never goes from under a hand: what comes in its way meanwhile is minded once the pointer has left.
  const corner = () => map.getAttribute('class');
  const home = await corner();
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.evaluate(({ x, y, width, height }) => {
    const panel = document.createElement('div');
    panel.id = 'in-its-way';
    Object.assign(panel.style, { position: 'fixed', pointerEvents: 'none' });
    Object.assign(panel.style, { left: `${x}px`, top: `${y}px` });
    Object.assign(panel.style, { width: `${width}px`, height: `${height}px` });
    document.querySelector('main.free')!.append(panel);
  }, box);
  await page.waitForTimeout(400);
  expect(await corner()).toBe(home);
  await page.mouse.move(box.x + 20, 5);
  await expect.poll(corner).not.toBe(home);
  await page.evaluate(() => document.getElementById('in-its-way')!.remove());
  await expect.poll(corner).toBe(home);

  await page.mouse.click(box.x + 10, box.y + 10);
  await expect.poll(async () => (await window.drawn()).pan.x).toBeGreaterThan(pan.x);
  const there = (await window.drawn()).pan;
  await map.getByRole('application').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await window.drawn()).pan.x).toBeLessThan(there.x);
  await page.keyboard.press('v');
  await expect(map).toBeHidden();
});

test('a view file that is none is told, and left as it is', async ({ start, door }) => {
  ofThePage(door);
  const file = snapshotFile();
  writeFileSync(`${file}.view.json`, '{"schema": "peerless-view/1", "now": ');
  const { window, page } = await start(file);
  await window.ready();
  await expect(page.getByRole('alert')).toContainText('is broken: it is no JSON');
  await drag(page, window, vault, { x: 30, y: 150 });
  await page.waitForTimeout(1000);
  expect(readFileSync(`${file}.view.json`, 'utf8')).toBe('{"schema": "peerless-view/1", "now": ');
});
