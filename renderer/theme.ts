/** Light or dark: the user's choice, else the system's; written to the page as attribute and custom properties. */
import { useSyncExternalStore } from 'react';
import { palette, type Theme as Shade } from '#app/scene/legend.ts';
import type { Theme } from './state/frame.ts';

const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

const listen = (changed: () => void): (() => void) => {
  const query = dark();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** The shade in force under a theme. */
export function useShade(theme: Theme): Shade {
  const system = useSyncExternalStore(listen, () => (dark().matches ? 'dark' : 'light'));
  return theme === 'system' ? system : theme;
}

/** Makes the page wear a shade: the legend's colours become `--<token>`, so that panels and canvas agree. */
export function wear(shade: Shade): void {
  const root = document.documentElement;
  root.dataset.theme = shade;
  for (const [token, colour] of Object.entries(palette[shade]))
    root.style.setProperty(`--${token}`, colour);
}
