/** Which of the settings that decide what is told no file holds yet, and how all of them come back after the page was left. */
import type { Opened } from '#app/api/engine.ts';
import type { ExportedFile } from '#app/api/file.ts';
import type { LintState } from '#app/api/lint.ts';
import { keep, keptSettings, type KeptPart, type KeptSettings } from '../kept-settings.ts';
import type { Making, State } from '../state.ts';
import { blobOf } from './saving.ts';
import { heldIn } from './source.ts';

export const SETTINGS_PARTS = ['config', 'baseline'] as const;
export type SettingsPart = (typeof SETTINGS_PARTS)[number];

interface Kept {
  readonly opened: Opened;
  readonly again: string | undefined;
}

export interface UnsavedSlice {
  /** Of configurations and baselines that a file holds, or that are the rules' own. */
  readonly savedVersions: ReadonlySet<number>;
  /** True once the user has asked for the page anew, and what is not saved is kept for it: nothing has to be asked. */
  readonly reloading: boolean;
  /** A file holds this part as it is in this state. */
  readonly noteSaved: (what: SettingsPart, lint: LintState) => void;
  /** What is opened first in this page, linted as when the page was left, with a sentence about that; nothing else is changed. */
  readonly withKept: (opened: Opened) => Promise<Kept>;
  /**
   * Keeps how it is linted by now for the page after this one. True where nothing is lost by leaving this one, false where the
   * storage does not take it, undefined where the engine did not tell it.
   */
  readonly keepSettings: () => Promise<boolean | undefined>;
  /** Loads the page anew: what is decided is kept first, and where it cannot be, whoever has something unsaved is asked. */
  readonly reload: () => Promise<void>;
}

/** A configuration has one always; there may be no baseline. */
const versionOf = (what: SettingsPart, lint: LintState): number | undefined => lint[what]?.version;

export const unsavedIn = ({ lint, savedVersions }: State): readonly SettingsPart[] =>
  SETTINGS_PARTS.filter((what) => {
    const version = lint && versionOf(what, lint);
    return version !== undefined && !savedVersions.has(version);
  });

/** True for the rules' own settings, which hold without being kept: what came from a file has its name. */
const isOwn = (what: SettingsPart, { config }: LintState): boolean =>
  what === 'config' && config.name === undefined && config.suppressions === 0;

/** What a part is called that no file holds. */
const NO_NAME = 'what was not saved';

const UNSAVED_AGAIN = 'What was not saved holds again.';
const SAVED_AGAIN = 'The configuration or baseline that was open before holds again.';

/** Who asks for the page anew waits so long for what the engine is asked first, in ms: it may be what stopped working. */
const PATIENCE_MS = 2000;

/** A part as the engine told it. */
interface Told {
  readonly version: number;
  readonly name: string;
  readonly text: string;
}

export function unsavedSlice({ link, set, get }: Making): UnsavedSlice {
  const engine = link.engine.call;
  const told = new Map<SettingsPart, Told>();
  /** One keeping after the other. */
  let keeping: Promise<unknown> = Promise.resolve();
  /** What the last one was of, and what came of it. */
  let last: { readonly of: string; readonly done: boolean } | undefined;

  const noteSaved = (what: SettingsPart, lint: LintState): void => {
    const version = versionOf(what, lint);
    if (version !== undefined) set({ savedVersions: new Set([...get().savedVersions, version]) });
  };

  /** The part in force; undefined where something else is by now. In its turn, so that nothing is decided meanwhile. */
  async function askFor(what: SettingsPart, version: number): Promise<Told | undefined> {
    const known = told.get(what);
    if (known?.version === version) return known;
    const file = await get().inTurn(async (): Promise<ExportedFile | undefined> => {
      const { lint, source } = get();
      const handle = heldIn(source)?.opened.handle;
      if (!lint || handle === undefined || versionOf(what, lint) !== version) return undefined;
      return engine.settingsFile({ handle, what });
    });
    if (!file) return undefined;
    const text = await (await blobOf(link, file, new AbortController().signal)).text();
    const part = { version, name: file.name, text };
    told.set(what, part);
    return part;
  }

  /** What is to be kept, as `version saved` of each part. */
  const wanted = (): readonly (readonly [SettingsPart, number, boolean])[] => {
    const { lint, savedVersions } = get();
    return SETTINGS_PARTS.flatMap((what) => {
      const version = lint && versionOf(what, lint);
      return !lint || version === undefined || isOwn(what, lint)
        ? []
        : [[what, version, savedVersions.has(version)] as const];
    });
  };

  async function keepNow(): Promise<boolean> {
    for (;;) {
      if (!get().lint || !heldIn(get().source)) return true;
      const parts = wanted();
      const of = JSON.stringify(parts);
      if (last?.of === of) return last.done;
      const kept: [SettingsPart, KeptPart][] = [];
      for (const [what, version, saved] of parts) {
        const part = await askFor(what, version);
        if (!part) break;
        const name = get().lint?.[what]?.name ?? (saved ? part.name : undefined);
        kept.push([what, { name, text: part.text, saved }]);
      }
      // Something else was decided meanwhile, and is kept instead.
      if (JSON.stringify(wanted()) !== of || kept.length < parts.length) continue;
      last = { of, done: keep(Object.fromEntries(kept)) };
    }
  }

  return {
    savedVersions: new Set(),
    reloading: false,
    noteSaved,
    async withKept(opened) {
      if (heldIn(get().source)) return { opened, again: undefined };
      const { handle } = opened;
      let { lint } = opened;
      noteSaved('config', lint);
      noteSaved('baseline', lint);
      const { config, baseline }: KeptSettings = keptSettings() ?? {};
      const fileOf = ({ name = NO_NAME, text }: KeptPart) => ({ name, text });
      if (config) {
        lint = await engine.configure({ handle, file: fileOf(config) });
        if (config.saved) noteSaved('config', lint);
      }
      if (baseline) {
        lint = await engine.baseline({ handle, from: fileOf(baseline) });
        if (baseline.saved) noteSaved('baseline', lint);
      }
      const parts = [config, baseline].filter((part) => part !== undefined);
      if (parts.length === 0) return { opened, again: undefined };
      const again = parts.every(({ saved }) => saved) ? SAVED_AGAIN : UNSAVED_AGAIN;
      return { opened: { ...opened, lint }, again };
    },
    keepSettings() {
      const done = keeping.then(keepNow).catch(() => undefined);
      keeping = done;
      return done;
    },
    async reload() {
      const late = new Promise<undefined>((resolve) => {
        setTimeout(() => resolve(undefined), PATIENCE_MS);
      });
      const kept = await Promise.race([get().keepSettings(), late]);
      set({ reloading: kept === true });
      globalThis.location.reload();
    },
  };
}
