/** Which accounts of an organization are read: options that include and exclude by account, organizational unit and tag. */
import { count } from '#app/base/count.ts';
import { uniq } from '#app/base/order.ts';
import { CollectError } from './collect-error.ts';

/** What is asked for and what is not, of one sort. Nothing asked for means everything. */
export interface Wish {
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
}

export interface OrgOptions {
  /** Name of the role to take in every account, with its path where it has one: `audit/peerless`. */
  readonly role: string;
  /** What the role's trust policy asks for in `sts:ExternalId`. */
  readonly externalId?: string | undefined;
  /** Account ids. */
  readonly accounts?: Wish | undefined;
  /** Ids of organizational units, or their names from below the root: `Workloads/Prod`. Units within them count too. */
  readonly units?: Wish | undefined;
  /** `Key=Value`, or `Key` for any value. */
  readonly tags?: Wish | undefined;
}

/** An account as the organization lists it. */
export interface Member {
  readonly id: string;
  readonly name: string;
  /** `ACTIVE`, `SUSPENDED`, … */
  readonly state: string;
  /** True for the one that pays for the others. */
  readonly management?: boolean;
}

/** An organizational unit, or a root, with everything that is somewhere within it. */
export interface Unit {
  readonly id: string;
  /** Names from below the root; empty for a root. */
  readonly path: string;
  readonly accounts: ReadonlySet<string>;
}

export type TagList = ReadonlyMap<string, string>;

const some = (words: readonly string[] | undefined): words is readonly string[] =>
  words !== undefined && words.length > 0;

export const asks = (wish: Wish | undefined): boolean => some(wish?.include) || some(wish?.exclude);

/** What is wished of an organization, the same for the same wish: without what asks for nothing, and without the external id. */
export function wordsOf({
  role,
  accounts,
  units,
  tags,
}: OrgOptions): Omit<OrgOptions, 'externalId'> {
  const list = (words: readonly string[] | undefined) => (some(words) ? uniq(words) : undefined);
  const wish = (one: Wish | undefined) =>
    asks(one) ? { include: list(one?.include), exclude: list(one?.exclude) } : undefined;
  return { role, accounts: wish(accounts), units: wish(units), tags: wish(tags) };
}

/** Whether a thing is wanted, where `is` says if a word means it. Exclusion wins. */
const wants = ({ include, exclude }: Wish = {}, is: (word: string) => boolean): boolean =>
  (!some(include) || include.some(is)) && !(exclude ?? []).some(is);

export const wantsAccount = (wish: Wish | undefined, id: string): boolean =>
  wants(wish, (word) => word === id);

/** `tags` of the account; a word without `=` asks for the key alone. A value may hold `=` itself. */
export const wantsTags = (wish: Wish | undefined, tags: TagList): boolean =>
  wants(wish, (word) => {
    const at = word.indexOf('=');
    return at < 0 ? tags.has(word) : tags.get(word.slice(0, at)) === word.slice(at + 1);
  });

const means = (unit: Unit, word: string): boolean =>
  unit.id === word || (unit.path !== '' && unit.path === word);

/** Throws CollectError where a word means no unit: a misspelt exclusion must not read what it was to leave out. */
export function wantsUnits(
  wish: Wish | undefined,
  units: readonly Unit[],
): (account: string) => boolean {
  const known = new Map(
    [...(wish?.include ?? []), ...(wish?.exclude ?? [])].map((word) => {
      const found = units.filter((unit) => means(unit, word));
      if (found.length === 0) throw new CollectError(2, noUnit(word, units));
      return [word, found];
    }),
  );
  return (account) =>
    wants(wish, (word) => known.get(word)!.some((unit) => unit.accounts.has(account)));
}

function noUnit(word: string, units: readonly Unit[]): string {
  const names = uniq(units.map((unit) => (unit.path === '' ? unit.id : unit.path)));
  const more = names.length > 12 ? `, and ${names.length - 12} more` : '';
  return `The organization has no unit ${JSON.stringify(word)}; it has ${names.slice(0, 12).join(', ')}${more}.`;
}

/** Throws CollectError where it cannot be the name of a role. */
export function checkRoleName(role: string): void {
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  if (!/^(?:[\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/.test(role) || role.startsWith('arn:')) {
    throw new CollectError(
      2,
      `--org-role ${JSON.stringify(role)} is not the name of a role, such as OrganizationAccountAccessRole; the account is put before it.`,
    );
  }
}

/** Throws CollectError where an option cannot be meant. */
export function checkOrgOptions({ role, externalId, accounts, tags }: OrgOptions): void {
  checkRoleName(role);
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    // The text is kept to itself: it may be the right one with a stray blank.
    throw new CollectError(
      2,
      'The external id is not one: it has 2 to 1,224 letters, digits and + = , . @ : / - _, and no blanks.',
    );
  }
  for (const id of [...(accounts?.include ?? []), ...(accounts?.exclude ?? [])]) {
    if (!/^\d{12}$/.test(id))
      throw new CollectError(2, `${JSON.stringify(id)} is not an account id of 12 digits.`);
  }
  for (const tag of [...(tags?.include ?? []), ...(tags?.exclude ?? [])]) {
    if (tag === '' || tag.startsWith('='))
      throw new CollectError(2, `${JSON.stringify(tag)} is not a tag, such as Environment=prod.`);
  }
}

/** `2 accounts left out: 1 suspended, 1 pending closure`; undefined where every account is active. */
export function leftOutWords(members: readonly Member[]): string | undefined {
  const closed = members.filter((member) => member.state !== 'ACTIVE');
  if (closed.length === 0) return undefined;
  const states = uniq(closed.map((member) => member.state)).map((state) => {
    const ids = closed.filter((member) => member.state === state).map((member) => member.id);
    const shown = ids.length > 6 ? `${ids.slice(0, 6).join(', ')}, …` : ids.join(', ');
    return `${state.toLowerCase().replaceAll('_', ' ')}: ${shown}`;
  });
  return `${count(closed.length, 'account')} of the organization cannot be used and ${closed.length === 1 ? 'was' : 'were'} left out (${states.join('; ')})`;
}
