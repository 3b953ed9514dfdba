/** Collects from live AWS: says how far it is, asks for the code of a device, and opens what came of it. */
import type { Engine, EngineEvents } from '#app/api/engine.ts';
import { uniq } from '#app/base/order.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { estateOf } from '#main/store/history.ts';
import { veil } from '../secrets.ts';
import { takeIn } from './opening.ts';
import { faultOf, PACE, type Parts } from './parts.ts';
import type { Memory } from './remembered.ts';
import type { EngineSources } from './sources.ts';
import { Standings } from './standings.ts';

const accountsOf = ({ manifest }: Snapshot): string => uniq(manifest.scope.accounts).join();

/** True for two snapshots of one estate, as far as its accounts tell. */
const sameAccounts = (a: Snapshot, b: Snapshot): boolean =>
  accountsOf(a) === accountsOf(b) && accountsOf(a) !== '';

export function collecting(
  parts: Parts,
  sources: EngineSources,
  memory: Memory,
): Pick<Engine, 'profiles' | 'collect' | 'mfaCode'> {
  const { emit, jobs, now } = parts;
  /** Collections that wait for the code of a multi-factor device. */
  const codes = new Map<string, (code: string) => void>();

  /** Asks the window, and waits for as long as the collection is wanted. */
  function askCode(job: string, device: string, signal: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      const answer = (code: string) => {
        codes.delete(job);
        signal.removeEventListener('abort', none);
        resolve(code);
      };
      const none = () => answer('');
      codes.set(job, answer);
      signal.addEventListener('abort', none);
      if (signal.aborted) none();
      else emit('mfa', { job, device });
    });
  }

  /** In the history; aside where there is none, or it could not be. */
  async function keep(
    snapshot: Snapshot,
    where: string,
  ): Promise<EngineEvents['collected']['kept']> {
    let fault: string | undefined;
    try {
      const path = await memory.keep(snapshot, where);
      if (path !== undefined) return { path };
    } catch (error) {
      fault = faultOf(error);
    }
    const aside = await memory.setAside(snapshot, where);
    return fault === undefined && aside === undefined ? undefined : { fault, aside };
  }

  async function collect(
    job: string,
    input: Parameters<Engine['collect']>[0],
    signal: AbortSignal,
  ): Promise<void> {
    let said = -Infinity;
    const standings = new Standings((latest) => emit('standing', { job, ...latest }));
    try {
      const snapshot = await sources.collect(
        { asked: input, signal, mfaCode: (device) => askCode(job, device, signal) },
        {
          progress(progress) {
            if (now() - said < PACE && progress.done < progress.total) return;
            said = now();
            emit('progress', { job, ...progress });
          },
          account: (progress) => standings.account(progress),
          place: (progress) => standings.place(progress),
          gap: (message) => emit('gap', { job, message: veil(message) }),
          note: (message) => emit('note', { job, message: veil(message) }),
        },
      );
      standings.say();
      // What is open is better than a part of it; and the part is worth no place in a history.
      if (input.again) signal.throwIfAborted();
      const where = estateOf(input.profiles);
      const kept = await keep(snapshot, where);
      const open = parts.estates.find(input.after)?.snapshot;
      const goesOn = input.again ?? (open && sameAccounts(open, snapshot));
      // Who stopped it wants to see what was read until then.
      const opened = await takeIn(
        parts,
        { snapshot, ignored: [] },
        where,
        new AbortController().signal,
        { after: goesOn ? input.after : undefined },
      );
      emit('collected', { job, opened, kept });
    } catch (error) {
      // A fault of ours, too, may quote what was sent.
      emit('collected', { job, error: veil(faultOf(error)) });
    } finally {
      standings.close();
      jobs.end(job);
    }
  }

  return {
    profiles: () => sources.profiles(),
    collect(input) {
      const job = jobs.name('collect');
      const signal = jobs.begin(job);
      // After the answer: the window must know the job before it hears of it.
      setImmediate(() => void collect(job, input, signal));
      return Promise.resolve({ job });
    },
    mfaCode({ job, code }) {
      const answer = codes.get(job);
      answer?.(code);
      return Promise.resolve({ taken: answer !== undefined });
    },
  };
}
