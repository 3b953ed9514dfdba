/** The plan: from the mesh to its plan, the canvas before, between and after with every place kept, and a runbook to keep. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { analyze } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { expect, test } from './story.ts';
import { idOf, MESH } from './estate.ts';
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
    .getByRole('button', { name: 'Plan the move to a Transit Gateway' })
    .click();
  await expect(page.getByText('Proved', { exact: true })).toBeVisible(PATIENCE);
}

const slider = (page: Page) => page.getByRole('slider', { name: /Step of the plan/ });
const steps = (page: Page) => page.getByRole('listbox', { name: 'Steps of the plan' });
const counters = (page: Page) => page.getByRole('complementary', { name: /Counters/ });
const places = (window: PeerlessWindow) =>
  Promise.all(topology.all('vpc').map(async ({ id }) => [id, await window.positionOf(id)]));

test('from the mesh to its plan: before, between, after', async ({ start }) => {
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
  await expect(detail).toContainText(/compared with before the plan: 0 lost, 0 gained/);
  expect(mid.zoom).toBe((await window.drawn()).zoom);

  // Leaving it, the network is as it was.
  await page.getByRole('button', { name: 'Close plan' }).click();
  await expect.poll(shown).toEqual({ peerings: 21, gateways: 0, attachments: 0 });
  expect((await window.drawn()).plan.added).toEqual([]);
});

test('by keyboard alone, and a runbook saved', async ({ start }) => {
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

for (const theme of ['Light', 'Dark']) {
  test(`everybody can use it, ${theme.toLowerCase()}`, async ({ start }, info) => {
    const { window, page } = await start('--demo');
    await window.ready();
    await window.act(`${theme} theme`);
    await openPlan(window, page);
    // For people to look at; nothing compares them.
    const picture = async (name: string) => {
      await page.waitForTimeout(500);
      await page.screenshot({ path: info.outputPath(`${name}.png`) });
    };
    const accessible = async (where: string) => {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(
        violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join('; ')}`,
        ),
        where,
      ).toEqual([]);
    };
    await picture('before');
    await accessible('before');
    await slider(page).focus();
    for (let i = 0; i < 26; i++) await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('region', { name: 'Step in hand' })).toContainText('Way back');
    await picture('mid');
    await accessible('a step');
    await page.keyboard.press('End');
    await picture('after');
    await accessible('after');
    await page.getByRole('button', { name: 'Save as…' }).click();
    await expect(page.getByRole('menu', { name: 'Save as…' })).toBeVisible();
    await accessible('the formats');
  });
}
