/** Reads what is open again: only what changed is drawn anew, and everything else stays where it is and as it is. */
import type { Opened } from '#app/api/engine.ts';
import { keepLast } from '../last.ts';
import type { Making, State } from '../state.ts';
import { changeWords } from '../words/changes.ts';
import { faultOf, sentence } from '../words/fault.ts';
import { short } from '../words/visible.ts';
import { type Recent, recentOf } from './diff-sides.ts';
import type { Sight } from './frame.ts';
import { type KeptPlan, keptPlanOf } from './plan.ts';
import { againOf, type Origin } from './source.ts';

export interface RefreshSlice {
  /** True while a path is read again; a collection that is repeated says itself how far it is. */
  readonly rereading: boolean;
  /** What was open until it was last read again: what changed is told from there. */
  readonly refreshed: Recent | undefined;
  /** Reads the source again, or collects again as it was collected. Where that fails, what is open stays as it is. */
  readonly refresh: () => Promise<void>;
  /** Ends it; what is open stays as it is. */
  readonly stopRefresh: () => Promise<void>;
  /** The same, without a word: something else is opened. */
  readonly dropRefresh: () => void;
  /**
   * Puts another reading in the place of what is open, and says in words what is different. `path`: where it lies, too.
   * Undefined where something else was opened meanwhile, or it is not `wanted` any more.
   */
  readonly goOn: (
    opened: Opened,
    origin: Origin,
    path?: string,
    wanted?: () => boolean,
  ) => Promise<Outcome | undefined>;
  /** Shows another reading from the beginning, with words: the engine had let go of what is open. */
  readonly beginAfresh: (opened: Opened, origin: Origin, path?: string) => Promise<void>;
  /** Says why what is open was not read again: that is over once it was, or something else is open. */
  readonly sayNotRefreshed: (text: string, action?: string) => void;
  readonly putAwayNotRefreshed: () => void;
  /** Compares what is open with what was open until it was read again. */
  readonly showChanges: () => Promise<void>;
}

/** What came of another reading; no `words` where nothing is different. */
export interface Outcome {
  readonly words: string | undefined;
}

export const isRefreshing = ({ rereading, collecting }: State): boolean =>
  rereading || (collecting.phase === 'running' && collecting.again);

/** Why what is open cannot be read again now; undefined where it can. */
export function whyNotRefresh(state: State): string | undefined {
  const { source, origin, collecting, isNative } = state;
  if (source.phase !== 'open') return 'Open a source first.';
  if (isRefreshing(state)) return 'It is being read again.';
  if (origin === undefined)
    return isNative
      ? 'Several files that were dropped cannot be read again by themselves: drop them once more, or open their folder.'
      : 'A browser does not let files that were chosen in it be read again: choose them once more, or start with their path, peerless serve PATH.';
  if ('collected' in origin && collecting.phase === 'running')
    return 'A collection is under way: wait for its end, or stop it.';
  return undefined;
}

/** Why there is nothing to compare since the source was read again. */
export const whyNoChanges = ({ refreshed, recent }: State): string | undefined =>
  refreshed && recent.some(({ handle }) => handle === refreshed.handle)
    ? undefined
    : 'Read the source again first.';

export function refreshSlice({ link, set, get }: Making): RefreshSlice {
  const engine = link.engine.call;
  let attempt = 0;
  /** What the engine calls the reading under way. */
  let job: string | undefined;
  /** The notice that says why the last one came to nothing. */
  let failed: number | undefined;

  const isOnScreen = ({ handle }: Opened): boolean => {
    const { source } = get();
    return source.phase === 'open' && source.opened.handle === handle;
  };

  /** What is different in words; undefined where nothing is. */
  async function changesSince(before: Recent, opened: Opened): Promise<string | undefined> {
    try {
      const { handle } = opened;
      return changeWords(await engine.changes({ before: before.handle, after: handle }));
    } catch (error) {
      return `what changed could not be told (${faultOf(error)})`;
    }
  }

  /** Says what came of it. A file that was collected tells of AWS only as it was then. */
  function say({ words }: Outcome, opened: Opened): void {
    if (words !== undefined) get().notify('done', `Read again: ${sentence(words)}`, 'show-changes');
    else if (opened.manifest.origin === 'live')
      get().notify(
        'done',
        'Read again: nothing changed in the file. Only a new collection shows AWS as it is now.',
        'collect',
      );
    else get().notify('done', 'Read again: nothing changed.');
  }

  return {
    rereading: false,
    refreshed: undefined,
    async refresh() {
      const { source, origin } = get();
      const reason = whyNotRefresh(get());
      if (reason !== undefined) return get().notify('failed', reason);
      if (source.phase !== 'open' || !origin) return;
      // What the last one said is not to be taken for what this one says.
      if (get().notice?.tone !== 'failed') get().dismiss();
      get().putAwayNotRefreshed();
      if ('collected' in origin) return get().collectAgain(origin.collected);
      const { handle, title } = source.opened;
      const mine = ++attempt;
      const own = (job = `refresh of the window ${mine}`);
      set({ rereading: true });
      try {
        await get().keepDue();
        const opened = await engine.open({ ...origin, job: own, after: handle });
        if (mine !== attempt) return;
        job = undefined;
        const path = 'path' in origin ? origin.path : undefined;
        if (opened.after !== handle) return await get().beginAfresh(opened, origin, path);
        const outcome = await get().goOn(opened, origin, path, () => mine === attempt);
        if (outcome && isOnScreen(opened)) say(outcome, opened);
      } catch (error) {
        if (mine !== attempt) return;
        get().sayNotRefreshed(
          `Not read again: ${sentence(faultOf(error))} ${short(title, 60)} is still shown as it was.`,
        );
      } finally {
        if (mine === attempt) get().dropRefresh();
      }
    },
    async stopRefresh() {
      const { rereading, source } = get();
      if (!rereading) return get().stopCollect();
      get().dropRefresh();
      if (source.phase === 'open')
        get().notify('done', `Stopped: ${short(source.opened.title, 60)} is shown as it was.`);
      return Promise.resolve();
    },
    dropRefresh() {
      attempt++;
      if (job !== undefined) engine.cancel({ job }).catch(() => undefined);
      job = undefined;
      const { rereading, collecting } = get();
      if (rereading) set({ rereading: false });
      if (collecting.phase !== 'running' || !collecting.again) return;
      if (collecting.job !== undefined)
        engine.cancel({ job: collecting.job }).catch(() => undefined);
      set({ collecting: { phase: 'idle' } });
    },
    async goOn(opened, origin, path, wanted = () => true) {
      const { source, refreshed: last } = get();
      if (source.phase !== 'open' || source.opened.handle !== opened.after) return undefined;
      const before = source.opened;
      let lit: 'no' | 'trace' | 'selection' = 'no';
      // As it is when the other reading takes its place.
      let kept: KeptPlan | undefined;
      let sight: Sight | undefined;
      const done = await get().carryOn(opened, wanted, async () => {
        const findings = await get().rereadFindings(opened.handle);
        return (turn) => {
          kept = keptPlanOf(get());
          if (get().instead?.what === 'plan') sight = get().sight();
          turn();
          // As it is now: somebody may have selected something meanwhile.
          const { light, tracing } = get();
          const byTrace = light.reason === 'path' && tracing.phase === 'done';
          if (light.nodes.size + light.edges.size > 0) lit = byTrace ? 'trace' : 'selection';
          findings();
          get().putAwayNotRefreshed();
          set({ origin, refreshed: recentOf(before) });
          get().noteOpened(opened);
          get().matrixAgain();
          keepLast(againOf(opened, origin, path));
          // From here on there is nothing to stop.
          get().dropRefresh();
        };
      });
      if (!done) return undefined;
      const changes = changesSince(recentOf(before), opened);
      const isLitBy = (of: typeof lit): boolean => lit === of;
      await get().selectAgain(isLitBy('selection'));
      await get().traceAgain(isLitBy('trace'));
      void get().planAgain(kept, sight);
      void get().compareAgain(before, last);
      const words = await changes;
      const { note } = opened.arrangement;
      return { words: note === undefined ? words : [words, note].filter(Boolean).join('. ') };
    },
    async beginAfresh(opened, origin, path) {
      await get().adopt(opened, origin, path);
      if (isOnScreen(opened))
        get().notify(
          'done',
          'Read again, and shown from the beginning: what was open had been closed to make room, so what changed cannot be told.',
        );
    },
    sayNotRefreshed(text, action) {
      get().putAwayNotRefreshed();
      get().notify('failed', text, action);
      failed = get().notice?.id;
    },
    putAwayNotRefreshed() {
      if (failed !== undefined) get().dismiss(failed);
      failed = undefined;
    },
    async showChanges() {
      const { refreshed } = get();
      if (refreshed) await get().compareWithRecent(refreshed);
    },
  };
}
