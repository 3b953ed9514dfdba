/** What axe can find on a screen, in light and in dark. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { DoorName } from './doors.ts';
import { type Screen, signOf } from './screens.ts';

/** WCAG 2.0 to 2.2, A and AA, and what axe holds for good practice: by itself it looks for no target's size. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Where a sheet lies over the window, that alone: what is behind it was looked at before. */
export const SHEET = '[role="dialog"]';

/** Motion is awaited: a half-faded text has another contrast. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );

/**
 * Expects these screens to be there, and no violation. The theme must be that of the system: what is on the screen stays, its
 * colours change. `within`: only in what this selector finds, where all around it was looked at before.
 */
export async function expectAccessible(
  page: Page,
  screens: Screen | readonly Screen[],
  within?: string,
): Promise<void> {
  const all = typeof screens === 'string' ? [screens] : screens;
  for (const screen of all) await expect(signOf(screen)(page), screen).toBeVisible();
  const where = all.join(', ');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await settled(page);
    // A page keeps axe once it has it: half a megabyte, which would be sent and compiled four times for each screen.
    const known = await page.evaluate(() => 'axe' in window);
    // In one piece: axe's other way opens a second page, and the desktop has none to give.
    const axe = new AxeBuilder({ page, ...(known ? { axeSource: 'undefined' } : {}) })
      .options({ resultTypes: ['violations'] })
      .setLegacyMode(true);
    if (within !== undefined) axe.include(within);
    // Between the themes nothing differs but colours.
    if (colorScheme === 'dark') axe.withRules(['color-contrast']);
    else axe.withTags(TAGS);
    const { violations } = await axe.analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 300)).join('; ')}`,
    );
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

/** The same in a story that is played behind every door: once, for the page is the same. */
export async function expectAccessibleOnce(
  door: DoorName,
  page: Page,
  screens: Screen | readonly Screen[],
  within?: string,
): Promise<void> {
  if (door !== 'desktop-double') await expectAccessible(page, screens, within);
}
