/** Files and pictures in the making: each is a job of the engine, told in the status line, and can be stopped. */
import type { Making } from '../state.ts';
import { faultOf, sentence } from '../words/fault.ts';

interface Writing {
  readonly job: string;
  /** `Writing PDF document` */
  readonly doing: string;
  /** What does not become of it where it fails or is stopped. */
  readonly end: 'saved' | 'copied' | 'printed';
}

/** How far it has come, as the work itself knows. */
export interface Progress {
  /** Where what is saved already lies. */
  readonly saved: string[];
  /** True while something is with the shell, as with its dialog: that cannot be stopped, and its end is waited for. */
  handed: boolean;
}

export interface WritingSlice {
  /** In the order they were begun. */
  readonly writing: readonly Writing[];
  /**
   * Does it; undefined where it failed, which is said, or was stopped. The work begins within the call: browsers let a page
   * do some things only while they handle a click or a key.
   */
  readonly write: <T>(
    what: Omit<Writing, 'job'>,
    work: (job: string, signal: AbortSignal, progress: Progress) => Promise<T>,
  ) => Promise<T | undefined>;
  /** Ends the one that was begun last. */
  readonly stopWriting: () => void;
}

/** What had come of it before it ended; '' where nothing had. */
const untilThen = ({ saved }: Progress): string =>
  saved.length === 0 ? '' : ` Saved until then: ${saved.join(', ')}.`;

/** `Stopped writing PDF document: nothing was saved.` Others may be in the making meanwhile. */
const stoppedWords = ({ doing, end }: Omit<Writing, 'job'>, progress: Progress): string =>
  `Stopped ${doing.charAt(0).toLowerCase()}${doing.slice(1)}: ${
    progress.saved.length === 0 ? 'nothing' : 'not all'
  } was ${end}.${untilThen(progress)}`;

export function writingSlice({ link, set, get }: Making): WritingSlice {
  const stops = new Map<string, AbortController>();
  let next = 1;

  const done = (job: string): void => {
    stops.delete(job);
    set({ writing: get().writing.filter((one) => one.job !== job) });
  };

  return {
    writing: [],
    async write(what, work) {
      const job = `writing of the window ${next++}`;
      const stop = new AbortController();
      const progress: Progress = { saved: [], handed: false };
      /** True once it is said how a stop left it. */
      const stopped = { isSaid: false };
      stop.signal.addEventListener('abort', () => {
        stopped.isSaid = !progress.handed;
        if (stopped.isSaid) get().notify('done', stoppedWords(what, progress));
      });
      stops.set(job, stop);
      set({ writing: [...get().writing, { job, ...what }] });
      try {
        return await work(job, stop.signal, progress);
      } catch (error) {
        const fault = faultOf(error);
        if (!stop.signal.aborted)
          get().notify(
            'failed',
            progress.saved.length === 0
              ? `Not ${what.end}: ${fault}`
              : `Not all was ${what.end}: ${sentence(fault)}${untilThen(progress)}`,
          );
        else if (!stopped.isSaid) get().notify('done', stoppedWords(what, progress));
        return undefined;
      } finally {
        done(job);
      }
    },
    stopWriting() {
      const last = get().writing.at(-1);
      if (!last) return;
      stops.get(last.job)?.abort();
      done(last.job);
      link.engine.call.cancel({ job: last.job }).catch(() => undefined);
    },
  };
}
