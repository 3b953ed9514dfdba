/**
 * Secrets planted wherever a collection meets one: keys, tokens, the code of a device, an external id, the password of
 * an address, and AWS (or what stands in its place) saying them back. None may come out anywhere: on the terminal, in
 * a file, on the wire to the window, in what is told of a crash.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { engineContract, type EngineEvents } from '#app/api/engine.ts';
import { connect, serve } from '#app/api/rpc.ts';
import { memoryWires } from '#app/api/wire.ts';
import { World } from '#app/world/world.ts';
import { askHidden } from '#main/cli/terminal.ts';
import { createEngine } from '#main/engine/engine.ts';
import type { Emit } from '#main/engine/parts.ts';
import { Estates } from '#main/engine/estates.ts';
import { settingsIn } from '#main/store/settings.ts';
import { veil } from '#main/secrets.ts';
import { type Endpoint, startEndpoint } from '#tests/aws/endpoint.ts';
import { ISSUED } from '#tests/aws/organization.ts';
import { keyOf } from '#tests/aws/query.ts';
import { fetched } from '#tests/kit/fetched.ts';
import { peerless } from '#tests/kit/terminal.ts';
import { type AwsFiles, awsFiles } from './collect/aws-files.ts';

const PAYER = '111111111111';
const HUB = '222222222222';
const DEVICE = `arn:aws:iam::${PAYER}:mfa/ana`;
const SIGNATURE = '0123456789abcdef'.repeat(4);
/** What some request holds, or what it is signed with. */
const SENT = {
  keyId: keyOf(PAYER),
  roleKeyId: keyOf(HUB, 'ASIA'),
  secret: 'PlantedSecretKey/PlantedSecretKey+Plant1',
  roleSecret: ISSUED.secret,
  roleToken: ISSUED.token,
  externalId: 'planted-external-id',
  password: 'PlantedPassword',
} as const;
const PLANTED = {
  ...SENT,
  code: '492816',
  ssoToken: 'PlantedSsoAccessToken',
  ssoRefresh: 'PlantedSsoRefreshToken',
  process: 'PlantedProcessPassword',
  signature: SIGNATURE,
} as const;

let files: AwsFiles;
let endpoint: Endpoint;

beforeEach(async () => {
  files = awsFiles();
  vi.stubEnv('HOME', files.folder);
  files.config(
    `[profile payer]\nregion = eu-west-1\n` +
      `[profile tool]\ncredential_process = /nowhere/tool --password ${PLANTED.process}\n` +
      '[profile sso]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = Read\nregion = eu-west-1\n' +
      '[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\n',
  );
  files.credentials(
    `[payer]\naws_access_key_id = ${PLANTED.keyId}\naws_secret_access_key = ${PLANTED.secret}\n`,
  );
  const cache = join(files.folder, '.aws', 'sso', 'cache');
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    join(cache, `${createHash('sha1').update('corp').digest('hex')}.json`),
    JSON.stringify({
      accessToken: PLANTED.ssoToken,
      refreshToken: PLANTED.ssoRefresh,
      expiresAt: '2020-01-01T00:00:00Z',
    }),
  );
  const world = new World();
  // What answers in place of AWS may say back how it was asked, in a name or as a name.
  const { keyId, roleKeyId, secret, roleSecret, roleToken } = SENT;
  const sent = [keyId, roleKeyId, secret, roleSecret, roleToken].map(
    (text, i) => `${'x'.repeat(i)}${text}`,
  );
  const tags = {
    sent: [...sent, ...sent.map(encodeURIComponent), `Signature=${SIGNATURE}`].join(' '),
    [roleKeyId]: 'as a name',
  };
  for (const id of [PAYER, HUB])
    world.region('eu-west-1', id).vpc(`vpc-${id}`, '10.0.0.0/16', { tags });
  endpoint = await startEndpoint({
    pages: world.pages(),
    organization: {
      management: PAYER,
      role: 'audit',
      mfa: { device: DEVICE, codes: [PLANTED.code] },
      accounts: [
        { id: PAYER, name: 'payer', refuses: true },
        { id: HUB, name: 'network', externalId: PLANTED.externalId },
        { id: '444444444444', name: 'other', refuses: true },
      ],
    },
  });
  // What is answered in place of AWS may say back whatever it was sent.
  const echo = Object.values(SENT).join(' ');
  endpoint.faults
    .error('DescribeSubnets', 403, 'UnauthorizedOperation', `Not authorized: ${echo}`)
    .error('DescribeRouteTables', 400, 'InvalidParameterValue', echo)
    .error('ListCoreNetworks', 400, 'ValidationException', echo)
    .error('DescribeVpnGateways', 500, echo, echo, 6);
});
afterEach(async () => {
  await endpoint.close();
  files.remove();
});

const address = () => endpoint.url.replace('://', `://ana:${PLANTED.password}@`);

function expectNone(text: string, where: string): void {
  for (const [name, secret] of Object.entries(PLANTED)) {
    expect(text.includes(secret), `${name} in ${where}`).toBe(false);
    expect(text.includes(encodeURIComponent(secret)), `${name} in ${where}, encoded`).toBe(false);
  }
}

/** Every file below a folder, but those that the user wrote. */
const written = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (['config', 'credentials', '.aws'].includes(name)) return [];
    return statSync(path).isDirectory() ? written(path) : [path];
  });

const args = () => [
  'collect',
  ...['--profile', 'payer', '--profile', 'sso', '--org-role', 'audit'],
  ...['--external-id', PLANTED.externalId, '--mfa-serial', DEVICE],
  ...['--endpoint-url', address()],
  ...['-o', join(files.folder, 'estate.json')],
];
const terminal = () => ({
  env: { ...process.env, PEERLESS_DEBUG: '1' },
  cwd: files.folder,
  ask: () => Promise.resolve(PLANTED.code),
});

it('says none on the terminal and writes none to a file', async () => {
  const { code, out, err } = await peerless(args(), terminal());
  expect(code).toBe(4);
  // It did get in, by the role, and the refusals were told.
  expect(endpoint.requests).toContainEqual(
    expect.objectContaining({ operation: 'DescribeVpcs', account: HUB, status: 200 }),
  );
  expect(err).toMatch(/DescribeSubnets/);
  expect(err).toContain('aws sso login --profile sso');
  expectNone(out + err, 'the terminal');
  const path = join(files.folder, 'estate.json');
  for (const command of [
    ['lint', path],
    ['draw', path, '--as', 'svg', '-o', join(files.folder, 'a.svg')],
  ]) {
    const ran = await peerless(command, terminal());
    expectNone(ran.out + ran.err, command[0]!);
  }
  const all = written(files.folder);
  expect(all.map((name) => name.slice(files.folder.length + 1)).sort()).toEqual([
    'a.svg',
    'estate.json',
  ]);
  for (const name of all) expectNone(readFileSync(name, 'utf8'), name);
  expect(readFileSync(path, 'utf8')).toContain('"Key":"sent","Value":"… x… xx…');
});

it('says none of a wrong option, or where nothing can be collected', async () => {
  const bad = (given: string[]) => peerless([...args(), ...given], terminal());
  for (const given of [
    ['--endpoint-url', `ftp://ana:${PLANTED.password}@x`],
    ['--endpoint-url', `http//ana:${PLANTED.password}@x`],
    ['--external-id', `${PLANTED.externalId} `],
    ['--org-role', 'a b'],
  ]) {
    const { code, err } = await bad(given);
    expect(code).toBe(2);
    expectNone(err, given[0]!);
  }
  files.config(
    `[profile payer]\nservices = here\n[services here]\nsts =\n  endpoint_url = ana:${PLANTED.password}@x:1\n`,
  );
  const own = ['--profile', 'payer'];
  for (const command of [
    ['profiles', '--check', ...own],
    ['collect', '-o', 'x.json', ...own],
  ]) {
    for (const [env, who] of [
      [{ AWS_ENDPOINT_URL: `http//ana:${PLANTED.password}@x` }, 'AWS_ENDPOINT_URL'],
      [{ AWS_ENDPOINT_URL_STS: `https://ana:${PLANTED.password}@x:y` }, 'AWS_ENDPOINT_URL_STS'],
      [{}, 'The endpoint_url of profile payer'],
    ] as const) {
      const given = { ...terminal(), env: { ...terminal().env, ...env } };
      expect(await peerless(command, given)).toEqual({
        code: 2,
        out: '',
        err: `peerless: ${who} is not an address such as http://127.0.0.1:4566.\n`,
      });
    }
  }
  const echo = `${PLANTED.code} ${Object.values(SENT).join(' ')}`;
  endpoint.faults.error('GetSessionToken', 400, 'ValidationError', echo, 1);
  const refused = await bad([]);
  expect(refused.code).toBe(3);
  expect(refused.err).toContain('ValidationError');
  expectNone(refused.err, 'the device');
  endpoint.faults.error('*', 403, 'InvalidClientTokenId', Object.values(SENT).join(' '));
  const { code, err } = await bad([]);
  expect(code).toBe(3);
  expectNone(err, 'the end');
});

it.each([
  ['a variable', (url: string) => ({ AWS_ENDPOINT_URL: url })],
  [
    'what the SDK reads by itself',
    (url: string) => ({ AWS_ENDPOINT_URL: endpoint.url, AWS_ENDPOINT_URL_SIGNIN: url }),
  ],
  [
    'a profile',
    (url: string) => {
      files.config(`[profile payer]\nregion = eu-west-1\nendpoint_url = ${url}\n`);
      return {};
    },
  ],
  [
    'the services section of a profile',
    (url: string) => {
      files.config(
        `[profile payer]\nregion = eu-west-1\nservices = here\nendpoint_url = ${endpoint.url}\n` +
          `[services here]\nec2 =\n  endpoint_url = ${url}\nsts =\n  endpoint_url = ${url}\n`,
      );
      return {};
    },
  ],
])('says no password of an address from %s', async (from, set) => {
  // Its own for each: what is known once is veiled from then on.
  const password = `Planted by ${from}`;
  const sent = encodeURIComponent(password);
  const env = {
    ...terminal().env,
    ...set(endpoint.url.replace('://', `://ana:${sent}@`)),
  };
  const echo = `login ana:${password} (${sent}) is wrong`;
  endpoint.faults.clear();
  endpoint.faults
    .error('GetCallerIdentity', 400, 'ValidationError', echo, 1)
    .error('DescribeSubnets', 400, 'InvalidParameterValue', echo);
  const run = (...words: string[]) =>
    peerless([...words, '--profile', 'payer'], { ...terminal(), env });
  const path = join(files.folder, 'estate.json');
  const checked = await run('profiles', '--check', '-f', 'json');
  const { code, out, err } = await run('collect', '-o', path);
  expect([checked.code, code]).toEqual([3, 4]);
  for (const text of [checked.out + checked.err, out + err, readFileSync(path, 'utf8')]) {
    expect(text).toContain('login ana:…');
    for (const secret of [password, sent]) expect(text.includes(secret)).toBe(false);
  }
});

it('says none in the list of profiles, whether AWS is asked or not, and whatever it answers', async () => {
  const list = (...more: string[]) => peerless(['profiles', ...more], terminal());
  const check = ['--check', '--endpoint-url', address()];
  const told = [await list(), await list('-f', 'json'), await list(...check)];
  expect(told.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(told[2]!.out).toMatch(new RegExp(`payer +${PAYER} .* answers`));
  endpoint.faults.error('GetCallerIdentity', 400, 'ValidationError', Object.values(SENT).join(' '));
  const failed = await list(...check, '-f', 'json');
  expect(failed.code).toBe(3);
  expect(failed.out).toContain('ValidationError');
  for (const { out, err } of [...told, failed]) expectNone(out + err, 'the list of profiles');
});

it('leaves none in the journal and its lock, whenever it is killed', async () => {
  const left = new Map<string, string>();
  endpoint.faults.onRequest = () => {
    // What a kill at this request would leave.
    for (const name of written(files.folder)) {
      const text = readFileSync(name, 'utf8');
      expectNone(text, name);
      left.set(basename(name), text);
    }
  };
  await peerless(args(), terminal());
  expect([...left.keys()].sort()).toEqual(['estate.json.part', 'estate.json.part.lock']);
  expect(left.get('estate.json.part')).toContain('DescribeVpcs');
  expect(left.get('estate.json.part.lock')).toContain(String(process.pid));
});

it('says none where a thread dies of a fault that nobody caught', async () => {
  const secrets = new URL('../../main/secrets.ts', import.meta.url).href;
  const script = (fault: string) => `
    import('tsx/esm/api').then(async ({ register }) => {
      register();
      const { keepSecret, veilLastWords } = await import(${JSON.stringify(secrets)});
      keepSecret(${JSON.stringify(PLANTED.secret)});
      veilLastWords();
      ${fault};
    });`;
  const words = `new TypeError('sent ' + ${JSON.stringify(PLANTED.secret)})`;
  for (const fault of [`setImmediate(() => { throw ${words} })`, `Promise.reject(${words})`]) {
    const thread = new Worker(script(fault), { eval: true, execArgv: [], stderr: true });
    let err = '';
    thread.stderr.on('data', (text) => (err += String(text)));
    const [error] = (await once(thread, 'error')) as [Error];
    expect(error.message).toBe('sent …');
    expectNone(`${error.stack} ${err}`, 'the last words');
  }
});

it('says none of a crash, with its place in the code', async () => {
  let err = '';
  const { code } = await peerless(args(), {
    ...terminal(),
    err(text) {
      err += text;
      // A fault of ours that quotes a request.
      if (text.includes('brought nothing')) throw new TypeError(Object.values(SENT).join(' '));
    },
  });
  expect(code).toBe(70);
  expect(err).toContain('fault of Peerless');
  expect(err).toContain('secrets.test.ts');
  expectNone(err, 'the crash');
});

it('sends none to the window, nor into the files it keeps', async () => {
  const [near, far] = memoryWires();
  const said: string[] = [];
  near.onMessage((text) => said.push(text));
  const emit: Emit = (event, data) => serving.emit(event, data);
  const { engine } = createEngine({
    about: { version: '1.2.3', opening: undefined },
    estates: new Estates(),
    emit,
    settings: settingsIn(join(files.folder, 'settings')),
  });
  // A fault of ours that quotes a request.
  const broken = () => Promise.reject(new TypeError(`broken by ${Object.values(SENT).join(' ')}`));
  const serving = serve(engineContract, { ...engine, formats: broken }, far, veil);
  const client = connect(engineContract, near);
  const next = <K extends keyof EngineEvents>(event: K): Promise<EngineEvents[K]> =>
    new Promise((resolve) => client.on(event, resolve));
  await client.call.keepHistory({ folder: join(files.folder, 'history') });
  const [device, collected] = [next('mfa'), next('collected')];
  const { job } = await client.call.collect({
    profiles: ['payer', 'sso'],
    regions: [],
    endpoint: address(),
    organization: { role: 'audit', externalId: PLANTED.externalId },
    mfaSerial: DEVICE,
  });
  await device;
  await client.call.mfaCode({ job, code: PLANTED.code });
  const { opened } = await collected;
  expect(opened?.manifest.scope.accounts).toContain(HUB);
  const [told] = await client.call.export({ handle: opened!.handle, format: 'json' });
  await fetched(client.call, told!);
  // Views are kept beside a file: that of the history is one.
  const { estates } = await client.call.history({});
  const again = await client.call.open({ path: estates[0]!.snapshots[0]!.path });
  await client.call.keepViews({ handle: again.handle, now: {}, views: [] });
  const kept = written(files.folder);
  for (const sort of [/history\/.*Z\.json$/, /\.view\.json$/, /settings\//])
    expect(
      kept.some((name) => sort.test(name.replaceAll('\\', '/'))),
      String(sort),
    ).toBe(true);
  for (const name of kept) expectNone(readFileSync(name, 'utf8'), name);
  await client.call.profiles({});
  for (const profile of ['payer', 'tool', 'sso'])
    await client.call.checkProfile({ profile, endpoint: address() });
  // A collection that fails as a whole says why.
  endpoint.faults.error('*', 403, 'InvalidClientTokenId', Object.values(SENT).join(' '));
  expect(await client.call.checkProfile({ profile: 'payer', endpoint: address() })).toMatchObject({
    error: expect.stringContaining('does not know') as string,
  });
  const failed = next('collected');
  await client.call.collect({ profiles: ['payer'], regions: [], endpoint: address() });
  expect((await failed).error).toContain('does not know the credentials');
  expect(said.some((text) => text.includes('"gap"'))).toBe(true);
  await expect(client.call.formats({})).rejects.toThrow('broken by …');
  expectNone(said.join('\n'), 'the wire');
  for (const message of said) {
    const inside = /"base64":"([^"]+)"/.exec(message)?.[1];
    if (inside) expectNone(Buffer.from(inside, 'base64').toString(), 'an export');
  }
});

it('shows no character of a code that is typed', async () => {
  const input = new PassThrough();
  let shown = '';
  const asked = askHidden('Code: ', input, (text) => (shown += text));
  for (const key of `${PLANTED.code}\r`) input.write(key);
  expect(await asked).toBe(PLANTED.code);
  expect(shown).toBe('Code: \n');
});

it('veils what it was told, as it stands in text and in addresses', () => {
  expect(veil(`x ${PLANTED.secret} y ${encodeURIComponent(PLANTED.secret)}`)).toBe('x … y …');
});
