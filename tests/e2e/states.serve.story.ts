/**
 * What a panel shows before there is an answer, where there is none, and after a stop: the wire to the engine is in the story's
 * hands. The source is a Terraform state, named as the argument: small, and with a gap.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { World } from '#app/world/world.ts';
import { stateResources, stateText } from '../kit/terraform-state.ts';
import { expectAccessible, SHEET } from './axe.ts';
import { startServe } from './doors.ts';
import { expect, test } from './story.ts';
import { PeerlessWindow } from './window.ts';
import { HeldWire } from './wire.ts';

test.setTimeout(150_000);

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-states-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Four networks, each a peer of all others; one has another peer, which is in no state. */
function meshOfFour(): string {
  const world = new World();
  const at = world.region('us-east-1');
  const vpcs = ['cart', 'ledger', 'shop', 'vault'].map((name, i) => at.vpc(name, `10.${i}.0.0/16`));
  for (const [i, vpc] of vpcs.entries()) {
    vpc.subnet(`10.${i}.0.0/24`);
    for (const peer of vpcs.slice(i + 1)) world.peerRouted(vpc, peer);
  }
  const outside = '222222222222';
  world.peerRouted(vpcs[0]!, world.region('us-east-1', outside).vpc('edge', '10.9.0.0/16'));
  const pages = world.snapshot().pages.filter(({ account }) => account !== outside);
  const path = join(folder, 'terraform.tfstate');
  writeFileSync(path, stateText(stateResources(pages)));
  return path;
}

const FULL = 'The disk is full. Make room, and try again.';
const PANEL = '[role="tabpanel"]';

test('what is on its way, what failed and what was stopped is said, with a way on', async ({
  page,
}) => {
  const path = meshOfFour();
  const none = join(folder, 'none');
  const { url, stop } = await startServe([path], {
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
  });
  const wire = await HeldWire.of(page);
  const window = new PeerlessWindow(page);
  const sheet = page.getByRole('dialog');
  const again = page.getByRole('button', { name: 'Try again' });
  try {
    // The start: a source that is read, and stopped; then lists that are looked for, cannot be read, and are empty.
    const lists = ['remembered', 'profiles', 'unfinished'] as const;
    wire.hold('open', ...lists);
    wire.refuse(FULL, ...lists);
    await page.goto(url);
    await expectAccessible(page, 'start: loading');
    await page.keyboard.press('Escape');
    await expectAccessible(page, ['start: looking', 'notices: full']);
    const collect = page.getByRole('button', { name: 'Collect from AWS…' });
    await collect.click();
    await expectAccessible(page, 'collect: loading', SHEET);
    await page.keyboard.press('Escape');
    wire.letGo();
    await expect(again).toHaveCount(3);
    await expectAccessible(page, 'start: partial', '.start');
    wire.grant();
    for (const left of [2, 1, 0]) {
      await again.first().click();
      await expect(again).toHaveCount(left);
    }
    await expectAccessible(page, 'start: empty', '.start');
    await collect.click();
    await expectAccessible(page, 'collect: empty', SHEET);
    await page.keyboard.press('Escape');
    await window.search('no such words');
    await expectAccessible(page, 'palette: nothing open', SHEET);
    await page.reload();
    await window.ready();
    await expect(page).toHaveTitle(/^terraform\.tfstate/);

    // A file that is written, a view, a finding and the matrix: all under way, then all but the file failed.
    const asked = ['choices', 'finding', 'reach'] as const;
    wire.hold('formats', 'export', ...asked);
    wire.refuse(FULL, 'formats', ...asked);
    await page.keyboard.press('ControlOrMeta+e');
    await expectAccessible(page, 'export: loading', SHEET);
    wire.letGo('formats');
    await expectAccessible(page, 'export: failed', SHEET);
    wire.grant('formats');
    await again.click();
    await sheet.getByRole('button', { name: /^SVG/ }).click();
    await window.finding(/Mesh of 4/).click();
    await page.getByRole('tab', { name: 'View' }).click();
    await page.keyboard.press('m');
    await expectAccessible(page, [
      'view: loading',
      'inspector: loading',
      'matrix: loading',
      'status: loading',
    ]);
    wire.letGo();
    await expectAccessible(page, ['view: failed', 'inspector: failed', 'matrix: failed']);
    wire.grant();
    for (const left of [2, 1, 0]) {
      await again.first().click();
      await expect(again).toHaveCount(left);
    }
    const region = page.getByRole('listbox', { name: 'Regions' }).getByRole('option');
    await region.click();
    await expect(region).toHaveAttribute('aria-selected', 'true');
    await window.inspector.getByRole('button', { name: /^cart/ }).first().click();
    await window.inspector.getByRole('button', { name: 'Focus' }).click();
    await expectAccessible(page, 'over-canvas: focus', '.focus-bar');

    // A trace.
    await page.keyboard.press('t');
    await expectAccessible(page, 'trace: empty', PANEL);
    wire.hold('trace');
    await window.trace('cart', '10.9.0.5');
    await expectAccessible(page, 'trace: loading', PANEL);
    wire.letGo();
    await expectAccessible(page, 'trace: partial', PANEL);

    // A plan: stopped, failed, made; each time one can go on from the choices, too.
    wire.hold('plan');
    await page.getByRole('tab', { name: 'Plan' }).click();
    await expectAccessible(page, 'plan: empty', PANEL);
    const drawer = page.getByRole('region', { name: 'Trace, matrix, plan and comparison' });
    await page.keyboard.press('g');
    await expect(drawer.getByRole('progressbar', { name: 'Planning' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expectAccessible(page, 'plan: stopped', PANEL);
    wire.refuse(FULL, 'plan');
    wire.letGo();
    await page.keyboard.press('o');
    await drawer.getByRole('button', { name: 'Plan again' }).click();
    await expect(drawer).toContainText(`No plan. ${FULL}`);
    await page.keyboard.press('o');
    await expectAccessible(page, 'plan: failed', PANEL);
    await page.keyboard.press('o');
    wire.grant();
    await again.click();
    await expect(drawer.getByText('Proved', { exact: true })).toBeVisible();
    await page.keyboard.press('o');
    await expectAccessible(page, 'plan: partial', PANEL);
    await page.keyboard.press('ControlOrMeta+e');
    await expectAccessible(page, 'export: plan', SHEET);
    await page.keyboard.press('Escape');

    // What was done before it is undone: the plan goes off the canvas, and comes back with the next step.
    const made = async () => (await window.drawn()).plan.added.length;
    const slider = page.getByRole('slider', { name: /Step of the plan/ });
    const [first, second] = [
      drawer.getByRole('checkbox').nth(0),
      drawer.getByRole('checkbox').nth(1),
    ];
    await slider.focus();
    wire.refuse(FULL, 'planStep');
    for (let i = 0; i < 5; i++) await slider.press('ArrowRight');
    await expectAccessible(page, 'plan: step not read', PANEL);
    wire.grant();
    await again.click();
    await expect(drawer).toContainText('Way back');
    await expect.poll(made).toBeGreaterThan(0);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(page.getByRole('group', { name: 'Focus' })).toBeHidden();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(region).toHaveAttribute('aria-selected', 'false');
    await expect.poll(made).toBe(0);
    const bar = page.getByRole('group', { name: 'Plan on the canvas' });
    await expect(bar).toBeHidden();
    await slider.press('ArrowRight');
    await expect.poll(made).toBeGreaterThan(0);
    await expect(bar).toContainText('Step 6 of 17');

    // Loaded anew in the middle of it, the page has the step and its ticks again.
    await first.press('Space');
    await expect(first).toBeChecked();
    await page.reload();
    await window.ready();
    await expect(slider).toHaveValue('6');
    await expect(first).toBeChecked();
    await expect(second).not.toBeChecked();
    await expect.poll(made).toBeGreaterThan(0);

    // Enter that comes before the answer means nothing where there is none: neither what else stands there, nor what comes later.
    wire.hold('search');
    wire.refuse(FULL, 'search');
    const palette = await window.search('legend');
    await page.keyboard.press('Enter');
    await expectAccessible(page, 'palette: loading', SHEET);
    wire.letGo();
    await expectAccessible(page, 'palette: failed', SHEET);
    wire.grant();
    await again.click();
    await expect(palette.getByRole('status')).toHaveText('1 action');
    const legend = page.getByRole('region', { name: 'Legend' });
    await expect(legend).toHaveCount(0);
    await palette.getByRole('combobox').press('Enter');
    await expect(legend).toBeVisible();

    // What is decided about findings.
    await page.getByRole('tab', { name: /^Findings/ }).click();
    await window.finding(/Mesh of 4/).click();
    await window.inspector.getByRole('button', { name: 'Suppress…' }).click();
    wire.refuse(FULL, 'suppress', 'baseline');
    await sheet.getByRole('textbox', { name: 'Reason' }).fill('known');
    await sheet.getByRole('button', { name: 'Suppress' }).click();
    await expectAccessible(page, 'suppress: failed', SHEET);
    await page.keyboard.press('Escape');
    await window.act('Configuration and baseline…');
    wire.hold('baseline');
    await sheet.getByRole('button', { name: 'Take findings as the baseline' }).click();
    await expectAccessible(page, 'lint-sheet: loading', SHEET);
    wire.letGo();
    await expectAccessible(page, 'lint-sheet: failed', SHEET);
    await page.keyboard.press('Escape');

    wire.hold('history');
    await window.act('History…');
    await expectAccessible(page, 'history: loading', SHEET);
    wire.letGo();
    await expectAccessible(page, 'history: empty', SHEET);
    await page.keyboard.press('Escape');

    // A comparison that is stopped leads back to the choice.
    await page.keyboard.press('d');
    wire.hold('open');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      drawer.getByRole('button', { name: 'Compare with file…' }).click(),
    ]);
    await chooser.setFiles(path);
    await expectAccessible(page, 'diff: loading', PANEL);
    await drawer.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('Stopped: terraform.tfstate was not compared.')).toBeVisible();
    await expect(drawer).toContainText('Compare with another snapshot of the same network');
  } finally {
    await stop();
  }
});
