/**
 * Pages at 200 % on a laptop of 1280 by 800 and in the smallest window of the desktop, at 50 %, and in larger type: whatever
 * can be pressed can be seen, or scrolled to.
 */
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './story.ts';

/** Controls that nobody can get at: outside of the window, cut off where nothing scrolls, or under something else. */
function lost(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? document.body;
    const controls = [
      ...root.querySelectorAll<HTMLElement>(
        'button, input, textarea, a[href], [role="tab"], [role="radio"], [role="treeitem"], [role="option"]',
      ),
    ];
    const found: string[] = [];
    for (const field of controls) {
      // A field that is there for screen readers alone stands for what is drawn around it.
      const unseen = field.parentElement?.offsetWidth === 1 || field.offsetWidth <= 1;
      const control = unseen ? field.closest<HTMLElement>('label, [role="group"]') : field;
      if (!control) continue;
      // Captions are part of the picture, whose other parts may lie over them.
      if (control.closest('[aria-hidden="true"], [inert], .captions, .hidden-label')) continue;
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const name = (control.getAttribute('aria-label') ?? control.textContent).slice(0, 50);
      const say = (what: string) => found.push(`${control.tagName} “${name}”: ${what}`);
      // A script can scroll what no user can.
      for (let up = control.parentElement; up; up = up.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(up);
        const cut =
          (up.scrollTop > 0 && /hidden|clip/.test(overflowY)) ||
          (up.scrollLeft > 0 && /hidden|clip/.test(overflowX));
        if (cut) say(`cut off by .${up.className}`);
        if (cut) up.scrollTo(0, 0);
      }
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
        say(`outside, at ${Math.round(x)}, ${Math.round(y)}`);
        continue;
      }
      const there = document.elementFromPoint(x, y);
      const mine =
        there !== null &&
        (control.contains(there) ||
          there.contains(control) ||
          there.closest('label')?.contains(control));
      if (!mine) say(`under ${there?.tagName ?? 'nothing'} .${there?.className ?? ''}`);
    }
    return found;
  });
}

/** Rows of the findings, by what they hold: none lies over another, and no words are cut at its foot. */
function rows(page: Page): Promise<{ readonly type: number; readonly faults: string[] }> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('.findings [role="treeitem"]')]
      .map((row) => ({ row, box: row.getBoundingClientRect() }))
      .sort((a, b) => a.box.top - b.box.top);
    const faults = all.flatMap(({ row, box }, i) => {
      const name = row.textContent.slice(0, 40);
      const next = all[i + 1];
      return [
        ...(next && next.box.top < box.bottom - 0.5 ? [`${name} lies under the next`] : []),
        ...(row.scrollHeight > row.clientHeight + 1 ? [`${name} is cut`] : []),
      ];
    });
    const first = all[0];
    return { type: first ? parseFloat(getComputedStyle(first.row).fontSize) : 0, faults };
  });
}

test.setTimeout(90_000);
test('everything can be got at, at 200 % and at 50 %, and in larger type', async ({
  start,
  env,
}) => {
  env['AWS_CONFIG_FILE'] = env['AWS_SHARED_CREDENTIALS_FILE'] = '/nonexistent';
  const { page, window } = await start();
  // What Ctrl and + make of the page: half as many pixels, each twice as large.
  await page.setViewportSize({ width: 640, height: 400 });
  // Lists that are another width lay their rows anew in the next frames.
  const whole = (where: string) => expect.poll(() => lost(page), { message: where }).toEqual([]);
  await whole('the start');
  await window.openSample();
  await whole('findings');
  await window.act('Filter findings');
  await window.act('Next finding');
  await expect(window.inspector).toBeVisible();
  await whole('filters and a finding');
  for (const tab of ['Network', 'View', 'Gaps']) {
    await page.getByRole('tab', { name: tab }).click();
    await whole(tab);
  }
  await window.act('Trace a path…');
  await whole('trace');
  await window.act('Reachability matrix');
  await expect(page.getByRole('grid')).toBeVisible();
  await whole('matrix');
  await page.getByRole('tab', { name: 'Compare' }).click();
  await whole('compare');
  await page.getByRole('button', { name: 'Fold the drawer away' }).click();
  for (const [title, ready] of [
    ['Export…', /\.svg/],
    ['Collect from AWS…', 'look again'],
    ['History…', 'Keep in the history'],
  ] as const) {
    await window.act(title);
    const sheet = page.getByRole('dialog', { name: title.replace('…', '') });
    await expect(sheet.getByRole('button', { name: ready })).toBeVisible();
    await whole(title);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  }
  await page.keyboard.press('1');
  await window.finding(/Mesh of 7/).click();
  await page.keyboard.press('g');
  await expect(page.getByText('Proved', { exact: true })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press(']');
  await expect(page.getByRole('region', { name: 'Step in hand' })).toBeVisible();
  await whole('plan');
  await page.keyboard.press('o');
  await expect(page.getByRole('group', { name: 'Choices of the plan' })).toBeVisible();
  await whole('the choices of a plan');
  // The least that the desktop's window can be made.
  await page.setViewportSize({ width: 400, height: 260 });
  await whole('a plan, in the smallest window at 200 %');
  await page.getByRole('button', { name: 'Fold the drawer away' }).click();
  await whole('findings, in the smallest window at 200 %');
  // Between two panels the bar of the plan has little room, beside the buttons for the viewport.
  await page.setViewportSize({ width: 900, height: 600 });
  await whole('the bar of a plan between two panels');
  // 1280 by 1024 at 400 %, which is asked for: https://www.w3.org/WAI/WCAG22/Understanding/reflow
  await page.setViewportSize({ width: 320, height: 256 });
  await whole('an inspector, at 400 %');
  await window.act('Inspector');
  for (const tab of ['Network', 'View', 'Gaps', 'Findings']) {
    await page.getByRole('tab', { name: tab }).click();
    await whole(`${tab}, at 400 %`);
  }
  await expectAccessible(page, 'findings: full');
  await page.setViewportSize({ width: 1440, height: 900 });

  // Who asked the browser, or the system, for larger type.
  const usual = await rows(page);
  const type = (px: number) =>
    page.evaluate((size) => (document.documentElement.style.fontSize = `${size}px`), px);
  await type(20);
  await expect.poll(async () => (await rows(page)).type).toBeCloseTo(usual.type * 1.25);
  await expect.poll(async () => (await rows(page)).faults).toEqual([]);
  await whole('in type a quarter larger');
  await type(16);

  await page.setViewportSize({ width: 2560, height: 1600 });
  await whole('at 50 %');
});
