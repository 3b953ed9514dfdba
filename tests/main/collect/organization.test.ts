/** Collecting an AWS Organization: which accounts are entered, as whom, and what becomes of those that refuse. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import {
  collect,
  collectInto,
  type CollectEvents,
  type CollectOptions,
} from '#main/collect/collect.ts';
import { eachAccount } from '#main/collect/entry.ts';
import { DEFAULT_LIMITS, Gate } from '#main/collect/gate.ts';
import { checkOrgOptions, type OrgOptions } from '#main/collect/org-choice.ts';
import { StopSignal } from '#main/collect/clock.ts';
import { MemoryKeep } from '#main/store/ledger.ts';
import { Run } from '#main/collect/run.ts';
import { connections, Session } from '#main/collect/sdk.ts';
import { readSettings } from '#main/collect/settings.ts';
import { openWays } from '#main/collect/ways.ts';
import { type Endpoint, startEndpoint } from '#tests/aws/endpoint.ts';
import type { OrganizationOptions } from '#tests/aws/organization.ts';
import { keyOf } from '#tests/aws/query.ts';
import { type AwsFiles, awsFiles, keysOf } from './aws-files.ts';
import { FakeClock } from './fake-clock.ts';

const PAYER = '111111111111';
const HUB = '222222222222';
const PROD = '333333333333';
const DEV = '444444444444';
const CLOSED = '555555555555';
const AUDIT = '666666666666';
const ROLE = 'audit/peerless';
const DEVICE = `arn:aws:iam::${PAYER}:mfa/ana`;

const ORGANIZATION: OrganizationOptions = {
  management: PAYER,
  delegated: [AUDIT],
  role: ROLE,
  accounts: [
    // As AWS makes it: the management account has no such role.
    { id: PAYER, name: 'payer', refuses: true },
    { id: HUB, name: 'network', unit: 'Infrastructure', tags: { Team: 'net' } },
    { id: PROD, name: 'shop', unit: 'Workloads/Prod', tags: { Team: 'shop', Expr: 'a=b' } },
    { id: DEV, name: 'shop-dev', unit: 'Workloads/Dev', tags: { Team: 'shop' } },
    { id: CLOSED, name: 'old', unit: 'Workloads/Prod', state: 'SUSPENDED' },
    { id: AUDIT, name: 'audit' },
  ],
};

let files: AwsFiles;
let endpoint: Endpoint;

beforeEach(() => {
  files = awsFiles();
  files.config('[profile payer]\nregion = eu-west-1\n[profile audit]\nregion = eu-west-1\n');
  files.credentials(keysOf('payer', PAYER) + keysOf('audit', AUDIT));
});
afterEach(async () => {
  await endpoint.close();
  files.remove();
});

/** A VPC in every account that can hold one; one account has a Region more. */
function pages() {
  const world = new World();
  for (const id of [PAYER, HUB, PROD, DEV, AUDIT])
    world.region('eu-west-1', id).vpc(`vpc-of-${id}`, '10.0.0.0/16');
  world.region('ap-east-1', PROD).vpc('far', '10.1.0.0/16');
  return world.pages();
}

const start = async (organization: Partial<OrganizationOptions> = {}): Promise<Endpoint> =>
  (endpoint = await startEndpoint({
    pages: pages(),
    organization: { ...ORGANIZATION, ...organization },
  }));

const run = (
  organization: Partial<OrgOptions> = {},
  options: CollectOptions = {},
  events: CollectEvents = {},
) =>
  collect(
    {
      profiles: ['payer'],
      endpoint: endpoint.url,
      clock: new FakeClock(),
      organization: { role: ROLE, ...organization },
      ...options,
    },
    events,
    new AbortController().signal,
  );

/** The accounts that are entered, without reading them: what is read there is told by other tests. */
async function enter(
  organization: Partial<OrgOptions> = {},
  options: Pick<CollectOptions, 'profiles' | 'regions' | 'mfaSerial' | 'mfaCode'> = {},
): Promise<{ accounts: string[]; errors: string[] }> {
  const wish = { role: ROLE, ...organization };
  checkOrgOptions(wish);
  const signal = new StopSignal();
  const clock = new FakeClock();
  const gate = new Gate(DEFAULT_LIMITS, clock, () => 0, signal);
  const keep = new MemoryKeep();
  const regions = options.regions ?? ['eu-west-1'];
  const given = { profiles: ['payer'], endpoint: endpoint.url, ...options, regions };
  const ways = openWays(given, await readSettings(), {}, (session) => {
    return new Session(
      {
        connections: connections(DEFAULT_LIMITS),
        gate,
        attempts: 2,
        signal,
        mfaCode: undefined,
      },
      session,
    );
  });
  const { mfaSerial: device, mfaCode: code } = options;
  const accounts: string[] = [];
  const run = new Run(keep, {}, clock, signal, gate.crowd);
  const entry = {
    regions,
    organization: wish,
    mfa: device === undefined ? undefined : { device, code },
  };
  await eachAccount(run, ways, entry, ({ id }) => {
    accounts.push(id);
    return Promise.resolve();
  });
  return {
    accounts: accounts.sort(),
    errors: keep.pages.flatMap((p) =>
      p.error ? [`${p.operation} ${p.account} ${p.error.failure}: ${p.error.message}`] : [],
    ),
  };
}

type Snap = Awaited<ReturnType<typeof collect>>;
/** Accounts whose VPCs were read. */
const read = ({ pages }: Snap): string[] => [
  ...new Set(pages.flatMap((p) => (p.operation === 'DescribeVpcs' && p.answer ? p.account : []))),
];
const errors = ({ pages }: Snap) =>
  pages.flatMap((p) => (p.error ? [[p.operation, p.account, p.error.failure]] : []));
const roles = () =>
  asked('AssumeRole')
    .map((r) => r.params.get('RoleArn'))
    .sort();
const asked = (operation: string) => endpoint.requests.filter((r) => r.operation === operation);

describe('accounts of an organization', () => {
  it('enters every active account, each in its own Regions, the caller’s own with its own credentials', async () => {
    await start();
    const notes: string[] = [];
    const phases: string[] = [];
    const snapshot = await run(
      {},
      {},
      {
        note: (message) => notes.push(message),
        account: ({ account, name, phase }) => phases.push(`${account} ${name} ${phase}`),
      },
    );
    expect(read(snapshot)).toEqual([PAYER, HUB, PROD, DEV, AUDIT]);
    expect(errors(snapshot)).toEqual([]);
    expect(snapshot.manifest.scope.regions).toEqual(['ap-east-1', 'eu-west-1']);
    expect(
      asked('DescribeVpcs')
        .filter((r) => r.region === 'ap-east-1')
        .map((r) => r.account),
    ).toEqual([PROD]);
    expect(JSON.stringify(snapshot)).not.toContain('@example.com');
    expect(notes).toEqual([
      `1 account of the organization cannot be used and was left out (suspended: ${CLOSED})`,
    ]);
    expect(phases.filter((p) => p.startsWith(HUB))).toEqual([
      `${HUB} network waiting`,
      `${HUB} network reading`,
      `${HUB} network read`,
    ]);
    // Nobody asks a suspended account for anything.
    expect(roles()).toEqual(
      [PAYER, HUB, PROD, DEV, AUDIT].map((id) => `arn:aws:iam::${id}:role/${ROLE}`),
    );
  });

  it('makes one gap of an account that refuses the role, and reads the others', async () => {
    await start({
      accounts: ORGANIZATION.accounts.map((a) => (a.id === DEV ? { ...a, refuses: true } : a)),
    });
    const gaps: string[] = [];
    const phases: string[] = [];
    const snapshot = await run(
      {},
      {},
      {
        gap: (message) => gaps.push(message),
        account: ({ account, phase }) => phases.push(`${account} ${phase}`),
      },
    );
    expect(read(snapshot)).toEqual([PAYER, HUB, PROD, AUDIT]);
    expect(errors(snapshot)).toEqual([['AssumeRole', DEV, 'refused']]);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain(`Account ${DEV} (shop-dev) does not let account ${PAYER} in`);
    expect(gaps[0]).toContain(`--exclude-account ${DEV}`);
    expect(phases).toContain(`${DEV} refused`);
    expect(buildTopology(snapshot.pages).gaps.map((g) => [g.account, g.call])).toEqual([
      [DEV, 'sts:AssumeRole'],
    ]);
  });

  it('works from a delegated administrator, for which the management account is one like the others', async () => {
    await start();
    const { accounts, errors } = await enter({}, { profiles: ['audit'] });
    expect(accounts).toEqual([HUB, PROD, DEV, AUDIT]);
    expect(errors).toEqual([expect.stringMatching(`^AssumeRole ${PAYER} refused: `)]);
    expect(errors[0]).toContain('It is the management account');
  });

  it('enters the account it is in where the organization may not be listed, with a gap', async () => {
    await start({ delegated: [] });
    const { accounts, errors } = await enter({}, { profiles: ['audit'] });
    expect(accounts).toEqual([AUDIT]);
    const gap = expect.stringMatching(`^ListAccounts ${AUDIT} refused: .*delegated`) as string;
    expect(errors).toEqual([gap]);
    endpoint.faults.error('ListAccounts', 400, 'AccessDeniedException', 'no');
    expect(await enter({ accounts: { include: [HUB] } })).toMatchObject({
      accounts: [HUB],
      errors: [expect.stringMatching(`^ListAccounts ${PAYER} refused: `) as string],
    });
  });

  it.each([1, 2, 3])(
    'does not follow a list of accounts or units that goes round in a circle of %i',
    async (length) => {
      await start();
      endpoint.faults.loop('ListAccounts', length);
      const { pages: read } = await run({ accounts: { include: [HUB] } });
      const asked = (operation: string) =>
        endpoint.requests.filter((request) => request.operation === operation);
      expect(asked('ListAccounts')).toHaveLength(length + 1);
      const [gap] = read.filter((page) => page.operation === 'ListAccounts' && page.error);
      expect(gap?.error).toMatchObject({ failure: 'unobserved', code: 'PageTokenRepeated' });
      // The account that was named is read all the same.
      expect(read.some((page) => page.account === HUB && page.answer)).toBe(true);
      endpoint.faults.clear();
      endpoint.faults.loop('ListOrganizationalUnitsForParent', length);
      await expect(run({ units: { include: ['Workloads'] } })).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringMatching(
          /ListOrganizationalUnitsForParent may not be complete/,
        ) as string,
      });
    },
  );

  it('hands over the external id, and only the account that asks for another refuses', async () => {
    const ids: Readonly<Record<string, string>> = { [HUB]: 'right', [PROD]: 'else' };
    await start({
      accounts: ORGANIZATION.accounts.map((a) => {
        const externalId = ids[a.id];
        return externalId === undefined ? a : { ...a, externalId };
      }),
    });
    const { accounts, errors } = await enter({ externalId: 'right' });
    expect(accounts).toEqual([PAYER, HUB, DEV, AUDIT]);
    expect(errors).toEqual([expect.stringMatching(`^AssumeRole ${PROD} refused: `)]);
  });

  it('takes the role in the partition the caller is in', async () => {
    files.config('[profile payer]\nregion = us-gov-west-1\n');
    await start({ partition: 'aws-us-gov', accounts: ORGANIZATION.accounts.slice(0, 2) });
    expect((await enter()).accounts).toEqual([PAYER, HUB]);
    expect(roles()).toEqual([
      `arn:aws-us-gov:iam::${PAYER}:role/${ROLE}`,
      `arn:aws-us-gov:iam::${HUB}:role/${ROLE}`,
    ]);
  });
});

// "Transit Gateway Network Manager is not supported": docs.amazonaws.cn/en_us/aws/latest/userguide/transit-gateway.html
describe('what a partition does not have', () => {
  it.each([
    ['aws-cn', 'cn-north-1', false],
    ['aws-us-gov', 'us-gov-east-1', true],
  ])('is not asked for, which is a note and no gap: %s', async (partition, region, has) => {
    await start({ partition, accounts: ORGANIZATION.accounts.slice(0, 2) });
    const notes: string[] = [];
    const note = (message: string) => void notes.push(message);
    const snapshot = await run({}, { regions: [region] }, { note });
    const asked = new Set(endpoint.requests.map((r) => r.operation));
    expect(asked).toContain('DescribeDirectConnectGateways');
    expect(asked).toContain('ListServiceQuotas');
    expect(asked.has('ListCoreNetworks')).toBe(has);
    expect(notes).toEqual(
      has
        ? []
        : [
            'Cloud WAN core networks were not asked for: AWS does not offer them in the partition aws-cn',
          ],
    );
    // The endpoint knows no such Region, so that what was asked of it has a gap.
    const gaps = buildTopology(snapshot.pages).gapsHiding([
      'core-network',
      'core-network-attachment',
    ]);
    expect(gaps.length > 0).toBe(has);
  });
});

it('the partition is known where the credentials are dead when it is gone on with', async () => {
  await start({ partition: 'aws-cn' });
  const keep = new MemoryKeep();
  const options = { profiles: ['payer'], regions: ['cn-north-1'], clock: new FakeClock() };
  const go = () =>
    collectInto(keep, { ...options, endpoint: endpoint.url }, {}, new AbortController().signal);
  // The endpoint knows no such Region.
  await expect(go()).rejects.toThrow('Nothing could be collected');
  endpoint.faults.error('GetCallerIdentity', 403, 'ExpiredToken', 'The security token has expired');
  await expect(go()).rejects.toThrow('have expired');
  const services = new Set(keep.pages.map(({ service }) => service));
  expect(services).toContain('directconnect');
  expect(services).not.toContain('networkmanager');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
describe('a Region in which STS lets an account not in', () => {
  const EVERYBODY = [PAYER, HUB, PROD, DEV, AUDIT];
  const regionsOf = (operation: string) =>
    endpoint.requests.filter((r) => r.operation === operation).map((r) => r.region);

  it('is no reason to leave out a member that has not opted in to it', async () => {
    await start();
    endpoint.faults.error(
      'AssumeRole',
      403,
      'RegionDisabledException',
      `STS is not activated in this region for account:${HUB}.`,
      1,
      'eu-west-1',
    );
    const { accounts, errors } = await enter();
    expect(errors).toEqual([]);
    expect(accounts).toEqual(EVERYBODY);
    expect(regionsOf('AssumeRole').filter((region) => region === 'us-east-1')).toHaveLength(1);
  });

  it('may be the first that is to be read', async () => {
    await start();
    endpoint.faults.error(
      'GetCallerIdentity',
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
      undefined,
      'ap-east-1',
    );
    const { accounts, errors } = await enter({}, { regions: ['ap-east-1', 'eu-west-1'] });
    expect(errors).toEqual([]);
    expect(accounts).toEqual(EVERYBODY);
    expect(new Set(regionsOf('AssumeRole'))).toEqual(new Set(['us-east-1']));
  });

  it('does not hide that nobody knows the keys', async () => {
    await start();
    endpoint.faults.error('GetCallerIdentity', 403, 'InvalidClientTokenId', 'invalid');
    const { accounts, errors } = await enter();
    expect(accounts).toEqual([]);
    expect(errors).toEqual([expect.stringMatching(/does not know the credentials.*eu-west-1/)]);
  });

  it('is another for a role of a profile that names none: one of the partition that is read', async () => {
    await start({ partition: 'aws-cn' });
    const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    files.config(
      `[profile chained]\nrole_arn = arn:aws-cn:iam::${AUDIT}:role/${ROLE}\nsource_profile = payer\n`,
    );
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint.url);
    await enter({}, { profiles: ['chained'], regions: ['cn-north-1'] });
    expect(regionsOf('AssumeRole')[0]).toBe('cn-northwest-1');
    expect(warned).not.toHaveBeenCalled();
  });
});

it('can be gone on with where the credentials die before a role is taken', async () => {
  await start();
  let roles = 0;
  endpoint.faults.onRequest = (operation) => {
    if (operation === 'AssumeRole' && ++roles === 3)
      endpoint.faults.error('AssumeRole', 403, 'ExpiredToken', 'The security token has expired');
  };
  const options = { profiles: ['payer'], endpoint: endpoint.url, clock: new FakeClock() };
  const keep = new MemoryKeep();
  const { finished } = await collectInto(
    keep,
    {
      ...options,
      limits: { inFlight: 1 },
      regions: ['eu-west-1'],
      organization: { role: ROLE },
    },
    {},
    new AbortController().signal,
  );
  expect(finished).toBe(false);
  const by = (operation: string, isRead: boolean) =>
    keep.pages.flatMap((p) =>
      p.operation === operation && (p.answer !== undefined) === isRead ? p.account : [],
    );
  const entered = by('DescribeVpcs', true).filter((id) => id !== PAYER);
  const outside = by('AssumeRole', false);
  expect(Math.min(entered.length, outside.length)).toBeGreaterThan(0);
  expect([...entered, ...outside].sort()).toEqual([HUB, PROD, DEV, AUDIT].sort());
});

it('keeps the names of accounts where the credentials are dead when it is gone on with, each a gap', async () => {
  await start();
  const keep = new MemoryKeep();
  const go = () =>
    collectInto(
      keep,
      {
        profiles: ['payer'],
        regions: ['eu-west-1'],
        endpoint: endpoint.url,
        clock: new FakeClock(),
        organization: { role: ROLE },
      },
      {},
      new AbortController().signal,
    );
  const dead = ['ExpiredToken', 'The security token has expired'] as const;
  endpoint.faults.error('AssumeRole', 403, ...dead);
  await go();
  endpoint.faults.error('GetCallerIdentity', 403, ...dead);
  endpoint.faults.error('ListAccounts', 400, ...dead);
  expect((await go()).finished).toBe(false);
  const listed = keep.pages.filter(({ operation }) => operation === 'ListAccounts');
  expect(
    listed.flatMap(({ answer }) =>
      (answer!['Accounts'] as { Name: string }[]).map(({ Name }) => Name),
    ),
  ).toEqual(expect.arrayContaining(['network', 'shop', 'shop-dev', 'audit']));
  expect(
    keep.pages.flatMap((p) => (p.operation === 'AssumeRole' && p.error ? p.account : [])).sort(),
  ).toEqual([PAYER, HUB, PROD, DEV, AUDIT]);
});

describe('which accounts', () => {
  beforeEach(() => start());

  it.each<[string, Partial<OrgOptions>, string[]]>([
    ['two accounts', { accounts: { include: [HUB, DEV] } }, [HUB, DEV]],
    ['all but one', { accounts: { exclude: [HUB] } }, [PAYER, PROD, DEV, AUDIT]],
    ['a unit with those within it', { units: { include: ['Workloads'] } }, [PROD, DEV]],
    [
      'a unit by its path, less one',
      { units: { include: ['Workloads'], exclude: ['Workloads/Dev'] } },
      [PROD],
    ],
    ['a root: everything', { units: { include: ['r-exam'] } }, [PAYER, HUB, PROD, DEV, AUDIT]],
    ['a tag with a value', { tags: { include: ['Team=shop'] } }, [PROD, DEV]],
    ['a value that holds =', { tags: { include: ['Expr=a=b'] } }, [PROD]],
    [
      'a tag with any value, less one',
      { tags: { include: ['Team'], exclude: ['Team=net'] } },
      [PROD, DEV],
    ],
    [
      'what every option leaves',
      { units: { include: ['Workloads'] }, accounts: { exclude: [DEV] } },
      [PROD],
    ],
  ])('reads %s', async (_, wish, accounts) => {
    expect((await enter(wish)).accounts).toEqual(accounts);
  });

  it.each<[string, Partial<OrgOptions>, RegExp]>([
    [
      'an account that is not there',
      { accounts: { include: ['999999999999'] } },
      /no account 999999999999/,
    ],
    [
      'an exclusion that is not there',
      { accounts: { exclude: [HUB, '999999999999'] } },
      /no account 999999999999.*excluded/,
    ],
    [
      'a unit that is not there',
      { units: { exclude: ['Workload'] } },
      /no unit "Workload"; it has .*Workloads\/Prod/,
    ],
    ['nothing left', { tags: { include: ['Team=none'] } }, /No active account/],
    ['an id that is none', { accounts: { include: ['prod'] } }, /12 digits/],
    ['an ARN for a name', { role: `arn:aws:iam::${HUB}:role/x` }, /not the name of a role/],
    ['an external id with a blank', { externalId: 'a b' }, /external id/],
  ])('says so, of %s', async (_, wish, message) => {
    await expect(enter(wish)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message) as string,
    });
  });

  it('leaves out, with a gap, an account whose tags cannot be read: it may be one not to be read', async () => {
    endpoint.faults.error('ListTagsForResource', 400, 'AccessDeniedException', 'no', 1);
    const { accounts, errors } = await enter({ tags: { exclude: ['Team=net'] } });
    expect(accounts).toHaveLength(3);
    expect(errors).toEqual([expect.stringMatching(/^ListTagsForResource \d{12} refused: /)]);
  });

  it('reads nothing where units cannot be read that were to choose', async () => {
    endpoint.faults.error('ListAccountsForParent', 400, 'AccessDeniedException', 'no');
    await expect(enter({ units: { exclude: ['Workloads'] } })).rejects.toMatchObject({
      exitCode: 3,
    });
    expect(roles()).toEqual([]);
  });
});

describe('a multi-factor device', () => {
  const mfa = { device: DEVICE, codes: ['123456', '654321'] };
  const codes = (...given: string[]) => {
    const asked: string[] = [];
    return {
      asked,
      mfaCode: (device: string) => (asked.push(device), Promise.resolve(given.shift() ?? '')),
    };
  };

  it('is asked for one code, which serves every account', async () => {
    await start({ mfa });
    const { asked: prompts, mfaCode } = codes('123 456');
    const { accounts } = await enter({}, { mfaSerial: DEVICE, mfaCode });
    expect(prompts).toEqual([DEVICE]);
    expect(asked('GetSessionToken')).toHaveLength(1);
    expect(accounts).toEqual([PAYER, HUB, PROD, DEV, AUDIT]);
  });

  it('is asked again after a code that is wrong or used, three times at most', async () => {
    await start({ mfa });
    const { asked: prompts, mfaCode } = codes('000000', '12', '123456');
    expect((await enter({}, { mfaSerial: DEVICE, mfaCode })).accounts).toHaveLength(5);
    expect(prompts).toHaveLength(3);
    const used = codes('123456', '123456', '123456').mfaCode;
    const { accounts, errors } = await enter({}, { mfaSerial: DEVICE, mfaCode: used });
    expect(accounts).toEqual([]);
    expect(errors).toEqual([expect.stringMatching(/^GetSessionToken .*each is good once/)]);
  });

  it('says what to do where nobody can be asked, and where nothing is answered', async () => {
    await start({ mfa });
    expect((await enter({}, { mfaSerial: DEVICE })).errors).toEqual([
      expect.stringMatching(/in a terminal or in the window/),
    ]);
    const { mfaCode } = codes();
    expect((await enter({}, { mfaSerial: DEVICE, mfaCode })).errors).toEqual([
      expect.stringMatching(/No code/),
    ]);
  });

  it('is not asked of a profile that is a role', async () => {
    await start({ mfa });
    files.config(
      `[profile chained]\nregion = eu-west-1\nrole_arn = arn:aws:iam::${AUDIT}:role/${ROLE}\nsource_profile = payer\n`,
    );
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint.url);
    const { asked: prompts, mfaCode } = codes('123456');
    await enter({}, { profiles: ['chained'], mfaSerial: DEVICE, mfaCode });
    expect(prompts).toEqual([]);
  });

  it('says what to do where the keys are those of a session', async () => {
    await start({ mfa });
    const session = `[payer]\naws_access_key_id = ${keyOf(PAYER, 'ASIA')}\naws_secret_access_key = x\naws_session_token = y\n`;
    files.credentials(session);
    const { mfaCode } = codes('123456');
    const { errors } = await enter({}, { mfaSerial: DEVICE, mfaCode });
    expect(errors).toEqual([expect.stringMatching(/put mfa_serial into the profile/)]);
  });
});
