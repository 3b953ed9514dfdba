/** What is open: a snapshot analysed by the engine, its scene and findings. */
import type { FormatInfo, Opened } from '#app/api/engine.ts';
import type { PrintOptions } from '#app/api/print.ts';
import type { Scene } from '#app/scene/scene.ts';
import type { Making } from '../state.ts';
import { getReady } from '../canvas/ready.ts';
import { handOver, pickFiles } from '../pick.ts';
import { askScene } from './scenes.ts';
import { seenIn, seenOf, viewAsked } from './seen.ts';
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
  | { readonly phase: 'opening'; readonly what: string }
  | OpenSource
  | { readonly phase: 'failed'; readonly what: string; readonly message: string };

export interface SourceSlice {
  readonly source: Source;
  readonly formats: readonly FormatInfo[];
  /** False once the engine cannot be reached any more. */
  readonly connected: boolean;
  readonly openDemo: () => Promise<void>;
  readonly openPath: (path: string) => Promise<void>;
  readonly openFiles: (files: readonly File[]) => Promise<void>;
  /** Asks the user what to open: a native dialog on the desktop, the browser's own elsewhere. */
  readonly chooseSource: (what: 'file' | 'folder') => Promise<void>;
  /** Takes over a snapshot the engine has opened by itself, after a collection. */
  readonly adopt: (opened: Opened) => Promise<void>;
  readonly loadFormats: () => Promise<void>;
  readonly exportAs: (format: string, print?: PrintOptions) => Promise<void>;
}

export function sourceSlice({ link, set, get }: Making): SourceSlice {
  const engine = link.engine.call;
  let attempt = 0;

  /** Opens, unless a later attempt has overtaken this one. What was open stays open when this fails before it. */
  async function opening(what: string, open: () => Promise<Opened>): Promise<void> {
    const mine = ++attempt;
    get().clearSelection();
    get().resetPlan();
    get().resetDiff();
    get().resetView();
    set({ source: { phase: 'opening', what }, dialog: undefined });
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
      if (mine === attempt) set({ source: { phase: 'failed', what, message: faultOf(error) } });
    }
  }

  link.onClose(() => set({ connected: false }));

  return {
    source: { phase: 'empty' },
    formats: [],
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
    adopt: (opened) => opening(opened.title, () => Promise.resolve(opened)),
    async loadFormats() {
      if (get().formats.length > 0) return;
      try {
        set({ formats: await engine.formats({}) });
      } catch (error) {
        get().notify('failed', faultOf(error));
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
