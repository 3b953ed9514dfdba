/** 5,000 VPCs: whatever is done with them never holds the window up for long, and is what it is in a small network. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeEstate, MEMBERS } from './large.ts';
import { expect, test } from './story.ts';
import { tasksOf } from './tasks.ts';

/**
 * Everything is tried up to three times, and the best counts: whatever else the machine does, or the browser (it collects
 * garbage now and then), does not come each time. Work of ours does.
 */
const AIM_MS = 50;
const TRIES = 3;

const estate = largeEstate(10, 500);
const file = join(tmpdir(), `peerless-tasks-${process.pid}.json`);
test.beforeAll(() => writeFileSync(file, estate.text));
test.afterAll(() => rmSync(file, { force: true }));
test.setTimeout(240_000);

test('no task is long, whatever is done with 5,000 VPCs', async ({ start }) => {
  const { window, page, choose } = await start();
  const timed = async (what: string, act: () => Promise<void>, rest = 600): Promise<number> => {
    const tasks = await tasksOf(page, async () => {
      await act();
      // What follows of itself belongs to it: badges, the slide of the viewport, its frames.
      await page.waitForTimeout(rest);
    });
    const longest = tasks.slice(0, 4).map(Math.round);
    console.log(`${what}: longest tasks ${longest.join(', ')} ms of the processor`);
    return tasks[0]!;
  };
  /** Does something and takes it back, until neither took long, or it was tried often enough. */
  const thereAndBack = async (
    ...[there, back]: readonly [what: string, act: () => Promise<void>][]
  ): Promise<void> => {
    const best = [Infinity, Infinity];
    for (let tries = 0; tries < TRIES && Math.max(...best) >= AIM_MS; tries++)
      for (const [i, [what, act]] of [there!, back!].entries())
        best[i] = Math.min(best[i]!, await timed(what, act));
    for (const [i, [what]] of [there!, back!].entries())
      expect(best[i], `${what}, the best of ${TRIES}`).toBeLessThan(AIM_MS);
  };

  const drawn = async () => (await window.drawn()).nodes;
  let opening = Infinity;
  for (let tries = 0; tries < TRIES && opening >= AIM_MS; tries++) {
    if (tries > 0) await page.reload();
    await expect(page.getByRole('button', { name: 'Open the sample estate' })).toBeVisible();
    const open = async () => {
      // From the page, which has to send all of it.
      await choose(file, () => window.act('Open file…'));
      await expect.poll(drawn, { timeout: 120_000 }).toBe(estate.boxes);
    };
    opening = Math.min(opening, await timed('open', open, 1_500));
  }
  expect(opening, `open, the best of ${TRIES}`).toBeLessThan(AIM_MS);
  await window.lookFor('mesh');
  const lit = async () => (await window.drawn()).lit.length;
  await thereAndBack(
    [
      'a finding is lit',
      async () => {
        await window.finding(/^warning: Mesh of 12/).click();
        await expect.poll(lit).toBeGreaterThan(MEMBERS);
      },
    ],
    [
      'it is let go',
      async () => {
        await page.keyboard.press('Escape');
        await expect.poll(lit).toBe(0);
      },
    ],
  );
  await page.getByRole('tab', { name: /^View/ }).click();
  const account = page.getByRole('option', { name: '111122223333' });
  await expect(account).toBeVisible();
  await thereAndBack(
    [
      'a view',
      async () => {
        await account.click();
        await expect.poll(drawn).toBe(estate.boxes - MEMBERS);
      },
    ],
    [
      'the view is undone',
      async () => {
        await page.getByRole('tab', { name: /^View/ }).focus();
        await page.keyboard.press('ControlOrMeta+z');
        await expect.poll(drawn).toBe(estate.boxes);
      },
    ],
  );

  const palette = await window.search('spoke-4-7');
  await palette
    .getByRole('option', { name: /spoke-4-7\b/ })
    .first()
    .click();
  await expect.poll(async () => (await window.drawn()).selected.length).toBe(1);
  const [id = ''] = (await window.drawn()).selected;
  // Until it has slid there.
  await expect.poll(async () => (await window.drawn()).zoom).toBe(1);
  await page.waitForTimeout(500);
  const before = await window.boxOf(id);
  const press = (keys: string) => async () => {
    await window.picture.focus();
    await page.keyboard.press(keys);
  };
  const undo = press('ControlOrMeta+z');

  await thereAndBack(
    [
      'a box is dragged',
      async () => {
        const at = (await window.positionOf(id))!;
        await page.mouse.move(at.x, at.y);
        await page.mouse.down();
        await page.mouse.move(at.x + 200, at.y + 60, { steps: 6 });
        await page.mouse.up();
        await expect.poll(() => window.boxOf(id)).not.toEqual(before);
      },
    ],
    [
      'the move is undone',
      async () => {
        await undo();
        await expect.poll(() => window.boxOf(id)).toEqual(before);
      },
    ],
  );
  const subnets = async () =>
    (await window.drawn()).ids.filter((drawn) => drawn.startsWith('subnet-')).length;
  await thereAndBack(
    [
      'a VPC is opened',
      async () => {
        await press('w')();
        await expect.poll(subnets).toBe(1);
      },
    ],
    [
      'it is closed',
      async () => {
        await press('Shift+W')();
        await expect.poll(subnets).toBe(0);
        await expect.poll(() => window.boxOf(id)).toEqual(before);
      },
    ],
  );
  const isDrawn = async () => (await window.drawn()).ids.includes(id);
  await thereAndBack(
    [
      'what holds it is collapsed',
      async () => {
        await press('k')();
        await expect.poll(isDrawn).toBe(false);
      },
    ],
    [
      'that is expanded',
      async () => {
        await press('e')();
        await expect.poll(isDrawn).toBe(true);
      },
    ],
  );
  // Both are in the history: taken back at once, one after the other.
  await undo();
  await undo();
  await expect.poll(() => window.boxOf(id)).toEqual(before);

  // The graphics card draws the same, with an opened VPC in it.
  await window.act('Draw large networks with WebGL');
  await expect.poll(async () => (await window.drawn()).by).toBe('webgl');
  const point = (await window.positionOf(id))!;
  await page.mouse.dblclick(point.x, point.y);
  await expect.poll(subnets).toBe(1);
  const { nodes, styled, by } = await window.drawn();
  expect({ nodes, styled, by }).toMatchObject({ styled: 0, by: 'webgl' });
  expect(nodes).toBeGreaterThan(estate.boxes);
  await test.info().attach('webgl', { body: await page.screenshot(), contentType: 'image/png' });
  await undo();
  await expect.poll(drawn).toBe(estate.boxes);
  await window.act('Draw large networks with Canvas');
  expect(await window.drawn()).toMatchObject({ by: 'canvas', nodes: estate.boxes, styled: 0 });
});
