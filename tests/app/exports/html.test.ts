/** The HTML and SVG pictures in a real browser, offline: no request, no breach of its policy, and they do what they say. */
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import html from '#app/exports/html.ts';
import svg from '#app/exports/svg.ts';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { findChromium } from '#tests/kit/chromium.ts';
import { scratch } from '#tests/kit/scratch.ts';
import { estates } from '../scene/estates.ts';
import { hostile } from './readers.ts';

let browser: Browser;
beforeAll(async () => {
  const { executablePath, env } = findChromium();
  browser = await chromium.launch({
    executablePath,
    env,
    args: ['--no-sandbox', '--disable-gpu'],
  });
}, 120_000);
afterAll(() => browser.close());

const TIME = { timeout: 60_000 };

const open = (report: Report): ReturnType<typeof show> =>
  show('picture.html', html.render(report, buildScene(report, { findings: true }))[0]!.body);

/** Opens it as a file without a network, and hears everything it asks for or complains of. */
async function show(
  name: string,
  body: string | Uint8Array,
  at = '',
): Promise<{ page: Page; heard: string[] }> {
  const file = scratch().write(name, body);
  const context = await browser.newContext({
    offline: true,
    viewport: { width: 1400, height: 800 },
  });
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('dialog', (dialog) => heard.push(dialog.message()));
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) heard.push(request.url());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(`${pathToFileURL(file).href}${at}`);
  return { page, heard };
}

const sample = (): Report => estates.find((e) => e.name === 'sample')!.report();
const viewBox = async (page: Page): Promise<number[]> =>
  ((await page.locator('main svg').getAttribute('viewBox')) ?? '').split(' ').map(Number);

/** Of the letters of a box's name on the screen, in pixels; 0 where it is not in sight. */
const nameHeight = (page: Page, name: string): Promise<number> =>
  page.evaluate((wanted) => {
    const words = Array.from(document.querySelectorAll('#nodes text')).find(
      ({ textContent }) => textContent === wanted,
    )!;
    const box = words.getBoundingClientRect();
    const sight = document.querySelector('main')!.getBoundingClientRect();
    const seen =
      box.left >= sight.left &&
      box.right <= sight.right &&
      box.top >= sight.top &&
      box.bottom <= sight.bottom;
    return seen ? box.height : 0;
  }, name);

describe('svg', () => {
  it('is drawn by a browser: every name within its box, and nothing asked for', TIME, async () => {
    const report = sample();
    const scene = buildScene(report, { findings: true });
    const { page, heard } = await show('picture.svg', svg.render(report, scene)[0]!.body);
    const outside = await page.evaluate(() =>
      Array.from(document.querySelectorAll<SVGGElement>('#nodes > *')).flatMap((node) => {
        const box = node.querySelector<SVGGraphicsElement>('rect, polygon')!.getBBox();
        // Of a badge, which stands on the corner, only the words of the node count.
        return Array.from(node.querySelectorAll<SVGGraphicsElement>('text'))
          .filter((text) => !/^[×!i] \d+$/.test(text.textContent))
          .filter((text) => {
            const words = text.getBBox();
            return (
              words.x < box.x ||
              words.y < box.y ||
              words.x + words.width > box.x + box.width ||
              words.y + words.height > box.y + box.height
            );
          })
          .map((text) => text.textContent);
      }),
    );
    expect(outside).toEqual([]);
    expect(await page.locator('#nodes > *').count()).toBe(
      scene.nodes.filter((node) => !nodeLooks[node.shape].container).length,
    );
    expect(heard).toEqual([]);
    await page.context().close();
  });
});

/** What a click asks AWS for, and what the new tab is told: there is no network, so nobody answers. */
async function openedBy(page: Page, click: () => Promise<void>): Promise<unknown> {
  const context = page.context();
  const [request, tab] = await Promise.all([
    context.waitForEvent('request', (asked) => asked.url().startsWith('https:')),
    context.waitForEvent('page'),
    click(),
  ]);
  return {
    url: request.url(),
    referrer: request.headers().referer,
    opener: await tab.evaluate(() => String(window.opener)),
  };
}

describe.each([
  ['svg', svg, 'rect', '4px'],
  ['html', html, 'rect', '3px'],
] as const)('a link into and out of a picture: %s', (id, exporter, outline, width) => {
  it(
    'marks the box it points at, and leads to its page in a tab that knows nothing',
    TIME,
    async () => {
      const report = sample();
      const [vpc] = report.topology.all('vpc');
      const { body } = exporter.render(report, buildScene(report, { findings: true }))[0]!;
      const { page, heard } = await show(`picture.${id}`, body, `#${vpc!.id}`);
      const box = page.locator(`#${vpc!.id}`);
      expect(
        await box
          .locator(outline)
          .first()
          .evaluate((e) => getComputedStyle(e).strokeWidth),
      ).toBe(width);
      const link = id === 'svg' ? box.locator('text').first() : page.locator('.facts:visible a');
      expect(await openedBy(page, () => link.click())).toEqual({
        url: `https://${vpc!.region}.console.aws.amazon.com/vpcconsole/home?region=${vpc!.region}`,
        referrer: undefined,
        opener: 'null',
      });
      expect(heard).toEqual([]);
      await page.context().close();
    },
  );
});

describe('html', () => {
  it('pans, zooms and shows the whole again', TIME, async () => {
    const { page, heard } = await open(sample());
    await page.getByRole('button', { name: 'Whole picture' }).click();
    const whole = await viewBox(page);
    const { width, height } = buildScene(sample(), { findings: true });
    expect(whole).toEqual([0, 0, width, height]);
    await page.mouse.move(700, 400);
    await page.mouse.wheel(0, -200);
    await expect.poll(async () => (await viewBox(page))[2]).toBeLessThan(whole[2]!);
    const near = await viewBox(page);
    await page.mouse.down();
    await page.mouse.move(800, 460, { steps: 4 });
    await page.mouse.up();
    const moved = await viewBox(page);
    expect(moved[0]).toBeLessThan(near[0]!);
    expect(moved[1]).toBeLessThan(near[1]!);
    expect(moved[2]).toBe(near[2]);
    await page.getByRole('button', { name: 'Whole picture' }).click();
    expect(await viewBox(page)).toEqual(whole);
    expect(heard).toEqual([]);
    await page.context().close();
  });

  it(
    'brings what is chosen near enough to be read: a finding, a hit of the search, a box that a page points at',
    TIME,
    async () => {
      const report = analyze(sampleEstate().snapshot());
      const { page } = await open(report);
      // All of it has no room to be read in: it opens where the worst was found, and says that it is a part.
      expect(await nameHeight(page, 'eu-integration')).toBeGreaterThan(8);
      expect(await page.getByText('Part of the picture').isVisible()).toBe(true);
      // That is chosen in the list and lit, each thing of it and nothing else, until it is printed.
      const worst = page.locator('.finding button').first();
      expect(await worst.textContent()).toContain('brand-fjord');
      expect(await worst.getAttribute('aria-pressed')).toBe('true');
      const lit = () =>
        page.locator('svg .lit').evaluateAll((all) => all.map(({ id }) => id).sort());
      expect(await lit()).toEqual((await worst.getAttribute('data-lit'))!.split(' ').sort());
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      expect(await lit()).toEqual([]);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      const all = page.getByRole('button', { name: 'Whole picture' });
      await all.click();
      // Two VPCs that overlap, and the one both are peered with.
      await page.locator('.finding button', { hasText: 'brand-tundra' }).first().click();
      for (const name of ['brand-tundra', 'brand-fjord', 'eu-integration'])
        expect(await nameHeight(page, name), name).toBeGreaterThan(8);
      await all.click();
      await page.getByRole('searchbox').fill('payments-vault-west');
      await page.keyboard.press('Enter');
      expect(await nameHeight(page, 'payments-vault-west')).toBeGreaterThan(8);
      await all.click();
      const vpc = report.topology.all('vpc').find((v) => v.name === 'tools-hub')!;
      await page.evaluate((id) => (location.hash = id), vpc.id);
      await expect.poll(() => nameHeight(page, 'tools-hub')).toBeGreaterThan(8);
      await page.context().close();
    },
  );

  it(
    'lights a finding, narrows by search, and tells the facts of what is chosen',
    TIME,
    async () => {
      const report = sample();
      const { page, heard } = await open(report);
      const finding = page.locator('.finding button').nth(1);
      await finding.click();
      expect(await finding.getAttribute('aria-pressed')).toBe('true');
      expect(await page.locator('svg .lit').count()).toBeGreaterThan(0);
      await page.keyboard.press('Escape');
      expect(await page.locator('svg .lit').count()).toBe(0);

      await page.getByRole('searchbox').fill('payments-vault');
      const left = page.locator('.list').last().locator('li:visible');
      expect((await left.allTextContents()).map((t) => t.split(' ')[0])).toEqual([
        'payments-vault',
        'payments-vault-west',
      ]);
      await left.first().getByRole('button').click();
      const facts = page.locator('.facts:visible');
      const vpc = report.topology.all('vpc').find((v) => v.name === 'payments-vault')!;
      expect(await facts.textContent()).toContain(vpc.id);
      expect(await facts.textContent()).toContain(vpc.cidrs[0]!.text);
      expect(heard).toEqual([]);
      await page.context().close();
    },
  );

  it('tells the facts of a card that is clicked in the picture', TIME, async () => {
    const { page, heard } = await open(sample());
    await page.getByRole('button', { name: 'Whole picture' }).click();
    await page.locator('main svg text', { hasText: 'tools-hub' }).click();
    expect(await page.locator('.facts:visible').textContent()).toContain('tools-hub');
    expect(heard).toEqual([]);
    await page.context().close();
  });

  it('is accessible, in light and dark', TIME, async () => {
    const { page } = await open(sample());
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const axe = new AxeBuilder({ page });
      // Dark differs in its colours alone.
      if (colorScheme === 'dark') axe.withRules('color-contrast');
      const { violations } = await axe.analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html ?? ''}`)).toEqual([]);
    }
    await page.context().close();
  });

  it('holds hostile names as text', TIME, async () => {
    const { page, heard } = await open(hostile());
    expect(
      await page
        .locator(
          'img, iframe, a:not([href^="https://us-east-1.console.aws.amazon.com/"]):not([href^="https://eu-west-1.console.aws.amazon.com/"]), form, script:not(body > script)',
        )
        .count(),
    ).toBe(0);
    await page.locator('.finding button').first().click();
    await page.locator('.list').last().locator('button').first().click();
    expect(heard).toEqual([]);
    await page.context().close();
  });
});
