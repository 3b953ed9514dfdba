/** What only the desktop has: the menu, dialogs, a second start, and a page that cannot get out. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { describeFiles } from '../kit/foreign-files.ts';
import { stateResources, stateText } from '../kit/terraform-state.ts';
import { startSecond } from '../kit/electron-double/launch.ts';
import { expect, test, type Started } from './story.ts';

let folder: string;
let file: string;
/** The same network as answers of AWS in a folder, and as a state of Terraform. */
let answers: string;
let state: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peerless-desktop-'));
  file = join(folder, 'two.peerless');
  const world = new World();
  const region = world.region();
  world.peer(region.vpc('left', '10.1.0.0/16'), region.vpc('right', '10.2.0.0/16'));
  const snapshot = world.snapshot();
  writeFileSync(file, writeSnapshot(snapshot));
  answers = join(folder, 'answers');
  for (const { path, text } of describeFiles(snapshot.pages)) {
    mkdirSync(dirname(join(answers, path)), { recursive: true });
    writeFileSync(join(answers, path), text);
  }
  state = join(folder, 'network.tfstate');
  writeFileSync(state, stateText(stateResources(snapshot.pages)));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const desktopOf = ({ desktop }: Started) => {
  if (!desktop) throw new Error('this story is for the desktop');
  return desktop;
};

test('a path on the command line is opened', async ({ start }) => {
  const { window, page } = await start(file);
  await window.ready();
  await expect(page).toHaveTitle(/two\.peerless/);
});

test('a menu item does the action of the page, and is grey while there is nothing to do', async ({
  start,
}) => {
  const started = await start();
  /** The menu is there once the page has said what it can do. */
  const enabled = (id: string) => () =>
    desktopOf(started).evaluate(
      ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled,
      id,
    );
  await expect.poll(enabled('open-sample')).toBe(true);
  expect(await enabled('matrix')()).toBe(false);
  await desktopOf(started).evaluate(({ Menu }) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById('open-sample');
    const act = item?.click as
      ((item: object, window: undefined, event: object) => void) | undefined;
    act?.({}, undefined, {});
  }, undefined);
  await started.window.ready();
  await expect(started.page).toHaveTitle(/Sample estate/);
  await expect.poll(enabled('matrix')).toBe(true);
});

test('the open dialog gives a path, and the engine reads it: a file, a folder', async ({
  start,
}) => {
  const { page, window, choose } = await start();
  await choose(file, () => page.getByRole('button', { name: /^Open file/ }).click());
  await window.ready();
  await expect(page).toHaveTitle(/two\.peerless/);
  await choose(answers, () => page.keyboard.press('ControlOrMeta+Shift+O'));
  await expect(page).toHaveTitle(/answers/);
  await expect(window.picture).toHaveAccessibleName(/boxes/);
});

test('a second start hands its path to the window there is', async ({ start }) => {
  const started = await start('--demo');
  await started.window.ready();
  await desktopOf(started).evaluate(({ app }, path) => {
    app.emit('second-instance', {}, [], '', { opening: { path } });
  }, file);
  await expect(started.page).toHaveTitle(/two\.peerless/);
  // So does the file manager of macOS.
  const other = join(folder, 'three.peerless');
  copyFileSync(file, other);
  await desktopOf(started).evaluate(({ app }, path) => {
    app.emit('open-file', { preventDefault: () => undefined }, path);
  }, other);
  await expect(started.page).toHaveTitle(/three\.peerless/);
});

test('a second start shows no window: it says what it was to open, and ends', async ({ door }) => {
  test.skip(door !== 'desktop-double', 'Electron asks the system for its lock; the double is told');
  const said = await startSecond([file]);
  expect(JSON.parse(said.out)).toEqual({ opening: { path: file } });
  expect(said.code).toBe(0);
});

test('a second start without a path shows the window, and leaves it as it is', async ({
  start,
}) => {
  const started = await start(file);
  await started.window.ready();
  await desktopOf(started).evaluate(({ app, BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize();
    app.emit('second-instance', {}, [], '', {});
  }, undefined);
  await expect
    .poll(() =>
      desktopOf(started).evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isMinimized()),
        undefined,
      ),
    )
    .toEqual([false]);
  await expect(started.page).toHaveTitle(/two\.peerless/);
});

test('a reload opens what was asked for last', async ({ start }) => {
  const started = await start('--demo');
  await started.window.ready();
  await desktopOf(started).evaluate(({ app }, path) => {
    app.emit('second-instance', {}, [], '', { opening: { path } });
  }, file);
  await expect(started.page).toHaveTitle(/two\.peerless/);
  await started.page.reload();
  await expect(started.page).toHaveTitle(/two\.peerless/);
});

test('a page that crashed is loaded again where the user wants that, with what was open', async ({
  start,
}) => {
  const started = await start();
  await started.window.openSample();
  await desktopOf(started).evaluate(({ dialog, BrowserWindow }) => {
    // The first button of the dialog: Reload.
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    const [window] = BrowserWindow.getAllWindows();
    window?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  }, undefined);
  await started.page.waitForEvent('load');
  await started.window.ready();
  await expect(started.page).toHaveTitle(/Sample estate/);
});

test('what was dropped is opened where it lies, and what lies nowhere is read in the page', async ({
  start,
}) => {
  const started = await start();
  const { page, window } = started;
  await expect(page.getByRole('button', { name: 'Open the sample estate' })).toBeVisible();
  const drop = (name: string, body: string) =>
    page.evaluate(
      ([name, body]) => {
        const data = new DataTransfer();
        data.items.add(new File([body], name));
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
      },
      [name, body] as const,
    );
  await drop('dropped.peerless', writeSnapshot(new World().region().world.snapshot()));
  await expect(page).toHaveTitle(/dropped\.peerless/);
  await expect(window.picture).toBeVisible();
  // Its text is not sent: the engine reads the file, and remembers it.
  await drop(file, '');
  await expect(page).toHaveTitle(/two\.peerless/);
  await desktopOf(started).evaluate(({ app }) => void app.emit('browser-window-focus'), undefined);
  await expect
    .poll(() =>
      desktopOf(started).evaluate(
        ({ app }) => (app as unknown as { recentDocuments: string[] }).recentDocuments,
        undefined,
      ),
    )
    .toEqual([file]);
  for (const [path, title] of [
    [answers, /answers/],
    [state, /network\.tfstate/],
  ] as const) {
    await drop(path, '');
    await expect(page).toHaveTitle(title);
    await window.ready();
  }
});

test('the page has one function of the desktop, and cannot leave: no navigation, window or download', async ({
  start,
  onPurpose,
}) => {
  onPurpose.push('https://attacker.example/');
  const started = await start('--demo');
  const { page } = started;
  await started.window.ready();
  const found = await page.evaluate(() => {
    const page = window as unknown as Record<string, unknown>;
    return {
      connect: typeof page.peerlessConnect,
      others: [
        'require',
        'process',
        'module',
        'Buffer',
        'electron',
        'ipcRenderer',
        'global',
      ].filter((name) => name in page),
    };
  });
  expect(found).toEqual({ connect: 'function', others: [] });

  await desktopOf(started).evaluate(({ session }) => {
    const stopped: boolean[] = [];
    Object.assign(globalThis, { stopped });
    // Heard after the guard of the main process.
    session.defaultSession.on('will-download', ({ defaultPrevented }) => {
      stopped.push(defaultPrevented);
    });
  }, undefined);
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.txt';
    link.click();
  });
  await expect
    .poll(() =>
      desktopOf(started).evaluate(
        () => (globalThis as unknown as { stopped: boolean[] }).stopped,
        undefined,
      ),
    )
    .toEqual([true]);

  const before = page.url();
  await page.evaluate(() => {
    window.open('https://attacker.example/');
    location.href = 'https://attacker.example/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(before);
  expect(
    await desktopOf(started).evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
      undefined,
    ),
  ).toBe(1);
  expect((await started.window.drawn()).nodes).toBeGreaterThan(0);
});

test('only documentation opens in the browser of the user', async ({ start }) => {
  const started = await start('--demo');
  await started.window.ready();
  const desktop = desktopOf(started);
  await desktop.evaluate(({ shell }) => {
    const kept: string[] = [];
    (globalThis as unknown as { kept: string[] }).kept = kept;
    shell.openExternal = (url: string) => {
      kept.push(url);
      return Promise.resolve();
    };
  }, undefined);
  await started.window.finding(/Mesh of 7/).click();
  await started.window.inspector
    .getByRole('button', { name: /opens in the browser/ })
    .first()
    .click();
  await expect
    .poll(() =>
      desktop.evaluate(() => (globalThis as unknown as { kept: string[] }).kept, undefined),
    )
    .toEqual([expect.stringMatching(/^https:\/\/(docs\.)?aws\.amazon\.com\//)]);
});
