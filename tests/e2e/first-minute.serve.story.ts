/** The first minute: profiles that were found, whatever is dropped on the window, and no dead end where that is nothing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { World } from '#app/world/world.ts';
import { stateResources, stateText } from '../kit/terraform-state.ts';
import { expectAccessible } from './axe.ts';
import { expect, test } from './story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-first-'));
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'none');
});
test.afterAll(() => {
  delete process.env['AWS_CONFIG_FILE'];
  delete process.env['AWS_SHARED_CREDENTIALS_FILE'];
  rmSync(folder, { recursive: true, force: true });
});

/** Drops a file or a folder as the system does: the page gets entries that it can walk. */
async function drop(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 300, data });
  await session.detach();
}

/** A world of one VPC that bears a name, and its pages. */
function pagesOf(name: string) {
  const world = new World();
  world.region('eu-west-1').vpc(name, '10.1.0.0/16');
  return world.snapshot().pages;
}

test('a profile that was found leads to a collection from it', async ({ start }) => {
  const config = join(folder, 'config');
  writeFileSync(
    config,
    '[default]\nregion = eu-west-1\n' +
      '[profile network]\nregion = eu-west-1\nsso_account_id = 111122223333\n',
  );
  process.env['AWS_CONFIG_FILE'] = config;
  const { page } = await start();
  const found = page.getByRole('region', { name: 'AWS profiles' });
  await expect(found.getByRole('button')).toHaveCount(2);
  await found.getByRole('button', { name: /^network 111122223333/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Collect from AWS' });
  await expect(sheet.getByRole('option', { name: /^network/, selected: true })).toBeVisible();
  await expect(sheet.getByRole('option', { name: /^default/, selected: false })).toBeVisible();
});

test('a folder, a state and rubbish are dropped, one over the other', async ({ start }) => {
  process.env['AWS_CONFIG_FILE'] = join(folder, 'none');
  const { page, window } = await start();
  await expect(page.getByText('No AWS profile was found on this machine.')).toBeVisible();

  const describe = join(folder, 'from-the-cli');
  mkdirSync(join(describe, 'eu-west-1'), { recursive: true });
  for (const { operation, answer } of pagesOf('of-the-folder'))
    writeFileSync(join(describe, 'eu-west-1', `${operation}.json`), JSON.stringify(answer));
  await drop(page, describe);
  await window.ready();
  await page.getByRole('tab', { name: 'Network' }).click();
  const outline = page.getByRole('tree', { name: 'Network' });
  await expect(outline.getByRole('treeitem', { name: /of-the-folder/ })).toBeVisible();

  // Over something that is open: nothing is asked.
  const state = join(folder, 'terraform.tfstate');
  writeFileSync(state, stateText(stateResources(pagesOf('of-the-state'))));
  await drop(page, state);
  await expect(outline.getByRole('treeitem', { name: /of-the-state/ })).toBeVisible();
  await expect(page).toHaveTitle(/terraform\.tfstate/);

  const rubbish = join(folder, 'holiday.txt');
  writeFileSync(rubbish, 'sun, sea');
  await drop(page, rubbish);
  const fault = page.getByRole('alert');
  await expect(fault).toContainText('Could not open holiday.txt');
  await expect(fault).toContainText('aws ec2 describe-');
  await expect(fault).toContainText('Terraform');
  await page.getByRole('button', { name: 'Back to terraform.tfstate' }).press('Enter');
  await expect(outline.getByRole('treeitem', { name: /of-the-state/ })).toBeVisible();

  // A page that is loaded anew has no file of the one before it.
  await page.reload();
  await expect(fault).toContainText(
    'terraform.tfstate was chosen here and cannot be read again: choose it again.',
  );
  await expect(page.getByRole('main').getByRole('button').first()).toHaveText('Open file…');
  await expectAccessible(page, 'start: gone', '.start');
});

test('a source in which nothing is says so everywhere, with a way on', async ({ start }) => {
  // A folder, as the argument.
  const empty = join(folder, 'nothing-there');
  mkdirSync(empty);
  writeFileSync(join(empty, 'Vpcs.json'), '{"Vpcs": []}');
  const { page, window } = await start(empty);
  await expect(page).toHaveTitle(/^nothing-there/);
  const free = page.getByRole('main');
  await expect(free).toContainText('there is nothing to draw');
  // What such a file does not tell is a gap: an empty list is no proof.
  await expect(free.getByRole('button', { name: /gaps?$/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Network' }).click();
  const left = page.getByRole('complementary', { name: 'Source and findings' });
  await expect(left.getByRole('button', { name: 'Open file…' })).toBeVisible();
  await window.act('Reachability matrix');
  const drawer = page.getByRole('region', { name: 'Trace, matrix, plan and comparison' });
  await expect(drawer).toContainText('holds no VPC');
  await drawer.getByRole('tab', { name: 'Plan' }).click();
  await expect(drawer).toContainText('No peering mesh');
  await drawer.getByRole('button', { name: /gaps?$/ }).click();
  await expect(left.getByRole('tab', { name: /^Gaps/ })).toHaveAttribute('aria-selected', 'true');
  await expect(left.getByRole('group', { name: 'Gaps' })).toBeVisible();
});
