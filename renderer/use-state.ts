/** How components read the State. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
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

/** What is open, where something is. */
export const useOpen = (): OpenSource | undefined =>
  useApp((state) => (state.source.phase === 'open' ? state.source : undefined));
