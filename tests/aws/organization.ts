/**
 * A small AWS Organization behind the endpoint: what Organizations lists, and whom STS lets into which role.
 * Sources: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 *          https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *          https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
import { type Item, Refusal } from './estate.ts';
import { keyOf, type Query, sessionOfKey } from './query.ts';

export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  readonly state?: string;
  /** Path of units from the root, such as `Workloads/Prod`; absent: the root itself. */
  readonly unit?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** What its role asks for in `sts:ExternalId`. */
  readonly externalId?: string;
  /** There is no such role, or it does not trust the caller. */
  readonly refuses?: boolean;
}

export interface OrganizationOptions {
  readonly management: string;
  /** Members that may list the organization, too. */
  readonly delegated?: readonly string[];
  readonly role: string;
  readonly partition?: string;
  readonly accounts: readonly OrganizationAccount[];
  /** Roles ask for a session that has shown a code of this device. Each code is good once. */
  readonly mfa?: { readonly device: string; readonly codes: readonly string[] };
}

/** What STS hands out: no test may find it anywhere. */
export const ISSUED = {
  secret: 'IssuedSecretKeyIssuedSecretKeyIssued0001',
  token: 'IssuedSessionTokenIssuedSessionTokenIssuedSessionToken0001',
} as const;

export interface Issued {
  readonly key: string;
  readonly expires: string;
}

const HOUR = 3_600_000;

export class Organization {
  readonly #options: OrganizationOptions;
  readonly #used = new Set<string>();

  constructor(options: OrganizationOptions) {
    this.#options = options;
  }

  get partition(): string {
    return this.#options.partition ?? 'aws';
  }

  /** Answers one call of Organizations. Throws Refusal where AWS would answer with an error. */
  answer(account: string, { action, params }: Query): Item {
    const { management, delegated = [], accounts } = this.#options;
    if (!accounts.some(({ id }) => id === account)) {
      throw new Refusal(
        400,
        'AWSOrganizationsNotInUseException',
        'Your account is not a member of an organization.',
      );
    }
    if (account !== management && !delegated.includes(account)) {
      throw new Refusal(
        400,
        'AccessDeniedException',
        "You don't have permissions to access this resource.",
      );
    }
    const size = params.get('MaxResults');
    if (size !== undefined && !(Number(size) >= 1 && Number(size) <= 20)) {
      throw new Refusal(400, 'InvalidInputException', 'You provided a MaxResults out of range.');
    }
    const [field, items] = this.#list(action, params);
    // "These operations can occasionally return an empty set of results even when there are more results available."
    const token = params.get('NextToken');
    const start = token === undefined ? 0 : Number(token);
    if (token === undefined && items.length > 2) return { [field]: [], NextToken: '0' };
    const end = start + Math.min(Number(size ?? 20), 3);
    return {
      [field]: items.slice(start, end),
      ...(end < items.length ? { NextToken: String(end) } : {}),
    };
  }

  #list(action: string, params: ReadonlyMap<string, string>): [string, Item[]] {
    const { accounts } = this.#options;
    const parent = params.get('ParentId') ?? '';
    switch (action) {
      case 'ListAccounts':
        return ['Accounts', accounts.map((account) => this.#shown(account))];
      case 'ListRoots':
        return [
          'Roots',
          [{ Id: ROOT, Name: 'Root', Arn: `arn:aws:organizations::x:root/${ROOT}` }],
        ];
      case 'ListOrganizationalUnitsForParent': {
        const path = this.#pathOf(parent);
        const inside = this.#units().filter((unit) => parentOf(unit) === path);
        return ['OrganizationalUnits', inside.map((u) => ({ Id: unitId(u), Name: lastOf(u) }))];
      }
      case 'ListAccountsForParent': {
        const path = this.#pathOf(parent);
        const inside = accounts.filter(({ unit = '' }) => unit === path);
        return ['Accounts', inside.map((account) => this.#shown(account))];
      }
      case 'ListTagsForResource': {
        const found = accounts.find(({ id }) => id === params.get('ResourceId'));
        if (!found) throw new Refusal(400, 'TargetNotFoundException', 'There is no such target.');
        return ['Tags', Object.entries(found.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))];
      }
      default:
        throw new Refusal(400, 'UnknownOperationException', action);
    }
  }

  #shown({ id, name, state = 'ACTIVE' }: OrganizationAccount): Item {
    const { management, partition = 'aws' } = this.#options;
    return {
      Id: id,
      Arn: `arn:${partition}:organizations::${management}:account/o-exampleorgid/${id}`,
      Email: `${id}@example.com`,
      Name: name,
      Status: state === 'CLOSED' ? 'SUSPENDED' : state,
      State: state,
      JoinedMethod: 'CREATED',
      JoinedTimestamp: 1_700_000_000,
    };
  }

  /** Every unit, those that hold nothing but units included. */
  #units(): string[] {
    const all = this.#options.accounts.flatMap(({ unit }) =>
      (unit ?? '').split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/')),
    );
    return [...new Set(all)].filter((unit) => unit !== '');
  }

  #pathOf(id: string): string {
    if (id === ROOT) return '';
    const unit = this.#units().find((path) => unitId(path) === id);
    if (unit === undefined)
      throw new Refusal(400, 'ParentNotFoundException', 'There is no such parent.');
    return unit;
  }

  /** Credentials of a role, or a Refusal. `key`: of the caller. */
  assume(caller: string, key: string, params: ReadonlyMap<string, string>): Issued {
    const { partition = 'aws', role, management, delegated = [], mfa } = this.#options;
    const arn = params.get('RoleArn') ?? '';
    const id = /:(\d{12}):role\//.exec(arn)?.[1] ?? '';
    const account = this.#options.accounts.find((a) => a.id === id);
    const denied = new Refusal(
      403,
      'AccessDenied',
      `User: arn:${partition}:iam::${caller}:user/test is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
    const name = params.get('RoleSessionName') ?? '';
    if (!/^[\w+=,.@-]{2,64}$/.test(name)) throw new Refusal(400, 'ValidationError', 'bad name');
    if (arn !== `arn:${partition}:iam::${id}:role/${role}`) throw denied;
    if (!account || account.refuses || (account.state ?? 'ACTIVE') !== 'ACTIVE') throw denied;
    if (caller !== management && !delegated.includes(caller)) throw denied;
    if (account.externalId !== undefined && account.externalId !== params.get('ExternalId'))
      throw denied;
    if (mfa && sessionOfKey(key) !== 'mfa') throw denied;
    return { key: keyOf(id, 'ASIA'), expires: new Date(Date.now() + HOUR).toISOString() };
  }

  /** A session of the caller that has shown a code. */
  prove(caller: string, key: string, params: ReadonlyMap<string, string>): Issued {
    const { mfa } = this.#options;
    // "You cannot call GetSessionToken with the credentials of a role": only long-term keys may.
    if (sessionOfKey(key) !== 'none') {
      throw new Refusal(
        403,
        'AccessDenied',
        'Cannot call GetSessionToken with session credentials',
      );
    }
    const [device, code] = [params.get('SerialNumber'), params.get('TokenCode') ?? ''];
    const good = mfa?.device === device && mfa?.codes.includes(code) && !this.#used.has(code);
    if (!good) {
      throw new Refusal(
        403,
        'AccessDenied',
        'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      );
    }
    this.#used.add(code);
    return {
      key: keyOf(caller, 'ASIA', 'mfa'),
      expires: new Date(Date.now() + 12 * HOUR).toISOString(),
    };
  }
}

const ROOT = 'r-exam';
const parentOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const lastOf = (path: string): string => path.split('/').at(-1) ?? '';
/** `ou-exam-…`, made from the path. */
const unitId = (path: string): string =>
  `ou-exam-${Buffer.from(path).toString('hex').slice(0, 32).padEnd(8, '0')}`;
