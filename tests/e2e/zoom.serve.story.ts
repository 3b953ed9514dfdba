/** Pages at 200 % on a laptop of 1280 by 800, and at 50 %: whatever can be pressed can be seen, or scrolled to. */
import type { Page } from '@playwright/test';
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
    for (const control of controls) {
      // Captions are part of the picture, whose other parts may lie over them.
      if (control.closest('[aria-hidden="true"], [inert], .captions, .hidden-label')) continue;
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (getComputedStyle(control).position === 'absolute' && control.offsetWidth <= 1) continue;
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

test('everything can be got at, at 200 % and at 50 %', async ({ start }) => {
  const { page, window } = await start();
  // What Ctrl and + make of the page: half as many pixels, each twice as large.
  await page.setViewportSize({ width: 640, height: 400 });
  const whole = async (where: string) => expect(await lost(page), where).toEqual([]);
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
  await window.act('Export…');
  await whole('export');
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 2560, height: 1600 });
  await whole('at 50 %');
});
