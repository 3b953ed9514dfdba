/**
 * The accounts of an AWS Organization, as its management account or a delegated administrator may list them.
 * Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
import { by } from '#app/base/order.ts';
import { type Call, GLOBAL, type PageError } from '#app/snapshot/page.ts';
import { cancelled, classify, codeOf, unobserved } from './classify.ts';
import { CollectError } from './collect-error.ts';
import { Pointless } from './fate.ts';
import { asks, type Member, type OrgOptions, type TagList, type Unit } from './org-choice.ts';
import { wantsAccount, wantsTags, wantsUnits } from './org-choice.ts';
import { plainAnswer } from './plain.ts';
import type { Run } from './run.ts';
import type { Entered } from './ways.ts';

/** Largest page: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
const PAGE = 20;
/** Addresses of people, which no drawing needs. */
const PRIVATE = new Set(['Email']);

/**
 * `arn:aws:organizations::MANAGEMENT:account/o-…/MEMBER`
 * Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
const MANAGEMENT = /^arn:[^:]+:organizations::(\d{12}):account\//;

type Item = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const callOf = (from: Entered, operation: string, args: Call['args'] = {}): Call => ({
  account: from.id,
  region: GLOBAL,
  service: 'organizations',
  operation,
  args,
});

/** Everything a list call brings, page by page, empty pages included; or why it brings nothing. */
async function list(
  run: Run,
  from: Entered,
  call: Call,
  field: string,
  paged = true,
): Promise<readonly Item[] | PageError> {
  run.expect(1);
  const pages: Item[] = [];
  try {
    if (run.signal.aborted) return cancelled;
    for await (const answer of from.session.pages(
      { account: from.id, region: from.home },
      { ...call, ...(paged ? { pageSize: PAGE } : {}) },
      call.args,
    )) {
      if (!Array.isArray(answer[field])) return unobserved(field);
      pages.push(answer);
    }
    if (call.operation === 'ListAccounts') {
      for (const [part, page] of pages.entries()) {
        const kept = { ...call, time: run.time, answer: plainAnswer(page, PRIVATE) };
        await run.note({ note: 'page', part, page: kept });
      }
      await run.note({ note: 'whole', call, pages: pages.length });
    }
    return pages.flatMap((page) => page[field] as Item[]);
  } catch (error) {
    return error instanceof Pointless ? error.error : inWords(error, from, call.operation);
  } finally {
    run.did(from.id, GLOBAL, `organizations:${call.operation}`);
  }
}

function inWords(error: unknown, from: Entered, operation: string): PageError {
  const { error: told } = classify(error, {
    profile: from.profile,
    account: from.id,
    region: from.home,
    operation,
    signIn: from.signIn,
    regionEnabled: true,
    // It told who we are.
    answered: true,
  });
  const code = codeOf(error);
  if (code === 'AWSOrganizationsNotInUseException') {
    return {
      ...told,
      message: `Account ${from.id} is in no organization. Leave out --org-role, or sign in to the management account of one.`,
    };
  }
  if (told.failure === 'refused') {
    return {
      ...told,
      message: `Account ${from.id} may not ask for ${operation} of its organization. Sign in to the management account or to a delegated administrator, and allow what \`peerless policy --org-role\` prints.`,
    };
  }
  return told;
}

const isError = (found: readonly Item[] | PageError): found is PageError => !Array.isArray(found);

export interface Found {
  /** Those wanted that can be used. */
  readonly members: readonly Member[];
  /** Every account of the organization; undefined where it could not be listed. */
  readonly all: readonly Member[] | undefined;
}

/**
 * The accounts to enter. Where the list is refused, those of an earlier list are left, else those named one by one: that is
 * a gap, not the end. Throws CollectError where units or tags were to choose and cannot be read.
 */
export async function membersOf(run: Run, from: Entered, wish: OrgOptions): Promise<Found> {
  const call = callOf(from, 'ListAccounts');
  const listed = await list(run, from, call, 'Accounts');
  if (isError(listed)) {
    if (asks(wish.units) || asks(wish.tags)) cannotChoose(run, listed);
    await run.fail(call, listed);
    // When a collection is gone on with by credentials that died, each account is a gap for that reason.
    const before = run.known.answered(call);
    if (before) {
      const items = before.flatMap((page) => page.answer?.['Accounts'] as Item[]);
      return { members: usableIn(membersIn(items), wish), all: undefined };
    }
    const named = (wish.accounts?.include ?? []).filter((id) => wantsAccount(wish.accounts, id));
    return { members: named.map((id) => ({ id, name: '', state: 'ACTIVE' })), all: undefined };
  }
  const all = membersIn(listed);
  const usable = usableIn(all, wish);
  const inUnits = asks(wish.units) ? usable.filter(await unitFilter(run, from, wish)) : usable;
  return { members: asks(wish.tags) ? await tagged(run, from, wish, inUnits) : inUnits, all };
}

const membersIn = (listed: readonly Item[]): Member[] =>
  listed
    .map((item): Member => ({
      id: text(item.Id),
      name: text(item.Name),
      // `Status` is what answers had before there was `State`.
      state: text(item.State) || text(item.Status) || 'ACTIVE',
      management: MANAGEMENT.exec(text(item.Arn))?.[1] === text(item.Id),
    }))
    .sort(by((member) => member.id));

const usableIn = (all: readonly Member[], wish: OrgOptions): Member[] =>
  all.filter(({ id, state }) => state === 'ACTIVE' && wantsAccount(wish.accounts, id));

function cannotChoose(run: Run, error: PageError): never {
  if (run.signal.aborted) throw new CollectError(3, 'Stopped before the organization was read.');
  throw new CollectError(
    3,
    `Which accounts to read cannot be told without the organization. ${error.message}`,
  );
}

async function unitFilter(
  run: Run,
  from: Entered,
  wish: OrgOptions,
): Promise<(member: Member) => boolean> {
  const units = await unitsOf(run, from);
  const wants = wantsUnits(wish.units, units);
  return ({ id }) => wants(id);
}

/** Every unit, roots included. */
async function unitsOf(run: Run, from: Entered): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  const below = async (id: string, path: string): Promise<ReadonlySet<string>> => {
    const args = { ParentId: id };
    const [inside, accounts] = await Promise.all([
      list(
        run,
        from,
        callOf(from, 'ListOrganizationalUnitsForParent', args),
        'OrganizationalUnits',
      ),
      list(run, from, callOf(from, 'ListAccountsForParent', args), 'Accounts'),
    ]);
    if (isError(inside)) return cannotChoose(run, inside);
    if (isError(accounts)) return cannotChoose(run, accounts);
    const within = await Promise.all(
      inside.map((unit) => below(text(unit.Id), [path, text(unit.Name)].filter(Boolean).join('/'))),
    );
    const all = new Set([...accounts.map((a) => text(a.Id)), ...within.flatMap((set) => [...set])]);
    units.push({ id, path, accounts: all });
    return all;
  };
  const roots = await list(run, from, callOf(from, 'ListRoots'), 'Roots');
  if (isError(roots)) return cannotChoose(run, roots);
  await Promise.all(roots.map((root) => below(text(root.Id), '')));
  return units.sort(by((unit) => `${unit.path}\n${unit.id}`));
}

/** Those whose tags are wanted. Whose tags cannot be read stays out, with a gap: it may be one that must not be read. */
async function tagged(
  run: Run,
  from: Entered,
  wish: OrgOptions,
  members: readonly Member[],
): Promise<readonly Member[]> {
  const kept = await Promise.all(
    members.map(async (member) => {
      const call = callOf(from, 'ListTagsForResource', { ResourceId: member.id });
      const found = await list(run, from, call, 'Tags');
      if (!isError(found)) {
        const tags: TagList = new Map(found.map((tag) => [text(tag.Key), text(tag.Value)]));
        return wantsTags(wish.tags, tags) ? [member] : [];
      }
      await run.fail(
        { ...call, account: member.id },
        {
          ...found,
          message: `Its tags are not known, so the account was left out. ${found.message}`,
        },
      );
      return [];
    }),
  );
  return kept.flat();
}
