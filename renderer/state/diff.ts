/** Two snapshots compared: the second source, the comparison and its list, and what of both the canvas shows. */
import type { CompareStage, DiffFormatId, DiffSummary } from '#app/api/diff.ts';
import type { Opened } from '#app/api/engine.ts';
import { CLOSED } from '#app/api/rpc.ts';
import {
  comparedAt,
  type ComparedScene,
  isPairLine,
  pairLine,
  type Showing,
} from '#app/scene/compared.ts';
import { NO_LIGHT } from '#app/scene/light.ts';
import { NO_PLAN_MARKS, type PlanMarks, type Stepped } from '#app/scene/planned.ts';
import type { Scene } from '#app/scene/scene.ts';
import { getReady } from '../canvas/ready.ts';
import { handOver, pickFiles } from '../pick.ts';
import type { Making } from '../state.ts';
import { count } from '../words/count.ts';
import { saveFiles } from './saving.ts';
import { faultOf } from '../words/fault.ts';
import { type ListedChange, listed, type ChangeSort } from './diff-list.ts';
import { type Seen, seenIn } from './seen.ts';
import { withScene } from './source.ts';

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

/** An estate that was opened in this window and can be compared with. */
export type Recent = Pick<Opened, 'handle' | 'title'> & { readonly created: string };

export interface DiffFilter {
  readonly sort: ChangeSort | 'all';
  readonly text: string;
}

export interface DiffSlice {
  readonly comparing: Comparing;
  readonly diffShowing: Showing;
  /** True while the canvas shows the comparison, and not the network as it is. */
  readonly diffDrawn: boolean;
  readonly diffMarks: PlanMarks;
  readonly diffFilter: DiffFilter;
  /** Number of the change that is lit. */
  readonly diffRow: number | undefined;
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
  diffDrawn: false,
  diffMarks: NO_PLAN_MARKS,
  diffFilter: { sort: 'all', text: '' },
  diffRow: undefined,
} as const;

/** How many opened estates are offered; the engine keeps no more. */
const MOST_RECENT = 8;

/** What the canvas showed before the comparison. */
interface Today {
  readonly scene: Scene;
  readonly seen: Seen;
}

const same = (a: Scene, b: Scene): boolean => {
  const places = new Map(b.nodes.map(({ id, x, y }) => [id, `${x} ${y}`]));
  return a.nodes.every(({ id, x, y }) => places.get(id) === `${x} ${y}`);
};

export function diffSlice({ link, set, get }: Making): DiffSlice {
  const engine = link.engine.call;
  let turn = 0;
  /** The second source, as it was last asked for. */
  let reading: { readonly job: string; readonly stop: AbortController } | undefined;
  let picked = 0;
  let today: Today | undefined;
  /** True once the viewport was left for this comparison. */
  let visited = false;
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
    else get().closeDiff();
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

  /** `anew`: it is a step of the history, and not one that is taken back or done again. */
  function draw(anew = true): void {
    const { comparing, diffShowing, source } = get();
    if (comparing.phase !== 'ready' || source.phase !== 'open') return;
    get().drawPlan(false);
    const { source: now } = get();
    if (now.phase !== 'open') return;
    const { scene, marks } = sideOf(comparing.compared, diffShowing);
    if (today === undefined && anew) {
      const { diff } = comparing.summary;
      get().record({ kind: 'diff', label: 'show the comparison', diff });
    }
    today ??= { scene: now.scene, seen: seenIn(get()) };
    // A comparison is of the whole network: a view would hide parts of it.
    set({
      source: { ...now, scene },
      diffMarks: marks,
      diffDrawn: true,
      focus: undefined,
      filters: {},
      collapsed: [],
      opened: [],
      anew: undefined,
    });
    if (visited) return;
    visited = true;
    set({ light: NO_LIGHT });
    get().look({ kind: 'visit', fit: !same(today.scene, comparing.compared.scene) });
  }

  function undraw(): void {
    if (today === undefined) return;
    const { scene, seen } = today;
    today = undefined;
    visited = false;
    const { source, selected } = get();
    set({ diffMarks: NO_PLAN_MARKS, diffDrawn: false, diffRow: undefined });
    set({ source: withScene(source, scene), ...seen, light: NO_LIGHT });
    // What is only on the other side is not there any more.
    if (selected?.kind === 'resource' && get().handleOf(selected.ref) !== undefined)
      get().clearSelection();
    get().look({ kind: 'return' });
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
      if (comparing.phase === 'opening') return get().closeDiff();
      if (comparing.phase !== 'working') return;
      set({ comparing: { ...comparing, stopping: true } });
      try {
        await engine.cancel({ job: comparing.job });
        // Done in the meantime: what came is not wanted any more.
        if (working(comparing.job)?.stage === 'list') get().closeDiff();
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
    async pickChange(number) {
      const { comparing } = get();
      const change = comparing.phase === 'ready' ? comparing.rows[number] : undefined;
      if (!change || comparing.phase !== 'ready') return;
      const mine = ++picked;
      set({ diffRow: number });
      const { row, mark } = change;
      // What is only on one side may be out of the picture.
      const apart = mark !== 'changed' && get().diffShowing !== 'both';
      if (apart) set({ diffShowing: 'both' });
      if (apart || !get().diffDrawn) draw();
      if (row.sort === 'gap') return set({ light: NO_LIGHT });
      if (row.sort === 'pair') {
        const line = pairLine(row.from, row.to);
        const drawn = comparing.compared.edges.some(({ id }) => id === line);
        const refs = drawn ? [row.from, line, row.to] : [row.from, row.to];
        return get().lightUp(refs, { reason: 'path', go: true });
      }
      const refs = row.sort === 'resource' ? [row.id] : row.refs;
      get().lightUp(refs, { reason: 'finding', go: true });
      await get().locate(refs);
      if (mine === picked && get().diffRow === number)
        get().lightUp(refs, { reason: 'finding', go: true });
    },
    async pickPair(line) {
      const { comparing } = get();
      if (comparing.phase !== 'ready' || !isPairLine(line)) return;
      const number = comparing.rows.findIndex(
        ({ row }) => row.sort === 'pair' && pairLine(row.from, row.to) === line,
      );
      if (number < 0) return;
      get().showDrawer('diff');
      set({ diffFilter: NOTHING.diffFilter });
      await get().pickChange(number);
    },
    drawDiff(on) {
      if (on) draw();
      else undraw();
    },
    replayDiff(diff, on) {
      const { comparing, diffDrawn } = get();
      const known = comparing.phase === 'ready' && comparing.summary.diff === diff;
      if (!known || on === diffDrawn) return false;
      if (on) draw(false);
      else undraw();
      return true;
    },
    closeDiff() {
      const { comparing } = get();
      if (comparing.phase === 'working')
        engine.cancel({ job: comparing.job }).catch(() => undefined);
      if (comparing.phase === 'opening' && reading) {
        reading.stop.abort();
        engine.cancel({ job: reading.job }).catch(() => undefined);
      }
      undraw();
      get().resetDiff();
      if (get().drawerTab === 'diff') get().togglePanel('drawer', false);
    },
    async saveDiff(format) {
      const { comparing } = get();
      if (comparing.phase !== 'ready') return;
      const { diff } = comparing.summary;
      await saveFiles({ link, get }, 'Writing the comparison', () =>
        engine.diffFiles({ diff, format }),
      );
    },
    resetDiff() {
      turn++;
      today = undefined;
      visited = false;
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

const sides = new WeakMap<ComparedScene, Map<Showing, Stepped>>();

/** What one side shows, or both; made once. */
function sideOf(compared: ComparedScene, showing: Showing): Stepped {
  const known = sides.get(compared) ?? new Map<Showing, Stepped>();
  sides.set(compared, known);
  const side = known.get(showing) ?? comparedAt(compared, showing);
  known.set(showing, side);
  return side;
}

export const recentOf = ({ handle, title, manifest }: Opened): Recent => ({
  handle,
  title,
  created: manifest.created,
});

function homesOf(
  rows: readonly ListedChange[],
  { before, after }: DiffSummary,
): Map<string, string> {
  const out = new Map<string, string>();
  for (const { row } of rows) {
    if (row.sort !== 'resource') continue;
    if (row.change === 'removed' || row.change === 'not-seen-now') out.set(row.id, before.handle);
    if (row.change === 'added' || row.change === 'not-seen-before') out.set(row.id, after.handle);
  }
  return out;
}
