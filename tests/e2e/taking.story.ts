/** The picture and an answer are taken elsewhere: the clipboard, and paper. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from './story.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('copied as a picture and as a trace, and printed', async ({ start, door }) => {
  const { window, page, desktop, save } = await start('--demo');
  await window.ready();
  if (!desktop) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.bringToFront();
  }

  await test.step('the picture is copied as a PNG', async () => {
    await window.act('Copy picture');
    // Millions of pixels: on busy cores they take their time.
    await expect(page.getByText('Copied the picture')).toBeVisible({ timeout: 40_000 });
    if (door !== 'serve') return;
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = await createImageBitmap(await item!.getType('image/png'));
      const { width, height } = bitmap;
      const pen = new OffscreenCanvas(300, 200).getContext('2d')!;
      pen.drawImage(bitmap, 0, 0, 300, 200);
      const { data } = pen.getImageData(0, 0, 300, 200);
      const colours = new Set(new Uint32Array(data.buffer));
      return { width, height, colours: colours.size };
    });
    expect(copied.width).toBeGreaterThan(1_500);
    // As wide to high as the picture that is exported, and not blank: its frames, boxes, lines and badges.
    const drawn = await save(async () => {
      await window.act('Export…');
      await page.getByRole('button', { name: /\.svg/ }).click();
    });
    const [, wide = '', high = ''] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawn.text)!;
    expect(copied.width / copied.height).toBeCloseTo(Number(wide) / Number(high), 2);
    expect(copied.colours).toBeGreaterThan(50);
  });

  await test.step('the picture is printed alone, as lines and letters', async () => {
    // The dialog of the system would wait for somebody.
    await (
      await window.search('tools-bastion')
    )
      .getByRole('option', { name: /^vpc/ })
      .first()
      .click();
    const all = await window.tell('nodes');
    await window.act('Hide the selected resource');
    // Printed is what is in sight.
    await expect.poll(() => window.tell('nodes')).toBe(all - 1);
    await page.evaluate(() => {
      const make = URL.createObjectURL.bind(URL);
      const made: unknown[] = ((window as unknown as { made: unknown[] }).made = []);
      URL.createObjectURL = (blob) => {
        made.push(blob);
        return make(blob);
      };
      globalThis.print = () => document.documentElement.setAttribute('data-printed', '');
    });
    if (desktop) {
      await desktop.evaluate(({ Menu }) => {
        const act = Menu.getApplicationMenu()?.getMenuItemById('print')?.click as
          ((item: object, window: undefined, event: object) => void) | undefined;
        act?.({}, undefined, {});
      }, undefined);
    } else await window.act('Print…');
    await expect(page.locator('html[data-printed]')).toBeAttached();
    await page.emulateMedia({ media: 'print' });
    await expect(
      page.getByRole('img', { name: /Peerless$/ }).and(page.locator('.printed')),
    ).toBeVisible();
    // The names of the view, and not that of what it leaves out.
    const lines = await page.evaluate(async () => {
      const { made } = window as unknown as { made: readonly Blob[] };
      return (await Promise.all(made.map((blob) => blob.text()))).join('\n');
    });
    expect(lines).toContain('payments-vault');
    expect(lines).not.toContain('tools-bastion');
    await expect(page.locator('#root')).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    await expect(page.locator('.printed')).toBeHidden();
    await page.evaluate(() => globalThis.dispatchEvent(new Event('afterprint')));
    await expect(page.locator('.printed')).toHaveCount(0);
    await window.act('Undo');
  });

  await test.step('printed past that, as by the menu of a browser, the paper says how', async () => {
    await page.emulateMedia({ media: 'print' });
    const words = await page.evaluate(() => getComputedStyle(document.body, '::after').content);
    expect(words).toContain('choose Print… in its File menu');
    await page.emulateMedia({ media: 'screen' });
    const onScreen = await page.evaluate(() => getComputedStyle(document.body, '::after').content);
    expect(onScreen).toBe('none');
  });

  await test.step('over a sheet, the browser’s own dialogs to print, save and open do not come', async () => {
    await page.evaluate(() => {
      document.documentElement.removeAttribute('data-printed');
      const list: string[] = [];
      Object.assign(window, { left: list });
      // Once all who hear it have: what nobody has prevented is the browser's.
      const note = (event: KeyboardEvent) =>
        setTimeout(() => !event.defaultPrevented && list.push(event.key));
      document.addEventListener('keydown', note, true);
    });
    await window.act('Export…');
    const sheet = page.getByRole('dialog', { name: 'Export' });
    await expect(sheet).toBeVisible();
    for (const key of ['p', 's', 'o', 'e']) await page.keyboard.press(`ControlOrMeta+${key}`);
    await page.keyboard.press('F9');
    const left = () => page.evaluate(() => (window as unknown as { left: string[] }).left);
    // F9 is nobody's: this hears what is not prevented.
    await expect
      .poll(async () => (await left()).filter((key) => !/^(Control|Meta)$/.test(key)))
      .toEqual(['F9']);
    await expect(sheet).toBeVisible();
    await expect(page.locator('html[data-printed]')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('a trace is copied as the command line prints it', async () => {
    const ends = ['tools-runners', 'tools-artifacts'] as const;
    await window.trace(...ends);
    await expect(window.answer.getByRole('region', { name: 'Blockers' })).toBeVisible();
    await window.act('Copy trace as text');
    await expect(page.getByText('Copied the trace as text')).toBeVisible();
    const copied = desktop
      ? await desktop.evaluate(({ clipboard }) => clipboard.readText(), undefined)
      : await page.evaluate(() => navigator.clipboard.readText());
    const command = ['trace', '--demo', '--from', ends[0], '--to', ends[1]];
    const { stdout } = spawnSync(process.execPath, ['dist/main/cli/index.js', ...command], {
      cwd: root,
      encoding: 'utf8',
    });
    // The terminal is narrower: the same words, wrapped at others.
    const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
    expect(words(stdout)).toContain('not-transitive');
    expect(words(copied)).toEqual(words(stdout));
  });
});
