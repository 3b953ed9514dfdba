/** Keeps how findings are linted as the user goes on, be it for the page after a crash, and asks whoever leaves with something unsaved. */
import type { Store } from './state.ts';
import { unsavedIn } from './state/unsaved.ts';

/** After a fault it is tried again in so many ms. */
export const RETRY_MS = 5000;

export function keepUnsaved(store: Store): void {
  let retry: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    clearTimeout(retry);
    const isDone = await store.getState().keepSettings();
    clearTimeout(retry);
    // Without an engine nothing can be fetched any more.
    if (isDone === undefined && store.getState().connected)
      retry = setTimeout(() => void look(), RETRY_MS);
  };
  store.subscribe((now, before) => {
    const isSame = now.lint === before.lint && now.savedVersions === before.savedVersions;
    if (!isSame || now.source !== before.source) void look();
  });
  globalThis.addEventListener('beforeunload', (event) => {
    const state = store.getState();
    if (!state.reloading && unsavedIn(state).length > 0) event.preventDefault();
  });
}
