/** Profiles and endpoints as the shared AWS files and the environment tell them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  endpointsInUse,
  type EndpointService,
  redirections,
  SERVICES,
} from '#main/collect/endpoints.ts';
import { listProfiles } from '#main/collect/profiles.ts';
import { type AwsFiles, awsFiles } from './aws-files.ts';

let files: AwsFiles;
beforeEach(() => (files = awsFiles()));
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

describe('profiles', () => {
  it('lists each with its sort, Region and account, sorted, and never a secret', async () => {
    files.config(CONFIG);
    files.credentials(CREDENTIALS);
    const profiles = await listProfiles();
    expect(profiles).toEqual([
      { name: 'audit', region: 'us-gov-west-1', account: '333333333333', sort: 'role' },
      { name: 'default', region: 'eu-west-1', account: undefined, sort: 'other' },
      { name: 'keys', region: undefined, account: undefined, sort: 'keys' },
      { name: 'local', region: undefined, account: undefined, sort: 'other' },
      { name: 'old-sso', region: undefined, account: '222222222222', sort: 'sso' },
      { name: 'sso', region: 'eu-central-1', account: '111111111111', sort: 'sso' },
      { name: 'tool', region: undefined, account: undefined, sort: 'process' },
    ]);
    expect(JSON.stringify(profiles)).not.toMatch(/planted|hunter2|AKIA/);
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
