/** The application menu: Electron's own roles, and items that stand for actions of the page, by id. */
import type { MenuItemConstructorOptions } from 'electron';

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  /** As Electron writes it. Shown only: the page hears its own keys. */
  readonly accelerator?: string;
}

/**
 * Actions of the page that the menu offers; an empty slot is a line between groups.
 * The rooms may not import each other: a test holds ids, titles and keys against renderer/actions.
 */
export const MENU_ACTIONS: Readonly<
  Record<'file' | 'view' | 'findings' | 'go' | 'help', readonly (MenuAction | undefined)[]>
> = {
  file: [
    { id: 'open-file', label: 'Open file…', accelerator: 'CmdOrCtrl+O' },
    { id: 'open-folder', label: 'Open folder…', accelerator: 'CmdOrCtrl+Shift+O' },
    { id: 'open-sample', label: 'Open the sample estate' },
    undefined,
    { id: 'collect', label: 'Collect from AWS…' },
    undefined,
    { id: 'compare-file', label: 'Compare with file…' },
    { id: 'compare-folder', label: 'Compare with folder…' },
    undefined,
    { id: 'export-as', label: 'Export…', accelerator: 'CmdOrCtrl+E' },
    { id: 'save-snapshot', label: 'Save snapshot…', accelerator: 'CmdOrCtrl+S' },
    { id: 'history', label: 'History…' },
    { id: 'keep-snapshot', label: 'Keep in the history' },
    { id: 'clear-remembered', label: 'Forget what was opened before' },
    { id: 'copy-picture', label: 'Copy picture' },
    { id: 'print', label: 'Print…', accelerator: 'CmdOrCtrl+P' },
  ],
  view: [
    { id: 'fit', label: 'Fit the whole network' },
    { id: 'zoom-in', label: 'Zoom in' },
    { id: 'zoom-out', label: 'Zoom out' },
    { id: 'zoom-selection', label: 'Zoom to selection' },
    undefined,
    { id: 'focus', label: 'Focus on the selected resource' },
    { id: 'show-all', label: 'Show the whole network' },
    undefined,
    { id: 'toggle-left', label: 'Findings panel', accelerator: 'CmdOrCtrl+B' },
    { id: 'toggle-inspector', label: 'Inspector', accelerator: 'CmdOrCtrl+I' },
    { id: 'toggle-drawer', label: 'Bottom drawer', accelerator: 'CmdOrCtrl+J' },
    undefined,
    { id: 'theme-system', label: 'Theme of the system' },
    { id: 'theme-light', label: 'Light theme' },
    { id: 'theme-dark', label: 'Dark theme' },
    undefined,
    { id: 'undo', label: 'Undo', accelerator: 'CmdOrCtrl+Z' },
    { id: 'redo', label: 'Redo', accelerator: 'CmdOrCtrl+Shift+Z' },
    undefined,
    { id: 'draw-automatic', label: 'Draw large networks with what is faster here' },
    { id: 'draw-canvas', label: 'Draw large networks with Canvas' },
    { id: 'draw-webgl', label: 'Draw large networks with WebGL' },
  ],
  findings: [
    { id: 'search-findings', label: 'Search findings' },
    { id: 'filter-findings', label: 'Filter findings' },
    { id: 'clear-filter', label: 'Show all findings' },
    undefined,
    { id: 'next-finding', label: 'Next finding' },
    { id: 'previous-finding', label: 'Previous finding' },
    undefined,
    { id: 'suppress-finding', label: 'Suppress finding…' },
    { id: 'lift-suppression', label: 'Lift suppression' },
    { id: 'copy-finding', label: 'Copy finding as Markdown' },
    { id: 'show-rule', label: 'About the rule of the finding' },
    undefined,
    { id: 'group-by-rule', label: 'Group findings by rule' },
    { id: 'group-by-resource', label: 'Group findings by resource' },
    { id: 'group-by-severity', label: 'Group findings by severity' },
    undefined,
    { id: 'show-suppressed', label: 'Show suppressed findings' },
    { id: 'show-baseline', label: 'Show findings of the baseline' },
    undefined,
    { id: 'take-baseline', label: 'Take findings as the baseline' },
    { id: 'open-baseline', label: 'Open baseline…' },
    { id: 'save-baseline', label: 'Save baseline…' },
    { id: 'clear-baseline', label: 'Let go of the baseline' },
    undefined,
    { id: 'open-config', label: 'Open configuration…' },
    { id: 'save-config', label: 'Save as peerless.config.json…' },
    { id: 'clear-config', label: 'Let go of the configuration' },
    { id: 'lint-settings', label: 'Configuration and baseline…' },
  ],
  go: [
    { id: 'search', label: 'Search resources and actions…', accelerator: 'CmdOrCtrl+K' },
    { id: 'trace', label: 'Trace a path…' },
    { id: 'matrix', label: 'Reachability matrix' },
    { id: 'stop-at-appliances', label: 'Stop traces at appliances' },
    { id: 'copy-trace', label: 'Copy trace as text' },
    undefined,
    { id: 'show-findings', label: 'Findings' },
    { id: 'show-network', label: 'Network outline' },
    { id: 'show-gaps', label: 'Gaps: what could not be seen' },
  ],
  help: [
    { id: 'keys', label: 'Keyboard shortcuts' },
    { id: 'legend', label: 'Legend' },
  ],
};

type Item = MenuItemConstructorOptions;
const LINE: Item = { type: 'separator' };

/** Sources that were opened before, and what opens one. */
export interface Recent {
  readonly sources: readonly { readonly path: string; readonly title: string }[];
  readonly open: (path: string) => void;
}

/** Several sources of one name are told apart by their paths. */
function recentItems({ sources, open }: Recent): Item[] {
  return sources.map(({ path, title }) => ({
    // An ampersand would mark the next letter as a key: https://www.electronjs.org/docs/latest/api/menu-item
    label: (sources.filter((other) => other.title === title).length > 1 ? path : title).replaceAll(
      '&',
      '&&',
    ),
    toolTip: path,
    click: () => open(path),
  }));
}

/** The check for updates: undefined where nobody knows of releases, as in a clone. */
export interface UpdateItems {
  readonly atStart: boolean;
  /** What was told last. */
  readonly told: string | undefined;
  readonly check: () => void;
  readonly setAtStart: (on: boolean) => void;
}

function updateItems(updates: UpdateItems | undefined): Item[] {
  return [
    LINE,
    {
      id: 'check-updates',
      label: 'Check for Updates…',
      enabled: updates !== undefined,
      toolTip: updates ? (updates.told ?? '') : 'This build does not know where its releases are.',
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
  ];
}

/** `perform` hears the id of the action that was chosen. */
export function menuTemplate(
  platform: NodeJS.Platform,
  perform: (id: string) => void,
  recent: Recent = { sources: [], open: () => undefined },
  updates?: UpdateItems,
): Item[] {
  const mac = platform === 'darwin';
  const items = (menu: keyof typeof MENU_ACTIONS): Item[] =>
    MENU_ACTIONS[menu].map((action) =>
      action === undefined
        ? LINE
        : {
            id: action.id,
            label: action.label,
            ...(action.accelerator === undefined
              ? {}
              : { accelerator: action.accelerator, registerAccelerator: false }),
            click: () => perform(action.id),
          },
    );
  return [
    ...(mac ? [{ role: 'appMenu' } satisfies Item] : []),
    {
      label: 'File',
      submenu: [
        ...items('file'),
        LINE,
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
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        ...items('view'),
        LINE,
        { label: 'Text at Its Usual Size', role: 'resetZoom' },
        { label: 'Larger Text', role: 'zoomIn' },
        { label: 'Smaller Text', role: 'zoomOut' },
        LINE,
        { role: 'togglefullscreen' },
        { role: 'reload' },
        { role: 'toggleDevTools' },
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
