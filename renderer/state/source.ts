/** What is open: a snapshot analysed by the engine, its scene and findings. */
import type { FormatInfo, Opened } from '#app/api/engine.ts';
import type { PrintOptions } from '#app/api/print.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Making } from '../state.ts';
import { getReady } from '../canvas/ready.ts';
import { handOver, pickFiles } from '../pick.ts';
import { askScene } from './scenes.ts';
import { keptOf, seenIn, seenOf, viewAsked } from './seen.ts';
import { saveFiles } from './saving.ts';
import { faultOf } from '../words/fault.ts';
import { count } from '../words/count.ts';

export interface OpenSource {
  readonly phase: 'open';
  readonly opened: Opened;
  readonly scene: Scene;
}

export type Source =
  | { readonly phase: 'empty' }
  | { readonly phase: 'opening'; readonly what: string; readonly before?: Opened | undefined }
  | OpenSource
  | {
      readonly phase: 'failed';
      readonly what: string;
      readonly message: string;
      /** What was open until then, as it was left: the engine has it still. */
      readonly before?: Opened | undefined;
    };

export interface SourceSlice {
  readonly source: Source;
  readonly formats: readonly FormatInfo[];
  /** Why the formats could not be told. */
  readonly formatsFault: string | undefined;
  /** False once the engine cannot be reached any more. */
  readonly connected: boolean;
  readonly openDemo: () => Promise<void>;
  readonly openPath: (path: string) => Promise<void>;
  readonly openFiles: (files: readonly File[]) => Promise<void>;
  /** Asks the user what to open: a native dialog on the desktop, the browser's own elsewhere. */
  readonly chooseSource: (what: 'file' | 'folder') => Promise<void>;
  /** Shows again what was open before an opening that failed. */
  readonly backToBefore: () => Promise<void>;
  /** Takes over a snapshot the engine has opened by itself, after a collection. */
  readonly adopt: (opened: Opened) => Promise<void>;
  readonly loadFormats: () => Promise<void>;
  readonly exportAs: (format: string, print?: PrintOptions) => Promise<void>;
}

export function sourceSlice({ link, set, get }: Making): SourceSlice {
  const engine = link.engine.call;
  let attempt = 0;

  /** What is open, as it is arranged and linted now; or what was, before an opening that came to nothing. */
  function openBefore(): Opened | undefined {
    const { source, lint, views, viewFile } = get();
    if (source.phase === 'empty') return undefined;
    if (source.phase !== 'open') return source.before;
    const { opened } = source;
    const arrangement = { now: keptOf(get()), views: [...views], file: viewFile, note: undefined };
    return { ...opened, lint: lint ?? opened.lint, arrangement };
  }

  /** Opens, unless a later attempt has overtaken this one. Where this fails, there is a way back to what was open. */
  async function opening(what: string, open: () => Promise<Opened>): Promise<void> {
    const mine = ++attempt;
    const before = openBefore();
    get().clearSelection();
    get().resetPlan();
    get().resetDiff();
    get().resetView();
    set({ source: { phase: 'opening', what, before }, dialog: undefined });
    try {
      const opened = await open();
      if (mine !== attempt) return;
      const { now, views, file, note } = opened.arrangement;
      const seen = seenOf(now);
      const [scene] = await Promise.all([
        askScene(engine, opened.handle, viewAsked(seen)),
        get().readFindings(opened.handle, opened.lint),
      ]);
      await getReady(scene);
      if (mine !== attempt) return;
      get().resetTrace();
      get().resetMatrix();
      set({ source: { phase: 'open', opened, scene }, ...seen, views, viewFile: file });
      get().noteOpened(opened);
      get().look({ kind: 'fit' });
      if (note !== undefined) get().notify('failed', note);
    } catch (error) {
      if (mine === attempt)
        set({ source: { phase: 'failed', what, message: faultOf(error), before } });
    }
  }

  link.onClose(() => set({ connected: false }));

  return {
    source: { phase: 'empty' },
    formats: [],
    formatsFault: undefined,
    connected: true,
    openDemo: () => opening('the sample estate', () => engine.open({ demo: true })),
    openPath: (path) => opening(path, () => engine.open({ path })),
    openFiles: (files) =>
      opening(files.length === 1 ? files[0]!.name : count(files.length, 'file'), async () =>
        engine.open(await handOver(engine, files)),
      ),
    async chooseSource(what) {
      if (link.native) {
        const { path } = await link.shell.call.chooseSource({ what });
        if (path) await get().openPath(path);
        return;
      }
      const files = await pickFiles(what);
      if (files.length > 0) await get().openFiles(files);
    },
    async backToBefore() {
      const { source } = get();
      if (source.phase !== 'failed' || !source.before) return;
      const { before } = source;
      await opening(before.title, () => Promise.resolve(before));
    },
    adopt: (opened) => opening(opened.title, () => Promise.resolve(opened)),
    async loadFormats() {
      if (get().formats.length > 0) return;
      try {
        set({ formats: await engine.formats({}), formatsFault: undefined });
      } catch (error) {
        set({ formatsFault: faultOf(error) });
      }
    },
    async exportAs(format, print = {}) {
      const { source } = get();
      if (source.phase !== 'open') return;
      const { handle } = source.opened;
      await saveFiles({ link, get }, () =>
        engine.export({ handle, format, ...viewAsked(seenIn(get())), ...print }),
      );
    },
  };
}
