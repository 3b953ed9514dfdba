/** `peerless merge`: what it writes, what it says, and what it refuses. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Page } from '#app/snapshot/page.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import type { Terminal } from '#main/cli/command.ts';
import { deliverSnapshot } from '#main/cli/write.ts';
import { noRealData, onRealData, realPath } from '#tests/kit/real-data.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();
const QUIET: Terminal = {
  out: () => true,
  drained: () => Promise.resolve(),
  err: () => undefined,
  colour: false,
  live: false,
  columns: 100,
  cwd: folder.path,
  env: {},
  signal: new AbortController().signal,
};
const file = (name: string): string => join(folder.path, name);

function world(time?: string): World {
  const made = new World(time === undefined ? {} : { time });
  const a = made.region('us-east-1', '111111111111').vpc('a', '10.1.0.0/16');
  const b = made.region('eu-west-1', '222222222222').vpc('b', '10.2.0.0/16');
  made.peerRouted(a, b);
  return made;
}
const part = (name: string, account: string) => {
  const snapshot = world().snapshot();
  const pages = snapshot.pages.filter((p) => p.account === account);
  return snapshotFile(folder, name, { ...snapshot, pages });
};
const left = part('left.json', '111111111111');
const right = part('right.json', '222222222222');

it('writes one snapshot that every command reads, with origin merge', async () => {
  const to = file('all.json');
  const ran = await peerless(['merge', left, right, '-o', to]);
  expect(ran).toMatchObject({ code: 0, out: '' });
  expect(ran.err).toContain('merged 2 sources: 2 accounts, 2 Regions');
  expect(ran.err).toContain(`wrote ${to}`);
  expect(readSnapshot(readFileSync(to, 'utf8'), to).manifest.origin).toBe('merge');
  const reach = await peerless(['reach', to, '--format', 'csv']);
  expect(reach.code).toBe(0);
  expect(reach.out.split('\n')).toHaveLength(4);
});

it('the order of the sources changes no byte; - is stdout; .gz is packed', async () => {
  const one = await peerless(['merge', left, right, '-o', '-']);
  const other = await peerless(['merge', right, left, '-o', '-']);
  expect(one.out).not.toBe('');
  expect(other.out).toBe(one.out);
  const packed = file('all.json.gz');
  await peerless(['merge', left, right, '-o', packed]);
  expect(gunzipSync(readFileSync(packed)).toString('utf8')).toBe(one.out);
});

it('tells of a result that is too large to be opened, in a file, packed or on stdout', async () => {
  const snapshot = world().snapshot();
  const { length: bytes } = writeSnapshot(snapshot);
  for (const [to, name] of [
    [file('big.json'), file('big.json')],
    [file('big.json.gz'), file('big.json.gz')],
    ['-', 'the snapshot'],
  ] as const) {
    let err = '';
    const terminal: Terminal = { ...QUIET, err: (text) => void (err += text) };
    await deliverSnapshot(to, snapshot, terminal, { most: bytes, wayOut: 'Merge fewer' });
    expect(err).toBe('');
    await deliverSnapshot(to, snapshot, terminal, { most: bytes - 1, wayOut: 'Merge fewer' });
    expect(err).toBe(
      `peerless: ${name} is ${bytes} bytes, and no more than ${bytes - 1} bytes are opened of one file. Merge fewer.\n`,
    );
  }
});

it('tells which calls were answered differently, by account, Region and call', async () => {
  const early = snapshotFile(folder, 'early.json', world('2026-01-01T09:00:00.000Z').snapshot());
  const changed = world('2026-01-08T09:00:00.000Z');
  changed.region('us-east-1', '111111111111').vpc('new', '10.9.0.0/16');
  const late = snapshotFile(folder, 'late.json', changed.snapshot());
  const { code, err } = await peerless(['merge', late, early, '-o', file('both.json')]);
  expect(code).toBe(0);
  // A new VPC brings its main route table, default network ACL and default security group.
  expect(err).toContain('4 calls answered differently; the later answer was kept:');
  expect(err).toContain(
    '111111111111 us-east-1 ec2:DescribeVpcs: kept 2026-01-08 09:00, left 2026-01-01 09:00',
  );
});

it('says that an account could not be entered since it was read', async () => {
  const old = world('2026-01-01T09:00:00.000Z').snapshot();
  // It was to read the Region in which the account has been read.
  const pages = old.pages
    .filter((p) => p.account === '111111111111')
    .map((p) => ({ ...p, region: 'eu-west-1' }));
  const shut: Page = {
    account: '222222222222',
    region: 'unknown',
    service: 'sts',
    operation: 'AssumeRole',
    args: { Role: 'audit' },
    time: '2026-01-08T09:00:00.000Z',
    error: { failure: 'refused', code: 'AccessDenied', message: 'no' },
  };
  const before = snapshotFile(folder, 'read.json', old);
  const after = snapshotFile(folder, 'shut.json', makeSnapshot([...pages, shut], old.manifest));
  const { code, err } = await peerless(['merge', before, after, '-o', file('shut-all.json')]);
  expect(code).toBe(0);
  expect(err).toContain(
    'peerless: 1 try to enter an account failed after it was read; what was read before was kept:\n' +
      '  222222222222 unknown sts:AssumeRole of audit: kept 2026-01-01 09:00, left 2026-01-08 09:00 ' +
      `(kept ${before}, left ${after})\n`,
  );
  expect(err).not.toContain('with an older answer');
});

it('says which file won, and of one time not that its answer is the later', async () => {
  const early = snapshotFile(
    folder,
    'won-early.json',
    world('2026-01-01T09:00:00.000Z').snapshot(),
  );
  const changed = world('2026-01-08T09:00:00.000Z');
  changed.region('us-east-1', '111111111111').vpc('new', '10.9.0.0/16');
  const late = snapshotFile(folder, 'won-late.json', changed.snapshot());
  const later = await peerless(['merge', early, late, '-o', file('won.json')]);
  expect(later.err).toContain(`(kept ${late}, left ${early})`);
  const same = world('2026-01-08T09:00:00.000Z').snapshot();
  const twin = snapshotFile(folder, 'won-twin.json', same);
  const tied = await peerless(['merge', twin, late, '-o', file('won.json')]);
  expect(tied.err).toContain('4 calls answered differently at the same time; none is the later');
  expect(tied.err).not.toContain('the later answer was kept');
  expect(tied.err).toMatch(/\(kept .*won-(late|twin)\.json, left .*won-(late|twin)\.json\)/);
});

it('does not mix anonymized snapshots with others, and stays anonymized where all are', async () => {
  const [one, other, third] = ['hidden-1.json', 'hidden-2.json', 'hidden-3.json'].map(file);
  const key = file('key');
  writeFileSync(key, 'a secret of 16 bytes or more');
  await peerless(['anonymize', left, '-o', one!, '--key', key]);
  await peerless(['anonymize', right, '-o', other!, '--key', key]);
  await peerless(['anonymize', right, '-o', third!]);
  const to = file('hidden-all.json');
  for (const command of [
    ['merge', other!, one!, third!, '-o', to],
    ['diff', third!, one!],
  ]) {
    const { code, err } = await peerless(command);
    expect(code).toBe(2);
    expect(err).toContain('were anonymized with different keys');
    expect(existsSync(to)).toBe(false);
  }
  for (const command of [
    ['merge', one!, right, '-o', to],
    ['diff', right, one!],
  ]) {
    const { code, err } = await peerless(command);
    expect(code).toBe(2);
    expect(err).toContain(`${one} is anonymized and ${right} is not`);
    expect(existsSync(to)).toBe(false);
  }
  expect((await peerless(['merge', one!, other!, '-o', to])).code).toBe(0);
  const { manifest } = readSnapshot(readFileSync(to, 'utf8'), to);
  expect(manifest).toMatchObject({ origin: 'anonymized', scope: { accounts: { length: 2 } } });
  expect(manifest.key).toBe(readSnapshot(readFileSync(one!, 'utf8'), one!).manifest.key);
});

it('reads states as if they lay in one folder: a route in another state counts, and of one stack the latest', async () => {
  const aws = (type: string, name: string, attributes: object) => ({
    mode: 'managed',
    type,
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ attributes }],
  });
  const state = (name: string, lineage: string, serial: number, ...resources: object[]) =>
    folder.write(
      name,
      JSON.stringify({ version: 4, terraform_version: '1.11.0', lineage, serial, resources }),
    );
  const arn = (id: string) => `arn:aws:ec2:eu-west-1:111111111111:${id}`;
  const vpc = (id: string) =>
    aws('aws_vpc', id, { id, arn: arn(`vpc/${id}`), cidr_block: '10.0.0.0/16' });
  const table = aws('aws_route_table', 't', {
    id: 'rtb-1',
    arn: arn('route-table/rtb-1'),
    vpc_id: 'vpc-1',
  });
  const network = state('network.tfstate', 'net', 4, vpc('vpc-1'), table);
  const before = state('before.tfstate', 'net', 3, vpc('vpc-1'), table, vpc('vpc-destroyed'));
  const route = {
    route_table_id: 'rtb-1',
    destination_cidr_block: '10.9.0.0/16',
    gateway_id: 'igw-1',
  };
  const app = state('app.tfstate', 'app', 1, aws('aws_route', 'r', route));
  const to = file('states.json');
  const outputs = [];
  for (const sources of [
    [app, left, before, network],
    [network, before, left, app],
  ]) {
    const { code, err } = await peerless(['merge', ...sources, '-o', to]);
    expect(code).toBe(0);
    expect(err).not.toContain('adds to what is not in it');
    expect(err).toContain(`${before} is an older state (serial 3) of the same stack as`);
    expect(err).toContain('merged 4 sources');
    outputs.push(readFileSync(to, 'utf8'));
  }
  expect(outputs[1]).toBe(outputs[0]);
  expect(outputs[0]).toContain('"DestinationCidrBlock":"10.9.0.0/16"');
  expect(outputs[0]).not.toContain('vpc-destroyed');
});

it('needs a source and a file, and leaves nothing behind where a source cannot be read', async () => {
  expect((await peerless(['merge', '-o', file('x.json')])).err).toContain("argument 'source'");
  expect((await peerless(['merge', left])).err).toContain("required option '-o");
  const to = file('never.json');
  const { code, err } = await peerless(['merge', left, '/no/such/place', '-o', to]);
  expect(code).toBe(2);
  expect(err).toContain('/no/such/place');
  expect(existsSync(to)).toBe(false);
});

it.skipIf(noRealData)(onRealData('takes any kind of source'), async () => {
  const to = file('mixed.json');
  const sources = [left, realPath('hybrid-cloud-aws'), realPath('vpc-peering-multi-account')];
  const ran = await peerless(['merge', ...sources, '-o', to]);
  expect(ran.code).toBe(0);
  const { manifest } = readSnapshot(readFileSync(to, 'utf8'), to);
  expect(manifest.scope.accounts).toEqual(
    expect.arrayContaining(['111111111111', '123456789012', '123456789013']),
  );
});
