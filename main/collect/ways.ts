/** The ways into AWS that the user named: profiles or the default chain, and the account each leads to. */
import type { PageError } from '#app/snapshot/page.ts';
import { GLOBAL, UNKNOWN } from '#app/snapshot/page.ts';
import { by, groupBy, uniq } from '#app/base/order.ts';
import { keepSecret } from '../secrets.ts';
import { passwordsOf } from './address.ts';
import { cancelled, classify, codeOf, scrub, unobserved, type Asked } from './classify.ts';
import type { Stop } from './clock.ts';
import { CollectError } from './collect-error.ts';
import { endpointFor, servicesOf } from './endpoints.ts';
import { Fate } from './fate.ts';
import { askAtHome } from './home.ts';
import type { Account } from './place.ts';
import { signInOf } from './profile-state.ts';
import type { Run } from './run.ts';
import type { Session, SessionOptions } from './sdk.ts';
import type { Settings } from './settings.ts';

const GET_CALLER_IDENTITY = { service: 'sts', operation: 'GetCallerIdentity' } as const;

/** A profile and its session. */
export interface Way {
  /** Empty for the default chain. */
  readonly profile: string;
  readonly session: Session;
  readonly fate: Fate;
  readonly settings: Settings;
}

/**
 * One way for each profile named; without one, `AWS_PROFILE`, else the default chain. From here on no message repeats the
 * password of an address that calls go to.
 */
export function openWays(
  asked: {
    readonly profiles?: readonly string[];
    readonly regions?: readonly string[];
    readonly endpoint?: string | undefined;
  },
  settings: Settings,
  env: Readonly<Record<string, string | undefined>>,
  open: (options: SessionOptions) => Session,
): Way[] {
  const named = asked.profiles?.length
    ? [...new Set(asked.profiles)]
    : [env.AWS_PROFILE || undefined];
  // The SDK itself goes by some of them: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  for (const [name, url] of Object.entries(env))
    if (name.startsWith('AWS_ENDPOINT_URL')) keepSecret(...passwordsOf(url));
  return named.map((profile) => {
    const endpoints = new Map(
      servicesOf(profile, settings, env).map((service) => [
        service,
        endpointFor(service, asked.endpoint, profile, settings, env)?.url,
      ]),
    );
    for (const url of endpoints.values()) keepSecret(...passwordsOf(url));
    const fate = new Fate();
    const session = open({ profile, fate, endpoints, region: asked.regions?.[0] });
    return { profile: profile ?? '', session, fate, settings };
  });
}

/** An account that lets us in. */
export type Entered = Account;

/** How the code of a multi-factor device is come by. */
export interface Mfa {
  /** Serial number or ARN of the device. */
  readonly device: string;
  /** Absent where nobody is there to be asked. */
  readonly code: ((device: string) => Promise<string>) | undefined;
}

/** Times a code may be mistyped. */
const TRIES = 3;

/** Finds out which accounts the ways lead to. Two ways into one account count once: the first one named that is open. */
export async function enter(
  run: Run,
  ways: readonly Way[],
  regions: readonly string[],
  mfa: Mfa | undefined,
): Promise<Entered[]> {
  run.expect(ways.length);
  const homes = await Promise.all(
    ways.map(async ({ session }) => regions[0] ?? (await session.homeRegion())),
  );
  const barred = new Map<Way, PageError>();
  // One after the other: each asks the user.
  for (const [i, way] of mfa ? ways.entries() : []) {
    const { profile } = way;
    if (signsInItself(way)) {
      run.tell(
        `profile ${profile || 'default'} has a sign-in of its own, so that no code was asked for it`,
      );
      continue;
    }
    const error = unknownProfile(way) ?? (await prove(run, way, homes[i]!, mfa!));
    if (error) barred.set(way, error);
  }
  const found = await Promise.all(
    ways.map(async (way, i): Promise<Identity> => {
      const error = barred.get(way);
      const told = error
        ? { error, operation: 'GetSessionToken' }
        : await run.crowd.within(1, () =>
            identify(way, homes[i]!, run.signal).finally(() => run.crowd.over()),
          );
      run.did('id' in told ? told.id : UNKNOWN, homes[i]!, 'sts:GetCallerIdentity');
      return told;
    }),
  );
  for (const [i, { profile }] of ways.entries()) checkStill(run, profile, found[i]!);
  const open = new Set(found.flatMap((told) => ('id' in told ? [told.id] : [])));
  const entered = await Promise.all(
    ways.map(async (way, i): Promise<Entered[]> => {
      const [home, told] = [homes[i]!, found[i]!];
      const { profile, session, fate } = way;
      const inside = (id: string, partition: string, at: string): Entered[] => [
        { id, partition, session, profile, signIn: signInFor(way), home: at, fate },
      ];
      const before = run.known.accounts.get(profile);
      if ('id' in told) {
        // Gone on with, it stands there: nothing is added to a journal that holds everything.
        if (before === undefined) {
          const call = { account: told.id, region: GLOBAL, ...GET_CALLER_IDENTITY } as const;
          // Where it leads nowhere elsewhere, a merge has to know that here it did.
          if (profile !== '')
            await run.found({ ...call, args: { Profile: profile } }, { Account: told.id });
          await run.note({ note: 'account', way: profile, account: told.id });
        }
        return inside(told.id, told.partition, told.home);
      }
      if (before !== undefined && open.has(before)) {
        const whose = profile === '' ? 'the default credentials lead' : `profile ${profile} leads`;
        run.tell(
          `${whose} nowhere any more, and account ${before} is read by another way: ${told.error.message}`,
        );
        return [];
      }
      if (before !== undefined) {
        // What was not read before the credentials died is missing for that reason.
        fate.seal('account', home, told.error);
        run.lost = true;
        return inside(before, session.partitionOf(home), home);
      }
      await run.fail(
        {
          account: accountHint(way) ?? UNKNOWN,
          region: UNKNOWN,
          service: 'sts',
          operation: told.operation ?? 'GetCallerIdentity',
          args: way.profile ? { Profile: way.profile } : {},
        },
        told.error,
      );
      return [];
    }),
  );
  return [...groupBy(entered.flat(), (account) => account.id).values()]
    .flatMap((same) => same.slice(0, 1))
    .sort(by((account) => account.id));
}

/** Sign-ins and roles have no access keys to show a code with; their profile says where one is needed. */
const signsInItself = (way: Way): boolean =>
  signInFor(way) !== undefined || sectionOf(way)?.role_arn !== undefined;

const sectionOf = ({ settings, profile }: Way) => settings.profiles.get(profile || 'default');

const signInFor = ({ settings, profile }: Way): string | undefined =>
  signInOf(profile || 'default', settings);

/** The account a profile's settings name, for a page about not getting there. */
const accountHint = (way: Way): string | undefined => {
  const { role_arn, sso_account_id, login_session } = sectionOf(way) ?? {};
  const named = role_arn ?? sso_account_id ?? login_session ?? '';
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::|$)/.exec(named)?.[1];
};

function unknownProfile({ profile, settings }: Way): PageError | undefined {
  if (!profile || settings.profiles.has(profile)) return undefined;
  if (settings.unread.has(profile)) {
    return {
      failure: 'credentials',
      code: 'NoProfile',
      message: `Profile ${JSON.stringify(profile)} has a blank in its name, which the AWS SDK cannot read. Name it without one in the AWS config and credentials files.`,
    };
  }
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

const asked = (way: Way, region: string, operation: string): Asked => ({
  profile: way.profile,
  account: UNKNOWN,
  region,
  operation,
  signIn: signInFor(way),
  regionEnabled: true,
  answered: false,
});

/** The account of a session, its partition and the Region that told; or why it is not known. */
type Identity =
  | { readonly id: string; readonly partition: string; readonly home: string }
  | { readonly error: PageError; readonly operation?: string };

/**
 * Throws CollectError where a collection that is gone on with began in another account: half of that one would pass for
 * whole, and what is read now for the rest of it.
 */
function checkStill({ known }: Run, profile: string, found: Identity): void {
  const before = known.accounts.get(profile);
  if (before === undefined || !('id' in found) || found.id === before) return;
  const whose = profile === '' ? 'The default credentials' : `Profile ${profile}`;
  throw new CollectError(
    2,
    `${whose} led to account ${before} when this collection began, and ${profile === '' ? 'lead' : 'leads'} to ${found.id} now. ` +
      `What was read of ${before} stays: go on with credentials of that account. To read ${found.id}, collect anew: into another file, or in a history as another estate.`,
  );
}

/** Whom the credentials of a way belong to. Never throws for what AWS, the network or the user did. */
export async function identify(way: Way, region: string, signal: Stop): Promise<Identity> {
  if (signal.aborted) return { error: cancelled };
  const error = unknownProfile(way);
  if (error) return { error };
  try {
    const { session } = way;
    const { home, answer } = await askAtHome(region, session.openRegion(region), (at) =>
      session.account(at),
    );
    return answer ? { ...answer, home } : { error: unobserved('an account id') };
  } catch (thrown) {
    const { error } = classify(thrown, asked(way, region, 'GetCallerIdentity'));
    const role = sectionOf(way)?.role_arn;
    // Who one is, nobody is refused: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    if (error.failure !== 'refused' || role === undefined) return { error };
    const words = scrub(said(thrown)).replace(/\.$/, '') || 'Not authorized';
    const message = `${words}. Let the role ${role} of profile ${way.profile || 'default'} trust whoever takes it, and allow them sts:AssumeRole on it.`;
    return { error: { ...error, message }, operation: 'AssumeRole' };
  }
}

/** Shows the code of the device to AWS. Returns why it could not. */
async function prove(run: Run, way: Way, region: string, mfa: Mfa): Promise<PageError | undefined> {
  const barred = (code: string, message: string): PageError => ({
    failure: 'credentials',
    code,
    message,
  });
  const stopped = () => run.signal.aborted;
  for (let left = TRIES; ; left--) {
    if (stopped()) return cancelled;
    const code = (await mfa.code?.(mfa.device).catch(() => ''))?.replace(/\s/g, '') ?? '';
    if (stopped()) return cancelled;
    if (code === '') {
      return barred(
        'NoMfaCode',
        `No code of the multi-factor device ${mfa.device} was given. Collect in a terminal or in the window, where it can be asked for.`,
      );
    }
    try {
      if (!/^\d{6}$/.test(code)) throw badCode();
      const { session } = way;
      await askAtHome(region, session.openRegion(region), (at) =>
        session.prove(at, mfa.device, code),
      );
      return undefined;
    } catch (error) {
      const why = codeOf(error);
      if (why === 'MfaCode' || (why === 'AccessDenied' && /MultiFactor|MFA/i.test(said(error)))) {
        if (left > 1) continue;
        return barred(
          'MfaCode',
          `AWS did not take the code of the multi-factor device ${mfa.device}. Wait for the next code (each is good once), check --mfa-serial, and collect again.`,
        );
      }
      // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
      if (why === 'AccessDenied') {
        return barred(
          'AccessDenied',
          `A session with the multi-factor device ${mfa.device} is given to a user's own access keys only. Where the profile is a role or single sign-on, leave out --mfa-serial and put mfa_serial into the profile.`,
        );
      }
      const told = classify(error, asked(way, region, 'GetSessionToken')).error;
      return { ...told, message: told.message.replaceAll(code, '…') };
    }
  }
}

const badCode = (): Error => Object.assign(new Error('a code has six digits'), { name: 'MfaCode' });

const said = (error: unknown): string => (error instanceof Error ? error.message : '');
