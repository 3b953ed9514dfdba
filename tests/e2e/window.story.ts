/** The window itself: opened, asked, searched, taken as pixels, themed, and loaded again. */
import { expect, test, ofThePage } from './story.ts';
import { idOf } from './estate.ts';

test.describe('left to itself', () => {
  test.use({ measures: true });

  test('open what the program was started with, measure once, and rest', async ({ start }) => {
    const { window, page } = await start('--demo');
    await window.ready();
    await expect(page).toHaveTitle(/Sample estate/);
    await page.getByRole('tab', { name: /^View/ }).click();
    const drawing = page.getByText(/Canvas: [\d.]+ ms a frame, WebGL: /);
    await expect(drawing).toBeVisible({ timeout: 40_000 });
    // Nothing moves, so hardly a frame is asked for: Cytoscape by itself asks for all there are.
    const asked = () =>
      page.evaluate(async () => {
        const ask = self.requestAnimationFrame.bind(self);
        let times = 0;
        self.requestAnimationFrame = (frame) => (times++, ask(frame));
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        self.requestAnimationFrame = ask;
        return times;
      });
    await expect.poll(asked, { intervals: [0], timeout: 30_000 }).toBeLessThan(12);
    const { zoom } = await window.drawn();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(async () => (await window.drawn()).zoom).toBeGreaterThan(zoom);
  });
});

test('trace there and back where both are routed', async ({ start, door }) => {
  ofThePage(door);
  const { window } = await start('--demo');
  await window.ready();
  await window.trace('payments-gateway-app-a', 'payments-ledger-app-a');
  await expect(window.answer.getByRole('tab', { name: /There/ })).toContainText(/delivered/i);
  await expect(window.answer.getByRole('tab', { name: /Back/ })).toContainText(/delivered/i);
  await window.answer.getByRole('tab', { name: /Back/ }).click();
  await expect(window.answer.getByRole('tabpanel')).toContainText('pcx-');
  const { lit } = await window.drawn();
  expect(lit).toEqual(
    expect.arrayContaining([idOf('vpc', 'payments-gateway'), idOf('vpc', 'payments-ledger')]),
  );
});

test('a trace of what does not exist says so', async ({ start, door }) => {
  ofThePage(door);
  const { window } = await start('--demo');
  await window.ready();
  await window.trace('no-such-thing', '10.20.0.10');
  await expect(window.answer.getByRole('alert')).toContainText('no-such-thing');
});

test('export png: as many pixels as were chosen', async ({ start }) => {
  const { window, page, save } = await start('--demo');
  await window.ready();
  const { name, bytes } = await save(async () => {
    await window.act('Export…');
    const formats = page.getByRole('dialog', { name: 'Export' });
    const paper = formats.getByRole('radiogroup', { name: 'Paper of the PDF' });
    await expect(paper.getByRole('radio', { checked: true })).toHaveText('A4');
    const scale = formats.getByRole('radiogroup', { name: /^Pixels of the PNG/ });
    await expect(scale.getByRole('radio', { checked: true })).toHaveText('2×');
    await scale.getByRole('radio', { name: '1×' }).click();
    await formats.getByRole('button', { name: /\.png/ }).click();
  });
  expect(name).toMatch(/\.png$/);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('search by name, by address, by tag; the canvas selects what was chosen', async ({
  start,
  door,
}) => {
  ofThePage(door);
  const { window } = await start('--demo');
  await window.ready();
  let palette = await window.search('payments-vault-west');
  await expect(palette.getByRole('option').first()).toContainText('payments-vault-west');
  await palette.getByRole('option').first().click();
  await expect
    .poll(async () => (await window.drawn()).selected)
    .toContain(idOf('vpc', 'payments-vault-west'));
  await expect(window.inspector).toContainText(idOf('vpc', 'payments-vault-west'));
  await expect(window.inspector).toContainText('10.26.0.0/16');

  // 10.21.0.0/16 is the ledger's: the most specific prefix that holds the address comes first.
  palette = await window.search('10.21.200.77');
  await expect(palette.getByRole('option').first()).toContainText('payments-ledger');
  await palette.getByRole('combobox').fill('Team=payments');
  await expect(palette.getByRole('option').first()).toContainText(/payments/);
});

test('the theme is the system’s until one is chosen, and again when the system is', async ({
  start,
  door,
}) => {
  const { window, page, desktop } = await start('--demo');
  await window.ready();
  const becomes = async (theme: 'light' | 'dark'): Promise<void> => {
    await expect.poll(async () => (await window.drawn()).theme, { intervals: [50] }).toBe(theme);
    const ground = () => getComputedStyle(document.documentElement).colorScheme;
    expect(await page.evaluate(ground)).toContain(theme);
  };
  /** The user turns the whole system. */
  const system = async (theme: 'light' | 'dark'): Promise<void> => {
    if (door !== 'desktop-double') return page.emulateMedia({ colorScheme: theme });
    await desktop?.evaluate(({ nativeTheme }, to) => {
      (nativeTheme as unknown as { system: string }).system = to;
    }, theme);
  };
  /** What Electron draws its own menus and dialogs in. */
  const own = () => desktop?.evaluate(({ nativeTheme }) => nativeTheme.themeSource, undefined);

  await system('dark');
  await becomes('dark');
  await system('light');
  await becomes('light');
  await window.act('Dark theme');
  await becomes('dark');
  await system('dark');
  await window.act('Light theme');
  await becomes('light');
  if (desktop) expect(await own()).toBe('light');
  await window.act('Theme of the system');
  await becomes('dark');
  if (desktop) expect(await own()).toBe('system');
});

test('a reload connects again and opens the same, whatever it was started with', async ({
  start,
}) => {
  const { window, page } = await start();
  await window.openSample();
  const { nodes } = await window.drawn();
  // As one leaves it: a way traced, a VPC of it selected, looked at from near.
  await window.trace('payments-ledger', 'payments-vault');
  await expect(window.answer).toContainText('Delivered');
  const vault = idOf('vpc', 'payments-vault');
  await window.steady();
  const at = (await window.positionOf(vault))!;
  await page.mouse.click(at.x, at.y);
  await expect(window.inspector).toContainText('payments-vault');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const seen = async () => {
    await window.steady();
    const { zoom, pan, selected, lit } = await window.drawn();
    return { at: [zoom * 1000, pan.x, pan.y].map(Math.round), selected, lit: [...lit].sort() };
  };
  const left = await seen();
  expect(left.selected).toEqual([vault]);

  await page.reload();
  await window.ready();
  expect((await window.drawn()).nodes).toBe(nodes);
  await expect(window.answer).toContainText('Delivered');
  await expect(window.inspector).toContainText('payments-vault');
  const ends = page.getByRole('form', { name: 'Ends of the trace' });
  await expect(ends.getByRole('combobox', { name: /^From/ })).toHaveValue('payments-ledger');
  expect(await seen()).toEqual(left);
});
