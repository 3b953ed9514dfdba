/** What comes in from outside stays inert: markup in names is text, broken files are a sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { HOSTILE_NAMES, hostileWorld } from '../kit/hostile.ts';
import { expect, ofThePage, test } from './story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-hostile-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Beside the names every format is held against: those that would leave a mark on our window. */
const MARKUP = `<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>`;
const NAMES = [
  MARKUP,
  ...HOSTILE_NAMES,
  '"><svg onload=window.hacked=3>',
  'javascript:window.hacked=4//\'"`',
  '$(touch hacked) `touch hacked` ${window.hacked=5} %{x} {{window.hacked=6}}',
];

/**
 * A network that bears these names: a mesh of the first five, a ring of them all, and a call refused in such words. Ids are
 * made of names, too, where they need not be `sound`.
 */
function hostileFile(name = 'hostile', names: readonly string[] = NAMES, sound = false): string {
  const { world, vpcs } = hostileWorld(names, true);
  for (const [i, vpc] of vpcs.entries()) vpc.subnet(`10.${i}.0.0/24`);
  const few = vpcs.slice(0, 5);
  for (const [i, a] of few.entries()) for (const b of few.slice(i + 2)) world.peerRouted(a, b);
  world.refuse(world.region(), 'DescribeNatGateways', { code: MARKUP, message: MARKUP });
  const path = join(folder, `${name}.peerless`);
  const ids = new Map<unknown, string>();
  const soundly = (key: string, value: unknown): unknown => {
    if (!sound || key !== 'VpcPeeringConnectionId') return value;
    return ids.get(value) ?? ids.set(value, `pcx-${ids.size}`).get(value);
  };
  const snapshot = JSON.parse(JSON.stringify(world.snapshot()), soundly) as Snapshot;
  writeFileSync(path, writeSnapshot(snapshot));
  return path;
}

/** What strangers' words have made of the page: elements and addresses that the window itself never makes. */
const strange = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found = [
      ...document.querySelectorAll(
        'img, iframe, frame, object, embed, base, form[action], video, audio, foreignObject, image',
      ),
    ].map((element) => element.outerHTML.slice(0, 80));
    for (const script of document.scripts)
      if (new URL(script.src, location.href).origin !== location.origin || script.src === '')
        found.push(script.outerHTML.slice(0, 80));
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes)
        if (/^on/i.test(name) || (/href|src|action/i.test(name) && !/^[#./]/.test(value)))
          found.push(`${element.localName} ${name}=${value.slice(0, 80)}`);
    const { hacked } = window as unknown as { hacked?: number };
    return [...found, ...(hacked === undefined ? [] : [`hacked ${hacked}`])];
  });

// Where the page asks for anything but its own files, or opens a dialog, every story fails: see story.ts.
test('a hostile snapshot cannot run script, open a window, reach the network or read a file', async ({
  start,
}) => {
  const { window, page, choose } = await start(hostileFile());
  const opened: string[] = [];
  page.context().on('page', (other) => opened.push(other.url()));
  const inert = async (where: string) => expect(await strange(page), where).toEqual([]);
  await window.ready();
  expect((await window.drawn()).hulls).toBe(1);

  await page.getByRole('tab', { name: 'Network' }).click();
  const outline = page.getByRole('tree', { name: 'Network' });
  await expect(outline.getByRole('treeitem', { name: MARKUP })).toBeVisible();
  await expect(outline.getByRole('treeitem', { name: '<script>alert(1)</script>' })).toBeVisible();
  await inert('the outline');
  await page.getByRole('tab', { name: /^Gaps/ }).click();
  await expect(page.getByRole('group', { name: 'Gaps' })).toContainText(MARKUP);
  await inert('the gaps');
  await page.getByRole('tab', { name: /^Findings/ }).click();
  await page.getByRole('radio', { name: 'Resource' }).click();
  await window.lookFor('<script>');
  await expect(window.findings).toContainText('<script>alert(1)</script>');
  await inert('the findings');

  const palette = await window.search('onerror="window');
  await expect(palette.getByRole('option').first()).toContainText('<img src=x');
  await inert('the palette');
  await palette.getByRole('option').first().click();
  await expect(window.inspector).toContainText(MARKUP);
  await inert('the inspector');

  await window.act('Reachability matrix');
  const cell = page.getByRole('gridcell', { name: /^<img src=x onerror/ }).nth(3);
  await cell.hover();
  await expect(page.getByRole('region', { name: 'Pair in hand' })).toContainText('There');
  await inert('the matrix');
  await cell.click();
  await expect(window.answer.getByRole('tab', { name: /There/ })).toBeVisible();
  await inert('a trace');

  await window.lookFor('');
  const planned = async () => {
    await page.getByRole('tab', { name: 'Plan' }).click();
    const drawer = page.getByRole('region', { name: 'Trace, matrix, plan and comparison' });
    await drawer.getByRole('button', { name: /^Mesh of 5/ }).click();
    return drawer;
  };
  await expect(await planned()).toContainText('<img src=x onerror=alert(1)>" is no id of AWS');
  await inert('a plan that is refused for an id');

  // The same names over ids that could be of AWS.
  await choose(hostileFile('sound', NAMES, true), () => window.act('Open file…'));
  await window.ready();
  await planned();
  await page.getByRole('slider', { name: /Step of the plan/ }).press('End');
  await expect(page.getByRole('listbox', { name: 'Steps of the plan' })).toContainText('<img src');
  await inert('a plan');

  // Against the same network, in which every VPC bears the name of another.
  const other = hostileFile('other', [...NAMES].reverse(), true);
  await choose(other, () => window.act('Compare with file…'));
  const change = page.getByRole('tree', { name: 'Changes' }).getByRole('treeitem', {
    name: '<script>alert(1)</script>',
  });
  await change.first().click();
  await inert('a comparison');
  expect(opened).toEqual([]);
});

test('an svg of hostile names holds no script and no handler', async ({ start, browser, door }) => {
  ofThePage(door);
  const { window, page, save } = await start(hostileFile());
  await window.ready();
  const { text } = await save(async () => {
    await window.act('Export…');
    await page
      .getByRole('dialog', { name: 'Export' })
      .getByRole('button', { name: /\.svg/ })
      .click();
  });
  // Parsed on a page of its own: ours would refuse the picture's style element.
  const blank = await browser.newPage();
  const problems = await blank.evaluate((svg) => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    const all = [...parsed.querySelectorAll('*')];
    return [
      ...(parsed.querySelector('parsererror') ? ['does not parse'] : []),
      ...all
        .filter((e) => ['script', 'img', 'foreignObject'].includes(e.localName))
        .map((e) => e.localName),
      ...all.flatMap((e) =>
        [...e.attributes].filter((a) => /^on/i.test(a.name)).map((a) => a.name),
      ),
      ...all.flatMap((e) =>
        [...e.attributes].filter((a) => /^\s*javascript:/i.test(a.value)).map((a) => a.value),
      ),
    ];
  }, text);
  expect(problems).toEqual([]);
});

test('a file cut short is a sentence that names it, and the way back is open', async ({
  start,
}) => {
  const whole = writeSnapshot(new World().snapshot());
  const path = join(folder, 'cut.peerless');
  writeFileSync(path, whole.slice(0, Math.floor(whole.length / 2)));
  const { window, page } = await start(path);
  await expect(page.getByRole('alert')).toContainText('cut.peerless');
  await window.openSample();
});
