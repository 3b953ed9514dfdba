/** Two snapshots compared: the second source, the comparison and its list, and what of both the canvas shows. */
import type { CompareStage, DiffFormatId, DiffSummary } from '#app/api/diff.ts';
import type { Opened } from '#app/api/engine.ts';
import { CLOSED } from '#app/api/rpc.ts';
import type { ComparedScene, Showing } from '#app/scene/compared.ts';
import { getReady } from '../canvas/ready.ts';
import { handOver, pickFiles } from '../pick.ts';
import type { Making } from '../state.ts';
import { count } from '../words/count.ts';
import { faultOf } from '../words/fault.ts';
import { short } from '../words/visible.ts';
import { diffDrawing } from './diff-drawn.ts';
import { ALL_CHANGES, type DiffFilter, type ListedChange, listed } from './diff-list.ts';
import { diffPicks } from './diff-picks.ts';
import type { PairWays } from './diff-ways.ts';
import { homesOf, type Recent, recentOf, sideOf } from './diff-sides.ts';
import { saveFiles } from './saving.ts';

export type Comparing =
  | { readonly phase: 'none' }
  /** The second source is read. */
  | { readonly phase: 'opening'; readonly what: string }
  | {
      readonly phase: 'working';
      readonly job: string;
      readonly what: string;
      readonly stage: CompareStage | 'list';
      /** Of the stage, from 0 to 1. */
      readonly share: number;
      readonly stopping: boolean;
    }
  | {
      readonly phase: 'ready';
      readonly summary: DiffSummary;
      readonly compared: ComparedScene;
      readonly rows: readonly ListedChange[];
    }
  | { readonly phase: 'failed'; readonly what: string; readonly message: string };

export interface DiffSlice {
  readonly comparing: Comparing;
  readonly diffShowing: Showing;
  readonly diffFilter: DiffFilter;
  /** Number of the change that is lit. */
  readonly diffRow: number | undefined;
  /** The flows of the pair that was picked last; undefined until they are known. */
  readonly pairWays: PairWays | undefined;
  /** Latest first. */
  readonly recent: readonly Recent[];
  /** Asks for a second source and compares it with what is open. */
  readonly compareWith: (what: 'file' | 'folder') => Promise<void>;
  /** Compares what is open with a source on the engine's disk. */
  readonly compareWithPath: (path: string) => Promise<void>;
  readonly compareWithRecent: (recent: Recent) => Promise<void>;
  /** Takes the older one for the newer one. */
  readonly turnDiff: () => Promise<void>;
  readonly stopDiff: () => Promise<void>;
  readonly showSide: (showing: Showing) => void;
  readonly filterDiff: (part: Partial<DiffFilter>) => void;
  /** Lights a change on the canvas. */
  readonly pickChange: (number: number) => Promise<void>;
  /** Lights the pair that a line of the canvas stands for. */
  readonly pickPair: (line: string) => Promise<void>;
  /** Puts the comparison on the canvas, or the network as it is. */
  readonly drawDiff: (on: boolean) => void;
  /** Takes the drawing of a comparison back, or does it again; false where there is nothing to take back or to draw. */
  readonly replayDiff: (diff: string, on: boolean) => boolean;
  /** Forgets the comparison; the canvas shows what it did before, from where it was looked at. */
  readonly closeDiff: () => void;
  readonly saveDiff: (format: DiffFormatId) => Promise<void>;
  readonly resetDiff: () => void;
  /**
   * What was open has been read again: a comparison that is in sight is made anew, with what it was with; with what was
   * open until now, where it told what the last reading had changed. Else it is forgotten.
   */
  readonly compareAgain: (before: Opened, last: Recent | undefined) => Promise<void>;
  readonly noteOpened: (opened: Opened) => void;
  /** The estate that knows a resource of the picture, where it is not the open one. */
  readonly handleOf: (ref: string) => string | undefined;
}

const NOTHING = {
  comparing: { phase: 'none' },
  diffShowing: 'both',
  diffFilter: ALL_CHANGES,
  diffRow: undefined,
  pairWays: undefined,
} as const;

/** How many opened estates are offered; the engine keeps no more. */
const MOST_RECENT = 8;

export function diffSlice({ link, set, get }: Making): DiffSlice {
  const { draw, undraw } = diffDrawing({ set, get });
  const engine = link.engine.call;
  let turn = 0;
  /** The second source, as it was last asked for. */
  let reading: { readonly job: string; readonly stop: AbortController } | undefined;
  /** By resource of one side only. */
  let homes = new Map<string, string>();

  const working = (job: string): Extract<Comparing, { phase: 'working' }> | undefined => {
    const { comparing } = get();
    return comparing.phase === 'working' && comparing.job === job ? comparing : undefined;
  };

  link.engine.on('comparing', ({ job, stage, share }) => {
    const now = working(job);
    if (now) set({ comparing: { ...now, stage, share } });
  });
  link.engine.on('compared', ({ job, summary, error }) => {
    const now = working(job);
    if (!now) return;
    if (summary) void take(summary, now);
    else if (error !== undefined)
      set({ comparing: { phase: 'failed', what: now.what, message: error } });
    else stopped();
  });
  // Nobody is left to say how it ended.
  link.onClose(() => {
    const { comparing } = get();
    if (comparing.phase === 'working')
      set({ comparing: { phase: 'failed', what: comparing.what, message: CLOSED } });
  });
  link.engine.on('dropped', ({ handle }) => {
    set({ recent: get().recent.filter((recent) => recent.handle !== handle) });
  });

  /** Back to the choice of what to compare with: who stopped one may have meant another. */
  function stopped(): void {
    const { comparing } = get();
    const what = 'what' in comparing ? comparing.what : '';
    undraw();
    get().resetDiff();
    get().notify('done', `Stopped: ${short(what, 60)} was not compared.`);
  }

  /** Nobody waits any more for the second source, or for what is compared. */
  function cancel(): void {
    const { comparing } = get();
    if (comparing.phase === 'working') engine.cancel({ job: comparing.job }).catch(() => undefined);
    if (comparing.phase === 'opening' && reading) {
      reading.stop.abort();
      engine.cancel({ job: reading.job }).catch(() => undefined);
    }
  }

  /** Reads the list and the picture of a comparison that is done. */
  async function take(
    summary: DiffSummary,
    now: Extract<Comparing, { phase: 'working' }>,
  ): Promise<void> {
    const mine = turn;
    try {
      const compared = await engine.diffScene({ diff: summary.diff });
      const rows: ListedChange[] = [];
      while (rows.length < summary.rows) {
        if (mine !== turn) return;
        set({ comparing: { ...now, stage: 'list', share: rows.length / summary.rows } });
        const page = await engine.diffRows({ diff: summary.diff, start: rows.length });
        if (page.rows.length === 0) break;
        for (const row of page.rows) rows.push(listed(row, rows.length));
      }
      const first = sideOf(compared, 'both');
      await getReady(first.scene, first.marks);
      if (mine !== turn) return;
      homes = homesOf(rows, summary);
      set({ comparing: { phase: 'ready', summary, compared, rows } });
      if (get().drawerTab === 'diff') draw();
      // The other two while the user looks at the first.
      for (const side of ['before', 'after'] as const) {
        if (mine !== turn) return;
        const { scene, marks } = sideOf(compared, side);
        await getReady(scene, marks);
      }
    } catch (error) {
      if (mine === turn)
        set({ comparing: { phase: 'failed', what: now.what, message: faultOf(error) } });
    }
  }

  async function start(before: string, after: string, what: string): Promise<void> {
    const mine = ++turn;
    undraw();
    set({ ...NOTHING, comparing: { phase: 'opening', what } });
    get().showDrawer('diff');
    try {
      const { job } = await engine.compare({ before, after });
      if (mine !== turn) return void engine.cancel({ job });
      set({
        comparing: { phase: 'working', job, what, stage: 'rules', share: 0, stopping: false },
      });
    } catch (error) {
      if (mine === turn) set({ comparing: { phase: 'failed', what, message: faultOf(error) } });
    }
  }

  /** The older by its time goes first; of one time, the second source does. */
  async function compareTo(other: Recent): Promise<void> {
    const { source } = get();
    if (source.phase !== 'open') return;
    const { handle, manifest } = source.opened;
    const newer = other.created > manifest.created;
    await start(newer ? handle : other.handle, newer ? other.handle : handle, other.title);
  }

  /** Opens a second source beside the one on screen. */
  async function second(
    what: string,
    open: (job: string, signal: AbortSignal) => Promise<Opened>,
  ): Promise<void> {
    const mine = ++turn;
    const { job, stop } = (reading = {
      job: `second of the window ${mine}`,
      stop: new AbortController(),
    });
    undraw();
    set({ ...NOTHING, comparing: { phase: 'opening', what } });
    get().showDrawer('diff');
    try {
      const opened = await open(job, stop.signal);
      if (mine !== turn) return;
      get().noteOpened(opened);
      await compareTo(recentOf(opened));
    } catch (error) {
      if (mine === turn) set({ comparing: { phase: 'failed', what, message: faultOf(error) } });
    }
  }

  return {
    ...NOTHING,
    recent: [],
    async compareWith(what) {
      if (get().source.phase !== 'open') return;
      if (link.native) {
        const { path } = await link.shell.call.chooseSource({ what });
        if (path) await get().compareWithPath(path);
        return;
      }
      const files = await pickFiles(what);
      if (files.length === 0) return;
      await second(
        files.length === 1 ? files[0]!.name : count(files.length, 'file'),
        async (job, signal) => engine.open({ ...(await handOver(engine, files, signal)), job }),
      );
    },
    async compareWithPath(path) {
      if (get().source.phase === 'open') await second(path, (job) => engine.open({ path, job }));
    },
    compareWithRecent: (recent) => compareTo(recent),
    async turnDiff() {
      const { comparing } = get();
      if (comparing.phase !== 'ready') return;
      const { before, after } = comparing.summary;
      await start(after.handle, before.handle, before.title);
    },
    async stopDiff() {
      const { comparing } = get();
      if (comparing.phase === 'opening') {
        cancel();
        return stopped();
      }
      if (comparing.phase !== 'working') return;
      set({ comparing: { ...comparing, stopping: true } });
      try {
        await engine.cancel({ job: comparing.job });
        // Done in the meantime: what came is not wanted any more.
        if (working(comparing.job)?.stage === 'list') stopped();
      } catch (error) {
        get().notify('failed', faultOf(error));
      }
    },
    showSide(showing) {
      if (get().comparing.phase !== 'ready') return;
      set({ diffShowing: showing });
      draw();
    },
    filterDiff: (part) => set({ diffFilter: { ...get().diffFilter, ...part } }),
    ...diffPicks({ link, set, get }, draw),
    drawDiff(on) {
      if (on) draw();
      else undraw();
    },
    replayDiff(diff, on) {
      const { comparing, instead } = get();
      const known = comparing.phase === 'ready' && comparing.summary.diff === diff;
      if (!known || on === (instead?.what === 'diff')) return false;
      if (on) draw(false);
      else undraw();
      return true;
    },
    closeDiff() {
      cancel();
      undraw();
      get().resetDiff();
      if (get().drawerTab === 'diff') get().togglePanel('drawer', false);
    },
    async saveDiff(format) {
      const { comparing } = get();
      if (comparing.phase !== 'ready') return;
      const { diff } = comparing.summary;
      await saveFiles({ link, get }, 'Writing the comparison', (job) =>
        engine.diffFiles({ diff, format, job }),
      );
    },
    resetDiff() {
      turn++;
      homes = new Map();
      set(NOTHING);
    },
    async compareAgain(before, last) {
      const { comparing, drawerTab, panels } = get();
      if (comparing.phase === 'none' || comparing.phase === 'opening') return;
      if (comparing.phase === 'working')
        engine.cancel({ job: comparing.job }).catch(() => undefined);
      undraw();
      get().resetDiff();
      if (comparing.phase !== 'ready' || !panels.drawer || drawerTab !== 'diff') return;
      const { summary } = comparing;
      const [other] = [summary.before, summary.after].filter((s) => s.handle !== before.handle);
      if (other) await compareTo(other.handle === last?.handle ? recentOf(before) : other);
    },
    noteOpened(opened) {
      const { handle } = opened;
      const others = get().recent.filter((recent) => recent.handle !== handle);
      set({ recent: [recentOf(opened), ...others].slice(0, MOST_RECENT) });
    },
    handleOf(ref) {
      const { source } = get();
      const home = homes.get(ref);
      return source.phase === 'open' && home !== source.opened.handle ? home : undefined;
    },
  };
}
