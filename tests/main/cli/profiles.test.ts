/** `peerless profiles`: the list as files tell it, and what AWS answers where it is asked. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Endpoint, startEndpoint } from '#tests/aws/endpoint.ts';
import { peerless } from '#tests/kit/terminal.ts';
import { type AwsFiles, awsFiles, keysOf } from '#tests/main/collect/aws-files.ts';

const [NET, HUB] = ['111111111111', '222222222222'] as const;
const HOSTILE = 'x\u001b[2J\u202e$(id)';

let files: AwsFiles;
let aws: Endpoint;
beforeEach(async () => {
  files = awsFiles();
  vi.stubEnv('HOME', files.folder);
  vi.stubEnv('USERPROFILE', files.folder);
  files.config(
    `[profile hub]\nrole_arn = arn:aws:iam::${HUB}:role/audit\nsource_profile = net\nregion = eu-west-1\n` +
      '[profile wide]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = Read\n' +
      '[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\n' +
      '[profile plain]\nregion = eu-west-1\n',
  );
  files.credentials(keysOf('net', NET));
  aws = await startEndpoint({ pages: [] });
});
afterEach(async () => {
  await aws.close();
  files.remove();
});

const list = (...args: string[]) =>
  peerless(['profiles', ...args], { env: { ...process.env, AWS_ENDPOINT_URL: aws.url } });

/** Words of each line, blanks between columns as one. */
const lines = (out: string) => out.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));

it('lists what the files tell, with the command that signs in, and asks AWS nothing', async () => {
  const { code, out, err } = await list();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(lines(out)).toEqual([
    'PROFILE | ACCOUNT | KIND | REGION | FILE | STATE',
    `hub | ${HUB} | role by net | eu-west-1 | config | ready`,
    'net | - | access keys | - | credentials | ready',
    'plain | - | - | eu-west-1 | config | incomplete: no credentials of its own',
    'wide | 333333333333 | SSO | - | config | not signed in; aws sso login --profile wide',
    '',
    '4 profiles; the files do not tell the account of 2: --check asks AWS.',
    '',
  ]);
  expect(aws.requests).toEqual([]);
});

it('asks AWS for the accounts that the files do not tell, or for those named; one that fails is a row', async () => {
  const { code, out, err } = await list('--check');
  expect(code).toBe(0);
  // No permission is needed for it, and nothing else is asked.
  expect(aws.requests.map((r) => r.operation)).toEqual(['GetCallerIdentity']);
  expect(lines(out)).toContain(`net | ${NET} | access keys | - | credentials | answers`);
  expect(err).toContain(`calls to STS go to ${aws.url} because of AWS_ENDPOINT_URL`);

  const some = await list('--check', '--profile', 'wide', '--profile', 'net', '-f', 'json');
  expect(some.code).toBe(0);
  const told = JSON.parse(some.out) as { schema: string; profiles: unknown[] };
  expect(told).toMatchObject({
    schema: 'peerless/profiles@1',
    profiles: [
      { name: 'net', account: NET, kind: 'keys', files: ['credentials'], check: { error: null } },
      {
        name: 'wide',
        account: '333333333333',
        kind: 'sso',
        state: 'signed-out',
        renew: 'aws sso login --profile wide',
        check: {
          error: expect.stringContaining(
            '(not signed in). Sign in: aws sso login --profile wide',
          ) as string,
        },
      },
    ],
  });

  aws.faults.error('GetCallerIdentity', 403, 'InvalidClientTokenId', 'The token is invalid.');
  const none = await list('--check');
  expect(none.code).toBe(3);
  expect(none.out).toContain('fails: AWS does not know the credentials of profile net');
});

it('ends with 2 where a name or an option cannot be meant, and with 0 where there is no profile', async () => {
  expect(await list('--profile', 'nat')).toMatchObject({
    code: 2,
    err: 'peerless: There is no profile "nat". Did you mean "net"?\n',
  });
  expect(await list('--region', 'eu-west-1')).toMatchObject({
    code: 2,
    err: 'peerless: --region is about asking AWS: add --check.\n',
  });
  expect(await list('--check', '--endpoint-url', 'ftp://a:planted@b')).toMatchObject({ code: 2 });
  files.config('');
  files.credentials('');
  expect(await list()).toMatchObject({ code: 0, out: '' });
});

it('lets no name act on the terminal, nor on the shell its command is pasted into', async () => {
  files.credentials(
    `[${HOSTILE}]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = Read\n`,
  );
  for (const format of ['text', 'json']) {
    const { out } = await list('--format', format);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(out).toMatch(/aws sso login --profile '[^']*\$\(id\)'/);
  }
});
