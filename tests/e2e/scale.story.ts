/** A network of thousands: however much is drawn, selecting restyles nothing, and all can be taken in hand as in a small one. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessibleOnce } from './axe.ts';
import { largeEstate, MEMBERS } from './large.ts';
import { expect, ofThePage, test } from './story.ts';

const file = join(tmpdir(), `peerless-scale-${process.pid}.json`);
const peerings = (MEMBERS * (MEMBERS - 1)) / 2;

test.afterAll(() => {
  for (const path of [file, `${file}.view.json`]) rmSync(path, { force: true });
});

test('a finding among 5,000 VPCs lights up, and no element is styled for it', async ({
  start,
  door,
}) => {
  ofThePage(door);
  test.slow();
  // On ten transit gateways, and a mesh of twelve.
  const { text, members, boxes } = largeEstate(10, 500);
  writeFileSync(file, text);
  const { window, page } = await start(file);
  await expect(window.picture).toHaveAccessibleName(/boxes/, { timeout: 120_000 });
  await expect.poll(async () => (await window.drawn()).nodes).toBe(boxes);
  expect((await window.drawn()).styled).toBe(0);

  // Of a long list only what is in sight is on the page.
  await page.getByRole('tab', { name: 'Network' }).click();
  const outline = page.getByRole('tree', { name: 'Network' });
  await expect(outline.locator('[aria-setsize="500"]').first()).toBeVisible();
  expect(await outline.getByRole('treeitem').count()).toBeLessThan(200);
  await page.getByRole('tab', { name: /^Findings/ }).click();
  expect(await window.findings.getByRole('treeitem').count()).toBeLessThan(200);

  await window.lookFor('mesh');
  await window.finding(/^warning: Mesh of 12/).click();
  const ids = members.map((vpc) => vpc.id);
  await expect
    .poll(async () => (await window.drawn()).lit)
    .toEqual(expect.arrayContaining([...ids]));
  const { lit, styled } = await window.drawn();
  expect(lit).toHaveLength(MEMBERS + peerings);
  expect(styled).toBe(0);
  await expectAccessibleOnce(door, page, ['window: full', 'inspector: finding']);

  // A box is picked by the hand, as in a small network.
  const [first = ''] = ids;
  const before = await stillAt(() => window.positionOf(first));
  await page.mouse.click(before.x, before.y);
  await expect.poll(async () => (await window.drawn()).selected).toEqual([first]);
  await expect(window.inspector).toContainText('member-0');
  expect((await window.drawn()).styled).toBe(0);
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await window.drawn()).lit).toEqual([]);

  // Its neighbourhood is small, and is Cytoscape's again; then all of it once more.
  await page.mouse.click(before.x, before.y);
  await expect.poll(async () => (await window.drawn()).selected).toEqual([first]);
  await expect(window.inspector).toContainText('member-0');
  await window.act('Focus on the selected resource');
  await expect
    .poll(async () => (await window.drawn()).styled)
    .toBeGreaterThanOrEqual(MEMBERS + MEMBERS - 1);
  await window.act('Show the whole network');
  await expect.poll(async () => (await window.drawn()).styled).toBe(0);
});

/** Where something is once it has stopped moving. */
async function stillAt(
  look: () => Promise<{ x: number; y: number } | undefined>,
): Promise<{ x: number; y: number }> {
  let last = await look();
  await expect
    .poll(
      async () => {
        const now = await look();
        const still = now !== undefined && now.x === last?.x && now.y === last.y;
        last = now;
        return still;
      },
      { intervals: [200] },
    )
    .toBe(true);
  return last!;
}
