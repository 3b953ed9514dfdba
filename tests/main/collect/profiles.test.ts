/** Profiles and endpoints as the shared AWS files and the environment tell them. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  endpointsInUse,
  type EndpointService,
  redirections,
  SERVICES,
} from '#main/collect/endpoints.ts';
import { checkProfiles } from '#main/collect/check.ts';
import { listProfiles } from '#main/collect/profiles.ts';
import { type AwsFiles, awsFiles } from './aws-files.ts';

let files: AwsFiles;
beforeEach(() => {
  files = awsFiles();
  vi.stubEnv('HOME', files.folder);
  vi.stubEnv('USERPROFILE', files.folder);
});
afterEach(() => files.remove());

const CONFIG = `
[default]
region = eu-west-1

[profile sso]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = ReadOnly
region = eu-central-1

[profile old-sso]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_account_id = 222222222222
sso_role_name = ReadOnly

[profile audit]
role_arn = arn:aws-us-gov:iam::333333333333:role/audit
source_profile = keys
region = us-gov-west-1

[profile tool]
credential_process = /opt/tool --password hunter2

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-east-1

[services local]
ec2 =
  endpoint_url = http://127.0.0.1:4566

[profile local]
services = local
endpoint_url = http://127.0.0.1:9999
`;
const CREDENTIALS = `
[keys]
aws_access_key_id = AKIAEXAMPLEEXAMPLE00
aws_secret_access_key = planted-secret
aws_session_token = planted-token
`;

/** What `aws sso login` or `aws login` leaves behind. */
function signedIn(sort: 'sso' | 'login', key: string, token: object): void {
  const folder = join(files.folder, '.aws', sort, 'cache');
  mkdirSync(folder, { recursive: true });
  const name = createHash(sort === 'sso' ? 'sha1' : 'sha256')
    .update(key)
    .digest('hex');
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(token));
}
const NOW = Date.parse('2026-01-05T12:00:00Z');
const [PAST, AHEAD] = ['2026-01-05T11:00:00Z', '2026-01-05T20:00:00Z'];

describe('profiles', () => {
  it('lists each with its sort, Region, account and files, sorted, and never a secret', async () => {
    files.config(CONFIG);
    files.credentials(CREDENTIALS);
    const profiles = await listProfiles();
    expect(profiles.map((p) => [p.name, p.region, p.account, p.sort, p.via, p.from])).toEqual([
      ['audit', 'us-gov-west-1', '333333333333', 'role', 'keys', ['config']],
      ['default', 'eu-west-1', undefined, 'other', undefined, ['config']],
      ['keys', undefined, undefined, 'keys', undefined, ['credentials']],
      ['local', undefined, undefined, 'other', undefined, ['config']],
      ['old-sso', undefined, '222222222222', 'sso', undefined, ['config']],
      ['sso', 'eu-central-1', '111111111111', 'sso', undefined, ['config']],
      ['tool', undefined, undefined, 'process', undefined, ['config']],
    ]);
    expect(JSON.stringify(profiles)).not.toMatch(/planted|hunter2|AKIA/);
  });

  it('says which are signed in, and the command for those that are not', async () => {
    files.config(
      [
        '[profile good]\nsso_session = a\nsso_account_id = 111111111111\nsso_role_name = R',
        '[profile stale]\nsso_session = b\nsso_account_id = 111111111111\nsso_role_name = R',
        '[profile renews]\nsso_session = c\nsso_account_id = 111111111111\nsso_role_name = R',
        '[profile bare]\nsso_session = a',
        '[profile lost]\nsso_session = nowhere\nsso_account_id = 111111111111\nsso_role_name = R',
        '[profile by-stale]\nrole_arn = arn:aws:iam::222222222222:role/r\nsource_profile = stale',
        '[profile code]\nrole_arn = arn:aws:iam::222222222222:role/r\nsource_profile = static\nmfa_serial = arn:aws:iam::1:mfa/a',
        '[profile self]\nrole_arn = arn:aws:iam::222222222222:role/r\nsource_profile = self',
        '[profile one]\nrole_arn = arn:aws:iam::222222222222:role/r\nsource_profile = two',
        '[profile two]\nrole_arn = arn:aws:iam::222222222222:role/r\nsource_profile = one',
        '[profile alone]\nrole_arn = arn:aws:iam::222222222222:role/r',
        '[profile machine]\nrole_arn = arn:aws:iam::222222222222:role/r\ncredential_source = Ec2InstanceMetadata',
        '[profile token]\nrole_arn = arn:aws:iam::222222222222:role/r\nweb_identity_token_file = /x',
        '[profile console]\nlogin_session = arn:aws:iam::333333333333:user/ana',
        '[profile console-never]\nlogin_session = arn:aws:iam::333333333333:user/bob',
        '[profile static]\naws_access_key_id = a\naws_secret_access_key = b\naws_account_id = 444444444444',
        '[profile half]\naws_access_key_id = a',
        ...['a', 'b', 'c', 'd'].map(
          (s) => `[sso-session ${s}]\nsso_start_url = https://${s}.example\nsso_region = us-east-1`,
        ),
      ].join('\n'),
    );
    // The config file takes plain names only, the other any.
    const odd = "[it's new]\nsso_session = d\nsso_account_id = 111111111111\nsso_role_name = R\n";
    files.credentials(CREDENTIALS + odd);
    const registered = { clientId: 'i', clientSecret: 'planted', refreshToken: 'planted' };
    signedIn('sso', 'a', { accessToken: 'planted', expiresAt: AHEAD });
    // Its registration has ended, too: nothing renews it.
    const ended = { registrationExpiresAt: PAST };
    signedIn('sso', 'b', { accessToken: 'planted', expiresAt: PAST, ...registered, ...ended });
    const good = { registrationExpiresAt: AHEAD };
    signedIn('sso', 'c', { accessToken: 'planted', expiresAt: PAST, ...registered, ...good });
    const ana = 'arn:aws:iam::333333333333:user/ana';
    signedIn('login', ana, { accessToken: { secretAccessKey: 'planted', expiresAt: AHEAD } });
    const profiles = await listProfiles(process.env, NOW);
    expect(JSON.stringify(profiles)).not.toContain('planted');
    const login = 'aws sso login --profile';
    expect(
      Object.fromEntries(
        profiles.map(({ name, state, says, renew }) => [
          name,
          [state, says, renew].filter(Boolean).join('; '),
        ]),
      ),
    ).toEqual({
      good: 'ready',
      stale: `expired; the sign-in has expired; ${login} stale`,
      renews: 'ready',
      "it's new": `signed-out; not signed in; ${login} 'it'\\''s new'`,
      bare: 'incomplete; names no account and role to sign in to',
      lost: 'incomplete; there is no sso-session nowhere',
      'by-stale': `expired; the sign-in has expired; ${login} stale`,
      code: 'ready; asks for the code of a device',
      self: 'incomplete; takes its role by itself, without keys',
      one: 'incomplete; its source profiles lead in a circle',
      two: 'incomplete; its source profiles lead in a circle',
      alone: 'incomplete; a role, and nobody who takes it',
      machine: 'unknown; by what this machine is',
      token: 'unknown; by a token of another sign-in',
      console: 'ready',
      'console-never': 'signed-out; not signed in; aws login --profile console-never',
      static: 'ready',
      half: 'incomplete; no credentials of its own',
      keys: 'unknown; temporary keys, which do not say when they end',
    });
    expect(profiles.find(({ name }) => name === 'console')?.account).toBe('333333333333');
    expect(profiles.find(({ name }) => name === 'static')?.account).toBe('444444444444');
  });

  // https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
  it('names one with a blank, which the SDK does not read, as one to be renamed', async () => {
    files.config('[profile "my team"]\nregion = eu-west-1\n[profile plain]\nregion = eu-west-1\n');
    files.credentials(
      '[my team]\naws_access_key_id = planted\n[other team]\na = b\n[plain]\nc = d\n',
    );
    const listed = await listProfiles();
    expect(listed.map(({ name, state, from }) => [name, state, from])).toEqual([
      ['my team', 'incomplete', ['config', 'credentials']],
      ['other team', 'incomplete', ['credentials']],
      ['plain', 'incomplete', ['config', 'credentials']],
    ]);
    expect(listed[0]!.says).toContain('has a blank');
    const { signal } = new AbortController();
    const checked = await checkProfiles(['my team'], {}, signal);
    expect(checked.get('my team')).toMatchObject({
      error: expect.stringContaining('"my team" has a blank in its name') as string,
    });
  });

  it('finds the files where the environment says, reads them afresh, and none is no error', async () => {
    expect(
      await listProfiles({
        AWS_CONFIG_FILE: '/nowhere/config',
        AWS_SHARED_CREDENTIALS_FILE: '/nowhere/keys',
      }),
    ).toEqual([]);
    files.config('[profile a]\nregion = eu-west-1\n');
    expect((await listProfiles()).map((p) => p.name)).toEqual(['a']);
    files.config('[profile b]\nregion = eu-west-1\n');
    expect((await listProfiles()).map((p) => p.name)).toEqual(['b']);
  });
});

// Precedence: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
describe('endpoints in use', () => {
  const uses = async (
    env: Record<string, string>,
    options: Parameters<typeof endpointsInUse>[0] = {},
  ) =>
    (await endpointsInUse(options, { ...process.env, ...env })).map(
      (u) => `${u.service} ${u.url} ${u.from}`,
    );
  const [general, specific] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];

  it('is empty where nothing redirects calls', async () => {
    files.config(CONFIG);
    expect(await uses({})).toEqual([]);
  });

  it('prefers the flag, then the variable of the service, then the general one', async () => {
    const env = { AWS_ENDPOINT_URL: general, AWS_ENDPOINT_URL_EC2: specific };
    expect(await uses(env)).toEqual([
      `ec2 ${specific} AWS_ENDPOINT_URL_EC2`,
      `sts ${general} AWS_ENDPOINT_URL`,
      `directconnect ${general} AWS_ENDPOINT_URL`,
      `networkmanager ${general} AWS_ENDPOINT_URL`,
      `organizations ${general} AWS_ENDPOINT_URL`,
      `ram ${general} AWS_ENDPOINT_URL`,
      `servicequotas ${general} AWS_ENDPOINT_URL`,
    ]);
    expect(await uses({ AWS_ENDPOINT_URL_DIRECT_CONNECT: specific })).toEqual([
      `directconnect ${specific} AWS_ENDPOINT_URL_DIRECT_CONNECT`,
    ]);
    expect(await uses(env, { endpoint: 'http://127.0.0.1:3' })).toEqual([
      'ec2 http://127.0.0.1:3 --endpoint-url',
      'sts http://127.0.0.1:3 --endpoint-url',
      'directconnect http://127.0.0.1:3 --endpoint-url',
      'networkmanager http://127.0.0.1:3 --endpoint-url',
      'organizations http://127.0.0.1:3 --endpoint-url',
      'ram http://127.0.0.1:3 --endpoint-url',
      'servicequotas http://127.0.0.1:3 --endpoint-url',
    ]);
  });

  it('ignores what is configured where asked to', async () => {
    expect(
      await uses({ AWS_ENDPOINT_URL: general, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }),
    ).toEqual([]);
  });

  it('reads the profile: its services section before its own endpoint_url, and variables before both', async () => {
    files.config(CONFIG);
    expect(await uses({}, { profiles: ['local'] })).toEqual([
      'ec2 http://127.0.0.1:4566 profile local',
      'sts http://127.0.0.1:9999 profile local',
      'directconnect http://127.0.0.1:9999 profile local',
      'networkmanager http://127.0.0.1:9999 profile local',
      'organizations http://127.0.0.1:9999 profile local',
      'ram http://127.0.0.1:9999 profile local',
      'servicequotas http://127.0.0.1:9999 profile local',
    ]);
    expect(await uses({ AWS_ENDPOINT_URL: general }, { profiles: ['local'] })).toEqual([
      `ec2 ${general} AWS_ENDPOINT_URL`,
      `sts ${general} AWS_ENDPOINT_URL`,
      `directconnect ${general} AWS_ENDPOINT_URL`,
      `networkmanager ${general} AWS_ENDPOINT_URL`,
      `organizations ${general} AWS_ENDPOINT_URL`,
      `ram ${general} AWS_ENDPOINT_URL`,
      `servicequotas ${general} AWS_ENDPOINT_URL`,
    ]);
  });
  it('is said in a sentence for each address, without a password', () => {
    const use = (service: EndpointService, url: string) =>
      ({ service, url, from: 'AWS_ENDPOINT_URL' }) as const;
    expect(redirections(SERVICES.map((service) => use(service, general)))).toEqual([
      `calls go to ${general} because of AWS_ENDPOINT_URL`,
    ]);
    expect(
      redirections([use('ec2', 'http://me:hunter2@127.0.0.1:1/x'), use('sts', specific)]),
    ).toEqual([
      'calls to EC2 go to http://127.0.0.1:1/x because of AWS_ENDPOINT_URL',
      `calls to STS go to ${specific} because of AWS_ENDPOINT_URL`,
    ]);
    expect(redirections([use('directconnect', general), use('networkmanager', general)])).toEqual([
      `calls to Direct Connect, Network Manager go to ${general} because of AWS_ENDPOINT_URL`,
    ]);
    expect(redirections([])).toEqual([]);
  });
});
