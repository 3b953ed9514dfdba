/** Lists of thousands hold only what is in sight: 5,000 subnets of a VPC, the routes of a table, 1,000 accounts to filter by. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { expect, test } from './story.ts';

const MANY = 5000;
/** More than any screen shows. */
const MOST = 200;

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-long-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hubOfMany(): string {
  const world = new World();
  const at = world.region('eu-west-1', '111111111111');
  const hub = at.vpc('hub', ['10.0.0.0/16', '10.1.0.0/16']);
  const table = hub.table('everywhere');
  const peering = world.peer(hub, at.vpc('spoke', '172.16.0.0/12'));
  for (let i = 0; i < MANY; i++) {
    hub.subnet(`10.${i >> 12}.${(i >> 4) % 256}.${(i % 16) * 16}/28`);
    table.route(`172.${16 + (i >> 10)}.${(i >> 2) % 256}.${(i % 4) * 64}/26`, peering);
  }
  const path = join(folder, 'many.peerless');
  writeFileSync(path, writeSnapshot(world.snapshot()));
  return path;
}

/** Some rows, and not all of them. */
async function few(rows: Locator, what: string): Promise<void> {
  await expect(rows.first(), what).toBeVisible();
  expect(await rows.count(), what).toBeLessThan(MOST);
}

test('routes and links of 5,000', async ({ start }) => {
  const { window } = await start(hubOfMany());
  await window.ready();
  const palette = await window.search('hub');
  await palette.getByRole('option', { name: /^vpc hub / }).click();
  const { inspector } = window;
  await few(inspector.getByRole('row'), 'the first routes');
  await inspector
    .getByRole('button', { name: /^Show all 5,00\d$/ })
    .first()
    .press('Enter');
  // The keyboard scrolls the box: the last route is there when it is come to.
  const box = inspector.getByRole('group', { name: /^Routes of / });
  const routes = box.getByRole('table');
  await few(routes.getByRole('row'), 'all routes');
  await box.press('End');
  const last = (await routes.getAttribute('aria-rowcount')) ?? '';
  expect(Number(last)).toBeGreaterThan(MANY);
  await expect(routes.locator(`[aria-rowindex="${last}"]`)).toBeVisible();
  await few(routes.getByRole('row'), 'the last routes');

  await inspector.getByRole('button', { name: /^Linked with/ }).press('Enter');
  await inspector.getByRole('button', { name: /^Show all 5,\d+$/ }).press('Enter');
  const links = inspector.getByRole('group', { name: 'Links of this resource' });
  await few(links.getByRole('listitem'), 'links');
  // Each is cut, and none runs out of the panel.
  expect(await links.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
});

function manyAccounts(): string {
  const world = new World();
  for (let i = 0; i < 1000; i++) {
    const at = world.region('eu-west-1', String(100_000_000_000 + i));
    const left = at.vpc(`left-${i}`, '10.0.0.0/16');
    left.table('main').route('10.1.0.0/16', world.peer(left, at.vpc(`right-${i}`, '10.1.0.0/16')));
  }
  const path = join(folder, 'accounts.peerless');
  writeFileSync(path, writeSnapshot(world.snapshot()));
  return path;
}

test('findings of a thousand accounts are filtered by the last of them', async ({ start }) => {
  const { window, page } = await start(manyAccounts());
  await window.ready();
  await window.act('Filter findings');
  const filter = page.getByRole('group', { name: 'Filter findings' });
  const field = filter.getByRole('button', { name: /Account/ });
  await field.press('Enter');
  const options = page.getByRole('listbox').getByRole('option');
  await few(options, 'the first accounts');
  await page.keyboard.press('End');
  const last = options.filter({ hasText: '100000000999' });
  await expect(last).toBeFocused();
  await few(options, 'the last accounts');
  // Digits look for an account, as letters do.
  await page.keyboard.type('100000000123');
  await page.keyboard.press('Enter');
  await expect(field).toContainText('100000000123');
  await expect(window.findings).toContainText('left-123');
});
