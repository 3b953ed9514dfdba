/** How components read the State. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Opened } from '#app/api/engine.ts';
import type { OpenSource } from './state/source.ts';
import type { State, Store } from './state.ts';

export const StoreContext = createContext<Store | undefined>(undefined);

/** The store itself, for handlers that read what is true when they run. */
export function useWindow(): Store {
  const store = use(StoreContext);
  if (!store) throw new Error('no store above this component');
  return store;
}

/** A part of the state; the component draws again when it changes. */
export const useApp = <T>(select: (state: State) => T): T => useStore(useWindow(), select);

/** What is open, and what is drawn of it: another with each scene. */
export const useOpen = (): OpenSource | undefined =>
  useApp((state) => (state.source.phase === 'open' ? state.source : undefined));

/** What is open, whatever is drawn of it. Whoever needs no scene asks this: with each scene the window has enough to do. */
export const useOpened = (): Opened | undefined =>
  useApp((state) => (state.source.phase === 'open' ? state.source.opened : undefined));
