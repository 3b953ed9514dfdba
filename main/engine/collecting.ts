/** Collects from live AWS: says how far it is, asks for the code of a device, and opens what came of it. */
import type { collectInputs } from '#app/api/collect.ts';
import type { Engine, EngineEvents } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { count } from '#app/base/count.ts';
import { estateOf } from '#main/store/history.ts';
import { veil } from '../secrets.ts';
import { type CollectionKeep, estateAt, type Journals } from './journals.ts';
import { lostSince } from './losses.ts';
import { sameAccounts, takeIn } from './opening.ts';
import { Paced } from './paced.ts';
import { faultOf, type Parts } from './parts.ts';
import type { Memory } from './remembered.ts';
import type { EngineSources } from './sources.ts';
import { Standings } from './standings.ts';

/** What of a question tells one collection from another. */
function collectedAs({ profiles, regions, endpoint, organization, quotas }: Asked): string {
  const { role, accounts, units, tags } = organization ?? {};
  const less = quotas === false ? [{ quotas }] : [];
  return `collected ${JSON.stringify([profiles, regions, endpoint, role, accounts, units, tags, ...less])}`;
}

type Asked = Parameters<Engine['collect']>[0];

/** A collection that is to run. */
interface Wanted {
  readonly asked: Asked;
  /** What its snapshot is kept by. */
  readonly where: string;
  readonly keep: CollectionKeep;
}

export function collecting(
  parts: Parts,
  sources: EngineSources,
  memory: Memory,
  journals: Journals,
): Pick<Engine, keyof typeof collectInputs> {
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

  /** In the history; aside where there is none, it could not be, or is a part only. */
  async function keep(
    snapshot: Snapshot,
    where: string,
    whole: boolean,
  ): Promise<EngineEvents['collected']['kept']> {
    let fault: string | undefined;
    try {
      if (whole) {
        const path = await memory.keep(snapshot, where);
        if (path !== undefined) return { path };
      } else if (await memory.keepsHistory())
        fault = 'it was not read to its end, and only what is whole is kept there.';
    } catch (error) {
      fault = faultOf(error);
    }
    // Of a part without one answer there is nothing to see.
    const isWorth = whole || snapshot.pages.some(({ answer }) => answer);
    const aside = isWorth ? await memory.setAside(snapshot, where, whole) : undefined;
    return fault === undefined && aside === undefined ? undefined : { fault, aside };
  }

  async function collect(job: string, wanted: Wanted, signal: AbortSignal): Promise<void> {
    const { asked: input, where, keep: pages } = wanted;
    let safe = false;
    let kept: EngineEvents['collected']['kept'];
    pages.unsafe = (fault) =>
      emit('note', { job, message: `it is in memory only, and a crash would lose it: ${fault}` });
    const paced = new Paced<Omit<EngineEvents['progress'], 'job'>>(now, (progress) =>
      emit('progress', { job, ...progress }),
    );
    const standings = new Standings((latest) => emit('standing', { job, ...latest }));
    try {
      const { snapshot, finished } = await sources.collect(
        { asked: input, signal, mfaCode: (device) => askCode(job, device, signal), keep: pages },
        {
          progress: (progress) => paced.put(progress),
          account: (progress) => standings.account(progress),
          place: (progress) => standings.place(progress),
          gap: (message) => emit('gap', { job, message: veil(message) }),
          note: (message) => emit('note', { job, message: veil(message) }),
          resumed({ created, answers }) {
            const there = `${count(answers, 'answer')} ${answers === 1 ? 'is' : 'are'} there`;
            emit('note', { job, message: `going on with what was begun at ${created}: ${there}` });
          },
        },
      );
      paced.say();
      standings.say();
      // What is open is better than a part of it.
      const before = parts.estates.find(input.after)?.snapshot;
      const lost = input.again ? lostSince(before, snapshot) : undefined;
      const whole = finished && !lost;
      kept = await keep(snapshot, where, whole);
      safe = whole && kept !== undefined && ('path' in kept ? kept.path : kept.aside) !== undefined;
      // Who opens it may stop that, and it is no less safe for it.
      await pages.close(safe, input.again && !signal.aborted).catch(() => undefined);
      if (input.again) signal.throwIfAborted();
      if (lost) throw new UserError(`Not all of it could be read: ${lost.error?.message}`);
      const open = input.again ? input.after : parts.estates.latest(input.after);
      const goesOn = input.again ?? (before && sameAccounts(before, snapshot));
      const opened = await takeIn(
        parts,
        { snapshot, ignored: [] },
        where,
        // Who stopped the first one wants to see what was read until then.
        input.again ? signal : new AbortController().signal,
        { after: goesOn ? open : undefined, source: collectedAs(input) },
      );
      emit('collected', { job, opened, kept });
    } catch (error) {
      // A fault of ours, too, may quote what was sent.
      emit('collected', { job, error: veil(faultOf(error)), ...(kept && { kept }) });
    } finally {
      await pages.close(safe).catch(() => undefined);
      paced.close();
      standings.close();
      jobs.end(job);
    }
  }

  /** Runs once the window knows its job. */
  async function begin(wanted: () => Promise<Wanted>): Promise<{ readonly job: string }> {
    const job = jobs.name('collect');
    const signal = jobs.begin(job);
    try {
      const found = await wanted();
      // After the answer: the window must know the job before it hears of it.
      setImmediate(() => void collect(job, found, signal));
      return { job };
    } catch (error) {
      jobs.end(job);
      throw error;
    }
  }

  return {
    profiles: () => sources.profiles(),
    checkProfile: (input) =>
      sources.checkProfile(input).catch((error: unknown) => ({ error: veil(faultOf(error)) })),
    collect: (asked) =>
      begin(async () => {
        const where = estateOf(asked.profiles);
        return { asked, where, keep: await journals.begin(where) };
      }),
    unfinished: () => journals.unfinished(),
    collectOn: ({ path, externalId, endpoint, after }) =>
      begin(async () => {
        const { keep, asked, mfaSerial } = await journals.goOn(path);
        const { organization } = asked;
        const whole: Asked = {
          ...asked,
          ...(endpoint !== undefined && { endpoint }),
          ...(organization && { organization: { ...organization, externalId } }),
          mfaSerial,
          after,
        };
        return { asked: whole, where: await estateAt(path, asked.profiles), keep };
      }),
    async discardCollection({ path }) {
      await journals.discard(path);
      return journals.unfinished();
    },
    mfaCode({ job, code }) {
      const answer = codes.get(job);
      answer?.(code);
      return Promise.resolve({ taken: answer !== undefined });
    },
  };
}
