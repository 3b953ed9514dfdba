/** `peerless anonymize`: what it writes and says, keys, and what it refuses. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read.ts';
import { World } from '#app/world/world.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();
const file = (name: string): string => join(folder.path, name);

function world(): World {
  const made = new World({ ids: 'aws' });
  const a = made.region('us-east-1', '481516234200').vpc('acme-payments', '10.61.0.0/16');
  const b = made.region('us-east-1', '481516234200').vpc('acme-ledger', '10.62.0.0/16');
  a.subnet('10.61.7.0/24', 'a', 'acme-subnet');
  b.subnet('10.62.7.0/24', 'a', 'acme-subnet-b');
  made.peerRouted(a, b);
  return made;
}
const source = snapshotFile(folder, 'estate.json', world().snapshot());
const anonymize = (...argv: string[]) => peerless(['anonymize', ...argv]);

it('writes a snapshot that every command reads and nobody can name, and says what it kept', async () => {
  const to = file('anonymous.json');
  const ran = await anonymize(source, '-o', to);
  expect(ran).toMatchObject({ code: 0, out: '' });
  expect(ran.err).toContain(`renamed 1 account in 1 Region; wrote ${to}`);
  expect(ran.err).toContain('kept: Regions, Availability Zones');
  const text = readFileSync(to, 'utf8');
  expect(text).not.toMatch(/acme|481516234200|10\.61\.|10\.62\./);
  for (const { id } of world().items) expect(text).not.toContain(id);
  expect(readSnapshot(text, to).manifest.origin).toBe('anonymized');
  const [before, after] = await Promise.all(
    [source, to].map((path) => peerless(['reach', path, '--format', 'csv'])),
  );
  const outcomes = (csv: string) => csv.split('\n').map((row) => row.split(',').slice(2).join());
  expect(outcomes(after!.out)).toEqual(outcomes(before!.out));
});

it('a key in a file gives the same names again; without one they are new each time', async () => {
  const key = folder.write('key', 'k'.repeat(32));
  const once = await anonymize(source, '-o', '-', '--key', key);
  expect(once.out).not.toBe('');
  expect((await anonymize(source, '-o', '-', '--key', key)).out).toBe(once.out);
  const [a, b] = [await anonymize(source, '-o', '-'), await anonymize(source, '-o', '-')];
  expect(a.out).not.toBe(b.out);
  expect(a.out).not.toBe(once.out);
});

it('two snapshots under one key can be compared', async () => {
  const key = folder.write('key2', 'q'.repeat(32));
  const later = world();
  later.region('us-east-1', '481516234200').vpc('acme-new', '10.63.0.0/16');
  const changed = snapshotFile(folder, 'later.json', later.snapshot());
  await anonymize(source, '-o', file('one.json'), '--key', key);
  await anonymize(changed, '-o', file('two.json'), '--key', key);
  const { out } = await peerless(['diff', file('one.json'), file('two.json')]);
  expect(out).toContain('VPC: 1 added');
  expect(out).toContain('4 added');
  expect(out).not.toContain('removed');
});

it('refuses a key that can be guessed or is not there, and writes nothing then', async () => {
  const short = folder.write('short', 'secret');
  const to = file('never.json');
  const guessed = await anonymize(source, '-o', to, '--key', short);
  expect(guessed).toMatchObject({ code: 2, out: '' });
  expect(guessed.err).toContain('6 bytes; a key needs 16');
  const none = await anonymize(source, '-o', to, '--key', file('nokey'));
  expect(none.code).toBe(2);
  expect(none.err).toContain('openssl rand');
  expect(existsSync(to)).toBe(false);
});

it('reads the sample estate by name only', async () => {
  const { code, out } = await anonymize('--demo', '-o', '-');
  expect(code).toBe(0);
  expect(out).not.toMatch(/eu-storefront|payments-gateway|111122223333|company-networks/);
});
