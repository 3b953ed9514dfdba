/**
 * The desktop's main script itself: every guard it sets and every habit it has. What a page sees of it is told by the
 * stories (tests/e2e/door.desktop.story.ts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { PAGE } from '#main/desktop/address.ts';
import { WEB_PREFERENCES } from '#main/desktop/harden.ts';
import { settingsIn } from '#main/store/settings.ts';
import { startMain, type Window } from '#tests/kit/electron-double/main-script.ts';
import { scratch } from '#tests/kit/scratch.ts';

type Started = Awaited<ReturnType<typeof startMain>>;

/** The one window there is. */
function only({ windows }: Pick<Started, 'windows'>): Window {
  const [window, ...others] = windows();
  expect(others).toEqual([]);
  return window!;
}

interface Hearing {
  emit(name: string, ...told: unknown[]): unknown;
}

/** Raises an event of Electron's, and tells whether its default was prevented. */
function prevents(hearing: Hearing, name: string, event: object = {}, ...told: unknown[]): boolean {
  let prevented = false;
  hearing.emit(name, { ...event, preventDefault: () => (prevented = true) }, ...told);
  return prevented;
}

const STRANGER = 'https://attacker.example/?leak';

describe('what a page may not', () => {
  it('is told to the session that the window has', async () => {
    const { session, world } = await startMain();
    const { kept } = session.defaultSession;
    let granted: unknown;
    kept.permissionRequest?.({} as never, 'media', (yes) => (granted = yes), {} as never);
    expect(granted).toBe(false);
    expect(kept.permissionCheck?.(null, 'media', PAGE, {} as never)).toBe(false);
    expect(kept.device?.({ deviceType: 'hid' } as never)).toBe(false);
    expect(prevents(session.defaultSession, 'will-download')).toBe(true);
    expect(world.cancelled(STRANGER)).toBe(true);
    expect(world.cancelled(`${PAGE}assets/a.js`)).toBe(false);
  });

  it('is told to every page that comes to be, of an app with a sandbox', async () => {
    const started = await startMain();
    expect(started.app.sandboxed).toBe(true);
    expect(only(started).options.webPreferences).toEqual({
      ...WEB_PREFERENCES,
      preload: 'dist/main/desktop/preload.cjs',
    });
    const contents = new started.WebContents();
    const opening = vi.spyOn(contents, 'setWindowOpenHandler');
    started.world.contentsCreated(contents);
    expect(prevents(contents, 'will-navigate', { url: STRANGER })).toBe(true);
    expect(opening.mock.calls[0]?.[0]({ url: STRANGER } as never)).toEqual({ action: 'deny' });
  });

  it('is anything but its own files', async () => {
    const { world } = await startMain();
    expect(await (await world.answer(new Request(PAGE)))?.text()).toBe('page of dist/renderer');
    expect((await world.answer(new Request('app://attacker/')))?.status).toBe(403);
    expect(world.answer(new Request(STRANGER))).toBeUndefined();
  });
});

describe('the window', () => {
  it('shows our page once that is painted, and the engine reads ahead of it', async () => {
    const started = await startMain({ args: ['a.json'] });
    expect(started.loaded).toEqual([{ address: PAGE, opening: { path: '/base/a.json' } }]);
    const window = only(started);
    expect(window.isVisible()).toBe(false);
    window.emit('ready-to-show');
    expect(window.isVisible()).toBe(true);
    started.connect(window);
    expect(started.engine.connected).toEqual([{ path: '/base/a.json' }]);
  });

  const bounds = { x: 40, y: 60, width: 1000, height: 700 };
  it.each([
    ['where it stood', { bounds, maximized: false }, [40, 60], false],
    ['maximized as it was', { bounds, maximized: true }, [40, 60], true],
    // The double has one display, of 1920 by 1050.
    ['where there is a display', { bounds: { ...bounds, x: 5000 } }, [undefined, undefined], false],
    ['where the system puts it', {}, [undefined, undefined], false],
  ])('opens %s', async (_, place, at, maximized) => {
    const window = only(await startMain({ place }));
    expect([window.options.x, window.options.y]).toEqual(at);
    expect(window.isMaximized()).toBe(maximized);
  });

  it('keeps its place when it closes', async () => {
    const started = await startMain({ place: { bounds } });
    only(started).maximize();
    only(started).close();
    const kept: unknown = JSON.parse(readFileSync(join(started.folder, 'window.json'), 'utf8'));
    expect(kept).toEqual({ bounds, maximized: true });
  });

  it('asks before it goes with something unsaved, and stays where the user says so', async () => {
    const started = await startMain();
    const asked = vi.spyOn(started.dialog, 'showMessageBoxSync');
    const leaves = () => prevents(only(started).webContents, 'will-prevent-unload');
    expect(leaves()).toBe(false);
    asked.mockReturnValue(0);
    expect(leaves()).toBe(true);
    expect(asked.mock.lastCall).toEqual([
      only(started),
      expect.objectContaining({ message: 'Leave without saving?' }),
    ]);
  });

  it('offers to reload a page that crashed, and closes where that is not wanted', async () => {
    const started = await startMain();
    const reloaded = vi.spyOn(only(started), 'reload').mockReturnValue();
    const gone = (reason: string) =>
      only(started).webContents.emit('render-process-gone', {}, { reason });
    gone('clean-exit');
    expect(started.boxes).toEqual([]);
    started.answers.push(0, 1);
    gone('crashed');
    await expect.poll(() => reloaded.mock.calls.length).toBe(1);
    expect(started.boxes[0]).toMatchObject({
      message: 'The window stopped working.',
      detail: expect.stringContaining('crashed') as unknown,
      buttons: ['Reload', 'Close'],
    });
    gone('oom');
    await expect.poll(started.windows).toEqual([]);
  });
});

describe('a start', () => {
  it('while another runs hands over what it was to open, and shows nothing', async () => {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    const { windows, quit } = await startMain({ second: true, args: ['--demo'] });
    expect(said.mock.calls).toEqual([['{"opening":{"demo":true}}']]);
    expect(quit).toHaveBeenCalledOnce();
    expect(windows()).toEqual([]);
  });

  it('while we run is taken over by our window, and by its page once that is there', async () => {
    const started = await startMain();
    const window = only(started);
    const handOver = (data: unknown) => started.app.emit('second-instance', {}, [], '', data);
    handOver({ opening: { path: '/data/a.json' } });
    started.connect(window);
    expect(started.engine.connected).toEqual([{ path: '/data/a.json' }]);
    const sent = vi.spyOn(window.webContents, 'send');
    handOver({ opening: { path: '/data/b.json' } });
    handOver({ opening: { demo: true } });
    const odd = [undefined, 'x', {}, { opening: { path: 7 } }, { opening: 'x' }];
    for (const data of odd) handOver(data);
    expect(sent.mock.calls.map(([, text]) => JSON.parse(text as string) as unknown)).toEqual([
      expect.objectContaining({ event: 'openPath', data: { path: '/data/b.json' } }),
      expect.objectContaining({ event: 'action', data: { id: 'open-sample' } }),
    ]);
    expect(window.focused).toBe(3 + odd.length);
  });

  it('by the file manager of macOS opens its file, before the app is ready and after', async () => {
    const taken: boolean[] = [];
    const started = await startMain({
      platform: 'darwin',
      early: ({ app }) => {
        const ready = app.whenReady.bind(app);
        app.whenReady = () => {
          taken.push(prevents(app, 'open-file', {}, '/data/early.tfstate'));
          return ready();
        };
      },
    });
    expect(started.loaded).toEqual([{ address: PAGE, opening: { path: '/data/early.tfstate' } }]);
    started.connect(only(started));
    const sent = vi.spyOn(only(started).webContents, 'send');
    taken.push(prevents(started.app, 'open-file', {}, '/data/folder'));
    expect(sent.mock.calls[0]?.[1]).toContain('"/data/folder"');
    expect(taken).toEqual([true, true]);
  });

  it('while the menu is being made has one window for what it was handed meanwhile', async () => {
    const started = await startMain({
      platform: 'darwin',
      // The last thing before the menu is made, which takes a moment of the disk.
      early: ({ app, protocol }) => {
        const handle = protocol.handle.bind(protocol);
        protocol.handle = (...how) => {
          handle(...how);
          queueMicrotask(() => prevents(app, 'open-file', {}, '/data/between.tfstate'));
        };
      },
    });
    expect(started.loaded).toEqual([{ address: PAGE, opening: { path: '/data/between.tfstate' } }]);
    only(started);
  });

  it('by the Dock opens a window where there is none, with nothing of the last in it', async () => {
    const started = await startMain({ platform: 'darwin', args: ['--demo'] });
    const { app, loaded } = started;
    const first = only(started);
    app.emit('activate');
    expect(only(started)).toBe(first);
    first.close();
    app.emit('activate');
    expect(only(started)).not.toBe(first);
    expect(loaded.map(({ opening }) => opening)).toEqual([{ demo: true }, undefined]);
    // A file opens one as well.
    only(started).close();
    prevents(app, 'open-file', {}, '/data/a.json');
    only(started);
    expect(loaded.at(-1)?.opening).toEqual({ path: '/data/a.json' });
  });

  it.each([
    ['darwin', 0],
    ['linux', 1],
    ['win32', 1],
  ] as const)('ends with its last window, but on macOS: %s', async (platform, times) => {
    const { app, quit, engine } = await startMain({ platform });
    app.emit('window-all-closed');
    expect(quit).toHaveBeenCalledTimes(times);
    expect(engine.closed).toBe(0);
    app.emit('will-quit');
    expect(engine.closed).toBe(1);
  });

  it('says who it is', async () => {
    const { app } = await startMain();
    expect(app.about).toEqual({ applicationName: 'Peerless', applicationVersion: '0.1.0' });
  });
});

describe('the menu', () => {
  it('has what was opened last, each time the window is turned to or from', async () => {
    const started = await startMain();
    const { app, folder } = started;
    const recent = () =>
      started.item('recent')?.submenu as (MenuItemConstructorOptions & { click: () => void })[];
    const keep = (...names: string[]) =>
      settingsIn(folder).change((held) => ({
        ...held,
        recent: names.map((title) => ({ path: `/data/${title}`, title, opened: '' })),
      }));
    expect(recent()).toEqual([]);
    await keep('a.json');
    app.emit('browser-window-focus');
    await expect.poll(() => recent()[0]?.label).toBe('a.json');
    await keep('b.json', 'a.json');
    app.emit('browser-window-blur');
    await expect.poll(() => recent()[0]?.label).toBe('b.json');
    const menu = started.Menu.getApplicationMenu();
    app.emit('browser-window-focus');
    await expect.poll(() => started.Menu.getApplicationMenu()).not.toBe(menu);
    expect(app.recentDocuments).toEqual(['/data/b.json', '/data/a.json']);

    started.connect(only(started));
    const sent = vi.spyOn(only(started).webContents, 'send');
    recent()[1]?.click();
    expect(sent.mock.calls[0]?.[1]).toContain('"/data/a.json"');

    await keep();
    app.emit('browser-window-focus');
    await expect.poll(recent).toEqual([]);
    expect(app.recentDocuments).toEqual([]);
  });
});

describe('updates', () => {
  const repository = 'northwind/peerless';
  const release = (tag: string) => () => Response.json({ tag_name: tag });
  const told = ({ item }: Started) => item('updates-told')?.label;
  const NO_WAY =
    'Could not ask for the newest release: there is no way to api.github.com, or it answers from another address.';

  it('are not asked for at a start until somebody switches that on, which is kept', async () => {
    const started = await startMain({ repository, latest: release('v9.0.0') });
    const atStart = () => started.item('check-updates-at-start');
    expect(atStart()).toMatchObject({ enabled: true, checked: false });
    atStart()?.click({ checked: true });
    await expect.poll(async () => (await settingsIn(started.folder).read()).updates).toBe(true);
    await expect.poll(() => atStart()?.checked).toBe(true);
    expect([started.asked, started.boxes, told(started)]).toEqual([[], [], undefined]);
  });

  it('are asked for at a start where that is on, and a newer release is told in a box', async () => {
    const started = await startMain({ repository, updates: true, latest: release('v9.0.0') });
    await expect.poll(() => started.boxes.length).toBe(1);
    expect(started.asked).toEqual([`https://api.github.com/repos/${repository}/releases/latest`]);
    expect(started.boxes[0]?.message).toBe('Peerless 9.0.0 is out; this is 0.1.0.');
    expect(told(started)).toBe('Peerless 9.0.0 is out; this is 0.1.0.');
    // The box was closed by its other button.
    expect(started.handedOver.opened).toEqual([]);
  });

  it.each([
    ['that failed', undefined, NO_WAY],
    ['without news', release('v0.1.0'), 'Peerless 0.1.0 is the newest release.'],
    ['before any', () => new Response('{}', { status: 404 }), 'No release is out yet.'],
  ])('asked for at a start %s stand in the menu, without a box', async (_, latest, words) => {
    const started = await startMain({ repository, updates: true, ...(latest && { latest }) });
    await expect.poll(() => told(started)).toBe(words);
    expect(started.item('updates-told')).toMatchObject({ enabled: false });
    expect(started.boxes).toEqual([]);
  });

  it('asked for by the menu are told in a box, which leads to the releases', async () => {
    const started = await startMain({ repository });
    started.answers.push(0);
    started.item('check-updates')?.click({});
    await expect
      .poll(() => started.handedOver.opened)
      .toEqual([`https://github.com/${repository}/releases`]);
    expect(started.boxes).toEqual([expect.objectContaining({ type: 'warning', message: NO_WAY })]);
    expect(told(started)).toBe(NO_WAY);
  });

  it('are told where no window is open, too', async () => {
    const started = await startMain({ platform: 'darwin', repository, latest: release('v0.1.0') });
    only(started).close();
    started.item('check-updates')?.click({});
    await expect.poll(() => started.boxes.length).toBe(1);
  });

  it('say that a choice could not be kept, and the menu shows what holds', async () => {
    const settings = join(scratch().write('file', ''), 'below');
    const started = await startMain({ repository, settings });
    const before = started.item('check-updates-at-start');
    before?.click({ checked: true });
    await expect.poll(() => started.boxes[0]?.message).toBe('The choice could not be kept.');
    await expect.poll(() => started.item('check-updates-at-start')).not.toBe(before);
    expect(started.item('check-updates-at-start')?.checked).toBe(false);
  });

  it('are not offered where nobody knows of releases, and the menu says why', async () => {
    const started = await startMain({ updates: true });
    for (const id of ['check-updates', 'check-updates-at-start'])
      expect(started.item(id)?.enabled).toBe(false);
    expect(told(started)).toBe('This build does not know where its releases are.');
    expect(started.asked).toEqual([]);
  });
});
