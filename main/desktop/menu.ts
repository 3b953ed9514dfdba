/** The application menu: Electron's own roles, and around them what the page says that its menus hold. */
import type { BaseWindow, BrowserWindow, KeyboardEvent, Menu, MenuItem } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuOf } from '#app/api/shell.ts';

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

/** An ampersand would mark the next letter as a key: https://www.electronjs.org/docs/latest/api/menu-item */
const asText = (label: string): string => label.replaceAll('&', '&&');

/** Sources that were opened before, and what opens one. */
export interface Recent {
  readonly sources: readonly { readonly path: string; readonly title: string }[];
  readonly open: (path: string) => void;
}

/** Several sources of one name are told apart by their paths. */
function recentItems({ sources, open }: Recent): Item[] {
  return sources.map(({ path, title }) => ({
    label: asText(sources.filter((other) => other.title === title).length > 1 ? path : title),
    toolTip: path,
    click: () => open(path),
  }));
}

/** The check for updates: undefined where nobody knows of releases, as in a clone. */
export interface UpdateItems {
  readonly atStart: boolean;
  /** What came of the last check, in a line; undefined before the first. */
  readonly told: string | undefined;
  readonly check: () => void;
  readonly setAtStart: (on: boolean) => void;
}

/** A tool tip would be seen on macOS only, so what there is to tell is a line of its own. */
function updateItems(updates: UpdateItems | undefined): Item[] {
  const told = updates ? updates.told : 'This build does not know where its releases are.';
  return [
    {
      id: 'check-updates',
      label: 'Check for Updates…',
      enabled: updates !== undefined,
      click: () => updates?.check(),
    },
    {
      id: 'check-updates-at-start',
      label: 'Check for Updates at Each Start',
      type: 'checkbox',
      enabled: updates !== undefined,
      checked: updates?.atStart ?? false,
      click: ({ checked }) => updates?.setAtStart(checked),
    },
    ...(told === undefined
      ? []
      : [{ id: 'updates-told', label: asText(told), enabled: false } satisfies Item]),
  ];
}

/** Keys that become an accelerator, and no other text: https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts */
const SHOWN = /^Mod\+(?:Shift\+)?[A-Z0-9]$/;

type Page = Pick<BrowserWindow, 'webContents'>;
const isPage = (window: BaseWindow | undefined): window is BaseWindow & Page =>
  window !== undefined && 'webContents' in window;

/**
 * Keys are shown, and heard by the page: `registerAccelerator` sees to that on Linux and Windows. macOS hands a key to the
 * menu where the page did not want it: then a text has the keyboard, and undo and redo are its own matter.
 * Plain letters would be taken from every text there, so the menu does not show them.
 */
function itemOf(
  { id, label, keys, enabled, checked }: MenuOf['groups'][number][number],
  perform: (id: string) => void,
): Item {
  return {
    id,
    label: asText(label),
    enabled,
    ...(checked === undefined ? {} : { type: 'checkbox', checked }),
    ...(keys !== undefined && SHOWN.test(keys)
      ? { accelerator: keys.replace('Mod', 'CmdOrCtrl'), registerAccelerator: false }
      : {}),
    click(
      _item: MenuItem,
      window: BaseWindow | undefined,
      { triggeredByAccelerator }: KeyboardEvent,
    ) {
      const text =
        triggeredByAccelerator === true && isPage(window) ? window.webContents : undefined;
      if (text && id === 'undo') text.undo();
      else if (text && id === 'redo') text.redo();
      else perform(id);
    },
  };
}

export interface MenuParts {
  /** What the page last said; nothing before it has. */
  readonly menus: readonly MenuOf[];
  /** Hears the id of the action that was chosen. */
  readonly perform: (id: string) => void;
  readonly recent: Recent;
  /** Whether developer tools can be opened: in a clone only. */
  readonly tools: boolean;
  readonly updates: UpdateItems | undefined;
}

export function menuTemplate(
  platform: NodeJS.Platform,
  { menus, perform, recent, tools, updates }: MenuParts,
): Item[] {
  const mac = platform === 'darwin';
  /** Each group with a line after it. */
  const items = (menu: MenuOf['id']): Item[] =>
    (menus.find(({ id }) => id === menu)?.groups ?? []).flatMap((group) => [
      ...group.map((item) => itemOf(item, perform)),
      LINE,
    ]);
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies Item] : []),
    {
      label: 'File',
      submenu: [
        ...items('file'),
        {
          id: 'recent',
          label: 'Open Recent',
          enabled: recent.sources.length > 0,
          submenu: recentItems(recent),
        },
        LINE,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        ...items('edit'),
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        ...items('view'),
        { label: 'Text at Its Usual Size', role: 'resetZoom' },
        { label: 'Larger Text', role: 'zoomIn' },
        // The role's own key is +, which most keyboards have on the Shift of =; browsers hear both.
        {
          label: 'Larger Text, by =',
          role: 'zoomIn',
          accelerator: 'CommandOrControl+=',
          visible: false,
          // https://www.electronjs.org/docs/latest/api/menu-item: macOS asks, the others hear it anyway.
          acceleratorWorksWhenHidden: true,
        },
        { label: 'Smaller Text', role: 'zoomOut' },
        LINE,
        { role: 'togglefullscreen' },
        { role: 'reload' },
        ...(tools ? [{ role: 'toggleDevTools' } satisfies Item] : []),
      ],
    },
    { label: 'Findings', submenu: items('findings') },
    { label: 'Go', submenu: items('go') },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        ...items('help'),
        ...updateItems(updates),
        ...(mac ? [] : [LINE, { role: 'about' } satisfies Item]),
      ],
    },
  ];
}

/**
 * Puts what can be done, and what is on, into the menu that is shown: one that is open stays open.
 * @returns false where the menu has other items, and must be made anew
 */
export function refreshMenu(
  shown: Pick<Menu, 'getMenuItemById'>,
  menus: readonly MenuOf[],
): boolean {
  const told = menus.flatMap(({ groups }) => groups.flat());
  const items = told.map(({ id }) => shown.getMenuItemById(id));
  if (items.some((item) => item === null)) return false;
  for (const [i, { enabled, checked }] of told.entries()) {
    const item = items[i]!;
    item.enabled = enabled;
    if (checked !== undefined) item.checked = checked;
  }
  return true;
}
