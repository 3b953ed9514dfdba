/** Files and pictures in the making: each is a job of the engine, told in the status line, and can be stopped. */
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';

interface Writing {
  readonly job: string;
  /** `Writing PDF document` */
  readonly doing: string;
  /** What does not become of it where it fails or is stopped. */
  readonly end: 'saved' | 'copied' | 'printed';
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
    work: (job: string, signal: AbortSignal) => Promise<T>,
  ) => Promise<T | undefined>;
  /** Ends the one that was begun last. */
  readonly stopWriting: () => void;
}

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
      stops.set(job, stop);
      set({ writing: [...get().writing, { job, ...what }] });
      try {
        return await work(job, stop.signal);
      } catch (error) {
        if (!stop.signal.aborted) get().notify('failed', `Not ${what.end}: ${faultOf(error)}`);
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
      get().notify('done', `Stopped: nothing was ${last.end}.`);
    },
  };
}
