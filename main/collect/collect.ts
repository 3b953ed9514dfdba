/** Collects a network from AWS: accounts behind the profiles, their Regions, every call of the kinds table. Read-only. */
import { canonical } from '#app/base/json.ts';
import type { PageError } from '#app/snapshot/page.ts';
import { GLOBAL, UNKNOWN } from '#app/snapshot/page.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Manifest, Snapshot } from '#app/snapshot/snapshot.ts';
import { by, groupBy, uniq } from '#app/base/order.ts';
import { type Keep, MemoryKeep } from '#main/store/ledger.ts';
import { packageVersion } from '../package.ts';
import { global, type Listing, regional } from './calls.ts';
import { cancelled, classify, unobserved, type Asked } from './classify.ts';
import { type Clock, StopSignal, systemClock } from './clock.ts';
import { endpointFor, SERVICES } from './endpoints.ts';
import { Fate } from './fate.ts';
import { DEFAULT_LIMITS, Gate, type Limits } from './gate.ts';
import { type Account, type Place, readListings } from './place.ts';
import { type CollectEvents, Run } from './run.ts';
import type { Session } from './sdk.ts';
import { readSettings, type Settings } from './settings.ts';

export type { CollectEvents } from './run.ts';

export interface CollectOptions {
  /** Names in the shared AWS files; none: `AWS_PROFILE`, else the default credential chain. */
  readonly profiles?: readonly string[];
  /** None: every Region enabled for the account. */
  readonly regions?: readonly string[];
  /** Address that answers in place of AWS, for every service; wins over every setting. */
  readonly endpoint?: string | undefined;
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  /** 0 up to 1; spreads retries. */
  readonly random?: () => number;
  /** Asks for the code of a multi-factor device. */
  readonly mfaCode?: (device: string) => Promise<string>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Nothing could be collected. `exitCode`: 2 for a wrong option, 3 for AWS or credentials. */
export class CollectError extends Error {
  override name = 'CollectError';
  readonly exitCode: 2 | 3;
  constructor(exitCode: 2 | 3, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

const DESCRIBE_REGIONS = { service: 'ec2', operation: 'DescribeRegions' } as const;

function checkOptions({ endpoint, regions }: CollectOptions): void {
  if (endpoint !== undefined && !(/^https?:\/\//.test(endpoint) && URL.canParse(endpoint))) {
    throw new CollectError(
      2,
      `--endpoint-url ${JSON.stringify(endpoint)} is not an address such as http://127.0.0.1:4566.`,
    );
  }
  for (const region of regions ?? []) {
    if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
      throw new CollectError(2, `${JSON.stringify(region)} is not a Region, such as eu-west-1.`);
    }
  }
}

/** About a collection that is over. */
export interface About extends Pick<Manifest, 'created' | 'peerless' | 'origin'> {
  /** False where it was stopped, or credentials died on the way: the rest can still be read. */
  readonly finished: boolean;
}

/** What a collection is asked for, told apart from how it is done. */
const askedFor = (
  { profiles = [], regions = [], endpoint }: CollectOptions,
  { AWS_PROFILE: active }: NonNullable<CollectOptions['env']>,
): string =>
  canonical({
    profiles: uniq(profiles.length > 0 ? profiles : active ? [active] : []),
    regions: uniq(regions),
    endpoint,
  });

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
  const clock = options.clock ?? systemClock;
  const env = options.env ?? process.env;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { created, peerless } = await keep.open({
    created: new Date(clock.now()).toISOString(),
    peerless: packageVersion(),
    asked: askedFor(options, env),
  });
  const { answers: before } = keep.known.tally;
  if (before > 0) events.resumed?.({ created, answers: before });
  const stop = new StopSignal();
  const abort = () => stop.abort();
  if (cancel.aborted) abort();
  cancel.addEventListener('abort', abort);
  const settings = await readSettings(env);
  const sdk = await import('./sdk.ts');
  const gate = new Gate(limits, clock, options.random ?? Math.random, stop);
  const run = new Run(keep, events, clock, stop, gate.crowd);
  const connections = sdk.connections(limits);

  const named = options.profiles?.length
    ? [...new Set(options.profiles)]
    : [env.AWS_PROFILE || undefined];
  const ways = named.map((profile): Way => {
    const endpoints = new Map(
      SERVICES.map((service) => [
        service,
        endpointFor(service, options.endpoint, profile, settings, env)?.url,
      ]),
    );
    const fate = new Fate();
    const session = new sdk.Session(
      { connections, gate, attempts: limits.attempts, signal: stop, mfaCode: options.mfaCode },
      { profile, fate, endpoints },
    );
    return { profile: profile ?? '', session, fate, settings };
  });
  try {
    const accounts = await enter(run, ways, options.regions ?? []);
    await Promise.all(
      accounts.map((account) => readAccount(run, gate, account, options.regions ?? [])),
    );
    for (const call of run.known.loose()) await run.fail(call, cancelled);
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
  const finished = !stop.aborted && !ways.some(({ fate }) => fate.died);
  return { created, peerless, origin: 'live', finished };
}

/** Reads an account: its Regions, each as soon as there is room for its calls, and what all of them answer alike. */
async function readAccount(
  run: Run,
  gate: Gate,
  account: Account,
  regions: readonly string[],
): Promise<void> {
  const places = await run.crowd.within(1, () =>
    placesOf(run, account, regions).finally(() => run.crowd.over()),
  );
  run.expect(places.length * regional.length + global.length);
  const everywhere: Place = { account, region: GLOBAL, enabled: true };
  const read = (place: Place, listings: readonly Listing[]) =>
    run.crowd.within(listings.length, () => readListings(run, place, listings));
  await Promise.all([...places.map((place) => read(place, regional)), read(everywhere, global)]);
  account.session.close();
  for (const { region } of places) gate.forget(`${account.id}/${region}`);
}

/** A profile and its session. */
interface Way {
  /** Empty for the default chain. */
  readonly profile: string;
  readonly session: Session;
  readonly fate: Fate;
  readonly settings: Settings;
}

/** Finds out which accounts the ways lead to. Two ways into one account count once: the first one named. */
async function enter(
  run: Run,
  ways: readonly Way[],
  regions: readonly string[],
): Promise<Account[]> {
  run.expect(ways.length);
  const entered = await Promise.all(
    ways.map(async (way) => {
      const home = regions[0] ?? (await way.session.homeRegion());
      const found = await run.crowd.within(1, () =>
        identify(run, way, home).finally(() => run.crowd.over()),
      );
      run.did(typeof found === 'string' ? found : UNKNOWN, home, 'sts:GetCallerIdentity');
      const before = run.known.accounts.get(way.profile);
      if (typeof found === 'string')
        await run.note({ note: 'account', way: way.profile, account: found });
      // What was not read before the credentials died is missing for that reason.
      else if (before !== undefined) way.fate.seal('account', home, found);
      const id = typeof found === 'string' ? found : before;
      if (id !== undefined) {
        return {
          id,
          session: way.session,
          profile: way.profile,
          sso: isSso(way),
          home,
          fate: way.fate,
        };
      }
      await run.fail(
        {
          account: accountHint(way) ?? UNKNOWN,
          region: UNKNOWN,
          service: 'sts',
          operation: 'GetCallerIdentity',
          args: way.profile ? { Profile: way.profile } : {},
        },
        found as PageError,
      );
      return [];
    }),
  );
  return [...groupBy(entered.flat(), (account) => account.id).values()]
    .flatMap((same) => same.slice(0, 1))
    .sort(by((account) => account.id));
}

const sectionOf = ({ settings, profile }: Way) => settings.profiles.get(profile || 'default');

const isSso = (way: Way): boolean => {
  const section = sectionOf(way);
  return (section?.sso_session ?? section?.sso_start_url) !== undefined;
};

/** The account a profile's settings name, for a page about not getting there. */
const accountHint = (way: Way): string | undefined =>
  /^(?:arn:[^:]+:iam::)?(\d{12})(?::|$)/.exec(
    sectionOf(way)?.role_arn ?? sectionOf(way)?.sso_account_id ?? '',
  )?.[1];

/** The account of a session, or why it is not known. */
async function identify(run: Run, way: Way, region: string): Promise<string | PageError> {
  if (run.signal.aborted) return cancelled;
  const { profile, settings } = way;
  if (profile && !settings.profiles.has(profile)) {
    const known = uniq(settings.profiles.keys());
    const listed =
      known.length > 0
        ? `there are ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}`
        : 'there are none';
    return {
      failure: 'credentials',
      code: 'NoProfile',
      message: `There is no profile ${JSON.stringify(profile)} in the AWS config and credentials files; ${listed}.`,
    };
  }
  try {
    return (await way.session.account(region)) ?? unobserved('an account id');
  } catch (error) {
    return classify(error, {
      profile,
      account: UNKNOWN,
      region,
      operation: 'GetCallerIdentity',
      sso: isSso(way),
      regionEnabled: true,
    }).error;
  }
}

/** The Regions to read in an account: those asked for, else those enabled, else the one the profile prefers. */
async function placesOf(run: Run, account: Account, wanted: readonly string[]): Promise<Place[]> {
  const at = (region: string, enabled: boolean): Place => ({ account, region, enabled });
  if (wanted.length > 0) return uniq(wanted).map((region) => at(region, false));
  run.expect(1);
  const home = at(account.home, true);
  const before = run.known.regions.get(account.id);
  const enabled = before ?? (await enabledRegions(run, home));
  run.did(account.id, account.home, 'ec2:DescribeRegions');
  if (isList(enabled)) {
    if (!before) await run.note({ note: 'regions', account: account.id, regions: enabled });
    return enabled.map((region) => at(region, true));
  }
  await run.fail(
    { account: account.id, region: account.home, ...DESCRIBE_REGIONS, args: {} },
    {
      ...enabled,
      message: `Which Regions are enabled is not known, so only ${account.home} was read; name Regions with --region. ${enabled.message}`,
    },
  );
  return [home];
}

const isList = (found: readonly string[] | PageError): found is readonly string[] =>
  Array.isArray(found);

/** Without AllRegions, DescribeRegions lists the enabled ones only. */
async function enabledRegions(run: Run, home: Place): Promise<string[] | PageError> {
  const { account, region } = home;
  const fate = run.signal.aborted ? cancelled : account.fate.in(region);
  if (fate) return fate;
  const asked: Asked = {
    profile: account.profile,
    account: account.id,
    region,
    operation: 'DescribeRegions',
    sso: account.sso,
    regionEnabled: true,
  };
  try {
    for await (const { Regions } of account.session.pages(
      { account: account.id, region },
      DESCRIBE_REGIONS,
      {},
    )) {
      if (!Array.isArray(Regions)) return unobserved('Regions');
      return uniq((Regions as { RegionName?: string }[]).flatMap((r) => r.RegionName ?? []));
    }
    return unobserved('Regions');
  } catch (error) {
    return classify(error, asked).error;
  }
}
