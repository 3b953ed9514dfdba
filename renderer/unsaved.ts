/** Suppressions and a baseline that no file holds yet: they are there again when the page is loaded anew, be it after a crash. */
import type { LintState } from '#app/api/lint.ts';
import { keep, type KeptPart, type KeptSettings } from './kept-settings.ts';
import type { Link } from './link.ts';
import type { Store } from './state.ts';
import { blobOf } from './state/saving.ts';
import { unsavedIn } from './state/unsaved.ts';

/** Keeps what is not saved as the user goes on, and asks whoever is about to leave with it. */
export function keepUnsaved(store: Store, link: Link): void {
  let seen: LintState | undefined;
  let saved: ReadonlySet<number> | undefined;
  const look = async (): Promise<void> => {
    const state = store.getState();
    const { lint, source } = state;
    if (!lint || source.phase !== 'open' || (lint === seen && state.savedVersions === saved))
      return;
    seen = lint;
    saved = state.savedVersions;
    const { handle } = source.opened;
    const parts: KeptSettings = Object.fromEntries(
      await Promise.all(
        unsavedIn(state).map(async (what): Promise<[string, KeptPart]> => {
          const file = await link.engine.call.settingsFile({ handle, what });
          const text = await (await blobOf(link, file, new AbortController().signal)).text();
          return [what, { name: lint[what]?.name, text }];
        }),
      ),
    );
    // Something else was decided meanwhile, and is kept instead.
    const now = store.getState();
    if (now.lint === lint && now.savedVersions === state.savedVersions) keep(parts);
  };
  // What cannot be asked for now is asked for with the next change.
  store.subscribe(() => void look().catch(() => (seen = undefined)));
  globalThis.addEventListener('beforeunload', (event) => {
    const state = store.getState();
    if (!state.reloading && unsavedIn(state).length > 0) event.preventDefault();
  });
}
