/** The application menu: all that the page can do, as the page says it stands, and Electron's own roles around it. */
import type { MenuItem, MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { MenuOf } from '#app/api/shell.ts';
import { type MenuParts, menuTemplate, refreshMenu } from '#main/desktop/menu.ts';
import { actions } from '#renderer/actions/index.gen.ts';
import { keepMenus, menusOf } from '#renderer/menus.ts';
import { startWindow } from '../../renderer/window.ts';

type Item = MenuItemConstructorOptions;

const flat = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
const template = (parts: Partial<MenuParts>, platform: NodeJS.Platform = 'linux') =>
  menuTemplate(platform, {
    menus: [],
    perform: () => undefined,
    recent: { sources: [], open: () => undefined },
    tools: false,
    updates: undefined,
    ...parts,
  });
const byId = (items: readonly Item[], id: string) => flat(items).find((item) => item.id === id)!;
const click = (item: Item, byKey = false, window?: unknown) =>
  (item.click as (item: unknown, window: unknown, event: object) => void)({}, window, {
    triggeredByAccelerator: byKey,
  });
const { store } = startWindow();
const menus = menusOf(store.getState());

describe('the menu', () => {
  it('has developer tools in a clone only', () => {
    const has = (tools: boolean) =>
      flat(template({ tools })).some(({ role }) => role === 'toggleDevTools');
    expect([has(true), has(false)]).toEqual([true, false]);
  });

  it.each(['darwin', 'linux', 'win32'] as const)('does every action there is on %s', (platform) => {
    const performed: string[] = [];
    const items = flat(template({ menus, perform: (id) => performed.push(id) }, platform));
    for (const { id } of actions) {
      const found = items.filter((item) => item.id === id);
      expect(found, id).toHaveLength(1);
      click(found[0]!);
    }
    expect(performed).toEqual(actions.map(({ id }) => id));
  });

  it('greys what cannot be done, and ticks what is on', () => {
    // Nothing is open.
    const items = template({ menus });
    expect(byId(items, 'plan').enabled).toBe(false);
    expect(byId(items, 'open-file').enabled).toBe(true);
    expect(byId(items, 'theme-system')).toMatchObject({ type: 'checkbox', checked: true });
    expect(byId(items, 'theme-dark')).toMatchObject({ type: 'checkbox', checked: false });
  });

  it('shows the keys of the page, and leaves letters to whoever types', () => {
    const items = template({ menus });
    expect(byId(items, 'search')).toMatchObject({
      accelerator: 'CmdOrCtrl+K',
      registerAccelerator: false,
    });
    expect(byId(items, 'trace').accelerator).toBeUndefined();
    const keys = flat(items).flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('a key that the page left to the menu takes back what was typed; the item what was done', () => {
    const done: string[] = [];
    const items = template({ menus, perform: (id) => done.push(id) });
    const text = { undo: () => done.push('text undone'), redo: () => done.push('text redone') };
    const window = { webContents: text };
    click(byId(items, 'undo'), true, window);
    click(byId(items, 'redo'), true, window);
    click(byId(items, 'undo'), false, window);
    expect(done).toEqual(['text undone', 'text redone', 'undo']);
  });

  it('has larger text on + and on =, of which one shows', () => {
    const larger = flat(template({})).filter(({ role }) => role === 'zoomIn');
    expect(larger.map(({ accelerator, visible = true }) => [accelerator, visible])).toEqual([
      [undefined, true],
      ['CommandOrControl+=', false],
    ]);
  });

  it('a title is text', () => {
    const odd: MenuOf = {
      id: 'file',
      groups: [[{ id: 'x', label: 'R&D', enabled: true }]],
    };
    expect(byId(template({ menus: [odd] }), 'x').label).toBe('R&&D');
  });

  it('offers what was opened before, by name, and by path where names are alike', () => {
    const opened: string[] = [];
    const recent = byId(
      template({
        recent: {
          sources: [
            { path: '/a/prod.json', title: 'prod.json' },
            { path: '/b/prod.json', title: 'prod.json' },
            { path: '/c/r&d.json', title: 'r&d.json' },
          ],
          open: (path) => opened.push(path),
        },
      }),
      'recent',
    );
    const items = recent.submenu as Item[];
    expect(items.map((item) => item.label)).toEqual(['/a/prod.json', '/b/prod.json', 'r&&d.json']);
    click(items[2]!);
    expect(opened).toEqual(['/c/r&d.json']);
    expect(byId(template({}), 'recent').enabled).toBe(false);
  });
});

describe('what changes', () => {
  it('goes into the menu that is shown; other items ask for another menu', () => {
    const items = template({ menus });
    const known = new Map<string, unknown>(flat(items).map((item) => [item.id ?? '', item]));
    const shown = { getMenuItemById: (id: string) => (known.get(id) ?? null) as MenuItem | null };
    const later = menus.map(({ id, groups }) => ({
      id,
      groups: groups.map((group) =>
        group.map((item) => (item.id === 'plan' ? { ...item, enabled: true } : item)),
      ),
    }));
    expect(refreshMenu(shown, later)).toBe(true);
    expect(byId(items, 'plan').enabled).toBe(true);
    const fresh: MenuOf = { id: 'go', groups: [[{ id: 'new', label: 'New', enabled: true }]] };
    expect(refreshMenu(shown, [fresh])).toBe(false);
  });

  it('is told once for all that comes in one go, and not where the menu stays as it is', async () => {
    const told: (readonly MenuOf[])[] = [];
    const { store, link } = startWindow(
      {},
      {
        setMenus: (input) => {
          told.push(input.menus);
          return Promise.resolve({ shown: true });
        },
      },
    );
    keepMenus(store, link.shell);
    await expect.poll(() => told.length).toBe(1);
    const { setTheme, notify } = store.getState();
    setTheme('light');
    setTheme('dark');
    await expect.poll(() => told.length).toBe(2);
    const dark = told[1]!.flatMap(({ groups }) => groups.flat());
    expect(dark.find(({ id }) => id === 'theme-dark')!.checked).toBe(true);
    notify('done', 'nothing of this is in a menu');
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(told).toHaveLength(2);
  });
});
