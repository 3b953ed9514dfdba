/** The HTML report of `lint`, opened as a file without a network: it shows everything and asks for nothing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, test } from '@playwright/test';
import html from '#app/reporters/html.ts';
import type { Report } from '#app/report.ts';
import { hostile, mixed, runOf } from '../app/reporters/runs.ts';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-report-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the report of a run, offline, and hears everything it asks for or complains of. */
async function open(browser: Browser, report: Report, colorScheme: 'light' | 'dark' = 'light') {
  const path = join(folder, `${Math.abs(report.findings.length)}-${colorScheme}.html`);
  writeFileSync(path, html.render(runOf(report)).body);
  const context = await browser.newContext({ offline: true, colorScheme });
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('dialog', (dialog) => heard.push(dialog.message()));
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) heard.push(request.url());
  });
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  await page.goto(pathToFileURL(path).href);
  return { page, heard, close: () => context.close() };
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a finding lights its path in the picture, and lets go of it: ${colorScheme}`, async ({
    browser,
  }) => {
    const { page, heard, close } = await open(browser, mixed(), colorScheme);
    const finding = page.getByRole('button', { name: /^× tools-runners .*does not pass/ });
    await finding.click();
    await expect(finding).toHaveAttribute('aria-pressed', 'true');
    const lit = page.locator('svg .lit');
    await expect(lit.filter({ hasText: 'tools-runners' })).not.toHaveCount(0);
    expect(await lit.count()).toBeLessThan(12);
    await page.keyboard.press('Escape');
    await expect(lit).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html ?? ''}`)).toEqual([]);
    expect(heard).toEqual([]);
    await close();
  });
}

test('the list is narrowed by what is typed', async ({ browser }) => {
  const { page, heard, close } = await open(browser, mixed());
  const before = await page.locator('.finding:visible').count();
  await page.getByRole('searchbox').fill('blackhole reporting');
  const left = page.locator('.finding:visible');
  expect(await left.count()).toBeLessThan(before);
  for (const text of await left.allTextContents()) expect(text).toContain('reporting');
  await page.getByRole('searchbox').fill('');
  await expect(left).toHaveCount(before);
  expect(heard).toEqual([]);
  await close();
});

test('on paper everything is there, on white', async ({ browser }) => {
  const { page, close } = await open(browser, mixed(), 'dark');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  await expect(page.locator('figure svg')).toBeVisible();
  await expect(page.getByRole('searchbox')).toBeHidden();
  await close();
});

test('names that mean harm are text', async ({ browser }) => {
  const { page, heard, close } = await open(browser, hostile());
  await expect(page.getByRole('button', { name: '<script>alert(1)</script>' })).toBeVisible();
  await page.locator('.finding button').nth(4).click();
  expect(await page.locator('img, iframe, a, form, script:not(body > script)').count()).toBe(0);
  expect(heard).toEqual([]);
  await close();
});
