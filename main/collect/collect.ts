/** Collects a network from AWS: accounts behind the profiles, their Regions, every call of the kinds table. Read-only. */
import { canonical } from '#app/base/json.ts';
import { GLOBAL } from '#app/snapshot/page.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Manifest, Snapshot } from '#app/snapshot/snapshot.ts';
import { uniq } from '#app/base/order.ts';
import { type Keep, MemoryKeep, type Withheld } from '#main/store/ledger.ts';
import { packageVersion } from '../package.ts';
import { keepSecret } from '../secrets.ts';
import { checkPlaces } from './address.ts';
import { global, type Listing, regional } from './calls.ts';
import { cancelled } from './classify.ts';
import { type Clock, StopSignal, systemClock } from './clock.ts';
import { CollectError } from './collect-error.ts';
import { endpointsBy, withoutLogin } from './endpoints.ts';
import { eachAccount } from './entry.ts';
import { DEFAULT_LIMITS, Gate, type Limits } from './gate.ts';
import { checkOrgOptions, type OrgOptions, wordsOf } from './org-choice.ts';
import { lackedIn } from './json-calls.ts';
import { type Account, type Place, readListings } from './place.ts';
import { type CollectEvents, Run } from './run.ts';
import { readSettings } from './settings.ts';
import { openWays } from './ways.ts';

export { CollectError } from './collect-error.ts';
export type { CollectEvents } from './run.ts';

export interface CollectOptions {
  /** Names in the shared AWS files; none: `AWS_PROFILE`, else the default credential chain. */
  readonly profiles?: readonly string[];
  /** None: every Region enabled for the account. */
  readonly regions?: readonly string[];
  /** Address that answers in place of AWS, for every service; wins over every setting. */
  readonly endpoint?: string | undefined;
  /** False: Service Quotas is not asked. */
  readonly quotas?: boolean | undefined;
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  /** 0 up to 1; spreads retries. */
  readonly random?: () => number;
  /** Every account of the organization, entered by a role; absent: the accounts behind the profiles. */
  readonly organization?: OrgOptions | undefined;
  /** Multi-factor device whose code is shown to AWS before anything else: its ARN or serial number. */
  readonly mfaSerial?: string | undefined;
  /** Asks for the code of a multi-factor device. */
  readonly mfaCode?: (device: string) => Promise<string>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

function checkOptions(options: CollectOptions): void {
  const { organization, mfaSerial } = options;
  checkPlaces(options);
  if (organization) checkOrgOptions(organization);
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
  if (mfaSerial !== undefined && !/^[\w+=/:,.@-]{9,256}$/.test(mfaSerial)) {
    throw new CollectError(
      2,
      `--mfa-serial ${JSON.stringify(mfaSerial)} is not a multi-factor device, such as arn:aws:iam::111111111111:mfa/ana.`,
    );
  }
}

/** About a collection that is over. */
export interface About extends Pick<Manifest, 'created' | 'peerless' | 'origin'> {
  /** False where it was stopped, or credentials, the network or AWS failed on the way: the rest can still be read. */
  readonly finished: boolean;
}

/** What a collection is asked for, told apart from how it is done. */
const askedFor = (
  { profiles = [], regions = [], endpoint, organization, quotas }: CollectOptions,
  { AWS_PROFILE: active }: NonNullable<CollectOptions['env']>,
): string =>
  canonical({
    profiles: uniq(profiles.length > 0 ? profiles : active ? [active] : []),
    regions: uniq(regions),
    // Kept on disk: no password, no external id.
    endpoint: endpoint === undefined ? undefined : withoutLogin(endpoint),
    organization: organization && wordsOf(organization),
    quotas: quotas === false ? false : undefined,
  });

/** What of it is a secret, and stands in no journal; undefined where nothing is. */
function withheldOf({ endpoint, organization }: CollectOptions): readonly Withheld[] | undefined {
  const withheld: Withheld[] = [];
  if (organization?.externalId) withheld.push('externalId');
  if (endpoint !== undefined && withoutLogin(endpoint) !== endpoint) withheld.push('endpoint');
  return withheld.length > 0 ? withheld : undefined;
}

/**
 * Reads everything the profiles may see. A call that fails becomes a page that says why; what one account refuses
 * does not hold up another. When the signal aborts, what was read is kept and the rest is marked cancelled.
 * Throws CollectError where nothing at all could be read.
 */
export async function collect(
  options: CollectOptions,
  events: CollectEvents,
  cancel: AbortSignal,
): Promise<Snapshot> {
  const keep = new MemoryKeep();
  const about = await collectInto(keep, options, events, cancel);
  return makeSnapshot(keep.pages, about);
}

/**
 * The same into a keep: page by page, as they come. Where the keep holds a part of this collection already, only the
 * rest is asked for. Throws whatever the keep throws, too; what it holds by then stays.
 */
export async function collectInto(
  keep: Keep,
  options: CollectOptions,
  events: CollectEvents,
  cancel: AbortSignal,
): Promise<About> {
  checkOptions(options);
  keepSecret(options.organization?.externalId);
  const clock = options.clock ?? systemClock;
  const env = options.env ?? process.env;
  const settings = await readSettings(env);
  // What cannot be meant is told before anything is kept.
  endpointsBy(options, settings, env);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { created, peerless } = await keep.open({
    created: new Date(clock.now()).toISOString(),
    peerless: packageVersion(),
    asked: askedFor(options, env),
    mfaSerial: options.mfaSerial,
    withheld: withheldOf(options),
  });
  const { answers: before } = keep.known.tally;
  if (before > 0) events.resumed?.({ created, answers: before });
  const stop = new StopSignal();
  const abort = () => stop.abort();
  if (cancel.aborted) abort();
  cancel.addEventListener('abort', abort);
  const sdk = await import('./sdk.ts');
  const gate = new Gate(limits, clock, options.random ?? Math.random, stop);
  const run = new Run(keep, events, clock, stop, gate.crowd);
  const connections = sdk.connections(limits);

  const ways = openWays(options, settings, env, (session) => {
    const { attempts } = limits;
    const { mfaCode } = options;
    return new sdk.Session({ connections, gate, attempts, signal: stop, mfaCode }, session);
  });
  const fates = new Set(ways.map(({ fate }) => fate));
  try {
    const entry = {
      regions: options.regions ?? [],
      organization: options.organization,
      mfa: options.mfaSerial ? { device: options.mfaSerial, code: options.mfaCode } : undefined,
    };
    await eachAccount(run, ways, entry, async (account, places) => {
      fates.add(account.fate);
      await readAccount(run, gate, account, places, options.quotas === false);
    });
    for (const call of run.known.loose()) await run.fail(call, cancelled);
    await run.end();
  } finally {
    cancel.removeEventListener('abort', abort);
    connections.destroy?.();
  }

  if (run.fault?.name === 'SaveError')
    throw new CollectError(3, `The collection was stopped: ${run.fault.message}`);
  if (run.fault !== undefined) throw run.fault;
  const { answers, reasons } = run.known.tally;
  if (!stop.aborted && answers === 0) {
    const more = reasons.length > 3 ? `\n(and ${reasons.length - 3} more reasons)` : '';
    throw new CollectError(
      3,
      `Nothing could be collected.\n${reasons.slice(0, 3).join('\n')}${more}`,
    );
  }
  const finished = !stop.aborted && !run.lost && ![...fates].some((fate) => fate.died);
  return { created, peerless, origin: 'live', finished };
}

/** A service that a partition does not have can hide nothing there: that is worth a word, and no gap. */
const notOffered = (what: string, partition: string): string =>
  `${what} were not asked for: AWS does not offer them in the partition ${partition}`;

/** Reads an account: its Regions, each as soon as there is room for its calls, and what all of them answer alike. */
async function readAccount(
  run: Run,
  gate: Gate,
  account: Account,
  places: readonly Place[],
  withoutQuotas: boolean,
): Promise<void> {
  const offered = (listings: readonly Listing[]) =>
    listings.filter(({ call }) => {
      if (withoutQuotas && call.service === 'servicequotas') return false;
      const lacked = lackedIn(account.partition, call.service);
      if (lacked !== undefined) run.tell(notOffered(lacked, account.partition));
      return lacked === undefined;
    });
  const [here, once] = [offered(regional), offered(global)];
  run.expect(places.length * here.length + once.length);
  const standing = run.standing(account.id, GLOBAL);
  const everywhere: Place = { account, region: GLOBAL, enabled: true, standing };
  const read = (place: Place, listings: readonly Listing[]) =>
    run.crowd.within(listings.length, () => readListings(run, place, listings));
  await Promise.all([...places.map((place) => read(place, here)), read(everywhere, once)]);
  account.session.close();
  for (const { region } of places) gate.forget(`${account.id}/${region}`);
}
