/** Finds the places to read: accounts behind the profiles or in their organizations, and the Regions of each. */
import { by, uniq } from '#app/base/order.ts';
import { type Call, GLOBAL, type PageError, UNKNOWN } from '#app/snapshot/page.ts';
import { cancelled, classify, type Asked, unobserved } from './classify.ts';
import { CollectError } from './collect-error.ts';
import { Crowd } from './crowd.ts';
import { Fate, Pointless } from './fate.ts';
import { askAtHome, type AtHome } from './home.ts';
import { leftOutWords, type Member, type OrgOptions, wantsAccount } from './org-choice.ts';
import { asks } from './org-choice.ts';
import { membersOf } from './organization.ts';
import type { Account, Place } from './place.ts';
import type { Run } from './run.ts';
import type { Session } from './sdk.ts';
import { leftBehind } from './left-behind.ts';
import { enter, type Entered, type Mfa, type Way } from './ways.ts';

const DESCRIBE_REGIONS = { service: 'ec2', operation: 'DescribeRegions' } as const;

/**
 * Accounts that are read at once, at most: each has clients of its own, some 100 kB. Their Regions are more than may be open
 * at once, so that nobody waits for this.
 */
const MOST_ACCOUNTS = 250;

export interface EntryOptions {
  /** None: every Region enabled in an account. */
  readonly regions: readonly string[];
  readonly organization: OrgOptions | undefined;
  readonly mfa: Mfa | undefined;
}

/** Reads the places of one account. */
type ReadAccount = (account: Account, places: readonly Place[]) => Promise<void>;

/**
 * Calls `read` once for every account that lets us in, with its Regions, as soon as they are known. An account that
 * does not is a gap; so is one whose Regions are not told.
 */
export async function eachAccount(
  run: Run,
  ways: readonly Way[],
  options: EntryOptions,
  read: ReadAccount,
): Promise<void> {
  const entered = await enter(run, ways, options.regions, options.mfa);
  const visited = new Set<string>();
  const visit = async (account: Account, name: string): Promise<void> => {
    visited.add(account.id);
    run.account({ account: account.id, name, phase: 'reading' });
    const places = await run.crowd.within(1, () =>
      placesOf(run, account, options.regions).finally(() => run.crowd.over()),
    );
    await read(account, places);
    run.account({ account: account.id, name, phase: 'read' });
  };
  const accounts = new Crowd(Infinity, MOST_ACCOUNTS);
  const all = <T>(some: readonly T[], go: (one: T) => Promise<void>) =>
    Promise.all(some.map((one) => accounts.within(0, () => go(one))));
  const { organization } = options;
  if (organization) {
    const chosen = await chooseAll(run, entered, organization);
    for (const { member } of chosen)
      run.account({ account: member.id, name: member.name, phase: 'waiting' });
    await all(chosen, async ({ member, from, own }) => {
      const account = await enterMember(run, member, from, own, organization);
      if (account) await visit(account, member.name);
      else run.account({ account: member.id, name: member.name, phase: 'refused' });
    });
  } else await all(entered, (account) => visit(account, ''));
  await all(leftBehind(run, visited, entered[0]), async (account) => {
    await visit(account, '');
    run.account({ account: account.id, name: '', phase: 'refused' });
  });
}

interface Chosen {
  readonly member: Member;
  /** Whose credentials take the role. */
  readonly from: Entered;
  /** The way that leads into this very account, where there is one. */
  readonly own: Entered | undefined;
}

/** The accounts of every organization the ways lead to, each once, as far as they are wanted. */
async function chooseAll(
  run: Run,
  entered: readonly Entered[],
  wish: OrgOptions,
): Promise<readonly Chosen[]> {
  const chosen = new Map<string, Chosen>();
  const known = new Set<string>();
  const owns = new Map(entered.map((account) => [account.id, account]));
  let listed = 0;
  for (const from of entered) {
    const { members, all } = await membersOf(run, from, wish);
    if (all) listed++;
    for (const { id } of all ?? members) known.add(id);
    const out = leftOutWords(all ?? []);
    if (out !== undefined) run.tell(out);
    const self = { id: from.id, name: '', state: 'ACTIVE' };
    // Where the list is refused, there is at least the account we are in.
    const here = !all && wantsAccount(wish.accounts, from.id) ? [self] : [];
    for (const member of [...members, ...here]) {
      if (!chosen.has(member.id)) chosen.set(member.id, { member, from, own: owns.get(member.id) });
    }
  }
  // A misspelt exclusion must not read what it was to leave out.
  const { include = [], exclude = [] } = wish.accounts ?? {};
  const missing = uniq([...include, ...exclude].filter((id) => !known.has(id)));
  if (missing.length > 0 && listed === entered.length && entered.length > 0) {
    const which = missing.some((id) => include.includes(id)) ? 'included' : 'excluded';
    throw new CollectError(
      2,
      `The organization has no account ${missing.slice(0, 6).join(', ')}; check the accounts that are ${which}.`,
    );
  }
  const narrowed = asks(wish.accounts) || asks(wish.units) || asks(wish.tags);
  if (chosen.size === 0 && narrowed && listed > 0 && !run.signal.aborted) {
    throw new CollectError(
      2,
      'No active account of the organization is left by what is included and excluded.',
    );
  }
  return [...chosen.values()].sort(by(({ member }) => member.id));
}

/** In the role, else with the caller's own credentials where it is the caller's own account; undefined where refused. */
async function enterMember(
  run: Run,
  { id, name, management }: Member,
  from: Entered,
  own: Entered | undefined,
  { role, externalId }: OrgOptions,
): Promise<Account | undefined> {
  const arn = `arn:${from.partition}:iam::${id}:role/${role}`;
  const fate = new Fate();
  const takeRole = async (region: string): Promise<Session> => {
    const session = from.session.inRole(region, arn, externalId, fate);
    await session.enter();
    return session;
  };
  run.expect(1);
  let inside: AtHome<Session> | undefined;
  let error: PageError = cancelled;
  try {
    // A Region has to be open to the account whose role it is, too.
    if (!run.signal.aborted) {
      inside = await run.crowd.within(1, () =>
        askAtHome(from.home, from.session.openRegion(from.home), takeRole).finally(() =>
          run.crowd.over(),
        ),
      );
    }
  } catch (thrown) {
    if (thrown instanceof Pointless) error = thrown.error;
    else {
      const told = classify(thrown, {
        ...askedOf(from, id, from.home, 'AssumeRole'),
        // It told who we are.
        answered: true,
      });
      ({ error } = told);
      // The role would be refused in other words: these credentials died, and with them the way into every account.
      if (told.reach === 'account') from.fate.seal('account', from.home, error);
    }
  }
  run.did(id, from.home, 'sts:AssumeRole');
  if (inside) return { ...from, id, session: inside.answer, home: inside.home, fate };
  // An organization does not put its role into the management account, and needs none where the caller is at home.
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
  if (own && error.failure === 'refused') return own;
  const label = name === '' ? id : `${id} (${name})`;
  const made = management
    ? `It is the management account, where an organization makes no role by itself. Make it there`
    : `Make the role there`;
  const message =
    error.failure === 'refused'
      ? `Account ${label} does not let account ${from.id} in as role ${role}. ${made} with what \`peerless policy --format cloudformation\` prints, let it trust account ${from.id}, and check --external-id; or leave it out with --exclude-account ${id}.`
      : error.message;
  await run.fail(
    { account: id, region: UNKNOWN, service: 'sts', operation: 'AssumeRole', args: { Role: role } },
    { ...error, message },
  );
  return undefined;
}

const askedOf = (
  account: Pick<Account, 'profile' | 'signIn'>,
  id: string,
  region: string,
  operation: string,
): Asked => ({
  profile: account.profile,
  account: id,
  region,
  operation,
  signIn: account.signIn,
  regionEnabled: true,
  answered: false,
});

/** The Regions to read in an account: those asked for, else those enabled, else the one the profile prefers. */
async function placesOf(run: Run, account: Account, wanted: readonly string[]): Promise<Place[]> {
  const at = (region: string, enabled: boolean): Place => {
    const standing = run.standing(account.id, region);
    return { account, region, enabled, standing };
  };
  if (wanted.length > 0) return uniq(wanted).map((region) => at(region, false));
  // What was begun is read to its end, whatever is known of its Region now.
  const others = (but: readonly string[]): Place[] =>
    (run.before.get(account.id) ?? [])
      .filter((region) => !but.includes(region))
      .map((region) => at(region, false));
  run.expect(1);
  const before = run.known.regions.get(account.id);
  const enabled = before ?? (await enabledRegions(run, account));
  run.did(account.id, account.home, 'ec2:DescribeRegions');
  if (isList(enabled)) {
    if (!before) {
      // Where it is refused elsewhere, a merge has to know that here it was not.
      const call: Call = { account: account.id, region: GLOBAL, ...DESCRIBE_REGIONS, args: {} };
      await run.found(call, { Regions: enabled.map((RegionName) => ({ RegionName })) });
      await run.note({ note: 'regions', account: account.id, regions: enabled });
    }
    return [...enabled.map((region) => at(region, true)), ...others(enabled)];
  }
  const home = at(account.home, true);
  home.standing.expect(1);
  home.standing.did(enabled);
  await run.fail(
    { account: account.id, region: account.home, ...DESCRIBE_REGIONS, args: {} },
    {
      ...enabled,
      message: `Which Regions are enabled is not known, so the collection read ${account.home} alone; name Regions with --region. ${enabled.message}`,
    },
  );
  return [home, ...others([account.home])];
}

const isList = (found: readonly string[] | PageError): found is readonly string[] =>
  Array.isArray(found);

/** Without AllRegions, DescribeRegions lists the enabled ones only. */
async function enabledRegions(run: Run, account: Account): Promise<string[] | PageError> {
  const region = account.home;
  const fate = run.signal.aborted ? cancelled : account.fate.in(region);
  if (fate) return fate;
  try {
    for await (const { Regions } of account.session.pages(
      { account: account.id, region },
      DESCRIBE_REGIONS,
      {},
    )) {
      account.fate.answered('ec2', region);
      if (!Array.isArray(Regions)) return unobserved('Regions');
      return uniq((Regions as { RegionName?: string }[]).flatMap((r) => r.RegionName ?? []));
    }
    return unobserved('Regions');
  } catch (error) {
    return classify(error, askedOf(account, account.id, region, 'DescribeRegions')).error;
  }
}
