/** Which of the settings that decide what is told no file holds yet, and how they come back after the page was left. */
import type { Opened } from '#app/api/engine.ts';
import type { LintState } from '#app/api/lint.ts';
import { keptSettings, type KeptPart } from '../kept-settings.ts';
import type { Making, State } from '../state.ts';

export type SettingsPart = 'config' | 'baseline';

export interface UnsavedSlice {
  /** Of configurations and baselines that a file holds, or that are the rules' own. */
  readonly savedVersions: ReadonlySet<number>;
  /** True once the user has asked for the page anew: what is not saved is kept, and nothing has to be asked. */
  readonly reloading: boolean;
  /** A file holds this part as it is in this state. */
  readonly noteSaved: (what: SettingsPart, lint: LintState) => void;
  /** What is opened first in this page, with what was not saved when the page was left; nothing else is changed. */
  readonly withUnsaved: (opened: Opened) => Promise<Opened>;
  readonly reload: () => void;
}

/** A configuration has one always; there may be no baseline. */
const versionOf = (what: SettingsPart, lint: LintState): number | undefined => lint[what]?.version;

export const unsavedIn = ({ lint, savedVersions }: State): readonly SettingsPart[] =>
  (['config', 'baseline'] as const).filter((what) => {
    const version = lint && versionOf(what, lint);
    return version !== undefined && !savedVersions.has(version);
  });

/** What a configuration is called that came out of no file. */
const NO_NAME = 'what was not saved';

export function unsavedSlice({ link, set, get }: Making): UnsavedSlice {
  const engine = link.engine.call;
  let begun = false;
  const noteSaved = (what: SettingsPart, lint: LintState): void => {
    const version = versionOf(what, lint);
    if (version !== undefined) set({ savedVersions: new Set([...get().savedVersions, version]) });
  };
  return {
    savedVersions: new Set(),
    reloading: false,
    noteSaved,
    async withUnsaved(opened) {
      if (begun) return opened;
      begun = true;
      const { handle } = opened;
      let { lint } = opened;
      noteSaved('config', lint);
      noteSaved('baseline', lint);
      const { config, baseline } = keptSettings() ?? {};
      const fileOf = ({ name = NO_NAME, text }: KeptPart) => ({ name, text });
      if (config) lint = await engine.configure({ handle, file: fileOf(config) });
      if (baseline) lint = await engine.baseline({ handle, from: fileOf(baseline) });
      return { ...opened, lint };
    },
    reload() {
      set({ reloading: true });
      globalThis.location.reload();
    },
  };
}
