/** What comes in from outside stays inert: markup in names is text, broken files are a sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { expect, test } from './story.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-hostile-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MARKUP = `<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>`;

function hostileFile(): string {
  const world = new World();
  const region = world.region();
  const names = [
    MARKUP,
    '"><svg onload=window.hacked=3>',
    'javascript:window.hacked=4//\'"`',
    '=HYPERLINK("http://attacker.example","x")',
    '\u202Egnirts\u202C |pipe| & newline\nsecond',
    'x'.repeat(255),
  ];
  const vpcs = names.map((name, i) =>
    region.vpc(name, `10.${i}.0.0/16`, { tags: { [MARKUP.slice(0, 120)]: MARKUP, Name: name } }),
  );
  vpcs.forEach((a, i) => {
    for (const b of vpcs.slice(i + 1)) world.peer(a, b, { name: MARKUP });
  });
  const path = join(folder, 'hostile.peerless');
  writeFileSync(path, writeSnapshot(world.snapshot()));
  return path;
}

test('markup in names and tags is shown as text, everywhere it is shown', async ({ start }) => {
  const { window, page } = await start(hostileFile());
  await window.ready();
  expect((await window.drawn()).hulls).toBe(1);
  const row = window.finding(/<img src=x/).first();
  await row.click();
  await expect(window.inspector).toContainText('<img src=x');
  const palette = await window.search('onerror');
  await palette.getByRole('option').first().click();
  await expect(window.inspector).toContainText('<script>window.hacked=2</script>');
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBe(
    undefined,
  );
  expect(await page.locator('img').count()).toBe(0);
});

test('an svg of hostile names holds no script and no handler', async ({ start, browser }) => {
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
