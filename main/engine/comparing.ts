/** Compares two estates as a job that says how far it is, and tells of what came of it. */
import type { CompareStage, diffInputs } from '#app/api/diff.ts';
import type { Engine } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { whyApart } from '#app/snapshot/mixed.ts';
import { changesOf } from './changes.ts';
import { diffFiles, diffPage, type Diffs } from './diffs.ts';
import type { Estate } from './estates.ts';
import { faultOf, PACE, type Parts, reply } from './parts.ts';
import { inSpells } from './spells.ts';

/** Throws UserError for two in which the same resource has another name. */
function refuseMixed(before: Estate, after: Estate): void {
  const named = [before, after].map(({ snapshot, title }) => ({ snapshot, name: title }));
  const why = whyApart(named);
  if (why !== undefined) throw new UserError(why);
}

export function comparing(
  { estates, emit, jobs, downloads, now }: Parts,
  diffs: Diffs,
): Pick<Engine, keyof typeof diffInputs> {
  async function compare(
    job: string,
    input: Parameters<Engine['compare']>[0],
    signal: AbortSignal,
  ): Promise<void> {
    let said = -Infinity;
    let at: CompareStage | undefined;
    try {
      const [before, after] = [estates.get(input.before), estates.get(input.after)];
      refuseMixed(before, after);
      const { summary } = await diffs.make(before, after, {
        signal,
        now,
        say(stage, share) {
          if (stage === at && now() - said < PACE) return;
          [at, said] = [stage, now()];
          emit('comparing', { job, stage, share });
        },
      });
      emit('compared', { job, summary });
    } catch (error) {
      if (signal.aborted) emit('compared', { job });
      else emit('compared', { job, error: faultOf(error) });
    } finally {
      jobs.end(job);
    }
  }

  return {
    async changes({ before, after }) {
      const steps = changesOf(estates.get(before).report, estates.get(after).report);
      return inSpells(steps, new AbortController().signal, now);
    },
    compare(input) {
      const job = jobs.name('compare');
      const signal = jobs.begin(job);
      setImmediate(() => void compare(job, input, signal));
      return Promise.resolve({ job });
    },
    diffRows: ({ diff, start }) => reply(() => diffPage(diffs.get(diff), start)),
    diffScene: ({ diff }) => reply(() => diffs.get(diff).scene),
    async diffFiles({ diff, format, job = jobs.name('comparison file') }) {
      const steps = diffFiles(diffs.get(diff), format);
      const signal = jobs.begin(job);
      try {
        return downloads.add(await inSpells(steps, signal, now));
      } finally {
        jobs.end(job);
      }
    },
  };
}
