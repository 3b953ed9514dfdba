/** 5,000 VPCs: whatever is done with them never holds the window up for long, and is what it is in a small network. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Estate, largeEstate, MEMBERS } from './large.ts';
import { expect, test } from './story.ts';
import { type Deed, quickly } from './tasks.ts';
import type { PeerlessWindow } from './window.ts';

/** As long as names are in large organizations: what it takes to cut them counts. */
const suffix = '-prod-eu-west-1-payments';
/** Where there is time, with four subnets and two attachments a VPC: 20,000 and 10,000. */
const full = Boolean(process.env['PEERLESS_LONG']);
let estate: Estate;
let earlier: Estate;
const file = join(tmpdir(), `peerless-tasks-${process.pid}.json`);
const earlierFile = join(tmpdir(), `peerless-tasks-${process.pid}-earlier.json`);
test.beforeAll(() => {
  estate = largeEstate(10, 500, { suffix, full });
  earlier = largeEstate(10, 500, { suffix, full, earlier: true });
  writeFileSync(file, estate.text);
  writeFileSync(earlierFile, earlier.text);
});
test.afterAll(() => {
  for (const path of [file, earlierFile]) rmSync(path, { force: true });
});
test.setTimeout(process.env['PEERLESS_LONG'] ? 900_000 : 240_000);

test('no task is long, whatever is done with 5,000 VPCs', async ({ start }) => {
  const { window, page, choose } = await start();
  const quick: Quick = (...how) => quickly(page, ...how);

  const drawn = () => window.tell('nodes');
  await expect(page.getByRole('button', { name: 'Open the sample estate' })).toBeVisible();
  const open = async () => {
    // From the page, which has to send all of it.
    await choose(file, () => window.act('Open file…'));
    await expect.poll(drawn, { timeout: 120_000 }).toBe(estate.boxes);
  };
  await quick([['open', open]], 1_500, async () => {
    await page.reload();
    await expect(page.getByRole('button', { name: 'Open the sample estate' })).toBeVisible();
  });
  await window.lookFor('mesh');
  const lit = async () => (await window.tell('lit')).length;
  await quick([
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
  ]);
  await window.lookFor('');
  await panels(quick, window);

  await page.getByRole('tab', { name: /^View/ }).click();
  const account = page.getByRole('option', { name: '111122223333' });
  await expect(account).toBeVisible();
  await quick([
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
  ]);

  const palette = await window.search('spoke-4-7');
  await palette
    .getByRole('option', { name: /spoke-4-7\b/ })
    .first()
    .click();
  await expect.poll(async () => (await window.tell('selected')).length).toBe(1);
  const [id = ''] = await window.tell('selected');
  // Until it has slid there.
  await expect.poll(() => window.tell('zoom')).toBe(1);
  await page.waitForTimeout(500);
  const before = await window.boxOf(id);
  const press = (keys: string) => async () => {
    await window.picture.focus();
    await page.keyboard.press(keys);
  };
  const undo = press('ControlOrMeta+z');

  await quick([
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
  ]);
  const subnets = async () =>
    (await window.tell('ids')).filter((drawn) => drawn.startsWith('subnet-')).length;
  await quick([
    [
      'a VPC is opened',
      async () => {
        await press('w')();
        await expect.poll(subnets).toBe(estate.subnets);
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
  ]);
  const isDrawn = async () => (await window.tell('ids')).includes(id);
  const selected = async () => (await window.tell('selected'))[0];
  await quick([
    [
      'what holds it is collapsed',
      async () => {
        await press('k')();
        await expect.poll(isDrawn).toBe(false);
        // What holds it is selected in its place.
        await expect.poll(selected).not.toBe(id);
      },
    ],
    [
      'that is expanded',
      async () => {
        await press('e')();
        await expect.poll(isDrawn).toBe(true);
        await expect.poll(selected).toBe(id);
      },
    ],
  ]);
  // Both are in the history: taken back at once, one after the other.
  await undo();
  await undo();
  await expect.poll(() => window.boxOf(id)).toEqual(before);

  if (process.env['PEERLESS_LONG']) {
    await comparison(quick, window, (act) => choose(earlierFile, act));
    await plan(quick, window);
  } else
    console.log(
      'Neither compared nor planned, which takes the engine half a minute: PEERLESS_LONG=1 does.',
    );

  // The graphics card draws the same, with an opened VPC in it.
  await window.act('Draw large networks with WebGL');
  await expect.poll(() => window.tell('by')).toBe('webgl');
  await window.steady();
  const point = (await window.positionOf(id))!;
  await page.mouse.dblclick(point.x, point.y);
  await expect.poll(subnets).toBe(estate.subnets);
  const { nodes, styled, by } = await window.drawn();
  expect({ nodes, styled, by }).toMatchObject({ styled: 0, by: 'webgl' });
  expect(nodes).toBeGreaterThan(estate.boxes);
  await test.info().attach('webgl', { body: await page.screenshot(), contentType: 'image/png' });
  await undo();
  await expect.poll(drawn).toBe(estate.boxes);
  await window.act('Draw large networks with Canvas');
  expect(await window.drawn()).toMatchObject({ by: 'canvas', nodes: estate.boxes, styled: 0 });
});

type Quick = (deeds: readonly Deed[], rest?: number, again?: () => Promise<void>) => Promise<void>;

/** What was there before is chosen as the second source; each side is looked at, and a change of the list. */
async function comparison(
  quick: Quick,
  window: PeerlessWindow,
  choose: (act: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { page } = window;
  const changes = page.getByRole('tree', { name: 'Changes' });
  const drawn = () => window.tell('nodes');
  const side = (name: string, boxes: number) => async () => {
    await page
      .getByRole('group', { name: 'Comparison on the canvas' })
      .getByRole('radio', { name })
      .click();
    await expect.poll(drawn).toBe(boxes);
  };
  await quick(
    [
      [
        'a comparison',
        async () => {
          await choose(() => window.act('Compare with file…'));
          await expect(changes).toBeVisible({ timeout: 60_000 });
          await expect
            .poll(async () => (await window.tell('plan')).added.length)
            .toBeGreaterThan(estate.boxes - earlier.boxes);
        },
      ],
      ['its older side', side('Before', earlier.boxes)],
      ['its newer side', side('After', estate.boxes)],
      ['both', side('Both', estate.boxes)],
      [
        'a change is lit',
        async () => {
          await page.getByRole('searchbox', { name: 'Search changes' }).fill('vpc-spoke-0-7-');
          await changes
            .getByRole('treeitem', { name: /^Added: .*spoke-0-7-/ })
            .first()
            .click();
          await expect.poll(async () => (await window.tell('lit')).length).toBeGreaterThan(0);
        },
      ],
      [
        'it is closed',
        async () => {
          await page.getByRole('button', { name: 'Close comparison' }).first().click();
          await expect.poll(async () => (await window.tell('plan')).added).toEqual([]);
        },
      ],
    ],
    400,
  );
  await page.keyboard.press('ControlOrMeta+j');
  await page.keyboard.press('0');
  await window.steady();
}

/** The mesh of twelve is planned for; some of its steps are looked at, and its end. */
async function plan(quick: Quick, window: PeerlessWindow): Promise<void> {
  const { page } = window;
  const mesh = () => window.finding(/^warning: Mesh of 12/).click();
  const slider = page.getByRole('slider', { name: /Step of the plan/ });
  const planned = async () =>
    (await window.tell('ids')).filter((id) => id.includes('planned')).length;
  await page.getByRole('tab', { name: /^Findings/ }).click();
  await window.lookFor('mesh');
  await mesh();
  await quick(
    [
      [
        'a plan',
        async () => {
          await window.inspector
            .getByRole('button', { name: 'Plan the move to a transit gateway' })
            .click();
          await expect(page.getByText('Proved', { exact: true })).toBeVisible({ timeout: 150_000 });
          await expect(slider).toHaveValue('0');
        },
      ],
      [
        'a step of it',
        async () => {
          await slider.press('ArrowRight');
          await expect(slider).toHaveValue('1');
        },
      ],
      [
        'its end',
        async () => {
          await slider.press('End');
          await expect.poll(planned).toBeGreaterThan(MEMBERS);
        },
      ],
      [
        'it is closed',
        async () => {
          await page.getByRole('button', { name: 'Close plan' }).first().click();
          await expect.poll(planned).toBe(0);
        },
      ],
    ],
    600,
    mesh,
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');
  await window.steady();
}

/** What is done in the panels and with the viewport, each there and back. */
async function panels(quick: Quick, window: PeerlessWindow): Promise<void> {
  const { page } = window;
  const zoom = () => window.tell('zoom');
  const option = page.getByRole('dialog').getByRole('option');
  const search = page.getByRole('searchbox', { name: 'Search findings' });
  const outline = page.getByRole('tree', { name: 'Network' });
  const selected = async () => (await window.tell('selected')).length;
  const theme = (colorScheme: 'light' | 'dark') => async () => {
    await page.emulateMedia({ colorScheme });
    await expect.poll(() => window.tell('theme')).toBe(colorScheme);
  };
  const grouped = (by: 'Rule' | 'Resource') => async () => {
    await page.getByRole('radio', { name: by }).click();
    await expect(page.getByRole('radio', { name: by })).toBeChecked();
  };
  const wheel = (by: number) => async () => {
    const before = await zoom();
    await page.mouse.move(700, 450);
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, by);
    await expect.poll(async () => by < 0 === (await zoom()) > before).toBe(true);
  };
  const drag = (by: number) => async () => {
    const pan = await window.tell('pan');
    // Upon the paper, beside all that is drawn.
    await page.mouse.move(600, 820);
    await page.mouse.down();
    await page.mouse.move(600 + by, 820 - by, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => window.tell('pan')).not.toEqual(pan);
  };
  await quick(
    [
      [
        'the outline',
        async () => {
          await page.getByRole('tab', { name: 'Network' }).click();
          await expect(outline.getByRole('treeitem').first()).toBeVisible();
        },
      ],
      [
        'the outline to its end',
        async () => {
          await outline.getByRole('treeitem').first().focus();
          await page.keyboard.press('End');
          await expect(
            outline.getByRole('treeitem', { name: /^VPC, member-/ }).first(),
          ).toBeVisible();
        },
      ],
      [
        'the findings again',
        async () => {
          await page.getByRole('tab', { name: /^Findings/ }).click();
          await expect(window.findings).toBeVisible();
        },
      ],
      ['findings by resource', grouped('Resource')],
      ['findings by rule', grouped('Rule')],
      ['typed into their search', () => search.pressSequentially('mesh')],
      ['the search emptied', () => search.fill('')],
      [
        'typed into the palette',
        async () => {
          await page.keyboard.press('ControlOrMeta+k');
          await page.keyboard.type('spoke-9-49');
          await expect(option.first()).toContainText('spoke-9-49');
        },
      ],
      [
        'a VPC inspected',
        async () => {
          await page.keyboard.press('Enter');
          await expect(window.inspector).toContainText('spoke-9-49');
        },
      ],
      [
        'it is let go',
        async () => {
          // From where the palette was asked for, a field, Escape would not come to the window.
          await window.picture.focus();
          await page.keyboard.press('Escape');
          await expect.poll(selected).toBe(0);
          await page.keyboard.press('0');
          await window.steady();
        },
      ],
      ['dark', theme('dark')],
      ['light', theme('light')],
      ['nearer', wheel(-200)],
      ['and away', wheel(200)],
      ['aside', drag(120)],
      ['and back', drag(-120)],
    ],
    250,
  );
  const matrix = async () => {
    await window.picture.focus();
    await page.keyboard.press('m');
    await expect(page.getByRole('gridcell').first()).toBeVisible();
  };
  await quick(
    [
      ['the matrix', matrix],
      [
        'a pair of it is traced',
        async () => {
          await page.getByRole('gridcell').nth(5).click();
          await expect(window.answer.getByRole('tab', { name: /^There/ })).toBeVisible();
          await window.steady();
        },
      ],
      ['the matrix again', matrix],
      [
        'it is folded away',
        async () => {
          await page.keyboard.press('ControlOrMeta+j');
          await expect(page.getByRole('grid')).toBeHidden();
        },
      ],
    ],
    250,
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('0');
  await window.steady();
}
