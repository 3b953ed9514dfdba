/** The matrix: every pair at a glance, the reason at rest, the path on the canvas at a press; by pointer and by keyboard. */
import { expect, test, ofThePage } from './story.ts';
import { idOf } from './estate.ts';

// By the sample's design: fraud and ledger are peered and routed, fraud and ledger-west peered and not routed.
const DELIVERED = 'payments-fraud to payments-ledger: delivered, back delivered';
const UNROUTED = 'payments-fraud to payments-ledger-west: no route, back no route';

test('open the matrix, rest on a cell, press it', async ({ start, door }) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  await page.keyboard.press('m');
  const grid = page.getByRole('grid', { name: /Reachability/ });
  await expect(grid).toHaveAttribute('aria-rowcount', '44');
  await expect(grid).toHaveAttribute('aria-colcount', '44');

  const pair = page.getByRole('region', { name: 'Pair in hand' });
  await grid.getByRole('gridcell', { name: UNROUTED }).hover();
  await expect(pair).toContainText('payments-ledger-west');
  await expect(pair).toContainText(/There\s*No route/);
  await expect(pair).toContainText('has no route for');

  await grid.getByRole('gridcell', { name: DELIVERED }).click();
  await expect(window.answer.getByRole('tab', { name: /There/ })).toContainText(/delivered/i);
  await expect
    .poll(async () => (await window.drawn()).lit)
    .toEqual(
      expect.arrayContaining([idOf('vpc', 'payments-fraud'), idOf('vpc', 'payments-ledger')]),
    );

  // Back in the matrix, the cell is where it was left.
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await expect(grid.getByRole('gridcell', { name: DELIVERED })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('filter, then walk by keyboard and trace with Enter', async ({ start, door }) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  await window.act('Reachability matrix');
  const grid = page.getByRole('grid', { name: /Reachability/ });
  await page.getByRole('searchbox', { name: /^From/ }).fill('payments us-east-1');
  await page.getByRole('searchbox', { name: /^To/ }).fill('ledger');
  await expect(page.getByText('4 of 43 rows, 2 of 43 columns')).toBeVisible();
  await expect(grid.getByRole('gridcell')).toHaveCount(8);
  // The counts are of these: 4 x 2, less one VPC with itself.
  const counts = page
    .getByRole('group', { name: /Outcomes/ })
    .getByRole('button')
    .locator('.number:not(.quiet)');
  await expect
    .poll(async () => (await counts.allTextContents()).reduce((sum, n) => sum + Number(n), 0))
    .toBe(7);

  const current = async () => {
    const id = await grid.getAttribute('aria-activedescendant');
    return page.locator(`[id="${id ?? ''}"]`).getAttribute('aria-label');
  };
  await grid.focus();
  await expect.poll(current).toBe(DELIVERED);
  await page.keyboard.press('ArrowRight');
  await expect.poll(current).toBe(UNROUTED);
  await page.keyboard.press('Control+End');
  await expect
    .poll(current)
    .toBe('payments-vault to payments-ledger-west: delivered, back delivered');
  await page.keyboard.press('Enter');
  await expect(window.answer).toContainText('payments-vault');
  await expect(window.answer.getByRole('tab', { name: /There/ })).toContainText(/delivered/i);
});

test('an outcome is picked out, and let go', async ({ start, door }) => {
  ofThePage(door);
  const { window, page } = await start('--demo');
  await window.ready();
  await window.act('Reachability matrix');
  const outcome = page
    .getByRole('group', { name: /Outcomes/ })
    .getByRole('button', { name: /Blackhole/ });
  await outcome.click();
  await expect(outcome).toHaveAttribute('aria-pressed', 'true');
  const aside = page.locator('.cell.aside');
  await expect(aside).not.toHaveCount(0);
  await expect(page.locator('.cell.aside', { hasText: 'x' })).toHaveCount(0);
  await outcome.click();
  await expect(aside).toHaveCount(0);
});
