/** What is open: a snapshot analysed by the engine, its scene and findings. */
import type { FormatInfo, Opened } from '#app/api/engine.ts';
import { MOST_PIXELS, type PrintOptions } from '#app/api/print.ts';
import type { Scene } from '#app/scene/scene.ts';
import { type Again, type Gone, keepLast } from '../last.ts';
import type { CollectForm } from './collect.ts';
import type { Making } from '../state.ts';
import { getReady } from '../canvas/ready.ts';
import { calledOf, handOver, pickFiles } from '../pick.ts';
import { askScene } from './scenes.ts';
import { seenIn, seenOf, viewAsked } from './seen.ts';
import { drawnIn } from './taking.ts';
import { saveFiles } from './saving.ts';
import { faultOf } from '../words/fault.ts';

export interface OpenSource {
  readonly phase: 'open';
  readonly opened: Opened;
  readonly scene: Scene;
}

export type Source =
  | {
      readonly phase: 'empty';
      /** What was put aside. */
      readonly before?: OpenSource | undefined;
      /** What was open in the page before this one. */
      readonly gone?: Gone;
    }
  | {
      readonly phase: 'opening';
      readonly what: string;
      /** What was open until then: nothing of it is forgotten before something else has taken its place. */
      readonly before?: OpenSource | undefined;
    }
  | OpenSource
  | {
      readonly phase: 'failed';
      readonly what: string;
      readonly message: string;
      readonly before?: OpenSource | undefined;
    };

/** How what is open is read again: from its path, or from AWS as it was asked for. */
export type Origin = Again | { readonly collected: CollectForm };

/** How it is opened once more in a page that is loaded anew; `path`: where it lies, too. */
export function againOf({ title }: Opened, origin: Origin, path?: string): Again | Gone {
  if (path !== undefined) return { path };
  return 'collected' in origin ? { what: title, came: 'collected' } : origin;
}

/** What is open, or was until something else was begun to be opened. */
export const heldIn = (source: Source): OpenSource | undefined =>
  source.phase === 'open' ? source : source.before;

/** The same with another scene of what is open, or was. */
export function withScene(source: Source, scene: Scene): Source {
  if (source.phase === 'open') return { ...source, scene };
  if (!source.before) return source;
  return { ...source, before: { ...source.before, scene } };
}

export interface SourceSlice {
  readonly source: Source;
  /** Undefined where what is open cannot be read again by itself, as files that were chosen in a browser. */
  readonly origin: Origin | undefined;
  readonly formats: readonly FormatInfo[];
  /** Why the formats could not be told. */
  readonly formatsFault: string | undefined;
  /** False once the engine cannot be reached any more. */
  readonly connected: boolean;
  /** Opens what was open in the page before this one, or says why it cannot. */
  readonly openAgain: (again: Again | Gone) => Promise<void>;
  readonly openDemo: () => Promise<void>;
  /** Opens a path; where that is open already, it is read again. */
  readonly openPath: (path: string) => Promise<void>;
  readonly openFiles: (files: readonly File[]) => Promise<void>;
  /** Asks the user what to open: a native dialog on the desktop, the browser's own elsewhere. */
  readonly chooseSource: (what: 'file' | 'folder') => Promise<void>;
  /** Ends the opening under way; what was open before is shown again, as it was left. */
  readonly stopOpening: () => void;
  /** Shows the ways in; what was open waits behind them. */
  readonly closeSource: () => void;
  /** Shows again what was put aside, or open before an opening that failed, as it was left. */
  readonly backToBefore: () => void;
  /** Takes over a snapshot the engine has opened by itself; `path`: where it lies, too. */
  readonly adopt: (opened: Opened, origin: Origin, path?: string) => Promise<void>;
  readonly loadFormats: () => Promise<void>;
  readonly exportAs: (format: string, print?: PrintOptions) => Promise<void>;
}

export function sourceSlice({ link, set, get }: Making): SourceSlice {
  const engine = link.engine.call;
  let attempt = 0;
  /** The opening under way. */
  let running: { readonly job: string; readonly stop: AbortController } | undefined;
  /** What was in the making when another source was begun to be opened: its picture is due when one comes back. */
  let due = { plan: false, diff: false };

  /** Nobody waits for the opening under way any more. */
  function cancel(): void {
    attempt++;
    if (!running) return;
    const { job, stop } = running;
    running = undefined;
    stop.abort();
    engine.cancel({ job }).catch(() => undefined);
  }

  /** Shows what was open as it was left: its view, its history, its plan and its comparison. */
  function comeBack(before: OpenSource | undefined): void {
    cancel();
    set({ source: before ?? { phase: 'empty' } });
    const { planning, comparing, drawerTab, panels } = get();
    const plan = due.plan && planning.phase === 'ready' && drawerTab === 'plan';
    const diff = due.diff && comparing.phase === 'ready' && drawerTab === 'diff';
    if (panels.drawer && (plan || diff)) get().showDrawer(drawerTab);
  }

  /**
   * Opens, unless a later attempt has overtaken this one. Where this fails, there is a way back to what was open.
   * `again` opens the same after the page was loaded anew, `origin` reads it again.
   */
  async function opening(
    what: string,
    open: (job: string, signal: AbortSignal) => Promise<Opened>,
    again: Again | Gone,
    origin: Origin | undefined = 'came' in again ? undefined : again,
  ): Promise<void> {
    const { source, planning, comparing } = get();
    get().dropRefresh();
    if (source.phase === 'open')
      due = {
        plan: planning.phase === 'working',
        diff: comparing.phase === 'opening' || comparing.phase === 'working',
      };
    const before = heldIn(source);
    cancel();
    const mine = attempt;
    const { job, stop } = (running = {
      job: `open of the window ${mine}`,
      stop: new AbortController(),
    });
    set({ source: { phase: 'opening', what, before }, dialog: undefined });
    try {
      const read = await open(job, stop.signal);
      if (mine !== attempt) return;
      const { opened, again: kept } = await get().withKept(read);
      if (mine !== attempt) return;
      const { now, views, file, note } = opened.arrangement;
      const seen = seenOf(now);
      const [scene, findings] = await Promise.all([
        askScene(engine, opened.handle, viewAsked(seen)),
        get().readFindings(opened.handle, opened.lint),
      ]);
      await getReady(scene);
      if (mine !== attempt) return;
      running = undefined;
      get().clearSelection();
      get().forgetInstead();
      get().resetPlan();
      get().resetDiff();
      get().resetView();
      get().resetTrace();
      get().resetMatrix();
      findings();
      set({ source: { phase: 'open', opened, scene }, origin, refreshed: undefined });
      set({ ...seen, views, viewFile: file });
      get().putAwayNotRefreshed();
      get().noteOpened(opened);
      keepLast(again);
      get().look({ kind: 'fit', atOnce: true });
      if (note !== undefined) get().notify('failed', note);
      else if (kept !== undefined) get().notify('done', kept, 'lint-settings');
    } catch (error) {
      if (mine !== attempt) return;
      running = undefined;
      set({ source: { phase: 'failed', what, message: faultOf(error), before } });
    }
  }

  link.onClose(() => set({ connected: false }));

  return {
    source: { phase: 'empty' },
    origin: undefined,
    formats: [],
    formatsFault: undefined,
    connected: true,
    async openAgain(again) {
      if ('came' in again) set({ source: { phase: 'empty', gone: again } });
      else if ('path' in again) await get().openPath(again.path);
      else await get().openDemo();
    },
    openDemo: () =>
      opening('the sample estate', (job) => engine.open({ demo: true, job }), { demo: true }),
    openPath(path) {
      const { source, origin } = get();
      if (source.phase === 'open' && origin && 'path' in origin && origin.path === path)
        return get().refresh();
      return opening(path, (job) => engine.open({ path, job }), { path });
    },
    openFiles(files) {
      const called = calledOf(files);
      return opening(
        called.what,
        async (job, signal) => engine.open({ ...(await handOver(engine, files, signal)), job }),
        called,
      );
    },
    async chooseSource(what) {
      if (link.native) {
        const { path } = await link.shell.call.chooseSource({ what });
        if (path) await get().openPath(path);
        return;
      }
      const files = await pickFiles(what);
      if (files.length > 0) await get().openFiles(files);
    },
    stopOpening() {
      const { source } = get();
      if (source.phase !== 'opening') return;
      comeBack(source.before);
      get().notify('done', `Stopped: ${source.what} was not opened.`);
    },
    closeSource() {
      const { source } = get();
      if (source.phase !== 'open') return;
      get().dropRefresh();
      set({ source: { phase: 'empty', before: source }, dialog: undefined });
    },
    backToBefore() {
      const { source } = get();
      if (source.phase !== 'open' && source.before) comeBack(source.before);
    },
    adopt: (opened, origin, path) =>
      opening(opened.title, () => Promise.resolve(opened), againOf(opened, origin, path), origin),
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
      const { title = format, marks = false } = get().formats.find(({ id }) => id === format) ?? {};
      const drawn = marks ? drawnIn(get()) : { handle, ...viewAsked(seenIn(get())) };
      await saveFiles({ link, get }, `Writing ${title}`, (job) =>
        engine.export({ ...drawn, format, ...print, atMost: MOST_PIXELS, job }),
      );
    },
  };
}
