/** Collection: whose credentials are used, and what never leaves them. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';
import { global, regional } from '#main/collect/calls.ts';
import { endpointsInUse, redirections } from '#main/collect/endpoints.ts';
import { keyOf } from '#tests/aws/query.ts';
import { keysOf } from './aws-files.ts';
import { A, B, REGIONS, errorsOf, smallWorld, Rig } from './rig.ts';

const rig = new Rig();

/** What `aws sso login` leaves behind, in a home of the test's own. */
function signedIn(session: string, token: object): void {
  vi.stubEnv('HOME', rig.files.folder);
  const cache = join(rig.files.folder, '.aws', 'sso', 'cache');
  mkdirSync(cache, { recursive: true });
  const name = createHash('sha1').update(session).digest('hex');
  writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
}

describe('credentials', () => {
  it('follows a role chain, through the STS address the variables name', async () => {
    const world = new World();
    world.region('us-east-1', B).vpc('b', '10.0.0.0/16');
    await rig.start({ pages: world.pages() });
    rig.files.config(
      `[profile audit]\nrole_arn = arn:aws:iam::${B}:role/audit\nsource_profile = net\nregion = us-east-1\n`,
    );
    vi.stubEnv('AWS_ENDPOINT_URL', rig.endpoint.url);
    const snapshot = await rig.run({ profiles: ['audit'], endpoint: undefined });
    expect(snapshot.manifest.scope.accounts).toEqual([B]);
    expect(rig.asked('AssumeRole')).toHaveLength(1);
  });

  it('takes the role of a profile where --endpoint-url leads, and says what to allow where it is refused', async () => {
    const world = new World();
    for (const id of [A, B]) world.region('us-east-1', id).vpc(id, '10.0.0.0/16');
    await rig.start({ pages: world.pages() });
    const role = `arn:aws:iam::${B}:role/audit`;
    rig.files.config(
      `[profile audit]\nrole_arn = ${role}\nsource_profile = net\nregion = us-east-1\n` +
        // Two roles, the second taken with the first.
        `[profile deep]\nrole_arn = arn:aws:iam::${B}:role/deep\nsource_profile = audit\nregion = us-east-1\n`,
    );
    expect((await rig.run({ profiles: ['deep'] })).manifest.scope.accounts).toEqual([B]);
    expect(rig.asked('AssumeRole').map(({ account }) => account)).toEqual([A, B]);
    rig.endpoint.faults.error(
      'AssumeRole',
      403,
      'AccessDenied',
      `may not sts:AssumeRole on ${role}`,
    );
    const { pages } = await rig.run({ profiles: ['audit', 'net'], regions: ['us-east-1'] });
    const [refused] = errorsOf(pages);
    expect(refused).toMatchObject({ operation: 'AssumeRole', account: B });
    expect(refused!.error.message).toBe(
      `may not sts:AssumeRole on ${role}. Let the role ${role} of profile audit trust whoever takes it, and allow them sts:AssumeRole on it.`,
    );
  });

  it('turns a sign-in into credentials where variables and the profile lead, not where --endpoint-url does', async () => {
    const world = new World();
    for (const id of [A, B]) world.region('us-east-1', id).vpc(id, '10.0.0.0/16');
    await rig.start({ pages: world.pages() });
    const heard: string[] = [];
    const sso = createServer((request, response) => {
      const { method, url, headers } = request;
      heard.push(`${method} ${headers.host} ${url} ${String(headers['x-amz-sso_bearer_token'])}`);
      const roleCredentials = {
        accessKeyId: keyOf(A, 'ASIA'),
        secretAccessKey: 'not-a-secret',
        sessionToken: 'not-a-token',
        expiration: Date.now() + 3_600_000,
      };
      response.setHeader('content-type', 'application/json');
      request.resume();
      response.end(
        JSON.stringify(
          method === 'POST'
            ? { accessToken: 'renewed', expiresIn: 3600, tokenType: 'Bearer' }
            : { roleCredentials },
        ),
      );
    });
    await new Promise<void>((done) => sso.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(sso.address() as AddressInfo).port}`;
    rig.files.config(
      '[sso-session led]\nsso_start_url = https://led.example\nsso_region = eu-west-1\n' +
        '[profile signed]\nsso_session = led\nsso_account_id = 111111111111\nsso_role_name = ReadOnly\n' +
        `[profile led]\nrole_arn = arn:aws:iam::${B}:role/audit\nsource_profile = signed\nregion = us-east-1\nservices = here\n` +
        `[services here]\nsso =\n  endpoint_url = http://${host}/portal/\nsso_oidc =\n  endpoint_url = http://${host}\n`,
    );
    signedIn('led', {
      accessToken: 'old',
      expiresAt: new Date(Date.now() - 1000).toISOString(),
      ...{ clientId: 'c', clientSecret: 's', refreshToken: 'r' },
      registrationExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    try {
      const { manifest } = await rig.run({ profiles: ['led'], regions: ['us-east-1'] });
      expect(manifest.scope.accounts).toEqual([B]);
    } finally {
      sso.closeAllConnections();
      sso.close();
    }
    expect(heard).toEqual([
      `POST ${host} /token undefined`,
      `GET ${host} /portal/federation/credentials?account_id=111111111111&role_name=ReadOnly renewed`,
    ]);
    expect(rig.asked('AssumeRole').map(({ account }) => account)).toEqual([A]);
    const uses = await endpointsInUse({ profiles: ['led'], endpoint: rig.endpoint.url });
    expect(redirections(uses)).toEqual([
      `calls go to ${rig.endpoint.url} because of --endpoint-url`,
      `calls to SSO go to http://${host}/portal/ because of profile led`,
      `calls to SSO OIDC go to http://${host} because of profile led`,
    ]);
  });

  it('uses the environment where no profile is named', async () => {
    await rig.start({ pages: smallWorld().pages() });
    for (const [name, value] of Object.entries(rig.endpoint.env(A))) vi.stubEnv(name, value);
    const snapshot = await rig.run({ profiles: [], endpoint: undefined });
    expect(snapshot.manifest.scope).toMatchObject({ accounts: [A], regions: REGIONS });
  });

  it('goes on without a profile that has expired, and names the command that renews it', async () => {
    rig.files.config(
      '[profile sso]\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = ReadOnly\nregion = us-east-1\n' +
        '[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n' +
        '[profile chain]\nrole_arn = arn:aws:iam::333333333333:role/audit\nsource_profile = sso\nregion = us-east-1\n' +
        '[profile stale]\nsso_session = past\nsso_account_id = 555555555555\nsso_role_name = ReadOnly\nregion = us-east-1\n' +
        '[sso-session past]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n' +
        '[profile console]\nlogin_session = arn:aws:iam::444444444444:user/ana\nregion = us-east-1\n',
    );
    await rig.start({ pages: smallWorld().pages() });
    signedIn('past', { accessToken: 'planted', expiresAt: '2026-01-05T11:00:00Z' });
    const profiles = ['net', 'sso', 'chain', 'console', 'stale'];
    const { pages } = await rig.run({ profiles, regions: ['us-east-1'] });
    expect(pages.some(({ account, answer }) => account === A && answer)).toBe(true);
    const told = errorsOf(pages).map(({ account, error }) => [
      account,
      error.failure,
      error.message.replace(/^.*? \(/, '('),
    ]);
    // Of a role it is whoever takes it that signs in.
    expect(told.sort()).toEqual([
      ['222222222222', 'credentials', '(not signed in). Sign in: aws sso login --profile sso'],
      ['333333333333', 'credentials', '(not signed in). Sign in: aws sso login --profile sso'],
      ['444444444444', 'credentials', '(not signed in). Sign in: aws login --profile console'],
      [
        '555555555555',
        'credentials',
        '(the sign-in has expired). Sign in: aws sso login --profile stale',
      ],
    ]);
    expect(buildTopology(pages).gaps.map((gap) => gap.call)).toContain('sts:GetCallerIdentity');
  });

  it('stops asking once the credentials are dead, and marks what was not asked', async () => {
    await rig.start({ pages: smallWorld().pages() });
    let answered = 0;
    rig.endpoint.faults.onRequest = () => {
      if (++answered === 8)
        rig.endpoint.faults.error('*', 400, 'RequestExpired', 'Request has expired.');
    };
    const snapshot = await rig.run({ limits: { inFlight: 2 } });
    const errors = errorsOf(snapshot.pages);
    expect(rig.endpoint.requests.length).toBeLessThan(14);
    expect(snapshot.pages.some((p) => p.answer)).toBe(true);
    // Every listing of every Region is either answered or says why not.
    const settled = new Set(snapshot.pages.map((p) => `${p.region} ${p.operation}`));
    for (const region of REGIONS) {
      for (const { call } of regional) expect(settled).toContain(`${region} ${call.operation}`);
    }
    for (const { call } of global) expect(settled).toContain(`global ${call.operation}`);
    expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['credentials']));
    expect(errors[0]!.error.message).toMatch(/profile net have expired.*clock/);
  });

  it.each([
    ['a profile that does not exist', ['nte'], /no profile "nte".*there are net/],
    ['keys AWS does not know', ['wrong'], /AWS does not know the credentials of profile wrong/],
  ])('fails with exit code 3 on %s alone', async (_, profiles, message) => {
    rig.files.credentials(
      `${keysOf('net', A)}[wrong]\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = x\n`,
    );
    await rig.start({ pages: smallWorld().pages() });
    await expect(rig.run({ profiles })).rejects.toMatchObject({
      name: 'CollectError',
      exitCode: 3,
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses an endpoint or Region that cannot be one, before anything is asked', async () => {
    await rig.start({ pages: [] });
    await expect(rig.run({ endpoint: 'localhost' })).rejects.toMatchObject({
      name: 'CollectError',
      exitCode: 2,
    });
    await expect(rig.run({ regions: ['evil.example/x'] })).rejects.toMatchObject({
      name: 'CollectError',
      exitCode: 2,
    });
    expect(rig.endpoint.requests).toEqual([]);
  });
});

describe('secrets', () => {
  const KEY = 'planted-Pre5hared-key';
  const page: Page = {
    account: A,
    region: 'us-east-1',
    service: 'ec2',
    operation: 'DescribeVpnConnections',
    args: {},
    time: '2026-01-05T09:00:00.000Z',
    answer: {
      VpnConnections: [
        {
          VpnConnectionId: 'vpn-1',
          State: 'available',
          Type: 'ipsec.1',
          CustomerGatewayConfiguration: `<vpn_connection><pre_shared_key>${KEY}</pre_shared_key></vpn_connection>`,
          Options: {
            StaticRoutesOnly: true,
            TunnelOptions: [{ OutsideIpAddress: '192.0.2.1', PreSharedKey: KEY }],
          },
        },
      ],
    },
  };

  it('never lets a VPN key, a token or a key id into a snapshot or an event', async () => {
    await rig.start({ pages: [page] });
    expect([...rig.endpoint.unknownFields]).toEqual([]);
    const blob = 'Zm9vYmFy'.repeat(20);
    rig.endpoint.faults
      .error(
        'DescribeSubnets',
        403,
        'UnauthorizedOperation',
        `Not authorized. Encoded authorization failure message: ${blob}`,
      )
      .error('DescribeVpcs', 400, 'InvalidParameterValue', `Bad token ${blob} of ${keyOf(A)}`)
      .error('DescribeRouteTables', 403, 'SignatureDoesNotMatch', `x-amz-security-token:${KEY}`);
    const events: unknown[] = [];
    const snapshot = await rig.run(
      {},
      { gap: (g) => events.push(g), progress: (p) => events.push(p) },
    );
    expect(buildTopology(snapshot.pages).all('vpn-connection')).toHaveLength(1);
    const text = JSON.stringify([snapshot, events]);
    for (const secret of [
      KEY,
      blob,
      keyOf(A),
      'not-a-secret',
      'PreSharedKey',
      'CustomerGatewayConfiguration',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('carries hostile tag values through XML and back unchanged', async () => {
    const value = `<script>alert("1")</script>&amp;]]> 'x' \u202e \t=HYPERLINK("x") 名 ${'y'.repeat(200)}`;
    const world = new World();
    world.region('us-east-1', A).vpc('a', '10.0.0.0/16', { tags: { Hostile: value } });
    await rig.start({ pages: world.pages() });
    const [vpc] = buildTopology((await rig.run()).pages).all('vpc');
    expect(vpc!.tags.get('Hostile')).toBe(value);
  });
});
