/** The plan: from the mesh to its plan, the canvas before, between and after with every place kept, and a runbook to keep. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { analyze } from '#app/report.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { expectAccessible } from './axe.ts';
import { expect, ofThePage, test } from './story.ts';
import { idOf, MESH } from './estate.ts';
import { JOBS, seen } from './jobs.ts';
import type { PeerlessWindow } from './window.ts';

// Making the plan and simulating its steps takes seconds on a small machine.
test.setTimeout(150_000);
const PATIENCE = { timeout: 60_000 };

const members = MESH.map((name) => idOf('vpc', name));
const { topology } = analyze(sampleEstate().snapshot());
const inMesh = (id: string) => members.includes(id);
/** Lines between members, as the canvas names them; by the sample's design, 21 of them. */
const peerings = topology
  .all('vpc-peering')
  .filter((p) => inMesh(p.requester.vpc) && inMesh(p.accepter.vpc))
  .map((p) => `peering/${[p.requester.vpc, p.accepter.vpc].sort().join('/')}`);

async function openPlan(window: PeerlessWindow, page: Page): Promise<void> {
  await window.ready();
  await window.finding(/Mesh of 7/).click();
  await window.inspector
    .getByRole('button', { name: 'Plan the move to a transit gateway' })
    .click();
  await expect(page.getByText('Proved', { exact: true })).toBeVisible(PATIENCE);
}

const slider = (page: Page) => page.getByRole('slider', { name: /Step of the plan/ });
const steps = (page: Page) => page.getByRole('listbox', { name: 'Steps of the plan' });
const counters = (page: Page) => page.getByRole('complementary', { name: /Counters/ });
const places = (window: PeerlessWindow) =>
  Promise.all(topology.all('vpc').map(async ({ id }) => [id, await window.positionOf(id)]));

test(`${JOBS.mesh} From the mesh to its plan: before, between, after`, async ({ start }) => {
  const { window, page } = await start('--demo');
  await openPlan(window, page);
  await expect(
    page.getByText(/46 steps, [\d,]+ comparisons of ordered pairs: 0 lost, 0 gained/),
  ).toBeVisible();

  const shown = async () => {
    const { ids } = await window.drawn();
    return {
      peerings: ids.filter((id) => peerings.includes(id)).length,
      gateways: ids.filter((id) => id.startsWith('planned-tgw')).length,
      attachments: ids.filter((id) => id.startsWith('attachment/planned')).length,
    };
  };
  expect(peerings.length).toBe(21);
  await expect(slider(page)).toHaveValue('0');
  await expect.poll(shown).toEqual({ peerings: 21, gateways: 0, attachments: 0 });
  // The viewport slides to the mesh; from then on nothing may move.
  let last = -1;
  await expect
    .poll(async () => {
      const { zoom } = await window.drawn();
      const still = zoom === last;
      last = zoom;
      return still;
    })
    .toBe(true);
  const before = await places(window);
  await expect(counters(page)).toContainText(/Attachments\s*0 of 7/);
  await expect(counters(page)).toContainText(/Peerings left\s*21 of 21/);

  // In the midst of it, all is built and some pairs have gone over: their peerings are idle, none is gone.
  const cut = steps(page).getByRole('option', { name: /Cut over/ });
  await slider(page).press('End');
  await expect.poll(shown).toEqual({ peerings: 0, gateways: 2, attachments: 7 });
  await expect(counters(page)).toContainText(/Attachments\s*7 of 7/);
  await expect(counters(page)).toContainText(/Peerings left\s*0 of 21/);
  await expect(counters(page)).toContainText(/Lost, gained\s*0, 0/);
  expect(await places(window)).toEqual(before);
  expect((await window.drawn()).plan).toMatchObject({ removed: [], changed: [], idle: [] });
  expect((await window.drawn()).hulls).toBe(1);

  await page.keyboard.press('{');
  await expect(slider(page)).toHaveValue('0');
  await steps(page).focus();
  for (
    let i = 0;
    i < 60 && (await cut.and(page.getByRole('option', { selected: true })).count()) === 0;
    i++
  )
    await page.keyboard.press('ArrowDown');
  const mid = await window.drawn();
  expect(await shown()).toEqual({ peerings: 21, gateways: 2, attachments: 7 });
  expect(mid.plan.idle.filter((id) => peerings.includes(id)).length).toBeGreaterThan(0);
  expect(mid.plan.changed.filter(inMesh).length).toBe(2);
  expect(await places(window)).toEqual(before);
  const detail = page.getByRole('region', { name: 'Step in hand' });
  await expect(detail).toContainText(/instead of/);
  await expect(detail).toContainText(
    /compared with before the plan; the other 870 cannot have changed: 0 lost, 0 gained/,
  );
  await seen(window, 'mesh');
  expect(mid.zoom).toBe((await window.drawn()).zoom);

  // Leaving it, the network is as it was.
  await page.getByRole('button', { name: 'Close plan' }).click();
  await expect.poll(shown).toEqual({ peerings: 21, gateways: 0, attachments: 0 });
  expect((await window.drawn()).plan.added).toEqual([]);
});

test('by keyboard alone, and a runbook saved', async ({ start, door }) => {
  ofThePage(door);
  const { window, page, save } = await start('--demo');
  await window.ready();
  await window.finding(/Mesh of 7/).click();
  await page.keyboard.press('g');
  await expect(slider(page)).toHaveValue('0', PATIENCE);
  await page.keyboard.press(']');
  await expect(slider(page)).toHaveValue('1');
  await expect(page.getByRole('group', { name: 'Plan on the canvas' })).toContainText(
    'Step 1 of 46',
  );
  await page.keyboard.press('[');
  await expect(slider(page)).toHaveValue('0');
  await page.keyboard.press('}');
  await expect(slider(page)).toHaveValue('46');
  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider(page)).toHaveValue('45');

  const button = page.getByRole('button', { name: 'Save as…' });
  await button.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'Save as…' });
  await expect(menu).toBeVisible();
  const { name, text } = await save(async () => {
    await menu.getByRole('menuitem', { name: /^Text/ }).press('Enter');
  });
  expect(name).toBe('peerless-plan.txt');
  expect(text).toContain('Proved');
  expect(
    text.split('\n').filter((line) => /^(build|cut-over|verify|remove)-\d+/.test(line)).length,
  ).toBe(46);

  // Other tabs tell of the network as it is; coming back, the step is where it was left.
  await page.keyboard.press('m');
  await expect.poll(async () => (await window.drawn()).plan.added).toEqual([]);
  await page.getByRole('tab', { name: 'Plan' }).click();
  await expect(slider(page)).toHaveValue('45');
  await expect.poll(async () => (await window.drawn()).plan.added.length).toBeGreaterThan(7);
});

let folder: string;
// Not once for the file: a worker may come back to it.
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-plan-story-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What the command line makes of the same. */
const commandLine = (...args: string[]): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['dist/main/cli/index.js', 'plan', '--demo', '--no-config', '--format', 'json', ...args],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    ),
  );

const choices = (page: Page) => page.getByRole('group', { name: 'Choices of the plan' });
const pairs = (page: Page) => page.getByRole('grid', { name: 'Peerings to keep' });
const proved = (page: Page) =>
  expect(page.getByText('Proved', { exact: true })).toBeVisible(PATIENCE);

const HOT = 'payments-gateway,payments-vault,200000,1';

test('what the command line offers, by keyboard: a gateway, traffic, hot pairs, prices', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window, page, choose, save } = await start('--demo');
  await openPlan(window, page);
  await page.keyboard.press('o');
  await expect(pairs(page)).toHaveAttribute('aria-rowcount', '22');

  // A gateway that is there, in one Region.
  await choices(page)
    .getByRole('button', { name: /Gateway in us-east-1/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /^core-east/ }).press('Enter');
  await proved(page);

  // A file that cannot be read says where, and what is wanted; nothing is planned anew.
  const traffic = (name: string | RegExp) =>
    choices(page).getByRole('group', { name: 'Traffic' }).getByRole('button', { name });
  const broken = write(
    'broken.csv',
    `from,to,gb_month,same_zone\n${HOT}\npayments-gateway,payments-valt,5,\n`,
  );
  await choose(broken, () => traffic('Open a CSV…').press('Enter'));
  await expect(page.getByRole('alert')).toContainText(
    'broken.csv, line 3: "payments-valt" is no id, name or ARN of this network. Did you mean "payments-vault"?',
  );
  const flows = write('flows.csv', `from,to,gb_month,same_zone\n${HOT}\n`);
  await choose(flows, () => traffic('Open a CSV…').press('Enter'));
  const hot = pairs(page).getByRole('row', {
    name: 'payments-gateway and payments-vault',
    exact: true,
  });
  await expect(hot).toContainText('200,000', PATIENCE);
  // At $0.02 a GB over the gateway, and nothing within a zone over the peering.
  await expect(hot).toContainText('+$4,000');
  await expect(hot).toContainText('goes');
  await proved(page);

  // Hot pairs stay; then one that is not hot, by the keyboard.
  await choices(page).getByRole('checkbox', { name: 'Keep hot pairs on peering' }).press('Space');
  await expect(hot).toContainText('stays, hot', PATIENCE);
  await expect(hot).toHaveAttribute('aria-selected', 'true');
  const other = pairs(page).getByRole('row', {
    name: /^payments-gateway and payments-gateway-west/,
  });
  const peering = (await other.getAttribute('data-key')) ?? '';
  await pairs(page).press('Home');
  // Six pairs lie between by name. They stay: payments-fraud shares addresses with a VPC on core-east.
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(other).toContainText('stays, as asked', PATIENCE);
  await expect(page.getByText(/13 peerings go, 8 stay/)).toBeVisible();

  // Prices, one for a Region that nobody knows.
  const prices = write(
    'prices.yaml',
    'asOf: 2026-11\nsource: our contract\nregions:\n  us-east-1: { attachmentHour: 0.04, processedGb: 0.02 }\n  us-esat-1: { attachmentHour: 0.04 }\n',
  );
  await choose(prices, () =>
    choices(page).getByRole('button', { name: 'Open prices…' }).press('Enter'),
  );
  await expect(page.getByRole('group', { name: 'Warnings of prices' })).toContainText(
    'prices.yaml:5: regions.us-esat-1: no Region is called this, so its prices are used for nothing. Did you mean "us-east-1"?',
  );
  await proved(page);

  // The same choices give the same plan as on the command line.
  const { text } = await save(async () => {
    await page.getByRole('button', { name: 'Save as…' }).click();
    await page.getByRole('menuitem', { name: /^JSON/ }).click();
  });
  const {
    design,
    steps: made,
    proof,
    cost,
    traffic: costs,
  } = JSON.parse(text) as Record<string, unknown>;
  expect({ design, steps: made, proof, cost, traffic: costs }).toEqual(
    expect.objectContaining(
      pick(
        commandLine(
          ...['--tgw', 'core-east', '--traffic', flows, '--keep-hot', '--prices', prices],
          ...['--keep', peering],
        ),
      ),
    ),
  );

  // Choices outlive the plan, until they are reset.
  await page.getByRole('button', { name: 'Close plan' }).click();
  await page.keyboard.press('g');
  await expect(page.getByText(/13 peerings go, 8 stay/)).toBeVisible(PATIENCE);
  await expect(page.getByRole('radio', { name: 'Choices, 5 made' })).toBeVisible();
  await page.keyboard.press('o');
  await choices(page).getByRole('button', { name: 'Reset choices' }).press('Enter');
  await expect(page.getByText(/21 peerings go\./)).toBeVisible(PATIENCE);

  // Where every peering stays, each has its reason, and there is no script to save.
  await pairs(page).press('ControlOrMeta+a');
  await expect(page.getByText(/Nothing moves 21 peerings stay\./)).toBeVisible(PATIENCE);
  await page.getByRole('radio', { name: 'Steps' }).press('Space');
  const facts = counters(page);
  await facts.getByRole('button', { name: 'Show all 21' }).press('Enter');
  // Only what is in sight of a long list is in the page.
  await expect(
    facts.getByRole('listitem').filter({ hasText: 'Kept as asked.' }).first(),
  ).toHaveAttribute('aria-setsize', '21');
  await expect(facts.getByText('Plan again without keeping it.')).toBeVisible();
  await page.getByRole('button', { name: 'Save as…' }).press('Enter');
  await expect(page.getByRole('menuitem')).toHaveText([/^JSON/, /^Markdown/, /^Text/]);
});

function pick(plan: unknown) {
  const { design, steps: made, proof, cost, traffic } = plan as Record<string, unknown>;
  return { design, steps: made, proof, cost, traffic };
}

test('a large plan holds nothing up, and can be stopped', async ({ start, door }) => {
  ofThePage(door);
  const world = new World();
  const at = world.region('us-east-1');
  const vpcs = Array.from({ length: 60 }, (_, i) => at.vpc(`v${i}`, `10.${i}.0.0/16`));
  for (const [i, vpc] of vpcs.entries()) {
    vpc.subnet(`10.${i}.0.0/24`);
    for (const peer of vpcs.slice(i + 1)) world.peerRouted(vpc, peer);
  }
  const { window, page } = await start(
    write('mesh.peerless', writeSnapshot(world.snapshot('mesh'))),
  );
  await window.ready();
  // Nothing is missing in it, and that is said.
  await page.getByRole('tab', { name: /^Gaps/ }).click();
  await expectAccessible(page, 'gaps: empty', '[role="tabpanel"]');
  await page.getByRole('tab', { name: /^Findings/ }).click();
  await window.finding(/Mesh of 60/).click();
  await page.keyboard.press('g');
  const bar = page.getByRole('progressbar', { name: 'Planning' });
  await expect(bar).toHaveAttribute('aria-valuenow', /[1-9]/, PATIENCE);
  // Meanwhile the engine answers: a path, and what is known of a VPC.
  await window.trace('v1', 'v2');
  await expect(window.answer).toContainText('Delivered');
  await page.getByRole('tab', { name: 'Plan' }).click();
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Planning was stopped. Choices are kept.')).toBeVisible();
  await page.getByRole('button', { name: 'Plan again' }).press('Enter');
  await expect(bar).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Plan again' })).toBeVisible();
  // Last, for it may be made while axe still looks.
  await page.getByRole('button', { name: 'Plan again' }).press('Enter');
  await expect(bar).toBeVisible();
  await expectAccessible(page, 'plan: loading');
});
