/** A network of thousands: however much is drawn, selecting restyles nothing, and all can be taken in hand as in a small one. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '#app/snapshot/write.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';
import { expect, test } from './story.ts';

const HUBS = 10;
const SPOKES = 500;
const MEMBERS = 12;

const file = join(tmpdir(), `peerless-scale-${process.pid}.json`);
const regions = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1'];

/** 5,000 VPCs on ten transit gateways, and a mesh of twelve. */
function estate(): { readonly world: World; readonly members: readonly WorldVpc[] } {
  const world = new World();
  for (let hub = 0; hub < HUBS; hub++) {
    const at = world.region(regions[hub % regions.length], '111122223333');
    const tgw = at.tgw(`hub-${hub}`);
    for (let i = 0; i < SPOKES; i++) {
      const vpc = at.vpc(`spoke-${hub}-${i}`, `10.${hub * 8 + (i >> 6)}.${(i % 64) * 4}.0/22`);
      tgw.attach(vpc, [vpc.subnet(`10.${hub * 8 + (i >> 6)}.${(i % 64) * 4}.0/24`, 'a')]);
    }
  }
  const at = world.region('us-east-1', '444455556666');
  const members: WorldVpc[] = [];
  for (let i = 0; i < MEMBERS; i++) {
    const vpc = at.vpc(`member-${i}`, `172.16.${i}.0/24`);
    vpc.subnet(`172.16.${i}.0/25`, 'a');
    for (const other of members) world.peerRouted(other, vpc);
    members.push(vpc);
  }
  return { world, members };
}

const { world, members } = estate();
const peerings = (MEMBERS * (MEMBERS - 1)) / 2;

test.beforeAll(() => writeFileSync(file, writeSnapshot(world.snapshot('scale'))));
test.afterAll(() => {
  for (const path of [file, `${file}.view.json`]) rmSync(path, { force: true });
});

test('a finding among 5,000 VPCs lights up, and no element is styled for it', async ({ start }) => {
  test.slow();
  const { window, page } = await start(file);
  await expect(window.picture).toHaveAccessibleName(/boxes/, { timeout: 120_000 });
  await expect.poll(async () => (await window.drawn()).nodes).toBe(HUBS * SPOKES + HUBS + MEMBERS);
  expect((await window.drawn()).styled).toBe(0);

  await window.lookFor('mesh');
  await window.finding(/^warning: Mesh of 12/).click();
  const ids = members.map((vpc) => vpc.id);
  await expect
    .poll(async () => (await window.drawn()).lit)
    .toEqual(expect.arrayContaining([...ids]));
  const { lit, styled } = await window.drawn();
  expect(lit).toHaveLength(MEMBERS + peerings);
  expect(styled).toBe(0);

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
