/** The frame around the canvas: panels, theme, dialogs, notices, and where the canvas is asked to look. */
import type { Box, Point } from '#app/scene/scene.ts';
import type { Viewport } from '../canvas/viewport.ts';
import type { Making } from '../state.ts';

export type Panel = 'left' | 'right' | 'drawer' | 'legend' | 'minimap';
export type LeftTab = 'findings' | 'network' | 'view' | 'gaps';
export type DrawerTab = 'trace' | 'matrix' | 'plan' | 'diff';
export type Theme = 'system' | 'light' | 'dark';
export type DialogId =
  'palette' | 'keys' | 'collect' | 'export' | 'suppress' | 'lint' | 'history' | 'by-hand';

/** The point of the picture in the middle, and the zoom. */
export interface Sight extends Point {
  readonly zoom: number;
}

export type Look =
  /** `atOnce`: what has just been opened, and before which there was nothing to slide from. */
  | { readonly kind: 'fit'; readonly atOnce?: boolean }
  | { readonly kind: 'zoom'; readonly by: number }
  /** Brings a part of the picture into view, in pixels at scale 1. */
  | { readonly kind: 'area'; readonly box: Box }
  /** Brings a point of the picture into the middle, at this zoom. */
  | ({ readonly kind: 'at'; readonly atOnce?: boolean } & Sight)
  /** Brings these scene ids (nodes and edges) into view. */
  | { readonly kind: 'to'; readonly ids: readonly string[] }
  /** Brings them into sight at the zoom there is; where they are, nothing moves. */
  | { readonly kind: 'show'; readonly ids: readonly string[] }
  /** Puts the viewport where it stood. */
  | { readonly kind: 'stand'; readonly at: Viewport };

export interface Notice {
  readonly id: number;
  /** A `hint` says why something cannot be done now: nothing went wrong. What failed stays until it is put away. */
  readonly tone: 'done' | 'hint' | 'failed';
  readonly text: string;
  /** Id of an action that goes with it, such as taking it back. */
  readonly action: string | undefined;
  /** One more. */
  readonly also: string | undefined;
}

export interface FrameSlice {
  readonly panels: Readonly<Record<Panel, boolean>>;
  readonly leftTab: LeftTab;
  readonly drawerTab: DrawerTab;
  readonly theme: Theme;
  /** Whether keys of one character act. */
  readonly singleKeys: boolean;
  /** True where dialogs of the system can be asked. */
  readonly isNative: boolean;
  readonly dialog: DialogId | undefined;
  /** What was said last. */
  readonly notice: Notice | undefined;
  /** What failed and was not put away, the latest last; what was said last is one of them where it failed. */
  readonly failures: readonly Notice[];
  /** Version of the engine; '' until it has answered. */
  readonly version: string;
  /** The last thing asked of the viewport; `seq` tells two equal wishes apart. */
  readonly viewport: { readonly seq: number; readonly look: Look } | undefined;
  readonly togglePanel: (panel: Panel, open?: boolean) => void;
  readonly showTab: (tab: LeftTab) => void;
  readonly showDrawer: (tab: DrawerTab) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setSingleKeys: (on: boolean) => void;
  readonly showDialog: (dialog: DialogId | undefined) => void;
  readonly notify: (tone: Notice['tone'], text: string, action?: string, also?: string) => void;
  /** Puts a notice away; without an id, what was said last. */
  readonly dismiss: (id?: number) => void;
  readonly look: (look: Look) => void;
  /** Where the canvas looks now; undefined while there is none. */
  readonly sight: () => Sight | undefined;
  /** Where the viewport stands, or is on its way to; the same, whatever panels are open. */
  readonly stands: () => Viewport | undefined;
  readonly openLink: (url: string) => void;
}

const THEME_KEY = 'peerless.theme';
const KEYS_KEY = 'peerless.single-keys';

const isTheme = (value: unknown): value is Theme =>
  value === 'system' || value === 'light' || value === 'dark';

/** Storage may be switched off: a choice then lasts as long as the window. */
function stored(key: string): string | null {
  try {
    return globalThis.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    globalThis.localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

function storedTheme(): Theme {
  const theme = stored(THEME_KEY);
  return isTheme(theme) ? theme : 'system';
}

export function frameSlice({ link, set, get }: Making): FrameSlice {
  let seq = 0;
  return {
    // The picture comes first: the inspector opens with the first thing selected.
    panels: { left: true, right: false, drawer: false, legend: false, minimap: true },
    leftTab: 'findings',
    drawerTab: 'trace',
    theme: storedTheme(),
    singleKeys: stored(KEYS_KEY) !== 'off',
    isNative: link.native,
    dialog: undefined,
    notice: undefined,
    failures: [],
    version: '',
    viewport: undefined,
    sight: () => undefined,
    stands: () => undefined,
    togglePanel(panel, open) {
      const { panels } = get();
      set({ panels: { ...panels, [panel]: open ?? !panels[panel] } });
    },
    showTab(tab) {
      set({ leftTab: tab });
      get().togglePanel('left', true);
    },
    showDrawer(tab) {
      set({ drawerTab: tab });
      get().togglePanel('drawer', true);
      // Trace and matrix tell of the network as it is. What takes the place of the other knows where that was looked at.
      if (tab === 'plan') get().drawPlan(true);
      get().drawDiff(tab === 'diff');
      if (tab !== 'plan') get().drawPlan(false);
    },
    setTheme(theme) {
      set({ theme });
      store(THEME_KEY, theme);
      // The desktop paints its own frame; a window without one has nothing to add.
      link.shell.call.setTheme({ theme }).catch(() => undefined);
    },
    setSingleKeys(singleKeys) {
      set({ singleKeys });
      store(KEYS_KEY, singleKeys ? 'on' : 'off');
    },
    showDialog: (dialog) => set({ dialog }),
    notify(tone, text, action, also) {
      const notice: Notice = { id: ++seq, tone, text, action, also };
      // What fails again in the same words is said once.
      const others = get().failures.filter((one) => tone !== 'failed' || one.text !== text);
      set({ notice, failures: tone === 'failed' ? [...others, notice] : others });
    },
    dismiss(id = get().notice?.id) {
      const { notice, failures } = get();
      if (notice?.id === id) set({ notice: undefined });
      if (failures.some((one) => one.id === id))
        set({ failures: failures.filter((one) => one.id !== id) });
    },
    look: (look) => set({ viewport: { seq: ++seq, look } }),
    openLink(url) {
      link.shell.call.openLink({ url }).then(
        ({ opened }) => {
          if (!opened)
            get().notify(
              'failed',
              'This link leads outside the listed documentation sites, so it was not opened.',
            );
        },
        () => undefined,
      );
    },
  };
}
