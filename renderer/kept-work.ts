/** What one is at, kept for the page that comes after this one in the same tab. */
import type { Store } from './state.ts';
import { isSameWork, type Work, workIn } from './state/work.ts';

interface Kept {
  /** That of Peerless: another one may know it in another shape. */
  readonly version: string;
  readonly work: Work;
}

const KEY = 'peerless.work';

/** What was there when the page was left. */
export function keptWork(version: string): Work | undefined {
  try {
    const kept = JSON.parse(globalThis.sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
    return kept?.version === version ? kept.work : undefined;
  } catch {
    // Storage may be switched off: then a page begins afresh.
    return undefined;
  }
}

/** Keeps it as the user goes on, be it for the page after a crash; where the canvas looks, as the page is left. */
export function keepWork(store: Store): void {
  const keep = (leaving = false): void => {
    const state = store.getState();
    if (state.source.phase !== 'open') return;
    try {
      const kept: Kept = { version: state.version, work: workIn(state, leaving) };
      globalThis.sessionStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // As above.
    }
  };
  store.subscribe((now, before) => {
    if (now.source.phase !== before.source.phase || !isSameWork(now, before)) keep();
  });
  globalThis.addEventListener('pagehide', () => keep(true));
}
