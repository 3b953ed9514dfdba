/** Light or dark: the user's choice, else the system's; written to the page as attribute and custom properties. */
import { useSyncExternalStore } from 'react';
import { palette, type Theme as Shade } from '#app/scene/legend.ts';
import type { Theme } from './state/frame.ts';

const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');
const forced = (): MediaQueryList => window.matchMedia('(forced-colors: active)');

const listen = (changed: () => void): (() => void) => {
  const queries = [dark(), forced()];
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
  };
};

/**
 * The shade in force under a theme. Where the system forces its own colours upon the page, its shade goes before the theme:
 * they do not reach the canvas, and browsers tell their shade as the one that is preferred.
 */
export function useShade(theme: Theme): Shade {
  const isDark = useSyncExternalStore(listen, () => dark().matches);
  const isForced = useSyncExternalStore(listen, () => forced().matches);
  if (theme !== 'system' && !isForced) return theme;
  return isDark ? 'dark' : 'light';
}

/** Makes the page wear a shade: the legend's colours become `--<token>`, so that panels and canvas agree. */
export function wear(shade: Shade): void {
  const root = document.documentElement;
  root.dataset.theme = shade;
  for (const [token, colour] of Object.entries(palette[shade]))
    root.style.setProperty(`--${token}`, colour);
}
