/** Asks AWS whose the credentials of a profile are (`sts:GetCallerIdentity`, which needs no permission): one call for each. */
import type { CheckedProfile } from '#app/api/collect.ts';
import { veil } from '../secrets.ts';
import { checkPlaces } from './address.ts';
import { type Clock, StopSignal, systemClock } from './clock.ts';
import { Crowd } from './crowd.ts';
import { DEFAULT_LIMITS, Gate, type Limits } from './gate.ts';
import { readSettings } from './settings.ts';
import { identify, openWays } from './ways.ts';

/** Somebody waits for the answer: a profile that leads nowhere is given up sooner than a collection would. */
const LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  attempts: 3,
  patience: { connect: 5_000, answer: 15_000 },
};

/** Profiles asked at once: for each a program may be run. */
const AT_ONCE = 8;

export interface CheckOptions {
  /** Where to ask; none: in the Region of the profile. */
  readonly region?: string | undefined;
  /** Address that answers in place of AWS. */
  readonly endpoint?: string | undefined;
  readonly mfaCode?: (device: string) => Promise<string>;
  readonly clock?: Clock;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * By profile, in the order given. A profile that fails is told in a sentence, with the way out. Throws CollectError only
 * where an option cannot be meant.
 */
export async function checkProfiles(
  profiles: readonly string[],
  options: CheckOptions,
  cancel: AbortSignal,
): Promise<ReadonlyMap<string, CheckedProfile>> {
  const regions = options.region === undefined ? [] : [options.region];
  checkPlaces({ endpoint: options.endpoint, regions });
  if (profiles.length === 0) return new Map();
  const clock = options.clock ?? systemClock;
  const env = options.env ?? process.env;
  const stop = new StopSignal();
  const abort = () => stop.abort();
  if (cancel.aborted) abort();
  cancel.addEventListener('abort', abort);
  const settings = await readSettings(env);
  const sdk = await import('./sdk.ts');
  const gate = new Gate(LIMITS, clock, Math.random, stop);
  const connections = sdk.connections(LIMITS);
  const asked = { profiles, regions, endpoint: options.endpoint };
  const ways = openWays(asked, settings, env, (session) => {
    const { attempts } = LIMITS;
    const { mfaCode } = options;
    return new sdk.Session({ connections, gate, attempts, signal: stop, mfaCode }, session);
  });
  const crowd = new Crowd(Infinity, AT_ONCE);
  try {
    const found = await Promise.all(
      ways.map((way) =>
        crowd.within(0, async (): Promise<[string, CheckedProfile]> => {
          const home = regions[0] ?? (await way.session.homeRegion());
          const answer = await identify(way, home, stop);
          if ('id' in answer) return [way.profile, { account: answer.id }];
          const { failure, message } = answer.error;
          const why = failure === 'cancelled' ? 'It was stopped before AWS answered.' : message;
          return [way.profile, { error: veil(why) }];
        }),
      ),
    );
    return new Map(found);
  } finally {
    cancel.removeEventListener('abort', abort);
    connections.destroy?.();
  }
}
