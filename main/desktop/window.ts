/** Our one window: how it is made, and how it shows itself. */
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  NativeTheme,
  Rectangle,
} from 'electron';
import { WEB_PREFERENCES } from './harden.ts';

/** The page's own backgrounds (renderer/styles), so that the window does not flash before the first paint. */
const BACKGROUND = { light: '#eef0f3', dark: '#0f1216' } as const;

export function windowOptions(
  preload: string,
  theme: Pick<NativeTheme, 'shouldUseDarkColors'>,
  /** Where it stood; without it, the system finds a place. */
  bounds?: Rectangle,
): BrowserWindowConstructorOptions {
  return {
    title: 'Peerless',
    width: 1440,
    height: 900,
    ...bounds,
    minWidth: 800,
    minHeight: 520,
    show: false,
    backgroundColor: theme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: { ...WEB_PREFERENCES, preload },
  };
}

/** Brings the window before the user, whatever it was. */
export function present(
  window: Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>,
): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
